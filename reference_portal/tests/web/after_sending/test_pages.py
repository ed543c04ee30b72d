"""Adding, questions of the form, second looks and emails, as pages: who gets which, and that nothing typed is lost."""

import re

import pytest
from attrs import evolve
from httpx import Response
from reference_portal.tests.fakes import SCHOOL, person
from reference_portal.tests.web.browsing import Browser, error_summary, form_token, heading, words
from reference_portal.tests.web.filling_in import parsed
from reference_portal.tests.web.triage.scene import (
    COLLEAGUE,
    DECISION,
    DOCTOR,
    MANAGER,
    OFFICER,
    PARTNER,
    REFERRAL,
    TEACHER,
    FrontDoor,
)
from reference_portal.tests.web.triage.test_taking import contact_of

from frontdoor.domain.after_sending import WithdrawalReason
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.contact import Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.outcome_reasons import shipped_outcome_reasons
from frontdoor.workflow.carrying_out.basics import SecondLookPolicy
from frontdoor_portal.use_cases.emails.delivering import note_refused
from frontdoor_portal.use_cases.models import NoticeKind
from frontdoor_portal.use_cases.notices import NoticePayload
from frontdoor_portal.use_cases.sent_questions import sent_questions
from frontdoor_portal.use_cases.settle_delivery import record_episode_by_hand

LEAD = person(Role.AGENCY_LEAD, SCHOOL, "Lena Dry")


def add(browser: Browser, reference: Reference, text: str = "She slept at school", **fields: str) -> Response:
    return browser.send(f"/contacts/{reference}/add", {"reason": "new_information", "text": text, **fields})


def decided(door: FrontDoor, fields: object = DECISION, by: object = OFFICER) -> Reference:
    reference = door.send()
    door.decide(door.take(reference, by), reference, fields)  # type: ignore[arg-type]
    return reference


def ask_again(door: FrontDoor, reference: Reference) -> Response:
    return door.as_(TEACHER).send(
        f"/contacts/{reference}/second-look", {"reason": "threshold", "text": "We think it is met"}
    )


def test_what_is_added_stands_on_the_contact_and_is_marked_for_the_team(door: FrontDoor) -> None:
    reference = door.send()
    sent = add(door.as_(TEACHER), reference)
    officer = door.as_(OFFICER)
    page, listed = words(officer.get(f"/contacts/{reference}").text), words(officer.get("/holding-area?new=yes").text)

    assert (
        sent.headers["location"],
        "Who must look: Whoever takes this contact" in page,
        "New information" in listed,
    ) == (
        f"/contacts/{reference}?done=added#added",
        True,
        True,
    )


def test_what_lacks_a_reason_or_words_is_kept(door: FrontDoor) -> None:
    reference = door.send()
    without_reason = add(door.as_(TEACHER), reference, "<b>typed</b>", reason="")
    without_words = add(door.as_(TEACHER), reference, " ", reason="correction")

    assert (
        [error_summary(each) for each in (without_reason, without_words)],
        "&lt;b&gt;typed&lt;/b&gt;" in without_reason.text,
    ) == (
        [
            [("reason", "Select why you are adding this")],
            [("question_id", "Select the answer that you correct"), ("text", "Enter what you want to add")],
        ],
        True,
    )


def test_a_correction_shows_the_answer_as_it_was_sent(door: FrontDoor) -> None:
    reference = door.send()
    asked = next(
        each
        for each in sent_questions(door.portal.office, contact_of(door, reference))
        if each.answer == "Always hungry at school"
    )
    add(door.as_(TEACHER), reference, "Only on Mondays", reason="correction", question_id=asked.id)
    page = words(door.as_(TEACHER).get(f"/contacts/{reference}").text)

    assert f"Corrects the answer to: {asked.label} Answer sent: Always hungry at school Only on Mondays" in page


def test_nothing_is_added_to_what_was_withdrawn_and_what_was_typed_is_shown(door: FrontDoor) -> None:
    reference = door.send()
    teacher = door.as_(TEACHER)
    opened = teacher.get(f"/contacts/{reference}/add")
    teacher.send(f"/contacts/{reference}/withdraw", {"reason": "mistake", "details": ""})
    late = teacher.post(
        f"/contacts/{reference}/add",
        {"reason": "other", "text": "Too late", "form_token": form_token(opened)},
    )

    assert (late.status_code, "What you typed was not sent: Too late" in words(late.text)) == (400, True)


