"""The worker on the real stores: what it learnt is there when the next process looks."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.fakes import Clock, office_on, register_people
from reference_portal.tests.unit.delivery.postbox import Postbox
from reference_portal.tests.unit.delivery.queue_in_memory import Killed, Memory
from reference_portal.tests.unit.delivery.scene import (
    CONCERN,
    FORM,
    LETTERHEAD,
    OFFICER,
    REFERENCE,
    TEACHER,
)
from reference_portal.tests.unit.delivery.vendor import Vendor, fails, keeps_and_fails

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.episodes import Episode, EpisodeRequest
from frontdoor.connectors.failures import OutcomeUnknown, RecordFault, RecordRejected, Unavailable
from frontdoor.domain.contact import Contact, Delivery, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.deadlines import Deadlines
from frontdoor_portal.delivery.building import build_worker
from frontdoor_portal.delivery.sentences import BESIDE_SEALED
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.access.store import Level as Kept
from frontdoor_portal.use_cases.models import HandOffKind
from frontdoor_portal.use_cases.notices import open_episode_message, outcome_notice


class Portal:
    """A portal on a real database, with a vendor and a postbox of the test's own."""

    def __init__(self, work: SqlWork, contact: Contact = CONCERN) -> None:
        self.work = work
        self.vendor, self.postbox = Vendor(Memory()), Postbox(Memory())
        self.office = office_on(work, Clock(), episodes=self.vendor, form_versions={(FORM.id, FORM.version): FORM})
        register_people(self.office, TEACHER, OFFICER)
        with work.begin() as tx:
            tx.contacts.add(contact, Deadlines(None, None), (), "draft-1")
            tx.outbox.put(open_episode_message(CONCERN))
            tx.outbox.put(outcome_notice(CONCERN))

    def work_on(self) -> None:
        """A new process carries out whatever is due."""
        worker = build_worker(self.office, self.postbox, LETTERHEAD, draw=lambda: 0.0)
        while worker.run_once():
            continue

    def left(self) -> tuple[Delivery | None, float | None, tuple[str, ...]]:
        """The delivery, the age of the oldest message left, and why messages were put aside."""
        with self.work.begin() as tx:
            contact = tx.contacts.get(REFERENCE)
            reasons = tuple(each.reason for each in tx.outbox.set_aside())
            return contact.delivery if contact else None, tx.outbox.oldest_waiting_seconds(), reasons


@pytest.fixture
def portal(work: SqlWork) -> Portal:
    return Portal(work)


DELIVERED = (Delivery(DeliveryState.DELIVERED, "E1", "Assessment 1", system="framework-i"), None, ())


def test_an_episode_is_opened_and_the_sender_is_told(portal: Portal) -> None:
    portal.work_on()
    assert (portal.left(), [str(each["To"]) for each in portal.postbox.sent]) == (DELIVERED, [TEACHER.email])


@pytest.mark.parametrize(
    ("call", "asked"),
    [
        (keeps_and_fails(OutcomeUnknown("cut off")), ["open", "find"]),
        (fails(OutcomeUnknown("cut off")), ["open", "find", "open"]),
        (keeps_and_fails(Killed()), ["open", "find"]),
    ],
)
def test_an_unknown_outcome_is_remembered_by_the_database(
    portal: Portal, let_time_pass: Callable[[float], None], call: Any, asked: list[str]
) -> None:
    portal.vendor.script = [call]
    with suppress(Killed):
        portal.work_on()
    let_time_pass(100)
    portal.work_on()
    assert (portal.left(), portal.vendor.asked) == (DELIVERED, asked)


def test_what_follows_an_episode_is_filed_once_and_what_is_refused_is_left_to_an_officer(
    portal: Portal, let_time_pass: Callable[[float], None]
) -> None:
    portal.vendor.can({Operation.ADD_CASE_NOTE: Level.NATIVE, Operation.ATTACH_DOCUMENT: Level.NATIVE})
    portal.vendor.script = [Vendor.keep, fails(OutcomeUnknown("cut off")), fails(RecordRejected([]))]
    portal.work_on()
    let_time_pass(100)
    portal.work_on()
    with portal.work.begin() as tx:
        handed_over = [each.kind for each in tx.hand_offs.waiting()]
    assert (portal.left(), portal.vendor.asked) == (DELIVERED, ["open", "note", "document", "note"])
    assert handed_over == [HandOffKind.DOCUMENT]


