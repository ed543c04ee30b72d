"""Reads one file of the CSV feed: what Capita ONE holds and no transfer file carries.

Capita ONE's SQL Mail Merge writes the outcome of one query as CSV [V], so a council can export these tables. The names
of the files and columns are this project's own [A]; suspension reasons and kinds of need are the codes of the
Department for Education [V for PP and OW and for the needs, K for the other reasons]. A row with a fault is put aside
by itself and the others count, unless there are more faulty rows than good ones: that is another kind of file.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, BinaryIO

from attrs import field, frozen

from frontdoor.connectors.pupils import KeyContact, MissingEducation, SenInvolvement, Suspension
from frontdoor.domain.people import PersonName, Sex
from frontdoor_capita_one.arrival import (
    BAD_UPN,
    Arrival,
    Kind,
    birth_date,
    details,
    iso_date,
    note_names,
    plain,
    sound_upn,
)
from frontdoor_capita_one.ctf import LONDON
from frontdoor_capita_one.refusal import FileRefused

FILE_NAMES = {
    "suspensions": Kind.SUSPENSIONS,
    "sen_involvement": Kind.SEN,
    "children_missing_education": Kind.MISSING_EDUCATION,
    "withdrawn": Kind.WITHDRAWN,
}
NAMED = re.compile(
    rf"({'|'.join(FILE_NAMES)})_(\d{{4}}-\d{{2}}-\d{{2}})(?:T(\d{{2}})(\d{{2}})(\d{{2}})?)?\b.*",
    re.IGNORECASE | re.ASCII,
)
"""The kind and the date of the snapshot, and the time on the wall where it matters, stand in the file's name."""

WHO = ("upn", "family_name", "given_name", "date_of_birth", "sex")
NEEDED = {
    Kind.SUSPENSIONS: (*WHO, "starts_on"),
    Kind.SEN: (*WHO, "phase"),
    Kind.MISSING_EDUCATION: (*WHO, "since"),
    Kind.WITHDRAWN: WHO,
}
KNOWN = {
    Kind.SUSPENSIONS: ("ends_on", "sessions", "reason_1", "reason_2", "reason_3", "permanent"),
    Kind.SEN: ("since", "primary_need", "lead_name", "lead_role", "lead_phone", "lead_email", "lead_confirmed_on"),
    Kind.MISSING_EDUCATION: ("reason", "home_educated"),
    Kind.WITHDRAWN: (),
}
ALWAYS_KNOWN = ("person_id", "school")
SOME_ID = re.compile(r"[1-9]")
"""What every id has, and `NULL`, `N/A`, `0` and an id of zeros alone have not."""

