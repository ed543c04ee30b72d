"""What the front door was told of a child before stands on the single view, for each reader what they may open."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from httpx import Response
from reference_portal.tests.fakes import COUNCIL, SURGERY, Clock, person
from reference_portal.tests.relating import works_with
from reference_portal.tests.storage.made import DUE, FULL, SENT
from reference_portal.tests.web.browsing import TestPortal, words
from reference_portal.tests.web.children.test_child_page import PERSON_FIRST, PUPIL_SECOND, records
from reference_portal.tests.web.filling_in import PERSON, PUPIL, parsed, portal_with, two_systems

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.contact import Contact, ContactKind, Delivery, Status
from frontdoor.domain.facts import SourceState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import ChosenRecord, Outcome
from frontdoor_portal.use_cases.access.store import FRONT_DOOR, Level

ASHA = person()
LEAD = person(Role.AGENCY_LEAD, name="Lena Ward")
BEN = person(agency=SURGERY, name="Ben Oduya")
OFFICER = person(Role.SCREENING_OFFICER, COUNCIL, "Olu Mensah")
FIRST, SECOND, ELSEWHERE = (Reference(f"FD-{block}-{block}") for block in ("2222", "3333", "4444"))


def contact(reference: Reference, sender: Professional, days_ago: int, **parts: Any) -> Contact:
    """A referral about the child whose record is open, received and decided so many days ago."""
    at = Clock()() - timedelta(days=days_ago)
    assert FULL.decision is not None
    told = evolve(
        FULL,
        reference=reference,
        kind=ContactKind.CAUSE_FOR_CONCERN,
        sender=evolve(
            FULL.sender, professional_id=sender.id, agency_id=sender.agency.id, agency_name=sender.agency.name
        ),
        received_at=at,
        decision=evolve(FULL.decision, decided_at=at, record=ChosenRecord(PERSON.id, "", "framework_i")),
        record_choice=None,
        delivery=Delivery(),
        version=1,
    )
    return evolve(told, **parts)


CONTACTS = (contact(FIRST, ASHA, 40), contact(SECOND, BEN, 3, kind=ContactKind.INFORMATION_REQUEST))


def keep(portal: TestPortal, *contacts: Contact) -> None:
    with portal.office.work.begin() as tx:
        for each in contacts:
            tx.contacts.add(each, DUE, [SENT], str(each.reference))


def block(page: Response) -> list[str]:
    """The block's heading, its contacts, and what it says where there is none."""
    parts = parsed(page).xpath("//section[@aria-labelledby='previous']//*[self::h2 or self::li or self::p]")
    return [words(each.text_content()) for each in parts]


def seen(reader: Professional, *contacts: Contact, which: int = PERSON_FIRST) -> list[str]:
    with portal_with(two_systems()) as portal:
        keep(portal, *contacts)
        works_with(portal.office, reader, [("framework_i", PERSON.id)])
        browser = portal.client(reader)
        return block(browser.get(records(browser)[which]))


def test_the_front_door_sees_every_contact_of_the_child_the_latest_first_with_what_came_of_it() -> None:
    assert seen(OFFICER, *CONTACTS)[:3] == [
        "Previous contacts with the front door",
        "1 June 2026: Request for information, Riverside Surgery. FD-3333-3333 "
        "Referral to children’s social care, decided on 1 June 2026",
        "25 April 2026: Cause for concern, Hollybush Primary School. FD-2222-2222 "
        "Referral to children’s social care, decided on 25 April 2026",
    ]


@pytest.mark.parametrize(
    ("reader", "expected"),
    [(ASHA, [FIRST]), (LEAD, [FIRST]), (BEN, [SECOND]), (OFFICER, [FIRST, SECOND])],
    ids=["sender", "lead", "other agency", "front door"],
)
def test_everybody_else_sees_what_they_may_open_and_no_count_of_the_rest(
    reader: Professional, expected: list[Reference]
) -> None:
    text = " ".join(seen(reader, *CONTACTS))
    assert ([each for each in (FIRST, SECOND) if str(each) in text], "The latest" in text) == (expected, False)


