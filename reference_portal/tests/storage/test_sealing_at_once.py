"""A child is sealed at the moment at which something else is done about the same form: neither is lost on the other."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from attrs import evolve, frozen
from reference_portal.tests.fakes import Clock, TwoSystems, office_on, register_people
from reference_portal.tests.relating import works_with
from reference_portal.tests.storage.made import side_by_side
from reference_portal.tests.unit.delivery.queue_in_memory import Memory
from reference_portal.tests.unit.delivery.scene import CONCERN, OFFICER, REFERENCE, TEACHER
from reference_portal.tests.unit.delivery.vendor import Vendor
from reference_portal.tests.unit.use_cases.access_scene import CARE, DUTY, WANTED, ZAYNAB
from sqlalchemy import Engine

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.connectors.episodes import Episode
from frontdoor.domain.contact import Contact, Delivery, Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import ChosenRecord
from frontdoor.workflow.deadlines import Deadlines
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.access.managing import set_level
from frontdoor_portal.use_cases.access.recording import remember_record
from frontdoor_portal.use_cases.access.store import FRONT_DOOR, Level
from frontdoor_portal.use_cases.find_child import find_child
from frontdoor_portal.use_cases.models import HandOffKind
from frontdoor_portal.use_cases.notices import open_episode_message
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.record_episode import record_episode
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.take_contact import take_contact

SISTER = Reference.new()
SENT = evolve(CONCERN, status=Status.SENT, decision=None, delivery=Delivery())


@frozen
class Scene:
    """Two children of one form, the sister's record, and a duty manager who found it."""

    office: Office
    token: str

    def send(self, contact: Contact) -> None:
        with self.office.work.begin() as tx:
            for own, other in ((REFERENCE, SISTER), (SISTER, REFERENCE)):
                one = evolve(contact, reference=own, submission=evolve(contact.submission, together=(other,)))
                tx.contacts.add(one, Deadlines(None, None), (), f"draft-{own}")
            tx.access.tie(SISTER.value, CARE)

    def decided(self) -> Callable[[Office], None]:
        """What records the brother's episode, which was opened."""
        self.send(CONCERN)
        with self.office.work.begin() as tx:
            tx.outbox.put(open_episode_message(CONCERN))
        with self.office.work.begin() as tx:
            claimed = tx.outbox.claim("worker", 60)
        assert claimed is not None
        episode = Episode("E-1", REFERENCE, "p-2", "started", "Assessment 1")
        return lambda office: record_episode(office, claimed, episode)

    def seals(self, office: Office) -> None:
        set_level(office, DUTY, self.token, "sealed", "They had to flee")

    def confirms(self, office: Office) -> None:
        """An officer decides that the sister's contact is about her record, which was sealed before."""
        assert CONCERN.decision is not None
        decision = evolve(CONCERN.decision, record=ChosenRecord(CARE.record_id, system=CARE.source))
        with office.work.begin() as tx:
            remember_record(office, tx, DUTY, evolve(CONCERN, reference=SISTER, decision=decision))

    def asked_to_look_through(self) -> int:
        with self.office.work.reading() as tx:
            given = [each.kind for each in tx.hand_offs.of_contact(REFERENCE)]
        return given.count(HandOffKind.RECORD_BESIDE_SEALED)


def is_sealed(tx: Transaction) -> bool:
    return RecordKey(FRONT_DOOR, SISTER.value) in tx.access.sealed_contacts()


@pytest.fixture
def scene(engine: Engine) -> Scene:
    clock = Clock()
    office = office_on(SqlWork(engine, clock), clock, gateway=TwoSystems((ZAYNAB,)), episodes=Vendor(Memory()))
    register_people(office, TEACHER, OFFICER, DUTY)
    works_with(office, DUTY, [(CARE.source, CARE.record_id)])
    (token,) = find_child(office, DUTY, WANTED, "Concern").tokens.values()
    return Scene(office, token)


@pytest.mark.parametrize("how", [Scene.seals, Scene.confirms], ids=["by a manager", "with its record"])
def test_an_episode_recorded_while_another_child_is_sealed_is_looked_through(
    engine: Engine, scene: Scene, how: Callable[[Scene, Office], None]
) -> None:
    records = scene.decided()
    if how is Scene.confirms:
        with scene.office.work.begin() as tx:
            tx.access.set_level(Level(CARE, Sensitivity.SEALED, "a test", "somebody", scene.office.now()))

    side_by_side(
        engine,
        scene.office,
        lambda slow: how(scene, slow),
        lambda: records(scene.office),
        once=is_sealed,
    )

    assert scene.asked_to_look_through() == 1


def test_an_episode_that_is_just_being_recorded_when_another_child_is_sealed_is_looked_through(
    engine: Engine, scene: Scene
) -> None:
    side_by_side(engine, scene.office, scene.decided(), lambda: scene.seals(scene.office))

    assert scene.asked_to_look_through() == 1


def test_nobody_takes_what_is_sealed_at_this_moment(engine: Engine, scene: Scene) -> None:
    scene.send(SENT)

    def takes() -> None:
        with suppress(NotVisible):
            take_contact(scene.office, OFFICER, REFERENCE)

    side_by_side(engine, scene.office, scene.seals, takes, once=is_sealed)

    with scene.office.work.reading() as tx:
        contact = tx.contacts.get(REFERENCE)
    assert contact is not None
    assert (contact.status, contact.holder) == (Status.SENT, None)
