"""Who looked at a child follows it to drafts, also those that are gone, and to every contact of one form."""

from datetime import timedelta

import pytest
from attrs import evolve
from reference_portal.tests.fakes import COUNCIL, person, register_people
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, FORM, HEAD, OFFICER, TEACHER, FrontDoor
from reference_portal.tests.unit.use_cases.test_several_children import BROTHER, answers

from frontdoor.domain.agency import Role
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import PersonName
from frontdoor_portal.use_cases.auditing.who_looked import WhoLooked, who_looked_at_contact, who_looked_at_record
from frontdoor_portal.use_cases.drafts import discard_draft, open_draft, start_draft
from frontdoor_portal.use_cases.drafts.sharing import share_draft
from frontdoor_portal.use_cases.models import Action, Sighting
from frontdoor_portal.use_cases.prefilling import Identity
from frontdoor_portal.use_cases.send_draft import send_draft
from frontdoor_portal.use_cases.view_contact import view_contact

PRIVACY = person(Role.PRIVACY_OFFICER, COUNCIL, "Owen Bell")
RECORD = ("framework_i", "p-1")


def looks(found: WhoLooked, action: Action) -> list[str]:
    return [look.entry.actor_id for look in found.looks.items if look.entry.action is action]


def at_contact(front_door: FrontDoor, reference: Reference) -> WhoLooked:
    return who_looked_at_contact(front_door.office, PRIVACY, reference, "Complaint")


def at_record(front_door: FrontDoor) -> WhoLooked:
    return who_looked_at_record(front_door.office, PRIVACY, *RECORD, "Complaint")


@pytest.fixture
def draft_id(front_door: FrontDoor) -> str:
    """A draft about two children, begun from the record of the first, which a colleague has opened."""
    register_people(front_door.office, PRIVACY)
    known = Identity(PersonName("Zaynab", "Nkemelu")).to_data()
    expires = front_door.clock() + timedelta(hours=1)
    with front_door.office.work.begin() as tx:
        tx.sightings.add((Sighting("token", TEACHER.id, *RECORD, True, known, expires, known),))
    draft = start_draft(front_door.office, TEACHER, FORM.id, "token")
    with front_door.office.work.begin() as tx:
        tx.drafts.save(evolve(draft, answers=answers(front_door, BROTHER)))
    share_draft(front_door.office, TEACHER, draft.id, COLLEAGUE.id)
    open_draft(front_door.office, COLLEAGUE, draft.id)
    return draft.id


@pytest.mark.parametrize("number", [0, 1])
def test_who_read_the_draft_of_a_contact_looked_at_its_child(front_door: FrontDoor, draft_id: str, number: int) -> None:
    first = send_draft(front_door.office, TEACHER, draft_id)
    reference = [first, *front_door.contact(first).submission.together][number]
    assert looks(at_contact(front_door, reference), Action.VIEWED_DRAFT) == [COLLEAGUE.id]


@pytest.mark.parametrize("number", [0, 1])
def test_who_opened_a_brothers_contact_read_of_each_child(front_door: FrontDoor, draft_id: str, number: int) -> None:
    first = send_draft(front_door.office, TEACHER, draft_id)
    both = [first, *front_door.contact(first).submission.together]
    view_contact(front_door.office, OFFICER, both[1 - number])
    assert looks(at_contact(front_door, both[number]), Action.VIEWED_CONTACT) == [OFFICER.id]


def test_a_record_tells_of_the_draft_begun_from_it_and_of_the_contacts_it_became(
    front_door: FrontDoor, draft_id: str
) -> None:
    before = looks(at_record(front_door), Action.VIEWED_DRAFT)
    first = send_draft(front_door.office, TEACHER, draft_id)
    (second,) = front_door.contact(first).submission.together
    view_contact(front_door.office, HEAD, first)
    view_contact(front_door.office, OFFICER, second)
    found = at_record(front_door)
    assert (before, looks(found, Action.VIEWED_DRAFT)) == ([COLLEAGUE.id], [COLLEAGUE.id])
    assert (looks(found, Action.VIEWED_CONTACT), looks(found, Action.WROTE_ABOUT)) == (
        [OFFICER.id, HEAD.id],
        [TEACHER.id],
    )


def test_a_record_tells_of_a_draft_that_was_thrown_away(front_door: FrontDoor, draft_id: str) -> None:
    discard_draft(front_door.office, TEACHER, draft_id)
    found = at_record(front_door)
    assert (looks(found, Action.VIEWED_DRAFT), looks(found, Action.DISCARDED_DRAFT)) == ([COLLEAGUE.id], [TEACHER.id])
