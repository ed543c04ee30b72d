"""Reads one Common Transfer File of the Department for Education, versions 17 and later, as hostile input.

The structure is that of the published CTF specification: `CTfile` with a `Header` and `CTFpupilData/Pupil`. A file
that cannot be trusted as a whole is refused; a pupil with a faulty part is kept, with a note on that part, because
a child must not vanish from a search over a mistyped number.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from attrs import field, frozen
from lxml import etree

from frontdoor.connectors.pupils import Attendance, MissingEducation
from frontdoor.domain.identifiers import Postcode, Upn
from frontdoor.domain.people import Address, PersonName, Sex
from frontdoor_capita_one.arrival import (
    BAD_UPN,
    Arrival,
    Kind,
    birth_date,
    iso_date,
    note_names,
    plain,
    sound_upn,
)
from frontdoor_capita_one.refusal import FileRefused
from frontdoor_capita_one.xml_stream import elements, look_over

OLDEST_VERSION = 17
NEWEST_KNOWN_VERSION = 21
LONDON = ZoneInfo("Europe/London")
UNKNOWN_DESTINATION = "XXXXXXX"
"""Local authority and establishment of a pupil whose next school nobody knows: the lost pupil database."""

BAD_FORMER_UPN = "The file gives a former UPN that is not possible"
BAD_POSTCODE = "The file gives a postcode that is not possible; it is kept as the last line of the address"
BAD_ATTENDANCE = "The file gives attendance that is not in whole sessions, which is left out"
NEWER_VERSION = "The file is of CTF version {version}, newer than 21: what that version added is not read"
LOST = "The school sent the pupil's file to the lost pupil database: it does not know the next school"
MISSING = "The file is a Children Missing Education transfer"


@frozen
class CtfHeader:
    """Whose file it is. `written_at` is in UTC: what the file says was true then, not now."""

    version: str
    written_at: datetime
    school_code: str
    """Local authority and establishment number, seven digits."""
    school: str
    kind: Kind = Kind.CTF
    missing_education: str = ""
    """Why the whole file is about children missing education, where it is."""


@frozen
class CtfFile:
    """A transfer file being read. `pupils` can be walked once, and refuses a faulty file as late as at its end."""

    header: CtfHeader
    pupils: Iterator[Arrival] = field(repr=False)


def read_ctf(stream: BinaryIO) -> CtfFile:
    """Begin to read a file; this, or the walk through its pupils, raises `FileRefused`.

    Nothing of a refused file may be used, so whoever walks keeps what it gets apart until the walk has ended.
    """
    look_over(stream)
    parts = elements(stream, "CTfile", {"Header": "Header", "Pupil": "CTFpupilData/Pupil"})
    first = next(parts, None)
    if first is None or first.tag != "Header":
        raise FileRefused("The file has no Header")
    header = _header(first)
    return CtfFile(header, _pupils(parts, header))


def _header(header: etree._Element) -> CtfHeader:
    school = header.find("SourceSchool")
    if school is None:
        raise FileRefused("The Header has no SourceSchool")
    code = _text(school, "LEA") + _text(school, "Estab")
    if not re.fullmatch(r"[0-9]{7}", code):
        raise FileRefused("The SourceSchool has no three-digit LEA and four-digit Estab")
    partial = _text(header, "DocumentQualifier").lower() == "partial"
    return CtfHeader(
        _version(header),
        _written_at(header),
        code,
        _text(school, "SchoolName") or code,
        Kind.PARTIAL_CTF if partial else Kind.CTF,
        _missing_education(header),
    )


def _version(header: etree._Element) -> str:
    version = _text(header, "CTFversion")
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", version):
        raise FileRefused("The Header has no CTFversion")
    if int(version.partition(".")[0]) < OLDEST_VERSION:
        raise FileRefused(f"CTF version {version} is older than {OLDEST_VERSION}")
    return version


def _written_at(header: etree._Element) -> datetime:
    try:
        written = datetime.fromisoformat(_text(header, "DateTime"))
        # A school's system writes the time on the wall, without an offset.
        return (written if written.tzinfo else written.replace(tzinfo=LONDON)).astimezone(UTC)
    except (ValueError, OverflowError):
        # An offset can carry the first or the last day of all over the edge.
        raise FileRefused("The Header has no readable DateTime") from None


def _missing_education(header: etree._Element) -> str:
    if _text(header, "DestSchool/LEA") + _text(header, "DestSchool/Estab") == UNKNOWN_DESTINATION:
        return LOST
    return MISSING if "missing education" in _text(header, "DocumentName").lower() else ""


def _pupils(parts: Iterator[etree._Element], header: CtfHeader) -> Iterator[Arrival]:
    told_on = header.written_at.astimezone(LONDON).date()
    newer = int(header.version.partition(".")[0]) > NEWEST_KNOWN_VERSION
    notes = {"ctf_version": NEWER_VERSION.format(version=header.version)} if newer else {}
    some = False
    for element in parts:
        if element.tag == "Pupil":
            some = True
            yield _pupil(element, header, told_on, dict(notes))
    if not some:
        raise FileRefused("The file has no pupils")


def _pupil(element: etree._Element, header: CtfHeader, told_on: date, notes: dict[str, str]) -> Arrival:
    name = PersonName(_text(element, "Forename"), _text(element, "Surname"))
    note_names(name, notes)
    given_upn = _text(element, "UPN")
    return Arrival(
        given_upn=given_upn,
        upn=sound_upn(given_upn, "upn", BAD_UPN, notes),
        name=name,
        birth_date=birth_date(_text(element, "DOB"), told_on, notes),
        sex=_sex(element),
        former_upns=tuple(_former_upns(element, notes)),
        other_names=tuple(_other_names(element, name)),
        address=_address(element, notes),
        school=header.school,
        year_group=_text(element, "BasicDetails/NCyearActual"),
        sen_provision=_sen_provision(element, told_on),
        looked_after={"true": True, "1": True, "false": False, "0": False}.get(_text(element, "LookedAfter/InCare")),
        attendance=tuple(_attendance(element, notes)),
        missing_education=_missing(element, header),
        notes=notes,
    )


def _text(element: etree._Element, path: str) -> str:
    return plain(element.findtext(path) or "")


def _former_upns(element: etree._Element, notes: dict[str, str]) -> Iterator[Upn]:
    for former in element.iterfind("BasicDetails/FormerUPN"):
        upn = sound_upn((former.text or "").strip(), "former_upns", BAD_FORMER_UPN, notes)
        if upn is not None:
            yield upn


def _other_names(element: etree._Element, name: PersonName) -> Iterator[PersonName]:
    """Preferred and former names; a part that is not given is that of the legal name."""
    for kind in ("Preferred", "Former"):
        given = _text(element, f"BasicDetails/{kind}Forename")
        family = _text(element, f"BasicDetails/{kind}Surname")
        other = PersonName(given or name.given, family or name.family)
        if (given or family) and other != name:
            yield other


def _sex(element: etree._Element) -> Sex:
    # Newer versions say Sex where older ones said Gender.
    return {"M": Sex.MALE, "F": Sex.FEMALE}.get(_text(element, "Sex") or _text(element, "Gender"), Sex.UNKNOWN)


def _address(element: etree._Element, notes: dict[str, str]) -> Address:
    address = element.find("Address")
    if address is None:
        return Address()
    lines = [_text(address, f"AddressLines/AddressLine{number}") for number in range(1, 6)]
    structured = address.find("BS7666Address")
    if structured is not None:
        lines.append(_text(structured, "SAON"))
        lines.append(" ".join(filter(None, (_text(structured, "PAON"), _text(structured, "Street")))))
        lines += [_text(structured, part) for part in ("Locality", "Town", "PostTown")]
    unique = list(dict.fromkeys(line for line in lines if line))
    written = _text(address, "PostCode") or _text(address, "BS7666Address/PostCode")
    if not written:
        return Address(tuple(unique))
    try:
        return Address(tuple(unique), Postcode.parse(written))
    except ValueError:
        notes["address"] = BAD_POSTCODE
        return Address((*unique, written))


def _sen_provision(element: etree._Element, told_on: date) -> str:
    """The provision that began last of those in force; `N` where every one that is told of has ended.

    One without a start date counts as the oldest.
    """
    spells = [
        (_text(spell, "StartDate"), _text(spell, "SENprovision"), iso_date(_text(spell, "EndDate")))
        for spell in element.iterfind("SENhistory/SEN")
    ]
    in_force = [(start, provision) for start, provision, ended in spells if ended is None or ended > told_on]
    if spells and not in_force:
        return "N"
    return max(in_force, default=("", ""))[1]


def _attendance(element: etree._Element, notes: dict[str, str]) -> Iterator[Attendance]:
    for year in element.iterfind("Attendance/YearData"):
        figures = [_text(year, f"Sessions{part}") for part in ("Possible", "Attended", "Unauthorised")]
        if all(re.fullmatch(r"[0-9]{1,4}", figure) for figure in figures):
            yield Attendance(_text(year, "Year"), *(int(figure) for figure in figures))
        else:
            notes["attendance"] = BAD_ATTENDANCE


def _missing(element: etree._Element, header: CtfHeader) -> MissingEducation | None:
    """Missing since the pupil left the school that sent the file, where the file says when that was."""
    if not header.missing_education:
        return None
    left = [
        iso_date(_text(school, "LeavingDate"))
        for school in element.iterfind("SchoolHistory/School")
        if _text(school, "LEA") + _text(school, "Estab") == header.school_code
    ]
    return MissingEducation(max((day for day in left if day), default=None), header.missing_education)
