"""A child in both systems, and somebody who found the record in a search of their own."""

from datetime import date
from typing import Any

from attrs import evolve
from reference_portal.tests.fakes import COUNCIL, person
from reference_portal.tests.unit.use_cases.scene import FORM, TEACHER, FrontDoor
from sqlalchemy import event

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.connectors.people import PersonRecord, Relationship
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.identifiers import Reference, Upn
from frontdoor.domain.people import BirthDate, PersonName, Sex
from frontdoor_portal.use_cases.access.store import Level
from frontdoor_portal.use_cases.drafts import start_draft
from frontdoor_portal.use_cases.find_child import ChildQuery, ChildSearch, find_child
from frontdoor_portal.use_cases.send_draft import send_draft

BORN = BirthDate(date(2016, 2, 29))
UPN = Upn.parse("A885200010001")
ZAYNAB = PersonRecord("p-1", PersonName("Zaynab", "Nkemelu"), birth_date=BORN, sex=Sex.FEMALE, upns=(UPN,))
PUPIL = PupilRecord("u-1", PersonName("Zaynab", "Nkemelu"), birth_date=BORN, sex=Sex.FEMALE, upn=UPN)
BROTHER = Relationship("p-2", PersonName("Obi", "Nkemelu"), "brother")
WANTED = ChildQuery(given_name="Zaynab", family_name="Nkemelu")
CARE, SCHOOL_RECORD = RecordKey("framework_i", "p-1"), RecordKey("capita_one", "u-1")
WHY = "Brought in unconscious, no adult to ask"
PRIVACY = person(Role.PRIVACY_OFFICER, COUNCIL, "Owen Bell")
OTHER_PRIVACY = person(Role.PRIVACY_OFFICER, COUNCIL, "Rhian Cole")
SENIOR = person(Role.SENIOR_MANAGER, COUNCIL, "Helen Clarke")
DUTY = evolve(
    person(Role.DUTY_MANAGER, COUNCIL, "Morgan Ellis"), roles=frozenset({Role.DUTY_MANAGER, Role.TEAM_MANAGER})
)


def known_to_both(front_door: FrontDoor) -> None:
    front_door.systems.people, front_door.systems.pupils = (ZAYNAB,), (PUPIL,)
    front_door.systems.relationships = (BROTHER,)


def search(front_door: FrontDoor, by: Professional) -> ChildSearch:
    return find_child(front_door.office, by, WANTED, "Concern")


def token_of(front_door: FrontDoor, by: Professional, source: str = "Framework-i") -> str:
    """The token of the child's record of a system, from a search of their own."""
    return next(token for (title, _), token in search(front_door, by).tokens.items() if title == source)


def keep(front_door: FrontDoor, level: Sensitivity, *records: RecordKey) -> None:
    with front_door.office.work.begin() as tx:
        for record in records:
            tx.access.set_level(Level(record, level, "a test", "somebody", front_door.clock()))


def sent_about(front_door: FrontDoor, token: str) -> Reference:
    draft = start_draft(front_door.office, TEACHER, FORM.id, token)
    with front_door.office.work.begin() as tx:
        tx.drafts.save(evolve(draft, answers=front_door.answers()))
    return send_draft(front_door.office, TEACHER, draft.id)


def counted(front_door: FrontDoor, act: Any) -> tuple[Any, list[str]]:
    """What an act comes to, and the shape of every statement it sent, in order."""
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        # The values of an IN are as many as the records: a database is asked one question all the same.
        statements.append(statement.split(" IN ")[0])

    work: Any = front_door.office.work
    event.listen(work._engine, "before_cursor_execute", note)
    try:
        return act(), statements
    finally:
        event.remove(work._engine, "before_cursor_execute", note)
