"""Looking for people: SQL narrows the dataset down to candidates, and names are compared here as people write them.

No two databases agree on what "the same name" is. SQL asks for what they do agree on (numbers, days, postcodes, first
letters), and `fits` decides, with the comparison that every other source of the front door is held to.
"""

import string
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select

from frontdoor.connectors.asking import PersonQuery
from frontdoor.connectors.failures import RecordFault, RecordRejected
from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.identifiers import Postcode
from frontdoor.domain.people import PersonName
from frontdoor.matching.cleaning import fold
from frontdoor_ssd.dataset import ADDRESS, IDENTIFIERS, PERSON, Dataset

NUMBER_COLUMNS: Final = ("pers_single_unique_id", "pers_common_child_id")
_PLAIN: Final = frozenset(string.ascii_letters + string.digits)
_DAYS: Final = ("pers_dob", "pers_expected_dob")
_NAMES: Final = (("given_name", "pers_forename"), ("family_name", "pers_surname"))


def check(query: PersonQuery, dataset: Dataset) -> None:
    """Raise `RecordRejected` for a search that could only answer wrongly."""
    parts = (query.given_name, query.family_name, query.date_of_birth, query.postcode, query.upn, query.nhs_number)
    if not any(parts):
        raise RecordRejected([RecordFault("query", "nothing_asked")])
    for part, column in _NAMES:
        asked: str = getattr(query, part)
        if asked and not fold(asked):
            # A name of signs alone compares as nothing, and would find everybody.
            raise RecordRejected([RecordFault(part, "name_without_letters")])
        if asked and dataset.missing(PERSON, column):
            raise RecordRejected([RecordFault(part, "this dataset holds no names")])


def candidates(query: PersonQuery, dataset: Dataset) -> tuple[ColumnElement[bool], ...]:
    """What SQL can say about whoever is looked for; nobody who fits is left out."""
    where = [
        _may_begin_with(fold(asked)[0], dataset.column(PERSON, column))
        for part, column in _NAMES
        if (asked := getattr(query, part))
    ]
    if query.date_of_birth is not None:
        days = [name for name in _DAYS if not dataset.missing(PERSON, name)]
        where.append(or_(*(_on(query.date_of_birth, dataset.column(PERSON, name), dataset) for name in days)))
    if query.postcode is not None:
        where.append(_lives_at(query.postcode, dataset))
    if query.nhs_number is not None:
        where.append(_has(query.nhs_number.value, NUMBER_COLUMNS, dataset))
    if query.upn is not None:
        where.append(_has(query.upn.value, ("pers_upn",), dataset))
    return tuple(where)


def names_fit(name: PersonName, query: PersonQuery) -> bool:
    """Whether a name fits, each part by its beginning."""
    return fold(name.given).startswith(fold(query.given_name)) and fold(name.family).startswith(fold(query.family_name))


def fits(record: PersonRecord, query: PersonQuery) -> bool:
    """Whether a record fits every given part of a query."""
    born = record.birth_date.on if record.birth_date else None
    return (
        names_fit(record.name, query)
        and query.date_of_birth in {None, born}
        and query.postcode in {None, record.address.postcode}
        and (query.nhs_number is None or query.nhs_number in record.nhs_numbers)
        and (query.upn is None or query.upn in record.upns)
    )


def _may_begin_with(letter: str, column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Every name but those that begin with another plain letter or digit: those alone compare as what they are."""
    others = _PLAIN - {letter, letter.upper()}
    return func.substring(column, 1, 1).not_in(sorted(others))


def _on(day: date, column: ColumnElement[Any], dataset: Dataset) -> ColumnElement[bool]:
    if column.name in dataset.dates_as_text:
        return or_(column.like(f"{day.isoformat()}%"), column.like(f"{day:%d/%m/%Y}%"))
    midnight = datetime.combine(day, time())
    return and_(column >= midnight, column < midnight + timedelta(days=1))


def _lives_at(postcode: Postcode, dataset: Dataset) -> ColumnElement[bool]:
    address = dataset.tables[ADDRESS]
    return exists(
        select(address.c.addr_person_id).where(
            address.c.addr_person_id == dataset.column(PERSON, "pers_person_id"),
            _closed_up(address.c.addr_address_postcode) == postcode.value.replace(" ", ""),
        )
    )


def _has(number: str, columns: tuple[str, ...], dataset: Dataset) -> ColumnElement[bool]:
    there = [name for name in columns if not dataset.missing(PERSON, name)]
    where = [_closed_up(dataset.column(PERSON, name)) == number for name in there]
    if dataset.has(IDENTIFIERS):
        linked = dataset.tables[IDENTIFIERS]
        where.append(
            exists(
                select(linked.c.link_person_id).where(
                    linked.c.link_person_id == dataset.column(PERSON, "pers_person_id"),
                    _closed_up(linked.c.link_identifier_value) == number,
                )
            )
        )
    return or_(false(), *where)


def _closed_up(column: ColumnElement[Any]) -> ColumnElement[str]:
    return func.upper(func.replace(func.replace(column, " ", ""), "-", ""))
