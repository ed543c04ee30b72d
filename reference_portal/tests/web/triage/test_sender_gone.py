"""What an officer reads where the sender can no longer sign in: who of their agency is told instead, or nobody."""

import pytest
from reference_portal.tests.fakes import SCHOOL, person, register_people
from reference_portal.tests.web.browsing import words
from reference_portal.tests.web.triage.scene import OFFICER, TEACHER, FrontDoor

from frontdoor.domain.agency import Role
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
