"""The feed of changed people. The last change of each person and of each one gone has a number; a cursor names one."""

import sqlite3
from collections import defaultdict

from frontdoor_framework_i.simulator.elements import (
    Element,
    SoapFault,
    add,
    add_birth_date,
    add_given,
    add_name,
    boolean,
    display_name,
)
from frontdoor_framework_i.simulator.operations.work import Work
from frontdoor_framework_i.simulator.store import Store

_CHANGES = (
    "SELECT CHANGE_NO, PERSON_ID, FALSE AS GONE FROM PEOPLE WHERE CHANGE_NO > ?"
    " UNION ALL SELECT CHANGE_NO, PERSON_ID, TRUE FROM PEOPLE_GONE WHERE CHANGE_NO > ?"
    " ORDER BY CHANGE_NO LIMIT ?"
)
_ON_PAGE = "PERSON_ID IN (SELECT PERSON_ID FROM PEOPLE WHERE CHANGE_NO > ? AND CHANGE_NO <= ?)"

Rows = dict[str, list[sqlite3.Row]]


def list_changed_people(work: Work) -> None:
    store, most = work.store, int(work.asked("maxResults"))
    [feed] = store.rows("SELECT * FROM FEED")
    after = _change_no(work.asked("after"), feed)
    changes = store.rows(_CHANGES, after, after, most + 1)
    page = changes[:most]
    last = page[-1]["CHANGE_NO"] if page else after
    _add_people(work, after, last)
    for change in page:
        if change["GONE"]:
            add(work.response, "gone", change["PERSON_ID"])
    add(work.response, "cursor", f"{feed['FEED_ID']}.{last}")
    add(work.response, "isLast", boolean(len(changes) <= most))
    [[total]] = store.rows("SELECT COUNT(*) FROM PEOPLE")
    add(work.response, "total", str(total))


def _change_no(cursor: str, feed: sqlite3.Row) -> int:
    """The change after which to go on: the beginning where no cursor is given."""
    if not cursor:
        return 0
    feed_id, _, number = cursor.partition(".")
    if feed_id != feed["FEED_ID"] or not number.isdecimal() or int(number) > feed["LAST_CHANGE_NO"]:
        raise SoapFault("Client.NotFound")
    return int(number)


def _add_people(work: Work, after: int, last: int) -> None:
    store = work.store
    names = _by_person(store, f"SELECT * FROM PERSON_NAMES WHERE {_ON_PAGE} ORDER BY POSITION", after, last)
    numbers = _by_person(store, f"SELECT * FROM PERSON_REFERENCES WHERE {_ON_PAGE} ORDER BY POSITION", after, last)
    postcodes = _by_person(
        store,
        f"SELECT PERSON_ID, POSTCODE FROM ADDRESSES_PEOPLE NATURAL JOIN ADDRESSES WHERE {_ON_PAGE}"
        " AND POSTCODE <> '' ORDER BY POSITION",
        after,
        last,
    )
    statement = "SELECT * FROM PEOPLE WHERE CHANGE_NO > ? AND CHANGE_NO <= ? ORDER BY CHANGE_NO"
    for row in store.rows(statement, after, last):
        if row["PERSON_ID"] not in work.scenario.closed:
            _add_identity(work.response, row, names, numbers, postcodes)


def _add_identity(response: Element, row: sqlite3.Row, names: Rows, numbers: Rows, postcodes: Rows) -> None:
    person_id = row["PERSON_ID"]
    person = add(response, "person")
    add(person, "personId", person_id)
    if row["RESTRICTED"]:
        add(add(person, "restricted"), "displayName", display_name(names[person_id][0]))
        return
    for name in names[person_id]:
        add_name(add(person, "otherName" if name["POSITION"] else "name"), name)
    add_birth_date(person, row)
    add(person, "sex", row["GENDER"])
    for postcode in dict.fromkeys(each["POSTCODE"] for each in postcodes[person_id]):
        add(person, "postcode", postcode)
    for local, kind in (("nhsNumber", "NHS"), ("upn", "UPN")):
        for number in numbers[person_id]:
            if number["REFERENCE_TYPE"] == kind:
                add(person, local, number["REFERENCE"])
    add_given(person, "duplicateOf", row["DUPLICATE_OF"])


def _by_person(store: Store, statement: str, after: int, last: int) -> Rows:
    found: Rows = defaultdict(list)
    for row in store.rows(statement, after, last):
        found[row["PERSON_ID"]].append(row)
    return found
