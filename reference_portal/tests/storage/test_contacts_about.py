"""Contacts are found by the child's record, whoever chose it last, and also those from before that could be asked."""

from typing import Any

import pytest
from alembic import command
from attrs import evolve
from reference_portal.tests.storage.made import DUE, FULL, NOW, SENT
from sqlalchemy import insert, select

from frontdoor.access import RecordKey
from frontdoor.domain.contact import Contact, Delivery, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import ChosenRecord, RecordChoice
from frontdoor_portal.storage import SqlWork, migrations, open_engine
from frontdoor_portal.storage.mapping import contact_columns as columns
from frontdoor_portal.storage.rows import ContactDetailRow, ContactRow
from frontdoor_portal.use_cases.models import ContactFilter, ContactOrder

DECIDED, CHOSEN, MADE, NOBODY, MOVED, UNNOTED = (
    Reference(f"FD-{block}-{block}") for block in ("2222", "3333", "4444", "5555", "6666", "7777")
)


def contact(
    reference: Reference,
    decided: ChosenRecord | None = None,
    chosen: ChosenRecord | None = None,
    made: str = "",
    system: str = "",
) -> Contact:
    assert FULL.decision is not None
    return evolve(
        FULL,
        reference=reference,
        decision=evolve(FULL.decision, record=decided),
        record_choice=RecordChoice(chosen, (), "Olu Grant", NOW) if chosen else None,
        delivery=Delivery(DeliveryState.DELIVERED, "E-1", person_id=made, system=system),
        version=1,
    )


CONTACTS = (
    contact(DECIDED, ChosenRecord("p-1", "", "mosaic"), system="mosaic"),
    contact(CHOSEN, ChosenRecord("p-8", "", "mosaic"), ChosenRecord("p-1", "", "mosaic")),
    contact(MADE, ChosenRecord(None, "No record yet", "mosaic"), made="p-1", system="mosaic"),
    contact(NOBODY),
    contact(MOVED, ChosenRecord("p-1", "", "mosaic"), made="p-5", system="framework_i"),
    contact(UNNOTED, ChosenRecord("p-1", "", "")),
)
EXPECTED = {
    ("p-1", "mosaic"): {DECIDED, CHOSEN, MADE},
    ("p-1", "mosaic or "): {DECIDED, CHOSEN, MADE, UNNOTED},
    ("p-8", "mosaic"): set(),
    ("p-5", "framework_i"): {MOVED},
    ("p-1", "framework_i"): set(),
}


def found(work: SqlWork) -> dict[tuple[str, str], set[Reference]]:
    with work.reading() as tx:
        return {
            (person_id, systems): {
                line.reference
                for line in tx.contacts.page(
                    ContactFilter(about=frozenset(RecordKey(system, person_id) for system in systems.split(" or "))),
                    ContactOrder.NEWEST,
                    1,
                    25,
                ).items
            }
            for person_id, systems in EXPECTED
        }


def test_contacts_are_found_by_the_record_that_was_chosen_last_or_made_and_by_its_system(work: SqlWork) -> None:
    with work.begin() as tx:
        for each in CONTACTS:
            tx.contacts.add(each, DUE, [SENT], str(each.reference))
    assert found(work) == EXPECTED


def test_a_record_that_the_sender_found_counts_until_another_is_chosen(work: SqlWork) -> None:
    found_by_sender, chosen = contact(NOBODY), contact(CHOSEN, ChosenRecord("p-8", "", "mosaic"))
    with work.begin() as tx:
        for each in (found_by_sender, chosen):
            tx.contacts.add(each, DUE, [SENT], str(each.reference))
            tx.access.tie(str(each.reference), RecordKey("mosaic", "p-1"))
    assert {key: references for key, references in found(work).items() if references} == {
        ("p-1", "mosaic"): {NOBODY},
        ("p-1", "mosaic or "): {NOBODY},
        ("p-8", "mosaic"): {CHOSEN},
    }


def test_another_choice_moves_a_contact_to_the_other_record(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.contacts.add(CONTACTS[0], DUE, [SENT], "draft-1")
        choice = RecordChoice(ChosenRecord("p-8", "", "mosaic"), (), "Olu Grant", NOW)
        tx.contacts.save(evolve(CONTACTS[0], record_choice=choice), DUE, [])
    assert {key for key, references in found(work).items() if references} == {("p-8", "mosaic")}


@pytest.mark.parametrize("step", ["0014"])
def test_contacts_from_before_are_found_after_the_upgrade(empty_database_url: str, step: str) -> None:
    engine = open_engine(empty_database_url)
    with engine.begin() as connection:
        command.upgrade(migrations.configuration(connection), step)
        for each in CONTACTS:
            details = _without_what_is_new(columns.detail_columns(each))
            connection.execute(insert(ContactRow).values(**columns.list_columns(each, DUE), version=1))
            connection.execute(insert(ContactDetailRow).values(**details))
    migrations.upgrade(empty_database_url)
    with engine.begin() as connection:
        rows = connection.execute(
            select(ContactDetailRow.reference, ContactDetailRow.about_person_id, ContactDetailRow.about_system)
        ).all()
    engine.dispose()
    assert {row[0]: row[1:] for row in rows} == {
        each.reference.value: tuple(columns.detail_columns(each)[name] for name in ("about_person_id", "about_system"))
        for each in CONTACTS
    }


_NEW = ("about_", "sender_reply_address", "sender_preferred_times")


def _without_what_is_new(details: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in details.items() if not name.startswith(_NEW)}
