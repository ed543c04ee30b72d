"""One person: the record, the family, the workers, the warnings."""

import sqlite3
from datetime import UTC, datetime

from frontdoor_framework_i.simulator.elements import (
    Element,
    add,
    add_birth_date,
    add_given,
    add_name,
    boolean,
    display_name,
)
from frontdoor_framework_i.simulator.operations.work import Work
from frontdoor_framework_i.simulator.store import Store


def get_person(work: Work) -> None:
    add_person(work.store, work.response, work.person(work.asked("personId")))


def get_relationships(work: Work) -> None:
    person = work.person(work.asked("personId"), in_full=True)
    add(work.response, "personId", person["PERSON_ID"])
    for row in work.store.rows(
        "SELECT * FROM RELATIONSHIPS r JOIN PEOPLE p ON p.PERSON_ID = r.RELATED_PERSON_ID"
        " JOIN PERSON_NAMES n ON n.PERSON_ID = p.PERSON_ID AND n.POSITION = 0"
        " WHERE r.PERSON_ID = ? ORDER BY r.ROWID",
        person["PERSON_ID"],
    ):
        relationship = add(work.response, "relationship")
        add(relationship, "personId", row["RELATED_PERSON_ID"])
        add_name(add(relationship, "name"), row)
        add(relationship, "relation", row["RELATION"])
        add(relationship, "parentalResponsibility", boolean(row["PARENTAL_RESPONSIBILITY"]))
        add(relationship, "sameHousehold", boolean(row["SAME_HOUSEHOLD"]))
        if not row["RESTRICTED"]:
            add_birth_date(relationship, row)


def get_workers(work: Work) -> None:
    person = work.person(work.asked("personId"), in_full=True)
    add(work.response, "personId", person["PERSON_ID"])
    for row in work.store.rows(
        "SELECT * FROM PEOPLE_WORKERS NATURAL JOIN WORKERS WHERE PERSON_ID = ? ORDER BY POSITION",
        person["PERSON_ID"],
    ):
        worker = add(work.response, "worker")
        columns = ("NAME", "ROLE", "TEAM", "PHONE", "EMAIL", "START_DATE", "CONFIRMED_ON")
        locals_ = ("worker", "role", "team", "phone", "email", "since", "confirmedOn")
        for column, local in zip(columns, locals_, strict=True):
            add_given(worker, local, row[column])


def get_warnings(work: Work) -> None:
    person = work.person(work.asked("personId"), in_full=True)
    add(work.response, "personId", person["PERSON_ID"])
    today = datetime.now(UTC).date().isoformat()
    for row in work.store.rows(
        "SELECT * FROM WARNINGS WHERE PERSON_ID = ? AND (END_DATE IS NULL OR END_DATE > ?) ORDER BY START_DATE",
        person["PERSON_ID"],
        today,
    ):
        warning = add(work.response, "warning")
        add(warning, "kind", row["WARNING_TYPE"])
        add_given(warning, "text", row["NOTE"])
        add(warning, "since", row["START_DATE"])
        add(warning, "reviewOn", row["REVIEW_DATE"])


def add_person(store: Store, parent: Element, row: sqlite3.Row) -> None:
    """A `Person` below `parent`; of a restricted one the display name only."""
    person_id = row["PERSON_ID"]
    person = add(parent, "person")
    add(person, "personId", person_id)
    names = store.rows("SELECT * FROM PERSON_NAMES WHERE PERSON_ID = ? ORDER BY POSITION", person_id)
    if row["RESTRICTED"]:
        add(add(person, "restricted"), "displayName", display_name(names[0]))
        return
    details = add(person, "details")
    for name in names:
        add_name(add(details, "otherName" if name["POSITION"] else "name"), name)
    add_birth_date(details, row)
    add(details, "sex", row["GENDER"])
    _add_address(store, details, person_id)
    references = store.rows("SELECT * FROM PERSON_REFERENCES WHERE PERSON_ID = ? ORDER BY POSITION", person_id)
    for local, kind in (("nhsNumber", "NHS"), ("upn", "UPN")):
        for reference in references:
            if reference["REFERENCE_TYPE"] == kind:
                add(details, local, reference["REFERENCE"])
    add(details, "caseStatus", row["CASE_STATUS"])
    add(details, "doNotDiscloseAddress", boolean(row["ADDRESS_CONFIDENTIAL"]))
    add_given(details, "duplicateOf", row["DUPLICATE_OF"])
    _add_in_force(store, add(details, "plans"), person_id, "plan", "PLANS", ("kind", "PLAN_TYPE"))
    held = add(details, "legalStatuses")
    _add_in_force(store, held, person_id, "legalStatus", "LEGAL_STATUSES", ("code", "LEGAL_STATUS"))


def _add_in_force(
    store: Store, held: Element, person_id: str, local: str, table: str, attribute: tuple[str, str]
) -> None:
    """What a table has of a person that has not ended, oldest first."""
    name, column = attribute
    today = datetime.now(UTC).date().isoformat()
    for row in store.rows(
        f"SELECT * FROM {table} WHERE PERSON_ID = ? AND (END_DATE IS NULL OR END_DATE > ?) ORDER BY START_DATE",
        person_id,
        today,
    ):
        each = add(held, local)
        each.set(name, row[column])
        each.set("since", row["START_DATE"])


def _add_address(store: Store, details: Element, person_id: str) -> None:
    statement = "SELECT * FROM ADDRESSES_PEOPLE NATURAL JOIN ADDRESSES WHERE PERSON_ID = ? AND POSITION = 0"
    row = store.row(statement, person_id)
    if row is None:
        return
    address = add(details, "address")
    for line in row["LINES"].split("\n"):
        add_given(address, "line", line)
    add_given(address, "postcode", row["POSTCODE"])
    add_given(address, "note", row["NOTE"])