@pytest.mark.parametrize(("reader", "status"), [(DOCTOR, 404), (PARTNER, 403), (OFFICER, 403)])
def test_nobody_but_the_senders_side_adds(door: FrontDoor, reader: object, status: int) -> None:
    reference = door.send()

    assert door.as_(reader).get(f"/contacts/{reference}/add").status_code == status  # type: ignore[arg-type]


def test_an_officer_cannot_decide_over_what_is_new_and_loses_nothing(door: FrontDoor) -> None:
    reference = door.send()
    officer = door.take(reference)
    add(door.as_(TEACHER), reference)
    refused = officer.send(f"/contacts/{reference}/decide", DECISION)
    read = officer.send(f"/contacts/{reference}/read", {}, page=f"/contacts/{reference}")
    shown = re.findall(r'name="id" value="([^"]+)"', officer.get(f"/contacts/{reference}").text)
    officer.send(f"/contacts/{reference}/read", {"id": shown}, page=f"/contacts/{reference}")
    decided = officer.send(f"/contacts/{reference}/decide", DECISION)

    assert (refused.status_code, DECISION["rationale"] in refused.text, read.status_code, decided.status_code) == (
        409,
        True,
        409,
        303,
    )


def test_a_question_of_the_form_stands_with_its_answer_on_both_sides(door: FrontDoor) -> None:
    reference = door.send()
    asked = next(
        each
        for each in sent_questions(door.portal.office, contact_of(door, reference))
        if each.answer == "Always hungry at school"
    )
    officer = door.take(reference)
    officer.send(f"/contacts/{reference}/ask", {"text": "Since when?", "about": asked.id})
    wanted = f"About this question of the form: {asked.label} Answer sent: Always hungry at school Since when?"

    assert [wanted in words(each.get(f"/contacts/{reference}").text) for each in (officer, door.as_(TEACHER))] == [
        True,
        True,
    ]


def test_several_answers_go_at_once_and_what_came_too_late_can_be_added(door: FrontDoor) -> None:
    reference = door.send()
    officer = door.take(reference)
    for text in ("Since when?", "Who collects her?"):
        officer.send(f"/contacts/{reference}/ask", {"text": text})
    first, second = (each.id for each in contact_of(door, reference).questions)
    door.as_(LEAD).send(f"/contacts/{reference}/answers", {f"answer-{first}": "May"}, page=f"/contacts/{reference}")
    late = door.as_(TEACHER).send(
        f"/contacts/{reference}/answers",
        {f"answer-{first}": "Since April", f"answer-{second}": "Her aunt"},
        page=f"/contacts/{reference}",
    )
    carried = door.as_(TEACHER).send(
        f"/contacts/{reference}/add", {"step": "carry", "text": "Since April"}, page=f"/contacts/{reference}"
    )

    assert (
        late.status_code,
        error_summary(late),
        "What you typed was not sent: Since April" in words(late.text),
        "Her aunt</textarea>" in late.text,
        "Since April</textarea>" in carried.text,
    ) == (400, [("questions", "This question has already been answered")], True, True, True)


def test_the_outcome_has_its_reason_and_how_to_challenge_it(door: FrontDoor) -> None:
    office = door.portal.office
    object.__setattr__(office, "rules", evolve(office.rules, outcome_reasons=shipped_outcome_reasons()))
    reference = door.send()
    officer = door.take(reference)
    missing = officer.send(f"/contacts/{reference}/decide", DECISION)
    door.decide(officer, reference, {**DECISION, "reason": "agency_can_help"})
    page = words(door.as_(TEACHER).get(f"/contacts/{reference}").text)
    reason = next(each for each in shipped_outcome_reasons().reasons if each.code == "agency_can_help")

    assert error_summary(missing) == [("reason", "Select the reason that the sender reads")]
    assert [
        each in page for each in (reason.sentence, reason.next_steps, "Ask for a second look by 18 June 2026 at 9:32am")
    ] == [True, True, True]


def test_where_no_second_look_is_ever_taken_no_time_for_it_is_over(door: FrontDoor) -> None:
    office = door.portal.office
    object.__setattr__(office, "rules", evolve(office.rules, second_looks=SecondLookPolicy(times=0)))
    page = words(door.as_(TEACHER).get(f"/contacts/{decided(door)}").text)

    assert ("The time to ask for a second look here is over" in page, "You can always call the team" in page) == (
        False,
        True,
    )