def test_none_is_said_of_those_that_the_reader_may_open_only() -> None:
    sentences = {
        reader.id: " ".join(seen(reader, *contacts)) for reader, contacts in ((ASHA, CONTACTS[1:]), (OFFICER, ()))
    }
    assert "No contact of yours is filed under this record." in sentences[ASHA.id]
    assert "No contact of the front door is filed under this record." in sentences[OFFICER.id]


def test_contacts_of_another_record_or_of_the_same_number_elsewhere_are_left_out() -> None:
    assert FULL.decision is not None
    others = [
        contact(reference, BEN, 3, decision=evolve(FULL.decision, record=record))
        for reference, record in (
            (FIRST, ChosenRecord("case-7", "", "framework_i")),
            (SECOND, ChosenRecord(PERSON.id, "", "an_older_system")),
            (ELSEWHERE, ChosenRecord(None, "No record yet", "framework_i")),
        )
    ]
    assert "No contact of the front door" in " ".join(seen(OFFICER, *others))


@pytest.mark.parametrize("found", [RecordKey("framework_i", PERSON.id), RecordKey("capita_one", PUPIL.id)], ids=str)
def test_what_came_of_nothing_is_told_where_its_sender_had_found_the_child(found: RecordKey) -> None:
    came_of_nothing = contact(FIRST, BEN, 3, decision=None, status=Status.SENT)
    with portal_with(two_systems()) as portal:
        keep(portal, came_of_nothing)
        with portal.office.work.begin() as tx:
            tx.access.tie(str(FIRST), found)
        browser = portal.client(OFFICER)
        listed = block(browser.get(records(browser)[PERSON_FIRST]))[1]
    assert listed.endswith("Sent Not confirmed: the sender found this record, and nobody at the front door chose one.")


def test_a_sealed_contact_is_left_out_for_the_front_door_as_well() -> None:
    with portal_with(two_systems()) as portal:
        keep(portal, *CONTACTS)
        with portal.office.work.begin() as tx:
            record = RecordKey(FRONT_DOOR, SECOND.value)
            tx.access.set_level(Level(record, Sensitivity.SEALED, "Adoption", "id-of-a-manager", portal.clock()))
        browser = portal.client(OFFICER)
        text = " ".join(block(browser.get(records(browser)[PERSON_FIRST])))
    assert (str(FIRST) in text, str(SECOND) in text) == (True, False)


def test_only_the_latest_are_listed_where_there_are_many() -> None:
    many = [contact(Reference(f"FD-2222-22{letter}{other}"), BEN, 3) for letter in "23456" for other in "23456"]
    listed = seen(OFFICER, *many)
    assert ("The latest 20 of 25." in listed, len([each for each in listed if "FD-2222" in each])) == (True, 20)


def test_a_contact_without_a_decision_says_how_it_stands() -> None:
    waiting = contact(FIRST, BEN, 3, decision=None, status=Status.SENT, delivery=Delivery(person_id=PERSON.id))
    assert seen(OFFICER, waiting)[1].endswith("FD-2222-2222 Sent")


def test_an_outcome_is_named() -> None:
    decision = CONTACTS[1].decision
    assert decision is not None
    helped = evolve(decision, outcome=Outcome.EARLY_HELP)
    assert "Early Help" in " ".join(seen(OFFICER, evolve(CONTACTS[1], decision=helped)))


def test_beside_a_record_of_education_there_are_none() -> None:
    assert seen(OFFICER, *CONTACTS, which=PUPIL_SECOND) == []


def test_a_restricted_record_shows_none() -> None:
    systems = two_systems(people=(evolve(PERSON, restricted=True),))
    with portal_with(systems) as portal:
        keep(portal, *CONTACTS)
        browser = portal.client(OFFICER)
        assert block(browser.get(records(browser)[PERSON_FIRST])) == []


def test_they_stand_also_where_the_case_system_is_silent() -> None:
    systems = two_systems()
    with portal_with(systems) as portal:
        keep(portal, *CONTACTS)
        browser = portal.client(OFFICER)
        record = records(browser)[PERSON_FIRST]
        systems.care_state = SourceState.DID_NOT_ANSWER
        text = " ".join(block(browser.get(record)))
    assert [str(each) in text for each in (FIRST, SECOND)] == [True, True]
