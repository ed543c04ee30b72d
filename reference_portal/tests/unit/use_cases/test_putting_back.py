"""An officer leaves, sleeps, moves or loses the role: what they hold goes back to the others, and managers are told."""

from collections.abc import Callable

import pytest
from attrs import evolve
from reference_portal.tests.fakes import register_people
from reference_portal.tests.unit.use_cases.access_scene import DUTY, keep
from reference_portal.tests.unit.use_cases.scene import MANAGER, OFFICER, OTHER_OFFICER, FrontDoor, Interrupted

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.domain.agency import Role
from frontdoor.domain.contact import Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Outcome
from frontdoor.workflow.events import Event, EventKind
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.joining.keeping import shut
from frontdoor_portal.use_cases.joining.nightly import check_accounts
from frontdoor_portal.use_cases.joining.people import change_roles
from frontdoor_portal.use_cases.models import Action, Standing
from frontdoor_portal.use_cases.onboarding import disable_account, leave_agency, set_roles
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.putting_back import put_back_left_behind
from frontdoor_portal.use_cases.refusals import Stale
from frontdoor_portal.use_cases.take_contact import take_contact

PROFESSIONAL = frozenset({Role.PROFESSIONAL})
SHUT = [each for each in Standing if each is not Standing.ACTIVE]


def state(front_door: FrontDoor, reference: Reference) -> tuple[Status, bool]:
    contact = front_door.contact(reference)
    return contact.status, contact.holder is None


def shut_as(office: Office, standing: Standing) -> None:
    with office.work.begin() as tx:
        shut(office, tx, OFFICER, standing, MANAGER.id)


def loses_role(office: Office) -> None:
    with office.work.begin() as tx:
        change_roles(office, tx, MANAGER.id, OFFICER, PROFESSIONAL)


@pytest.mark.parametrize("standing", SHUT)
def test_what_somebody_holds_is_put_back_whatever_shuts_their_account(
    front_door: FrontDoor, standing: Standing
) -> None:
    reference = front_door.taken()
    shut_as(front_door.office, standing)
    assert (state(front_door, reference), front_door.told("put_back")) == ((Status.SENT, True), [MANAGER.id])


@pytest.mark.parametrize(
    "out",
    [
        loses_role,
        lambda office: set_roles(office, OFFICER.email, PROFESSIONAL),
        lambda office: disable_account(office, OFFICER.email),
        lambda office: leave_agency(office, OFFICER.email),
    ],
    ids=["loses the role", "loses it by a command", "closed by a command", "left by a command"],
)
def test_it_is_put_back_however_they_lose_it(front_door: FrontDoor, out: Callable[[Office], object]) -> None:
    reference = front_door.taken()
    out(front_door.office)
    assert (state(front_door, reference), front_door.told("put_back")) == ((Status.SENT, True), [MANAGER.id])


def test_its_timeline_and_the_audit_say_so_and_another_takes_it(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    shut_as(front_door.office, Standing.LEFT)
    with front_door.office.work.reading() as tx:
        last = tx.contacts.timeline(reference)[-1]
    changed = [each for each in front_door.audit(reference) if each.action is Action.CHANGED_CONTACT][-1]
    taken = take_contact(front_door.office, OTHER_OFFICER, reference)
    assert last == Event(EventKind.RELEASED, front_door.clock(), detail=f"{OFFICER.name} can no longer work on it")
    assert (changed.actor_id, changed.detail) == (MANAGER.id, "Release")
    assert taken.holder is not None
    assert taken.holder.officer_id == OTHER_OFFICER.id


def test_a_question_goes_on_waiting_for_its_answer(front_door: FrontDoor) -> None:
    reference, _ = front_door.asked()
    shut_as(front_door.office, Standing.LEFT)
    assert state(front_door, reference) == (Status.MORE_INFORMATION_ASKED, True)


def test_what_was_decided_stays_as_it_was(front_door: FrontDoor) -> None:
    reference = front_door.decided(Outcome.ADVICE)
    before = front_door.contact(reference)
    shut_as(front_door.office, Standing.LEFT)
    assert (front_door.contact(reference), front_door.told("put_back")) == (before, [])


def test_whoever_still_works_on_contacts_keeps_what_they_hold(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    set_roles(front_door.office, OFFICER.email, frozenset({Role.TEAM_MANAGER}))
    assert (state(front_door, reference), front_door.told("put_back")) == ((Status.BEING_LOOKED_AT, False), [])


def test_however_many_there_are_each_manager_has_one_email(front_door: FrontDoor) -> None:
    front_door.taken()
    front_door.taken()
    shut_as(front_door.office, Standing.LEFT)
    assert front_door.told("put_back") == [MANAGER.id]


def test_of_a_sealed_contact_the_duty_managers_alone_are_told(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    register_people(front_door.office, DUTY)
    keep(front_door, Sensitivity.SEALED, RecordKey(FRONT_DOOR, str(reference)))
    shut_as(front_door.office, Standing.LEFT)
    assert front_door.told("put_back") == [DUTY.id]


def test_the_nightly_check_goes_on_where_one_of_them_is_being_changed(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    check_accounts(front_door.office)
    front_door.clock.pass_time(days=front_door.office.joining.dormant_days)
    busy = Interrupted(front_door.office.work, "contacts", "save", Stale("changed meanwhile"))
    nights = [check_accounts(evolve(front_door.office, work=busy)).slept > 0 for _ in range(2)]
    assert (nights, busy.times, state(front_door, reference)) == ([True, True], 0, (Status.SENT, True))


def test_the_sweep_puts_back_what_was_left_behind_before(front_door: FrontDoor) -> None:
    reference = front_door.taken()
    with front_door.office.work.begin() as tx:
        tx.joining.set_standing(OFFICER.id, Standing.LEFT)
    counts = [put_back_left_behind(front_door.office, "sweep") for _ in range(2)]
    assert (counts, state(front_door, reference), front_door.told("put_back")) == (
        [1, 0],
        (Status.SENT, True),
        [MANAGER.id],
    )