@pytest.mark.parametrize(
    ("by", "told"), [(LEAD, f"the lead of {SCHOOL.name}"), (MANAGER, "the front door team")], ids=["lead", "team"]
)
def test_the_timeline_says_whose_side_asked_for_a_second_look(door: FrontDoor, by: Professional, told: str) -> None:
    reference = decided(door)
    asked = door.as_(by).send(f"/contacts/{reference}/second-look", {"reason": "threshold", "text": "It is met"})
    entries = parsed(door.as_(TEACHER).get(f"/contacts/{reference}")).xpath("//ol[@class='ffd-timeline']/li")

    assert asked.status_code == 303
    assert words(entries[0].text_content()) == f"Second look asked for by {told}, 4 June 2026 at 9:32am"


def test_a_second_look_is_upheld_by_another_manager(door: FrontDoor) -> None:
    reference = decided(door)
    asked = ask_again(door, reference)
    manager = door.as_(MANAGER)
    listed = words(manager.get("/holding-area?second_look=yes&status=any&order=second_look").text)
    answered = manager.send(
        f"/contacts/{reference}/second-look/answer", {"answer": "upheld", "message": "We looked, and it stands"}
    )
    page = words(door.as_(TEACHER).get(f"/contacts/{reference}").text)

    assert (asked.status_code, "Second look asked for" in listed, answered.headers["location"]) == (
        303,
        True,
        f"/contacts/{reference}?done=upheld",
    )
    assert ("The decision stands" in page, "We looked, and it stands" in page, MANAGER.name in page) == (
        True,
        True,
        False,
    )


def test_a_second_look_that_is_late_says_so_and_whom_the_sender_calls(door: FrontDoor) -> None:
    reference = decided(door)
    ask_again(door, reference)
    promised = words(door.as_(TEACHER).get(f"/contacts/{reference}").text)
    door.portal.clock.pass_time(hours=24 * 5)  # over a weekend
    teacher = door.as_(TEACHER)
    pages = [words(teacher.get(page).text) for page in (f"/contacts/{reference}", "/contacts")]

    due, promise = "8 June 2026 at 9:32am.", "A manager who did not decide answers by"
    late = f"This is late: it was due by {due} Call the team on"
    assert (f"{promise} {due}" in promised, [promise in page for page in pages]) == (True, [False, False])
    assert [late in page for page in pages] == [True, True]
    assert f"This is late: it was due by {due}" in words(door.as_(MANAGER).get(f"/contacts/{reference}").text)


def test_a_second_look_that_changes_the_decision_leads_to_another(door: FrontDoor) -> None:
    reference = decided(door)
    ask_again(door, reference)
    manager = door.as_(MANAGER)
    manager.send(f"/contacts/{reference}/second-look/answer", {"answer": "changed", "message": "We decide again"})
    door.decide(manager, reference, {**DECISION, "outcome": "early_help", "rationale": "Looked at again"})
    contact = contact_of(door, reference)
    page = words(door.as_(TEACHER).get(f"/contacts/{reference}").text)

    assert (contact.status, len(contact.earlier_decisions), "It does not stand any more" in page) == (
        Status.DECIDED,
        1,
        True,
    )


def test_whoever_decided_before_is_told_that_somebody_else_decides_again(door: FrontDoor) -> None:
    reference = decided(door)
    ask_again(door, reference)
    manager = door.as_(MANAGER)
    manager.send(f"/contacts/{reference}/second-look/answer", {"answer": "changed", "message": "We decide again"})
    manager.send(f"/contacts/{reference}/release", {}, page=f"/contacts/{reference}")
    officer = door.take(reference)
    page, form = officer.get(f"/contacts/{reference}"), officer.get(f"/contacts/{reference}/decide")
    sent = officer.send(f"/contacts/{reference}/decide", DECISION, page=f"/contacts/{reference}")

    why = "You made the decision that did not stand: somebody else decides this again"
    assert (why in page.text, f'href="/contacts/{reference}/decide"' in page.text) == (True, False)
    assert [(each.status_code, why in heading(each)) for each in (form, sent)] == [(409, True)] * 2
    assert DECISION["rationale"] in sent.text
    assert contact_of(door, reference).decision is None


