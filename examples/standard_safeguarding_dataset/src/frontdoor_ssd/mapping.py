"""Rows of the dataset as the front door's records: what a column says, and nothing that it does not."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final, TypeVar

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.connectors.people import (
    CaseStatus,
    Involvement,
    LegalStatus,
    PersonRecord,
    Plan,
    PlanKind,
    Relationship,
)
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import Address, BirthDate, BirthDateKind, PersonName, Sex
from frontdoor.domain.texts import INVISIBLE, as_kept
from frontdoor_ssd.dataset import CARE, CIN_PLANS, CP_PLANS, LEGAL_STATUS, PLACEHOLDER
from frontdoor_ssd.rows import SAME_FAMILY, Belongings, Row

Number = TypeVar("Number", NhsNumber, Upn)

NOT_NAMED: Final = "Not named in the dataset"

SEXES: Final = {"M": Sex.MALE, "MALE": Sex.MALE, "F": Sex.FEMALE, "FEMALE": Sex.FEMALE}

HIDDEN_POSTCODE: Final = "CON"
"""What the published script for one case system puts in place of a confidential address."""

NO_DAY: Final = date(1900, 1, 1)
"""What SQL Server makes of an empty text that is stored as a date."""

_PLANS: Final = (
    (PlanKind.CHILD_IN_NEED, CIN_PLANS, "cinp_cin_plan_start_date", "cinp_cin_plan_end_date"),
    (PlanKind.CHILD_PROTECTION, CP_PLANS, "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
    (PlanKind.LOOKED_AFTER, CARE, "clae_cla_episode_start_date", "clae_cla_episode_ceased"),
)
_NO_POSTCODE: Final = re.compile(r"[X ]*|no ?postcode", re.IGNORECASE)
_HOUSE: Final = ("ROOM", "FLOOR", "FLAT", "BUILDING")
_WRITTEN_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d\d)/(\d\d)/(\d{4})")


def text(value: object) -> str:
    """A value as text that can be shown: trimmed, without signs that nobody sees, placeholders left out."""
    said = "" if value is None else str(value)
    if not (said.isascii() and said.isprintable()):  # most are, and a feed has millions of them
        said = as_kept(INVISIBLE.sub("", said))
    said = " ".join(said.split())
    return "" if said.startswith(PLACEHOLDER) else said


def day(value: object) -> date | None:
    """A date that a database or a text holds; None for none, for an impossible one and for the day of no day."""
    if isinstance(value, datetime):
        found: date | None = value.date()
    elif isinstance(value, date):
        found = value
    else:
        found = _day_in(str(value)) if value is not None else None
    return None if found == NO_DAY else found


def name(row: Row) -> PersonName:
    return PersonName(text(row["pers_forename"]), text(row["pers_surname"]))


def birth_date(row: Row, as_at: date) -> BirthDate | None:
    """A day of birth that lies ahead of the dataset's own day is the due date of an unborn child."""
    born, expected = day(row["pers_dob"]), day(row["pers_expected_dob"])
    if born is not None and born <= as_at:
        return BirthDate(born)
    due = expected or born
    return BirthDate(due, BirthDateKind.EXPECTED) if due else None


def sex(row: Row) -> Sex:
    return next((SEXES[code] for code in _codes(row, "pers_sex", "pers_gender") if code in SEXES), Sex.UNKNOWN)


def person(row: Row, belongings: Belongings, as_at: date) -> PersonRecord:
    """A whole record. Whether it is restricted is for the caller to know, who then closes it."""
    addresses = [each for each in in_force_first(belongings.addresses, as_at) if in_force(each, as_at)]
    return PersonRecord(
        id=str(row["pers_person_id"]),
        name=name(row),
        birth_date=birth_date(row, as_at),
        sex=sex(row),
        address=address(addresses[0]) if addresses else Address(),
        nhs_numbers=nhs_numbers(row, belongings.identifiers),
        upns=upns(row, belongings.identifiers),
        case_status=case_status(belongings.episodes, as_at),
        do_not_disclose_address=any(map(_is_hidden, addresses)),
        plans=plans(belongings.under, as_at),
        legal_statuses=legal_statuses(belongings.under, as_at),
    )


