"""A child is sealed at the moment at which another child's episode is recorded: it is looked through all the same."""

import pytest
from attrs import evolve
from reference_portal.tests.fakes import Clock, office_on, register_people
from reference_portal.tests.storage.made import side_by_side
from reference_portal.tests.unit.delivery.queue_in_memory import Memory
from reference_portal.tests.unit.delivery.scene import CONCERN, OFFICER, REFERENCE, TEACHER
from reference_portal.tests.unit.delivery.vendor import Vendor
from sqlalchemy import Engine

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.connectors.episodes import Episode
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.deadlines import Deadlines
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.access.store import FRONT_DOOR, Level
from frontdoor_portal.use_cases.models import HandOffKind
from frontdoor_portal.use_cases.notices import open_episode_message
from frontdoor_portal.use_cases.once_sealed import follow_sealing, hold_forms_of
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.record_episode import record_episode

SISTER = Reference.new()


@pytest.fixture
def office(work: SqlWork) -> Office:
    office = office_on(work, Clock(), episodes=Vendor(Memory()))
    register_people(office, TEACHER, OFFICER)
    with work.begin() as tx:
        for own, other in ((REFERENCE, SISTER), (SISTER, REFERENCE)):
            contact = evolve(CONCERN, reference=own, submission=evolve(CONCERN.submission, together=(other,)))
            tx.contacts.add(contact, Deadlines(None, None), (), f"draft-{own}")
        tx.outbox.put(open_episode_message(CONCERN))
    return office


def test_an_episode_recorded_while_another_child_is_sealed_is_looked_through(engine: Engine, office: Office) -> None:
    with office.work.begin() as tx:
        claimed = tx.outbox.claim("worker", 60)
    assert claimed is not None

    def seals(slow: Office) -> None:
        with slow.work.begin() as tx:
            hold_forms_of(tx, [SISTER])
            tx.access.set_level(
                Level(RecordKey(FRONT_DOOR, SISTER.value), Sensitivity.SEALED, "a test", "somebody", slow.now())
            )
            follow_sealing(slow, tx, "somebody", [SISTER])

    episode = Episode("E-1", REFERENCE, "p-1", "started", "Assessment 1")
    side_by_side(engine, office, seals, lambda: record_episode(office, claimed, episode))

    with office.work.reading() as tx:
        given = [each.kind for each in tx.hand_offs.of_contact(REFERENCE)]
    assert given.count(HandOffKind.RECORD_BESIDE_SEALED) == 1