def test_a_refusal_waits_for_a_person_with_its_reason(portal: Portal) -> None:
    portal.vendor.script = [fails(RecordRejected([RecordFault("team", "unknown")]))]
    portal.work_on()
    reason = (
        "Framework-i did not accept the episode (team: unknown). Put this right. "
        "Then send it again, or open the episode in Framework-i yourself and enter its number here."
    )
    assert portal.left() == (Delivery(DeliveryState.NEEDS_A_PERSON, reason=reason), None, (reason,))


SISTER = Reference.new()
BESIDE_HER = evolve(CONCERN, submission=evolve(CONCERN.submission, together=(SISTER,)))


def seal(portal: Portal) -> None:
    with portal.work.begin() as tx:
        sealed = RecordKey(FRONT_DOOR, SISTER.value)
        tx.access.set_level(Kept(sealed, Sensitivity.SEALED, "a test", "somebody", portal.office.now()))


def test_beside_a_sealed_child_nothing_written_of_all_is_filed(work: SqlWork) -> None:
    portal = Portal(work, BESIDE_HER)
    portal.vendor.can({Operation.ADD_CASE_NOTE: Level.NATIVE, Operation.ATTACH_DOCUMENT: Level.NATIVE})
    seal(portal)
    portal.work_on()
    with portal.work.begin() as tx:
        handed_over = {each.kind: each.reason for each in tx.hand_offs.waiting()}
    assert (portal.vendor.asked, handed_over) == (
        ["open"],
        {HandOffKind.CASE_NOTE: BESIDE_SEALED, HandOffKind.DOCUMENT: BESIDE_SEALED},
    )


@pytest.mark.parametrize(
    ("last", "asked", "looked_through"),
    [
        (fails(Unavailable("later")), ["open", "open"], []),
        (keeps_and_fails(OutcomeUnknown("cut off")), ["open", "find"], [HandOffKind.RECORD_BESIDE_SEALED]),
        (fails(OutcomeUnknown("cut off")), ["open", "find", "open"], [HandOffKind.RECORD_BESIDE_SEALED]),
    ],
    ids=["nothing was opened", "an episode was opened", "one may have been opened"],
)
def test_an_episode_that_may_have_been_filled_before_the_sealing_is_looked_through(
    work: SqlWork, let_time_pass: Callable[[float], None], last: Any, asked: list[str], looked_through: list[str]
) -> None:
    portal = Portal(work, BESIDE_HER)
    portal.vendor.script = [last]
    portal.work_on()
    seal(portal)
    let_time_pass(3600)
    portal.work_on()
    with portal.work.begin() as tx:
        kinds = [each.kind for each in tx.hand_offs.waiting()]
    assert (portal.vendor.asked, [each for each in kinds if each is HandOffKind.RECORD_BESIDE_SEALED]) == (
        asked,
        looked_through,
    )


def test_an_episode_that_is_being_filled_when_the_other_child_is_sealed_is_looked_through(work: SqlWork) -> None:
    portal = Portal(work, BESIDE_HER)

    def sealed_meanwhile(vendor: Vendor, request: EpisodeRequest) -> Episode:
        seal(portal)
        return vendor.keep(request)

    portal.vendor.script = [sealed_meanwhile]
    portal.work_on()
    with portal.work.begin() as tx:
        kinds = [each.kind for each in tx.hand_offs.waiting()]
    assert kinds.count(HandOffKind.RECORD_BESIDE_SEALED) == 1


def test_an_episode_of_a_system_that_cannot_be_asked_for_an_earlier_one_is_looked_through(work: SqlWork) -> None:
    portal = Portal(work, BESIDE_HER)
    portal.vendor.can({Operation.FIND_EPISODE: Level.NONE})
    seal(portal)
    portal.work_on()
    with portal.work.begin() as tx:
        kinds = [each.kind for each in tx.hand_offs.waiting()]
    assert kinds.count(HandOffKind.RECORD_BESIDE_SEALED) == 1
