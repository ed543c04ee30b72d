"""Second looks as pages: who asks and who answers, what is told of it, and that a changed decision leads to another."""

import pytest
from attrs import evolve
from httpx import Response
from reference_portal.tests.fakes import SCHOOL
from reference_portal.tests.web.after_sending.scene import LEAD, decided
from reference_portal.tests.web.browsing import error_summary, heading, words
from reference_portal.tests.web.filling_in import parsed
from reference_portal.tests.web.triage.scene import COLLEAGUE, DECISION, MANAGER, OFFICER, REFERRAL, TEACHER, FrontDoor
from reference_portal.tests.web.triage.test_taking import contact_of

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.outcome_reasons import shipped_outcome_reasons
from frontdoor.workflow.carrying_out.basics import SecondLookPolicy
from frontdoor_portal.use_cases.settle_delivery import record_episode_by_hand


def ask_again(door: FrontDoor, reference: Reference) -> Response:
    return door.as_(TEACHER).send(
        f"/contacts/{reference}/second-look", {"reason": "threshold", "text": "We think it is met"}
    )


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
