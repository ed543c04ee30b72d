"""What an officer reads where the sender can no longer sign in, or works elsewhere: who is told instead, or nobody."""

import pytest
from attrs import evolve
from reference_portal.tests.fakes import SCHOOL, SURGERY, person, register_people
from reference_portal.tests.web.browsing import words
from reference_portal.tests.web.triage.scene import DOCTOR, MANAGER, OFFICER, TEACHER, FrontDoor
from reference_portal.tests.web.triage.test_answering import SHARE, prepare, release

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.onboarding import disable_account

LEAD = person(Role.AGENCY_LEAD, SCHOOL, "Lena Dry")
STANDS_IN = "The lead of Hollybush Primary School is told instead, and can answer."
NOBODY = (
    "The sender can no longer sign in, and nobody else of Hollybush Primary School can read or answer this here. "
    "Phone them: 01632 960123."
)


@pytest.mark.parametrize("has_lead", [True, False])
def test_the_page_says_who_can_answer_for_a_sender_who_is_gone(door: FrontDoor, *, has_lead: bool) -> None:
    reference = door.send(TEACHER)
    if has_lead:
        register_people(door.portal.office, LEAD)
    before = words(door.as_(OFFICER).get(f"/contacts/{reference}").text)
    disable_account(door.portal.office, TEACHER.email)
    after = words(door.as_(OFFICER).get(f"/contacts/{reference}").text)

    said = [(STANDS_IN in page, NOBODY in page) for page in (before, after)]
    assert said == [(False, False), (has_lead, not has_lead)]


def moves(door: FrontDoor, who: Professional) -> Professional:
    """The same person, once they are let in at the school."""
    moved = evolve(who, agency=SCHOOL, email="moved@hollybush.example")
    with door.portal.office.work.begin() as tx:
        tx.joining.save_person(moved)
    return moved


@pytest.mark.parametrize("has_lead", [True, False])
def test_whoever_releases_an_answer_reads_that_the_requester_works_elsewhere(
    door: FrontDoor, *, has_lead: bool
) -> None:
    reference = prepare(door, SHARE)
    register_people(
        door.portal.office, TEACHER, *((person(Role.AGENCY_LEAD, SURGERY, "Ada Finch"),) if has_lead else ())
    )
    moves(door, DOCTOR)
    goes_to = (
        f"The lead of {SURGERY.name} is told when it is released, and can read it."
        if has_lead
        else f"Nobody else of {SURGERY.name} can read it here. Call the agency."
    )
    said = f"The requester works for {SCHOOL.name} now, and cannot read the answer. {goes_to}"
    release_page = words(door.as_(MANAGER).get(f"/contacts/{reference}/answer/release").text)
    contact_page = words(door.as_(OFFICER).get(f"/contacts/{reference}").text)

    assert [said in page for page in (release_page, contact_page)] == [True, True]
    assert (f"Asked for by {DOCTOR.name}" in release_page, "Release it to the requester" in release_page) == (
        True,
        False,
    )


def test_the_requester_who_moved_reads_why_there_is_no_answer_for_them(door: FrontDoor) -> None:
    reference = prepare(door, SHARE)
    register_people(door.portal.office, TEACHER)
    moved = moves(door, DOCTOR)
    released = words(release(door, reference).get(f"/contacts/{reference}?done=answered").text)
    browser = door.as_(moved)
    page = words(browser.get(f"/contacts/{reference}").text)

    assert "Call the agency: nobody there could be told" in released
    assert (f"You asked when you worked for {SURGERY.name}." in page, "Read the answer" in page) == (True, False)
    assert browser.get(f"/contacts/{reference}/answer").status_code == 404


def test_of_a_concern_the_page_says_where_its_sender_works_now(door: FrontDoor) -> None:
    reference = door.send(DOCTOR)
    register_people(door.portal.office, TEACHER)
    moves(door, DOCTOR)

    said = f"The sender works for {SCHOOL.name} now. They can still read and answer this here."
    assert said in words(door.as_(OFFICER).get(f"/contacts/{reference}").text)