def test_a_second_decision_opens_no_second_episode_and_asks_for_no_record(door: FrontDoor) -> None:
    reference = decided(door, REFERRAL)
    record_episode_by_hand(door.portal.office, OFFICER, reference, "E-1")
    ask_again(door, reference)
    manager = door.as_(MANAGER)
    manager.send(f"/contacts/{reference}/second-look/answer", {"answer": "changed", "message": "We decide again"})
    form = manager.get(f"/contacts/{reference}/decide?outcome=referral")
    door.decide(manager, reference, {**DECISION, "outcome": "referral", "rationale": "Looked at again"})

    assert ("no second one is opened" in words(form.text), 'name="record"' in form.text) == (True, False)
    assert contact_of(door, reference).delivery.episode_id == "E-1"


@pytest.mark.parametrize("reader", [OFFICER, COLLEAGUE], ids=["who decided", "another officer"])
def test_no_officer_answers_a_second_look(door: FrontDoor, reader: object) -> None:
    reference = decided(door)
    ask_again(door, reference)
    page = door.as_(reader).get(f"/contacts/{reference}/second-look/answer")  # type: ignore[arg-type]

    assert (page.status_code, "A manager who did not make this decision answers" in page.text) == (409, True)


def test_what_was_typed_for_a_second_look_is_kept(door: FrontDoor) -> None:
    reference = decided(door)
    sent = door.as_(TEACHER).send(f"/contacts/{reference}/second-look", {"reason": "", "text": "Look at <this>"})

    assert (error_summary(sent), "Look at &lt;this&gt;" in sent.text) == (
        [("reason", "Select why you ask for a second look")],
        True,
    )


def test_a_second_look_is_offered_once(door: FrontDoor) -> None:
    reference = decided(door)
    ask_again(door, reference)

    again = door.as_(TEACHER).get(f"/contacts/{reference}/second-look")
    assert (again.status_code, again.headers["location"]) == (303, f"/contacts/{reference}")


def test_a_withdrawal_is_kept_by_its_code(door: FrontDoor) -> None:
    reference = door.send()
    door.as_(TEACHER).send(f"/contacts/{reference}/withdraw", {"reason": "duplicate", "details": "See FD-2222-2222"})
    contact = contact_of(door, reference)
    page = words(door.as_(OFFICER).get(f"/contacts/{reference}").text)

    assert (contact.withdrawn_as, contact.withdrawn_reason) == (WithdrawalReason.DUPLICATE, "See FD-2222-2222")
    assert "Withdrawn by the sender. It was sent more than once: See FD-2222-2222" in page


def test_lists_of_ones_own_contacts_are_filtered(door: FrontDoor) -> None:
    waiting, done, new = door.send(), decided(door), door.send()
    door.take(waiting).send(f"/contacts/{waiting}/ask", {"text": "Since when?"})
    teacher = door.as_(TEACHER)

    def listed(show: str) -> list[str]:
        return re.findall(r'ffd-reference" href="/contacts/([^"]+)"', teacher.get(f"/contacts?show={show}").text)

    assert [listed(show) for show in ("asked", "undecided", "decided", "withdrawn")] == [
        [str(waiting)],
        [str(waiting), *sorted([str(new)])],
        [str(done)],
        [],
    ]
    assert (listed("all")[0], teacher.get("/contacts?show=everything").status_code) == (str(waiting), 404)


def test_a_lead_may_look_at_their_own_alone(door: FrontDoor) -> None:
    theirs, own = door.send(), door.send(LEAD)
    lead = door.as_(LEAD)

    def listed(whose: str) -> set[str]:
        return set(re.findall(r'ffd-reference" href="/contacts/([^"]+)"', lead.get(f"/contacts?whose={whose}").text))

    assert (listed("agency"), listed("me")) == ({str(theirs), str(own)}, {str(own)})


def refuse_email(door: FrontDoor) -> None:
    with door.portal.office.work.begin() as tx:
        notice = NoticePayload(NoticeKind.RECEIPT, TEACHER.id, "FD-2222-2222")
        note_refused(door.portal.office, tx, notice, TEACHER.email, "550")


def test_whoever_no_email_reaches_is_told_on_every_page(door: FrontDoor) -> None:
    teacher = door.as_(TEACHER)
    refuse_email(door)

    assert [
        "We could not email you." in words(teacher.get(each).text) for each in ("/contacts", "/help", "/account")
    ] == [
        True,
        True,
        True,
    ]


