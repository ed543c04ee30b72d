"""Adding, questions of the form, late answers and withdrawing, as pages: who gets which; nothing typed is lost."""

import re

import pytest
from httpx import Response
from reference_portal.tests.web.after_sending.scene import LEAD
from reference_portal.tests.web.browsing import Browser, error_summary, form_token, words
from reference_portal.tests.web.triage.scene import DECISION, DOCTOR, OFFICER, PARTNER, TEACHER, FrontDoor
from reference_portal.tests.web.triage.test_taking import contact_of

from frontdoor.domain.after_sending import WithdrawalReason
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.sent_questions import sent_questions


def add(browser: Browser, reference: Reference, text: str = "She slept at school", **fields: str) -> Response:
    return browser.send(f"/contacts/{reference}/add", {"reason": "new_information", "text": text, **fields})


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


def test_a_withdrawal_is_kept_by_its_code(door: FrontDoor) -> None:
    reference = door.send()
    door.as_(TEACHER).send(f"/contacts/{reference}/withdraw", {"reason": "duplicate", "details": "See FD-2222-2222"})
    contact = contact_of(door, reference)
    page = words(door.as_(OFFICER).get(f"/contacts/{reference}").text)

    assert (contact.withdrawn_as, contact.withdrawn_reason) == (WithdrawalReason.DUPLICATE, "See FD-2222-2222")
    assert "Withdrawn by the sender. It was sent more than once: See FD-2222-2222" in page


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
