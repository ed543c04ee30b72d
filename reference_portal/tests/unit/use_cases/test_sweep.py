"""Sweeping removes what is over, and a sign-in only once nothing typed in it can be waiting."""

from datetime import timedelta

from reference_portal.tests.fakes import PASSWORD
from reference_portal.tests.unit.use_cases.scene import TEACHER, FrontDoor

from frontdoor_portal.use_cases.resume_session import last_person_of
from frontdoor_portal.use_cases.sign_in import sign_in
from frontdoor_portal.use_cases.sweep import Swept, sweep

TWELVE_HOURS = timedelta(hours=12)


def test_a_sign_in_is_removed_a_day_after_it_could_last_at_most(front_door: FrontDoor) -> None:
    token = sign_in(front_door.office, TEACHER.email, PASSWORD).token
    front_door.clock.pass_time(hours=36)
    before = sweep(front_door.office, TWELVE_HOURS), last_person_of(front_door.office, token)
    front_door.clock.pass_time(seconds=1)

    after = sweep(front_door.office, TWELVE_HOURS), last_person_of(front_door.office, token)

    assert (before, after) == ((Swept(0, 0, 0), TEACHER.id), (Swept(1, 0, 0), ""))
