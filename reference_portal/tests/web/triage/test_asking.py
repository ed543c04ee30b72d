"""Asking the sender, and another priority: each fault at its field, nothing typed lost."""

import pytest
from reference_portal.tests.web.browsing import error_summary, heading, words
from reference_portal.tests.web.triage.scene import COLLEAGUE, DECISION, MANAGER, OFFICER, TEACHER, FrontDoor
from reference_portal.tests.web.triage.test_taking import contact_of

from frontdoor.domain.contact import Status
from frontdoor.domain.triage import Priority
from frontdoor.workflow.decide import LONGEST_TEXT


def test_a_question_reaches_the_sender(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.take(reference)
    sent = browser.send(f"/contacts/{reference}/ask", {"text": "Who collects her from school?"})
    assert sent.headers["location"] == f"/contacts/{reference}?done=asked"
    contact = contact_of(door, reference)
    assert contact.status is Status.MORE_INFORMATION_ASKED
    assert [question.text for question in contact.open_questions] == ["Who collects her from school?"]
    assert "Who collects her from school?" in words(door.as_(TEACHER).get(f"/contacts/{reference}").text)


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