def identity(row: Row, belongings: Belongings, as_at: date) -> PersonIdentity:
    """Whom a record is about."""
    found = (postcode(each) for each in in_force_first(belongings.addresses, as_at) if not _is_hidden(each))
    return PersonIdentity(
        id=str(row["pers_person_id"]),
        name=name(row),
        birth_date=birth_date(row, as_at),
        sex=sex(row),
        postcodes=tuple(dict.fromkeys(each for each in found if each)),
        nhs_numbers=nhs_numbers(row, belongings.identifiers),
        upns=upns(row, belongings.identifiers),
    )


def address(row: Row) -> Address:
    """An address from its JSON, house to town; a text that is no JSON is one line."""
    if _is_hidden(row):
        return Address()
    found = postcode(row)
    lines = _lines(row["addr_address_json"])
    written = text(row["addr_address_postcode"])
    if found is None and not _NO_POSTCODE.fullmatch(written):
        lines = (*lines, written)  # not a postcode of this country: a reader can still use it
    return Address(lines, found)


def postcode(row: Row) -> Postcode | None:
    try:
        return Postcode.parse(text(row["addr_address_postcode"]))
    except ValueError:
        return None


def nhs_numbers(row: Row, identifiers: Iterable[Row]) -> tuple[NhsNumber, ...]:
    return _numbers(NhsNumber, row, ("pers_single_unique_id", "pers_common_child_id"), identifiers, "nhs number")


def upns(row: Row, identifiers: Iterable[Row]) -> tuple[Upn, ...]:
    return _numbers(Upn, row, ("pers_upn",), identifiers, "unique pupil number", "former unique pupil number")


def case_status(episodes: Sequence[Row], as_at: date) -> CaseStatus:
    """Open while an episode is that did not end in no further action; the dataset says nothing of others."""
    if not episodes:
        return CaseStatus.NOT_KNOWN
    for each in episodes:
        if not has_ended(each["cine_close_date"], as_at) and text(each["cine_referral_nfa"]).upper() != "Y":
            return CaseStatus.OPEN
    return CaseStatus.CLOSED


def plans(under: Mapping[str, Sequence[Row]], as_at: date) -> tuple[Plan, ...] | None:
    """Those in force. Where there is none and a table that could hold one is missing, nobody can say so."""
    found = []
    for kind, table, begins, ends in _PLANS:
        running = [day(row[begins]) for row in under.get(table, ()) if _runs(row, begins, ends, as_at)]
        # Care is told episode by episode, and a new one begins with every move: none says since when.
        since = None if table == CARE else min((each for each in running if each), default=None)
        found += [Plan(kind, since)] if running else []
    is_whole = all(table in under for _, table, *_ in _PLANS)
    return tuple(found) if found or is_whole else None


def legal_statuses(under: Mapping[str, Sequence[Row]], as_at: date) -> tuple[LegalStatus, ...] | None:
    """Those in force: a code, or the description that some case systems' scripts have instead."""
    if LEGAL_STATUS not in under:
        return None
    begins, ends = "lega_legal_status_start_date", "lega_legal_status_end_date"
    running = [row for row in under[LEGAL_STATUS] if _runs(row, begins, ends, as_at)]
    return tuple(LegalStatus(text(row["lega_legal_status"]) or "Not recorded", day(row[begins])) for row in running)


def relationships(found: Iterable[Row], as_at: date, closes: Callable[[Row], bool]) -> tuple[Relationship, ...]:
    """Each relative once, by the closest relation that the dataset has; `closes` knows who is restricted."""
    by_id: dict[str, Relationship] = {}
    for row in sorted(found, key=lambda row: bool(row["relation"] == SAME_FAMILY)):
        person_id = str(row["person_id"])
        is_known = row["pers_person_id"] is not None
        if is_known and closes(row):
            told = Relationship(person_id, name(row), row["relation"])
        elif is_known and str(name(row)):
            told = Relationship(person_id, name(row), row["relation"], birth_date=birth_date(row, as_at))
        else:
            told = Relationship(person_id, PersonName(family=NOT_NAMED), row["relation"])
        by_id.setdefault(person_id, told)
    return tuple(by_id.values())


