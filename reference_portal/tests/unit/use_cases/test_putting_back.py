"""An officer leaves, sleeps, moves or loses the role: what they hold goes back to the others, and managers are told."""

from collections.abc import Callable

import pytest
from attrs import evolve
from reference_portal.tests.fakes import register_people
from reference_portal.tests.unit.use_cases.access_scene import (
    CARE,
    DUTY,
    keep,
    known_to_both,
    sent_about,
    token_of,
)
from reference_portal.tests.unit.use_cases.scene import (
    MANAGER,
    OFFICER,
    OTHER_OFFICER,
    TEACHER,
    FrontDoor,
    Interrupted,
)
from reference_portal.tests.unit.use_cases.test_beside_sealed import sealed_now, sent_about_record
from reference_portal.tests.unit.use_cases.test_one_child import referred, sent
from reference_portal.tests.unit.use_cases.test_several_children import BROTHER

from frontdoor.access import RecordKey, RelationshipKind, Sensitivity
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


def test_what_is_sealed_while_somebody_holds_it_is_put_back_at_once_with_what_was_sent_with_it(
    front_door: FrontDoor,
) -> None:
    sister, brother = sent_about_record(front_door, BROTHER)
    take_contact(front_door.office, OFFICER, sister.reference)
    take_contact(front_door.office, OTHER_OFFICER, brother.reference)
    sealed_now(front_door)
    states = [state(front_door, each.reference) for each in (sister, brother)]
    put_back = [each for each in front_door.audit(sister.reference) if each.detail == "Release"]
    assert (states, front_door.told("put_back")) == ([(Status.SENT, True)] * 2, [DUTY.id] * 2)
    assert [(each.actor_id, each.action) for each in put_back] == [(DUTY.id, Action.CHANGED_CONTACT)]


def test_whoever_may_go_on_with_what_is_sealed_keeps_it(front_door: FrontDoor) -> None:
    sister, brother = sent_about_record(front_door, BROTHER)
    for each in (sister, brother):
        take_contact(front_door.office, DUTY, each.reference)
    sealed_now(front_door)
    states = [state(front_door, each.reference) for each in (sister, brother)]
    assert (states, front_door.told("put_back")) == ([(Status.BEING_LOOKED_AT, False)] * 2, [])


def test_what_was_sent_with_a_contact_that_proves_to_be_about_a_sealed_child_is_put_back(
    front_door: FrontDoor,
) -> None:
    sister, brother = sent(front_door, BROTHER)
    register_people(front_door.office, DUTY)
    known_to_both(front_door)
    sealed_now(front_door)
    take_contact(front_door.office, OFFICER, brother.reference)
    referred(front_door, sister, DUTY, "p-1")
    assert (state(front_door, brother.reference), front_door.told("put_back")) == ((Status.SENT, True), [DUTY.id])


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


def test_whoever_it_was_taken_from_has_no_business_with_its_record_any_more(front_door: FrontDoor) -> None:
    known_to_both(front_door)
    reference = sent_about(front_door, token_of(front_door, TEACHER))
    take_contact(front_door.office, OFFICER, reference)
    keep(front_door, Sensitivity.SEALED, RecordKey(FRONT_DOOR, str(reference)))
    put_back_left_behind(front_door.office, "sweep")
    with front_door.office.work.reading() as tx:
        held = [each for each in tx.access.relationships_with(CARE) if each.professional_id == OFFICER.id]
    last = front_door.audit(CARE)[-1]
    assert [(each.kind, each.ended_at, each.ended_by) for each in held] == [
        (RelationshipKind.SCREENING_OFFICER, front_door.clock(), "sweep")
    ]
    assert (last.action, last.actor_id, last.detail) == (
        Action.RELATIONSHIP_ENDED,
        "sweep",
        f"screening_officer,{held[0].id}",
    )
