"""Those of the team who sent a contact themselves: they can do with it what every sender can."""

import re

import pytest
from attrs import evolve
from reference_portal.tests.fakes import COUNCIL, SCHOOL, person
from reference_portal.tests.web.browsing import error_summary, form_token, words
from reference_portal.tests.web.triage.scene import COLLEAGUE, OFFICER, PARTNER, TEACHER, FrontDoor
from reference_portal.tests.web.triage.test_taking import contact_of

from frontdoor.domain.agency import Agency, AgencyKind, Professional, Role
from frontdoor.domain.contact import Status
from frontdoor.domain.identifiers import Reference

BOTH = pytest.mark.parametrize("sender", [PARTNER, OFFICER], ids=["partner", "officer"])
POLICE = Agency("agency-police", "Severn Vale Police", AgencyKind.POLICE, frozenset({"police.example"}))
CONSTABLE = person(agency=POLICE, name="Ray Stone")
LIAISON = person(Role.MASH_PARTNER, POLICE, "Lee Marsh")
SUPERINTENDENT = person(Role.AGENCY_LEAD, POLICE, "Ana Cole")
SOCIAL_WORKER = person(Role.SOCIAL_WORKER, COUNCIL, "Ruth Adeyemi")
SCREENER_WHO_LEADS = evolve(
    person(Role.SCREENING_OFFICER, COUNCIL, "Wim Pike"), roles=frozenset({Role.SCREENING_OFFICER, Role.AGENCY_LEAD})
)
SENDERS_COLLEAGUE = person(agency=SCHOOL, name="Carys Hale")
SENDERS_LEAD = person(Role.AGENCY_LEAD, SCHOOL, "Lena Dry")


def asked(door: FrontDoor, sender: Professional) -> tuple[Reference, str]:
    """A contact of the sender's with an open question, and the field that takes its answer."""
    reference = door.send(sender)
    door.take(reference, COLLEAGUE).send(f"/contacts/{reference}/ask", {"text": "Who collects her?"})
    question = contact_of(door, reference).open_questions[0]
    return reference, f"answer-{question.id}"


@BOTH
def test_they_answer_a_question_on_it(door: FrontDoor, sender: Professional) -> None:
    reference, field = asked(door, sender)
    browser = door.as_(sender)
    assert f'name="{field}"' in browser.get(f"/contacts/{reference}").text
    sent = browser.send(f"/contacts/{reference}/answers", {field: "Her aunt"}, page=f"/contacts/{reference}")
    assert (sent.status_code, sent.headers["location"]) == (303, f"/contacts/{reference}#questions")
    assert [question.answer for question in contact_of(door, reference).questions] == ["Her aunt"]


@BOTH
def test_an_answer_that_cannot_be_taken_is_shown_again_with_its_fault(door: FrontDoor, sender: Professional) -> None:
    reference, field = asked(door, sender)
    page = door.as_(sender).send(f"/contacts/{reference}/answers", {field: " "}, page=f"/contacts/{reference}")
    assert (page.status_code, [at for at, _ in error_summary(page)]) == (400, [field])
    assert f'id="{field}"' in page.text


def test_what_came_too_late_is_not_lost(door: FrontDoor) -> None:
    reference, field = asked(door, PARTNER)
    browser = door.as_(PARTNER)
    browser.send(f"/contacts/{reference}/answers", {field: "Her aunt"}, page=f"/contacts/{reference}")
    late = browser.send(f"/contacts/{reference}/answers", {field: "Her uncle"}, page=f"/contacts/{reference}/withdraw")
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
    reference, field = asked(door, TEACHER)
    page = door.as_(sender).get(f"/contacts/{reference}").text
    assert (field in page, "/withdraw" in page) == (False, False)


@pytest.mark.parametrize(
    ("sender", "reader", "seen"),
    [
        (CONSTABLE, LIAISON, 403),
        (SOCIAL_WORKER, OFFICER, 403),
        (SOCIAL_WORKER, SCREENER_WHO_LEADS, 403),
        (TEACHER, SENDERS_COLLEAGUE, 404),
    ],
    ids=["a partner of the same force", "an officer of the same council", "an officer who leads", "a colleague"],
)
def test_nobody_else_of_the_agency_answers_or_withdraws(
    door: FrontDoor, sender: Professional, reader: Professional, seen: int
) -> None:
    reference, field = asked(door, sender)
    before = contact_of(door, reference)
    browser = door.as_(reader)
    page = browser.get(f"/contacts/{reference}").text
    token = form_token(browser.get("/children"))
    answered = browser.post(f"/contacts/{reference}/answers", {field: "Her aunt", "form_token": token})
    withdrawn = browser.post(
        f"/contacts/{reference}/withdraw", {"reason": "mistake", "details": "", "form_token": token}
    )
    assert (answered.status_code, withdrawn.status_code, contact_of(door, reference)) == (seen, seen, before)
    assert (field in page, "/withdraw" in page) == (False, False)
    assert browser.get(f"/contacts/{reference}/withdraw").status_code == {403: 303, 404: 404}[seen]


@pytest.mark.parametrize(
    ("sender", "lead"), [(CONSTABLE, SUPERINTENDENT), (TEACHER, SENDERS_LEAD)], ids=["police", "school"]
)
def test_the_senders_lead_answers_and_withdraws(door: FrontDoor, sender: Professional, lead: Professional) -> None:
    reference, field = asked(door, sender)
    browser = door.as_(lead)
    page = browser.get(f"/contacts/{reference}").text
    assert (f'name="{field}"' in page, f'href="/contacts/{reference}/withdraw"' in page) == (True, True)
    assert (
        browser.send(f"/contacts/{reference}/answers", {field: "Her aunt"}, page=f"/contacts/{reference}").status_code
        == 303
    )
    withdrawn = browser.send(f"/contacts/{reference}/withdraw", {"reason": "mistake", "details": ""})
    contact = contact_of(door, reference)
    assert (withdrawn.status_code, contact.status) == (303, Status.WITHDRAWN)
    assert [question.answered_by for question in contact.questions] == [lead.name]