def involvements(found: Iterable[Row], as_at: date, allocated: Iterable[str]) -> tuple[Involvement, ...]:
    """Those that have not ended, the allocated worker first."""
    first = {role.casefold() for role in allocated}
    current = [involvement(row) for row in found if not has_ended(row["invo_involvement_end_date"], as_at)]
    return tuple(sorted(current, key=lambda each: each.role.casefold() not in first))


def involvement(row: Row) -> Involvement:
    return Involvement(
        worker=text(row["prof_professional_name"]) or NOT_NAMED,
        role=text(row["invo_professional_role_id"]),
        team=text(row["dept_team_name"]) or text(row["invo_professional_team"]),
        since=day(row["invo_involvement_start_date"]),
    )


def in_force(address: Row, as_at: date) -> bool:
    """Whether somebody lives at an address: a move that is planned has not been made."""
    begins = day(address["addr_address_start_date"])
    return (begins is None or begins <= as_at) and not has_ended(address["addr_address_end_date"], as_at)


def has_ended(value: object, as_at: date) -> bool:
    ended = day(value)
    return ended is not None and ended <= as_at


def in_force_first(addresses: Iterable[Row], as_at: date) -> list[Row]:
    """Addresses in force before all others, each kind by its latest beginning."""
    return sorted(
        addresses,
        key=lambda row: (in_force(row, as_at), day(row["addr_address_start_date"]) or date.min),
        reverse=True,
    )


def closed(row: Row) -> PersonRecord:
    """A restricted record: that it is there and whose it is, and nothing of it."""
    return PersonRecord(str(row["pers_person_id"]), name(row), restricted=True)


def closed_identity(row: Row) -> PersonIdentity:
    return PersonIdentity(str(row["pers_person_id"]), name(row), restricted=True)


def _day_in(said: str) -> date | None:
    found = _WRITTEN_DAY.match(said.strip())
    if found is None:
        return None
    year, month, of_month = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(year), int(month), int(of_month))
    except ValueError:
        return None


def _codes(row: Row, *columns: str) -> Iterable[str]:
    return (text(row[column]).upper() for column in columns)


def _runs(row: Row, begins: str, ends: str, as_at: date) -> bool:
    began = day(row[begins])
    return (began is None or began <= as_at) and not has_ended(row[ends], as_at)


def _is_hidden(row: Row) -> bool:
    return text(row["addr_address_postcode"]).upper() == HIDDEN_POSTCODE


def _lines(written: object) -> tuple[str, ...]:
    try:
        parts = json.loads(str(written)) if written else {}
    except (ValueError, RecursionError):
        return tuple(each for each in (text(written),) if each)
    if not isinstance(parts, dict):
        return tuple(each for each in (text(parts),) if each)
    said = {str(key).upper(): text(value) for key, value in parts.items()}
    # Some scripts write the number of a house both as its building and as its house.
    house = tuple(said.get(key, "") for key in _HOUSE if said.get(key) != said.get("HOUSE"))
    street = " ".join(each for each in (said.get("HOUSE", ""), said.get("STREET", "")) if each)
    return tuple(each for each in (*house, street, said.get("TOWN", "")) if each)


def _numbers(
    kind: type[Number], row: Row, columns: Sequence[str], identifiers: Iterable[Row], *types: str
) -> tuple[Number, ...]:
    """Numbers that pass their check, each once. One that does not could only match the wrong child."""
    written = [row[column] for column in columns]
    for each in types:
        written += [
            found["link_identifier_value"]
            for found in identifiers
            if text(found["link_identifier_type"]).casefold() == each
        ]
    numbers: dict[Number, None] = {}
    for value in written:
        if value is None:
            continue
        try:
            numbers[kind.parse(text(value))] = None
        except ValueError:
            continue
    return tuple(numbers)
