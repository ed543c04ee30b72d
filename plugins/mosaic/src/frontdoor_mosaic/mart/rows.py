"""From a row of the mart to the SDK's words: what is junk is left out, what is unsure is said to be."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Row

from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import Address, BirthDate, BirthDateKind, PersonName, Sex
from frontdoor_mosaic.site import People

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
"""A row of any statement, its columns by their names."""

NO_ADDRESS = Address()

Number = TypeVar("Number", NhsNumber, Upn)

_SEXES = {"M": Sex.MALE, "F": Sex.FEMALE}
_FLAGS = {"Y": True, "N": False}
_SPACES = re.compile(r"\s+")


def is_restricted(row: AnyRow) -> bool:
    """Whether a record is closed to us. Anything but a clear no counts as yes."""
    return (row.RESTRICTED or "N").strip().upper() not in {"N", ""}


def restricted(row: AnyRow) -> PersonRecord:
    """A closed record: its id and the display name."""
    return PersonRecord(str(row.PERSON_ID), name(row.FIRST_NAME, row.LAST_NAME, row.FULL_NAME), restricted=True)


def name(first: str | None, last: str | None, full: str | None = "") -> PersonName:
    """A name from its parts; from the whole one where a mart has no parts."""
    given, family = (first or "").strip(), (last or "").strip()
    return PersonName(given, family) if given or family else PersonName(family=(full or "").strip())


def other_names(main: PersonName, found: Iterable[AnyRow]) -> tuple[PersonName, ...]:
    named = dict.fromkeys(name(row.FIRST_NAMES, row.LAST_NAMES) for row in found)
    return tuple(each for each in named if each != main and str(each))


def sex(code: str | None) -> Sex:
    return _SEXES.get((code or "").upper(), Sex.UNKNOWN)


def flag(code: str | None) -> bool | None:
    """`Y` or `N`; None where the mart does not say."""
    return _FLAGS.get((code or "").upper())


def day(value: Any) -> date | None:
    """A day, also where a mart keeps it as a moment."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def birth_date(row: AnyRow, today: date) -> BirthDate | None:
    """A date of birth; one still to come is that of an unborn child [V]."""
    born = day(row.DATE_OF_BIRTH)
    if born is None:
        return None
    if born > today:
        return BirthDate(born, BirthDateKind.EXPECTED)
    return BirthDate(born, BirthDateKind.ESTIMATED if flag(row.AGE_ESTIMATED) else BirthDateKind.KNOWN)


@lru_cache(maxsize=100_000)
def postcode(written: str) -> Postcode | None:
    """A postcode of this country, or None."""
    try:
        return Postcode.parse(written)
    except ValueError:
        return None


def address(row: AnyRow, where: People) -> Address:
    """An address from its one text: lines by line feeds, or else by commas. A junk street becomes a note."""
    written, said = row.ADDRESS or "", (row.POST_CODE or "").strip()
    parts = written.split("\n") if "\n" in written else written.split(",")
    lines = [line for part in parts if (line := part.strip())]
    notes = [note for line in lines if (note := where.no_address.get(line.upper()))]
    lines = [line for line in lines if line.upper() not in where.no_address and not _same(line, said)]
    found = postcode(said) if said else None
    if said and found is None:
        lines.append(said)  # not a postcode of this country: a reader can still use it as a line
    return Address(tuple(lines), found, "; ".join(notes))


def _same(line: str, said: str) -> bool:
    return bool(said) and _SPACES.sub("", line).upper() == _SPACES.sub("", said).upper()


def numbers(row: AnyRow, references: Sequence[AnyRow], where: People) -> tuple[tuple[NhsNumber, ...], tuple[Upn, ...]]:
    """NHS numbers and UPNs from wherever they are kept, each once, the one of the record itself first.

    A number whose check digit is impossible is left out: it could only match the wrong child.
    """
    nhs = [f"{int(row.NHS_ID):010d}"] if row.NHS_ID else []
    upns, former = [row.UPN_ID or ""], [row.FORMER_UPN_ID or ""]
    for reference in references:
        kind, written = reference.REFERENCE_TYPE, reference.REFERENCE or ""
        if kind in where.nhs_reference_types:
            nhs.append(written)
        elif kind in where.upn_reference_types:
            upns.append(written)
        else:
            former.append(written)
    return _possible(nhs, NhsNumber), _possible((*upns, *former), Upn)


def _possible(written: Iterable[str], kind: type[Number]) -> tuple[Number, ...]:
    found = dict[Number, None]()
    for each in dict.fromkeys(written):
        if each:
            try:
                found[kind.parse(each)] = None
            except ValueError:
                continue
    return tuple(found)
