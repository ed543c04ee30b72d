"""Asking the sender, and another priority: each fault at its field, nothing typed lost, nothing twice."""

import re
from collections.abc import Mapping

import pytest
from httpx import Response
from reference_portal.tests.web.browsing import error_summary, form_token, heading, words
from reference_portal.tests.web.triage.scene import COLLEAGUE, DECISION, MANAGER, OFFICER, TEACHER, FrontDoor
from reference_portal.tests.web.triage.test_taking import contact_of

from frontdoor.domain.contact import Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Priority
from frontdoor.workflow.decide import LONGEST_TEXT
from frontdoor.workflow.events import EventKind


def test_a_question_reaches_the_sender(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.take(reference)
    sent = browser.send(f"/contacts/{reference}/ask", {"text": "Who collects her from school?"})
    assert sent.headers["location"] == f"/contacts/{reference}?done=asked"
    contact = contact_of(door, reference)
    assert contact.status is Status.MORE_INFORMATION_ASKED
    assert [question.text for question in contact.open_questions] == ["Who collects her from school?"]
    assert "Who collects her from school?" in words(door.as_(TEACHER).get(f"/contacts/{reference}").text)


def filled_in(page: Response, text: str) -> dict[str, str]:
    """The fields of the question's form as a browser sends them."""
    found = re.search(r'name="question_id" value="([^"]+)"', page.text)
    assert found is not None
    return {"form_token": form_token(page), "question_id": found[1], "text": text}


def what_came_of_it(door: FrontDoor, reference: Reference) -> tuple[list[str], list[EventKind], list[str]]:
    """The questions, the timeline's entries about them, and the emails that wait because of them."""
    with door.portal.office.work.begin() as tx:
        timeline = tx.contacts.timeline(reference)
        waiting = []
        while claimed := tx.outbox.claim("test", 60):
            waiting.append(claimed.message.payload.get("kind", ""))
    return (
        [question.text for question in contact_of(door, reference).questions],
        [event.kind for event in timeline if event.kind is EventKind.DETAILS_ASKED],
        [kind for kind in waiting if kind == "details_asked"],
    )


def test_a_question_sent_twice_is_asked_once_and_answered_alike(door: FrontDoor) -> None:
    reference = door.send()
    address = f"/contacts/{reference}/ask"
    browser = door.take(reference)
    fields = filled_in(browser.get(address), "Who collects her from school?")
    first, second = (browser.post(address, fields) for _ in range(2))
    assert [(sent.status_code, sent.headers["location"]) for sent in (first, second)] == [
        (303, f"/contacts/{reference}?done=asked")
    ] * 2
    assert what_came_of_it(door, reference) == (
        ["Who collects her from school?"],
        [EventKind.DETAILS_ASKED],
        ["details_asked"],
    )


def test_a_question_sent_again_in_other_words_stands_as_it_was(door: FrontDoor) -> None:
    reference = door.send()
    address = f"/contacts/{reference}/ask"
    browser = door.take(reference)
    fields = filled_in(browser.get(address), "Who collects her from school?")
    browser.post(address, fields)
    second = browser.post(address, {**fields, "text": "Who takes her to school?"})
    told = f"Contact {reference} This question was already sent, and stands as it was first asked"
    assert (second.status_code, heading(second)) == (409, told)
    assert "Your question Who takes her to school?" in words(second.text)
    assert what_came_of_it(door, reference) == (
        ["Who collects her from school?"],
        [EventKind.DETAILS_ASKED],
        ["details_asked"],
    )


def test_each_opening_of_the_page_is_a_question_of_its_own(door: FrontDoor) -> None:
    reference = door.send()
    address = f"/contacts/{reference}/ask"
    browser = door.take(reference)
    for _ in range(2):
        browser.post(address, filled_in(browser.get(address), "Who collects her from school?"))
    assert [question.text for question in contact_of(door, reference).questions] == [
        "Who collects her from school?"
    ] * 2


def test_a_page_shown_again_with_a_fault_is_still_the_same_question(door: FrontDoor) -> None:
    reference = door.send()
    address = f"/contacts/{reference}/ask"
    browser = door.take(reference)
    fields = filled_in(browser.get(address), "")
    assert filled_in(browser.post(address, fields), "")["question_id"] == fields["question_id"]


def test_a_form_without_the_questions_id_asks_a_new_one(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.take(reference)
    browser.send(f"/contacts/{reference}/ask", {"text": "Who collects her?"})
    assert [bool(question.id) for question in contact_of(door, reference).questions] == [True]


@pytest.mark.parametrize(
    "question_id",
    [
        "x",
        "0123456789abcde",
        "0123456789abcdef0",
        "0123456789ABCDEF",
        "../../withdraw",
        "é" * 16,
        "٣" * 16,
        "a" * 10_000,
    ],
)
def test_a_question_whose_id_is_not_one_of_ours_is_refused(door: FrontDoor, question_id: str) -> None:
    reference = door.send()
    browser = door.take(reference)
    sent = browser.send(f"/contacts/{reference}/ask", {"text": "Who collects her?", "question_id": question_id})
    assert (sent.status_code, contact_of(door, reference).questions) == (400, ())


REPEATED: Mapping[str, Mapping[str, str]] = {
    "take": {},
    "priority": {"to": "urgent", "reason": "No food at home"},
    "decide": DECISION,
}


@pytest.mark.parametrize("path", REPEATED)
def test_what_triage_sends_twice_is_done_once_and_answered_alike(door: FrontDoor, path: str) -> None:
    reference = door.send()
    browser = door.take(reference)
    fields = {**REPEATED[path], "form_token": form_token(browser.get(f"/contacts/{reference}"))}
    first = browser.post(f"/contacts/{reference}/{path}", fields)
    after_first = contact_of(door, reference)
    second = browser.post(f"/contacts/{reference}/{path}", fields)
    assert (first.status_code, second.status_code) == (303, 303)
    assert (first.headers["location"], after_first) == (second.headers["location"], contact_of(door, reference))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "Enter the question for the sender"),
        (" \n ", "Enter the question for the sender"),
        ("a" * (LONGEST_TEXT + 1), "Use 20,000 characters or fewer"),
        ("é" * 100_000, "Use 20,000 characters or fewer"),
    ],
    ids=["empty", "blank", "too long", "100 kB"],
)
def test_a_question_that_cannot_be_sent_stays_on_the_page(door: FrontDoor, text: str, fault: str) -> None:
    reference = door.send()
    answer = door.take(reference).send(f"/contacts/{reference}/ask", {"text": text})
    assert (answer.status_code, error_summary(answer)) == (400, [("text", fault)])
    assert f'aria-describedby="text-hint text-error">{text}</textarea>' in answer.text


