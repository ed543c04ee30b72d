"""What pages say of a released answer to whoever sees the request and cannot read it: never to read it."""

from collections.abc import Iterator

import pytest
from reference_portal.tests.fakes import SURGERY, person, register_people
from reference_portal.tests.web.browsing import Browser, words
from reference_portal.tests.web.triage.scene import DOCTOR, TEACHER, FrontDoor, opened
from reference_portal.tests.web.triage.test_answering import SHARE, prepare, release
from reference_portal.tests.web.triage.test_sender_gone import moves

from frontdoor.domain.agency import Role
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.onboarding import disable_account

LEAD = person(Role.AGENCY_LEAD, SURGERY, "Ada Finch")
MEANING, EXPECTED = "The answer can be read here.", "Read the answer here in the portal."


@pytest.fixture
def strict() -> Iterator[FrontDoor]:
    """A council where an agency's lead reads no answers."""
    with opened(leads_read_answers=False) as front_door:
        yield front_door


def answered(door: FrontDoor) -> Reference:
    reference = prepare(door, SHARE)
    release(door, reference)
    return reference


def says(browser: Browser, reference: Reference) -> list[tuple[bool, bool]]:
    """Whether the list, the page and the receipt say that the answer is there, and to read it."""
    pages = ("/contacts", f"/contacts/{reference}", f"/contacts/{reference}/receipt")
    texts = [words(browser.get(page).text) for page in pages]
    return [(MEANING in text, EXPECTED in text) for text in texts]


def test_whoever_asked_reads_that_the_answer_is_there(door: FrontDoor) -> None:
    reference = answered(door)

    assert says(door.as_(DOCTOR), reference) == [(True, True), (True, True), (True, False)]


def test_a_requester_who_moved_is_nowhere_told_to_read_it(door: FrontDoor) -> None:
    reference = answered(door)
    register_people(door.portal.office, TEACHER)
    moved = door.as_(moves(door, DOCTOR))

    assert says(moved, reference) == [(False, False)] * 3


def test_a_lead_who_reads_no_answers_is_nowhere_told_to_read_one(strict: FrontDoor) -> None:
    reference = answered(strict)

    assert says(strict.as_(LEAD), reference) == [(False, False)] * 3


def test_the_receipt_of_an_answer_kept_back_does_not_say_that_it_comes_here(strict: FrontDoor) -> None:
    reference = answered(strict)
    pages = [words(strict.as_(each).get(f"/contacts/{reference}/receipt").text) for each in (DOCTOR, LEAD)]

    assert ["The answer comes here in the portal." in page for page in pages] == [True, False]


def test_the_list_leads_to_who_can_read_an_answer_that_is_kept_back(strict: FrontDoor) -> None:
    answered(strict)
    lists = [words(strict.as_(each).get("/contacts").text) for each in (DOCTOR, LEAD)]

    assert ["Open it to see who can read the answer." in each for each in lists] == [False, True]


def test_a_lead_reads_who_can_read_the_answer(strict: FrontDoor) -> None:
    reference = answered(strict)

    assert f"Only {DOCTOR.name}, who asked, can read the answer." in words(
        strict.as_(LEAD).get(f"/contacts/{reference}").text
    )


def test_of_a_requester_who_is_gone_a_lead_reads_that_nobody_can(strict: FrontDoor) -> None:
    reference = answered(strict)
    disable_account(strict.portal.office, DOCTOR.email)
    page = words(strict.as_(LEAD).get(f"/contacts/{reference}").text)

    assert (
        f"{DOCTOR.name}, who asked, cannot read the answer any more, and nobody else of {SURGERY.name} can. "
        "Call the team on 01632 960100 , and give the reference."
    ) in page
    assert f"Only {DOCTOR.name}" not in page
