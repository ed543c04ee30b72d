"""What one file says of one pupil, in the same words whichever kind of file it is."""

import re
import unicodedata
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from frontdoor.connectors.pupils import Attendance, MissingEducation, SenInvolvement, Suspension
from frontdoor.domain.identifiers import Upn
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex
from frontdoor.single_view import fold

NAME_LENGTHS = {"family": 30, "given": 15}
"""The most characters Capita ONE keeps of a family and a given name; a name of just that length may be cut."""

BAD_UPN = "The file gives a UPN that is not possible: ask the school for the right one"
BAD_BIRTH_DATE = "The file gives no readable date of birth"
IMPOSSIBLE_BIRTH_DATE = "The file gives a date of birth that no pupil can have, which is left out"
NO_NAME = "The file gives no name"
MAYBE_CUT = "The {part} name fills all {length} characters that Capita ONE keeps: it may have been cut"
OLDEST_BIRTH = date(1900, 1, 1)
SEPARATOR = "\x1f"
"""Between the parts of a key: no text of a file has it, since control characters are taken out."""


class Kind(StrEnum):
    """What a file is. The last four are the CSV feed: each of their files is a snapshot of everything there is."""

    CTF = "ctf"
    PARTIAL_CTF = "partial_ctf"
    SUSPENSIONS = "suspensions"
    SEN = "sen"
    MISSING_EDUCATION = "missing_education"
    WITHDRAWN = "withdrawn"

    @property
    def is_transfer(self) -> bool:
        return self in {Kind.CTF, Kind.PARTIAL_CTF}


@frozen
class Arrival:
    """A pupil as one file gives them: one `Pupil` of a transfer file, or one row of the CSV feed.

    `given_upn` is the UPN as written, empty where there was none; `upn` only a sound one. `person_id` is Capita ONE's
    own, which a transfer file does not carry. A row of the feed brings one of the last four parts.
    """

    given_upn: str
    upn: Upn | None
    name: PersonName
    birth_date: BirthDate | None
    sex: Sex
    person_id: str = ""
    former_upns: tuple[Upn, ...] = ()
    other_names: tuple[PersonName, ...] = ()
    address: Address = field(factory=Address)
    school: str = ""
    year_group: str = ""
    sen_provision: str = ""
    looked_after: bool | None = None
    attendance: tuple[Attendance, ...] = ()
    suspension: Suspension | None = None
    sen: SenInvolvement | None = None
    missing_education: MissingEducation | None = None
    notes: dict[str, str] = field(factory=dict)


Details = tuple[str, str, str, str]
"""What Capita ONE's rule compares: date of birth, family name, sex, given name. Empty where the file says nothing."""


def details(arrival: Arrival) -> Details:
    """The four details as they are compared: names without case and accents, as far as Capita ONE keeps them."""
    return (
        arrival.birth_date.on.isoformat() if arrival.birth_date else "",
        _as_kept(arrival.name.family, NAME_LENGTHS["family"]),
        "" if arrival.sex is Sex.UNKNOWN else arrival.sex.value,
        _as_kept(arrival.name.given, NAME_LENGTHS["given"]),
    )


def _as_kept(name: str, length: int) -> str:
    return fold(unicodedata.normalize("NFC", name)[:length])


def plain(text: str) -> str:
    """Text as it was meant: single spaces, and no control or invisible characters, which can hide what is written."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    visible = (char for char in text if char.isspace() or unicodedata.category(char) not in {"Cc", "Cf", "Cs"})
    return " ".join("".join(visible).split())


def iso_date(text: str) -> date | None:
    """A date as both kinds of file write it, year first; None for anything else, which is never guessed."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def sound_upn(written: str, part: str, fault: str, notes: dict[str, str]) -> Upn | None:
    """The UPN if it is possible; otherwise `fault` is noted on `part`."""
    if not written:
        return None
    try:
        return Upn.parse(written)
    except ValueError:
        notes[part] = fault
        return None


def birth_date(written: str, told_on: date, notes: dict[str, str]) -> BirthDate | None:
    """The date of birth, if a pupil of a file written on `told_on` can have it."""
    born = iso_date(written)
    if born is None:
        notes["birth_date"] = BAD_BIRTH_DATE
        return None
    if not OLDEST_BIRTH <= born <= told_on:
        notes["birth_date"] = IMPOSSIBLE_BIRTH_DATE
        return None
    return BirthDate(born)


def note_names(name: PersonName, notes: dict[str, str]) -> None:
    """Note what a reader must know of a name: that there is none, or that it may have been cut."""
    if name == PersonName():
        notes["name"] = NO_NAME
    for part, length in NAME_LENGTHS.items():
        if len(getattr(name, part)) == length:
            notes[f"name.{part}"] = MAYBE_CUT.format(part=part, length=length)