def test_a_question_needs_the_contact_taken_first(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.as_(OFFICER)
    page = browser.get(f"/contacts/{reference}/ask")
    assert (page.status_code, heading(page)) == (409, f"Contact {reference} Take this contact before you work on it")
    sent = browser.send(f"/contacts/{reference}/ask", {"text": "Typed in vain?"}, page="/holding-area")
    assert sent.status_code == 409
    assert "Your question Typed in vain?" in words(sent.text)


def test_a_colleague_is_told_who_has_it(door: FrontDoor) -> None:
    reference = door.send()
    door.take(reference)
    page = door.as_(COLLEAGUE).get(f"/contacts/{reference}/ask")
    assert (page.status_code, heading(page)) == (409, f"Contact {reference} Olu Grant has already taken this contact")
    assert door.as_(MANAGER).get(f"/contacts/{reference}/ask").status_code == 200


def test_triage_sets_another_priority_with_a_reason(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.as_(OFFICER)
    sent = browser.send(f"/contacts/{reference}/priority", {"to": "urgent", "reason": "No food at home"})
    assert sent.headers["location"] == f"/contacts/{reference}?done=prioritised"
    contact = contact_of(door, reference)
    assert (contact.priority, contact.sender_priority) == (Priority.URGENT, Priority.STANDARD)
    page = words(browser.get(f"/contacts/{reference}").text)
    assert (
        "Urgent priority Set by Olu Grant on 4 June 2026 at 9:32am: No food at home The sender chose standard" in page
    )


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        (
            {"to": "", "reason": ""},
            [("to", "Select the new priority"), ("reason", "Say why the priority changes")],
        ),
        ({"to": "huge", "reason": "x"}, [("to", "Select the new priority")]),
        ({"to": "urgent", "reason": " "}, [("reason", "Say why the priority changes")]),
        ({"to": "standard", "reason": "Kept"}, [("to", "The priority is already standard")]),
    ],
)
def test_a_priority_at_fault_is_said_at_its_field(
    door: FrontDoor, fields: dict[str, str], faults: list[tuple[str, str]]
) -> None:
    reference = door.send()
    answer = door.as_(OFFICER).send(f"/contacts/{reference}/priority", fields)
    assert (answer.status_code, error_summary(answer)) == (400, faults)
    assert f"{fields['reason']}</textarea>" in answer.text


def test_the_priority_of_a_decided_contact_stays(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.take(reference)
    door.decide(browser, reference, DECISION)
    page = browser.get(f"/contacts/{reference}/priority")
    assert (page.status_code, heading(page)) == (409, f"Contact {reference} This contact has already been decided")


@pytest.mark.parametrize("path", ["ask", "priority"])
def test_what_no_browser_sends_is_refused(door: FrontDoor, path: str) -> None:
    reference = door.send()
    browser = door.take(reference)
    address = f"/contacts/{reference}/{path}"
    for fields in (
        {"text": "a\0b", "to": "", "reason": "a\0b"},
        {"holder": "me"},
        {"text": ["a", "b"], "to": ["a", "b"]},
    ):
        assert browser.send(address, fields).status_code == 400
    assert contact_of(door, reference).version == 2
