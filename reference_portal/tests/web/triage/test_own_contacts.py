"""Those of the team who sent a contact themselves: they can do with it what every sender can."""

import re

import pytest
from reference_portal.tests.web.browsing import error_summary, words
from reference_portal.tests.web.triage.scene import COLLEAGUE, OFFICER, PARTNER, TEACHER, FrontDoor
from reference_portal.tests.web.triage.test_taking import contact_of

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Status
from frontdoor.domain.identifiers import Reference

BOTH = pytest.mark.parametrize("sender", [PARTNER, OFFICER], ids=["partner", "officer"])


def asked(door: FrontDoor, sender: Professional) -> tuple[Reference, str]:
    """A contact of the sender's with an open question, and the address that takes its answer."""
    reference = door.send(sender)
    door.take(reference, COLLEAGUE).send(f"/contacts/{reference}/ask", {"text": "Who collects her?"})
    question = contact_of(door, reference).open_questions[0]
    return reference, f"/contacts/{reference}/questions/{question.id}"


@BOTH
def test_they_answer_a_question_on_it(door: FrontDoor, sender: Professional) -> None:
    reference, address = asked(door, sender)
    browser = door.as_(sender)
    assert f'action="{address}"' in browser.get(f"/contacts/{reference}").text
    sent = browser.send(address, {"answer": "Her aunt"}, page=f"/contacts/{reference}")
    assert (sent.status_code, sent.headers["location"]) == (303, f"/contacts/{reference}#questions")
    assert [question.answer for question in contact_of(door, reference).questions] == ["Her aunt"]


@BOTH
def test_an_answer_that_cannot_be_taken_is_shown_again_with_its_fault(door: FrontDoor, sender: Professional) -> None:
    reference, address = asked(door, sender)
    page = door.as_(sender).send(address, {"answer": " "}, page=f"/contacts/{reference}")
    field = f"answer-{address.rpartition('/')[2]}"
    assert (page.status_code, [at for at, _ in error_summary(page)]) == (400, [field])
    assert f'id="{field}"' in page.text


def test_what_came_too_late_is_not_lost(door: FrontDoor) -> None:
    reference, address = asked(door, PARTNER)
    browser = door.as_(PARTNER)
    browser.send(address, {"answer": "Her aunt"}, page=f"/contacts/{reference}")
    late = browser.send(address, {"answer": "Her uncle"}, page=f"/contacts/{reference}/withdraw")
    assert (late.status_code, [at for at, _ in error_summary(late)]) == (400, ["questions"])
    assert "What you typed was not sent: Her uncle" in words(late.text)


@BOTH
def test_they_withdraw_it(door: FrontDoor, sender: Professional) -> None:
    reference = door.send(sender)
    browser = door.as_(sender)
    link = re.search(r'href="([^"]+/withdraw)"', browser.get(f"/contacts/{reference}").text)
    assert link is not None
    assert browser.send(link[1], {"reason": "mistake", "details": ""}).status_code == 303
    assert contact_of(door, reference).status is Status.WITHDRAWN
    assert "/withdraw" not in browser.get(f"/contacts/{reference}").text


@BOTH
def test_they_neither_answer_nor_withdraw_what_another_agency_sent(door: FrontDoor, sender: Professional) -> None:
    reference, address = asked(door, TEACHER)
    page = door.as_(sender).get(f"/contacts/{reference}").text
    assert (address in page, "/withdraw" in page) == (False, False)