def test_their_lead_sees_them_and_nobody_elses(door: FrontDoor) -> None:
    door.as_(TEACHER)
    refuse_email(door)
    surgery_lead = person(Role.AGENCY_LEAD, DOCTOR.agency, "Una Vale")
    seen = [TEACHER.email in door.as_(each).get("/agency/emails").text for each in (LEAD, surgery_lead)]

    assert (seen, door.as_(TEACHER).get("/agency/emails").status_code) == ([True, False], 403)


def test_the_officer_is_told_that_no_email_reaches_the_sender(door: FrontDoor) -> None:
    reference = door.send()
    refuse_email(door)

    assert "We could not email the sender" in words(door.as_(OFFICER).get(f"/contacts/{reference}").text)


def test_choices_of_emails_are_kept(door: FrontDoor) -> None:
    teacher = door.as_(TEACHER)
    saved = teacher.send("/account/emails", {"told": ["question_waiting"], "when": "daily"})
    page = teacher.get("/account/emails").text
    checked = re.findall(r'value="(\w+)" checked', page)

    assert (saved.status_code, checked) == (303, ["question_waiting", "daily"])


def test_choices_without_a_time_are_shown_again(door: FrontDoor) -> None:
    page = door.as_(TEACHER).send("/account/emails", {"told": ["information_read"]})

    assert (error_summary(page), re.findall(r'value="(\w+)" checked', page.text)) == (
        [("when", "Select when you want these emails")],
        ["information_read"],
    )


def test_an_officer_is_offered_their_own_notices(door: FrontDoor) -> None:
    offered = re.findall(r'name="told"[^>]* value="(\w+)"', door.as_(PARTNER).get("/account/emails").text)

    assert offered == ["being_looked_at", "information_read", "question_waiting"]


def test_a_link_that_is_worth_nothing_says_so(door: FrontDoor) -> None:
    teacher = door.as_(TEACHER)
    address = f"/account/emails/confirm/{'x' * 43}"
    opened = teacher.get(address)
    confirmed = teacher.send(address, {})

    assert (heading(opened), confirmed.status_code, heading(confirmed)) == (
        "Confirm that email reaches you",
        400,
        "This link does not work any more",
    )


def test_after_a_decision_no_answer_is_asked_for(door: FrontDoor) -> None:
    reference, question = decided_without_an_answer(door)

    pages = [door.as_(reader).get(f"/contacts/{reference}").text for reader in (TEACHER, OFFICER)]

    assert [f'name="answer-{question}"' in page for page in pages] == [False, False]
    assert ["– the team decided without an answer" in words(page) for page in pages] == [True, True]


def test_an_answer_that_comes_after_the_decision_can_be_added_instead(door: FrontDoor) -> None:
    reference, question = decided_without_an_answer(door)

    late = door.as_(TEACHER).send(
        f"/contacts/{reference}/answers", {f"answer-{question}": "Since April"}, page=f"/contacts/{reference}/add"
    )

    assert (late.status_code, error_summary(late)) == (
        400,
        [("questions", "This contact has already been decided")],
    )
    assert "What you typed was not sent: Since April Add it as information instead" in words(late.text)


def test_an_answer_that_comes_after_the_withdrawal_is_shown(door: FrontDoor) -> None:
    reference = door.send()
    door.take(reference).send(f"/contacts/{reference}/ask", {"text": "Since when?"})
    (question,) = contact_of(door, reference).questions
    teacher = door.as_(TEACHER)
    teacher.send(f"/contacts/{reference}/withdraw", {"reason": "mistake", "details": ""})

    late = teacher.send(f"/contacts/{reference}/answers", {f"answer-{question.id}": "Since April"}, page="/contacts")

    assert (late.status_code, [at for at, _ in error_summary(late)]) == (400, ["questions"])
    assert "– withdrawn before it was answered" in words(late.text)
    assert "What you typed was not sent: Since April" in words(late.text)


def decided_without_an_answer(door: FrontDoor) -> tuple[Reference, str]:
    """The reference, and the id of a question that is open for ever."""
    reference = door.send()
    officer = door.take(reference)
    officer.send(f"/contacts/{reference}/ask", {"text": "Since when?"})
    assert officer.send(f"/contacts/{reference}/decide", DECISION).status_code == 303
    (question,) = contact_of(door, reference).questions
    return reference, question.id