REASONS = frozenset(["PP", "PA", "VP", "VA", "OW", "BU", "RA", "LG", "DS", "SM", "DA", "DM", "TH", "DB", "MT", "PH"])
NEEDS = frozenset(["SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "OTH", "NSA", "DS"])

UNREADABLE = "A row of the newest file about this pupil could not be read and was put aside: there may be more to know"
STRANGE_REASON = "The file gives a reason that is not of the Department for Education's list"
STRANGE_NEED = "The file gives a kind of need that is not of the Department for Education's list"


@frozen
class BadRow:
    """A row that was put aside: its lines in the file, the faults by column, and what it held."""

    lines: str
    faults: tuple[str, ...]
    row: tuple[str, ...] = field(repr=False)


@frozen
class FeedFile:
    """A file of the feed being read. `arrivals` can be walked once and refuses a faulty file as late as at its end.

    `unknown_columns` are the places, counted from 1, of columns that are not read.
    """

    heading: tuple[str, ...] = field(repr=False)
    unknown_columns: tuple[int, ...]
    arrivals: Iterator[Arrival] = field(repr=False)


def kind_and_date(name: str) -> tuple[Kind, datetime]:
    """What a file's name says of it; raises `FileRefused`."""
    named = NAMED.fullmatch(name)
    day = iso_date(named[2]) if named else None
    if named is None or day is None:
        raise FileRefused("The file's name is not one of the feed's, like suspensions_2026-11-20.csv")
    try:
        hour, minute, second = (int(each or 0) for each in named.groups()[2:])
        moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=LONDON)
    except ValueError:
        raise FileRefused("The file's name gives a time of day that does not exist") from None
    return FILE_NAMES[named[1].lower()], moment.astimezone(UTC)


def read_feed(stream: BinaryIO, kind: Kind, told_on: date, put_aside: Callable[[BadRow], None]) -> FeedFile:
    """Begin to read a file; this, or the walk through its arrivals, raises `FileRefused`."""
    # A byte that is no UTF-8 makes its own row faulty, not the file.
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    reader = csv.reader(text, strict=True)
    try:
        heading = tuple(next(reader, ()))
    except csv.Error:
        heading = ()
    columns = tuple(plain(name).lower().replace(" ", "_") for name in heading)
    missing = [name for name in NEEDED[kind] if name not in columns]
    if missing:
        raise FileRefused(f"The file has no column {', '.join(missing)}")
    known = {*NEEDED[kind], *KNOWN[kind], *ALWAYS_KNOWN}
    if len(known & set(columns)) < sum(name in known for name in columns):
        raise FileRefused("The file has a column twice")
    unknown = tuple(place for place, name in enumerate(columns, start=1) if name not in known)
    return FeedFile(heading, unknown, _arrivals(reader, columns, kind, told_on, put_aside))


def _arrivals(
    reader: Any, columns: Sequence[str], kind: Kind, told_on: date, put_aside: Callable[[BadRow], None]
) -> Iterator[Arrival]:
    good = bad = 0
    for lines, row in _rows(reader):
        faults: list[str] = []
        arrival = None
        if row is None:
            faults.append("row: its quotation marks do not fit together, or it is longer than can be read")
        elif len(row) != len(columns):
            faults.append(f"row: it has {len(row)} columns, not {len(columns)}")
        elif any(0xD800 <= ord(char) < 0xE000 for cell in row for char in cell):
            faults.append("row: it is not UTF-8")
        else:
            cells = dict(zip(columns, map(plain, row), strict=True))
            arrival = _Row(cells, kind, told_on, faults).arrival()
        if faults:
            bad += 1
            put_aside(BadRow(lines, tuple(faults), tuple(row or ())))
        else:
            good += 1
        if arrival is not None:
            yield arrival
    if bad > good:
        raise FileRefused(f"More rows have faults ({bad}) than have none ({good}), so what is held stays")
    if not good:
        raise FileRefused("The file has no rows: an export that failed looks the same, so what is held stays")


def _rows(reader: Any) -> Iterator[tuple[str, list[str] | None]]:
    """Each row that holds anything with its lines; None for one that cannot be told apart."""
    while True:
        first = reader.line_num + 1
        row: list[str] | None
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            if "end of data" in str(problem):
                raise FileRefused("The file ends inside quotation marks: it is cut short") from None
            row = None
        last = reader.line_num
        if row is None or any(cell.strip() for cell in row):
            yield (f"line {first}" if first == last else f"lines {first} to {last}"), row


class _Row:
    """One row being read; what is wrong with it goes to `faults`, by column and without what it says."""

    def __init__(self, cells: Mapping[str, str], kind: Kind, told_on: date, faults: list[str]) -> None:
        self._cells, self._kind, self._told_on, self._faults = cells, kind, told_on, faults

    def arrival(self) -> Arrival | None:
        """Whom the row is about and what it says; of a faulty row only the first, None where not even that is sure."""
        notes: dict[str, str] = {}
        name = PersonName(self._cells["given_name"], self._cells["family_name"])
        upn = sound_upn(self._cells["upn"], "upn", BAD_UPN, notes)
        if name == PersonName():
            self._fault("family_name", "there is no name")
        note_names(name, notes)
        born = birth_date(self._cells["date_of_birth"], self._told_on, notes)
        if self._cells["date_of_birth"] and born is None:
            self._fault("date_of_birth", "it is no date of a pupil's birth like 2014-05-17")
        part = self._part(notes)
        arrival = Arrival(
            given_upn=self._cells["upn"],
            upn=upn,
            name=name,
            birth_date=born,
            sex=self._sex(),
            person_id=self._person_id(),
            school=self._cells.get("school", ""),
            notes=notes,
            **({} if self._faults else part),
        )
        if not self._faults:
            return arrival
        # A child must not vanish over a mistyped date: whoever is known for sure is kept, with a note.
        arrival.notes[self._kind.value] = UNREADABLE
        return arrival if upn or all(details(arrival)) else None

    def _part(self, notes: dict[str, str]) -> dict[str, Any]:
        match self._kind:
            case Kind.SUSPENSIONS:
                return {"suspension": self._suspension(notes)}
            case Kind.SEN:
                return {"sen": self._sen(notes)}
            case Kind.MISSING_EDUCATION:
                since = self._date("since")
                return {"missing_education": MissingEducation(since, self._text("reason"), self._yes("home_educated"))}
            case _:
                return {}

    def _suspension(self, notes: dict[str, str]) -> Suspension | None:
        starts, ends, sessions = self._date("starts_on"), self._date("ends_on"), self._text("sessions")
        permanent = self._yes("permanent")
        reasons = [code.upper() for place in "123" if (code := self._text(f"reason_{place}"))]
        if starts is None:
            self._fault("starts_on", "there is no date")
            return None
        if ends and (permanent or ends < starts):
            self._fault("ends_on", "a permanent exclusion has no end" if permanent else "it is before the start")
        if not re.fullmatch(r"[0-9]{0,3}", sessions):
            self._fault("sessions", "it is no number of sessions")
            return None
        if not all(re.fullmatch(r"[A-Z]{2}", code) for code in reasons):
            self._fault("reason", "a reason is two letters")
        elif not REASONS.issuperset(reasons):
            notes["suspensions"] = STRANGE_REASON
        return Suspension(starts, ends, int(sessions) if sessions else None, tuple(reasons), permanent)

    def _sen(self, notes: dict[str, str]) -> SenInvolvement | None:
        phase, need = self._text("phase"), self._text("primary_need").upper()
        if not phase:
            self._fault("phase", "there is none")
            return None
        if need and need not in NEEDS:
            notes["sen"] = STRANGE_NEED
        lead = None
        if self._text("lead_name"):
            name, role, phone, email = (self._text(f"lead_{part}") for part in ("name", "role", "phone", "email"))
            lead = KeyContact(name, role, phone, email, self._date("lead_confirmed_on"))
        return SenInvolvement(phase, self._date("since"), need, lead)

    def _person_id(self) -> str:
        """The id, where it is one: what an export writes for none is the same in many rows, which it would join."""
        written = self._text("person_id")
        return written if SOME_ID.search(written) else ""

    def _text(self, column: str) -> str:
        return self._cells.get(column, "")

    def _date(self, column: str) -> date | None:
        written = self._text(column)
        day = iso_date(written)
        if written and day is None:
            self._fault(column, "it is no date like 2026-11-20")
        return day

    def _sex(self) -> Sex:
        written = self._text("sex").upper()
        if written not in {"", *Sex}:
            self._fault("sex", "it is not M, F or U")
            return Sex.UNKNOWN
        return Sex(written or "U")

    def _yes(self, column: str) -> bool:
        written = self._text(column).lower()
        if written not in {"", "yes", "no"}:
            self._fault(column, "it is not yes or no")
        return written == "yes"

    def _fault(self, column: str, reason: str) -> None:
        self._faults.append(f"{column}: {reason}")
