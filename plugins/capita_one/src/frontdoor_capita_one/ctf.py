"""Reads one Common Transfer File of the Department for Education, versions 17 and later, as hostile input.

The structure is that of the published CTF specification: `CTfile` with a `Header` and `CTFpupilData/Pupil`. A file
that cannot be trusted as a whole is refused; a pupil with a faulty part is kept, with a note on that part, because
a child must not vanish from a search over a mistyped number.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from attrs import field, frozen
from lxml import etree

from frontdoor.connectors.pupils import Attendance
from frontdoor.domain.identifiers import Postcode, Upn
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex

OLDEST_VERSION = 17
LONDON = ZoneInfo("Europe/London")
ENCODINGS = {"utf-8", "utf-16", "us-ascii", "iso-8859-1", "windows-1252"}
ONE_NAME_LENGTHS = {"family": 30, "given": 15}
"""The most characters Capita ONE keeps of a family and a given name; a name of just that length may be cut."""

BAD_UPN = "The file gives a UPN that is not possible: ask the school for the right one"
BAD_FORMER_UPN = "The file gives a former UPN that is not possible"
BAD_BIRTH_DATE = "The file gives no readable date of birth"
BAD_POSTCODE = "The file gives a postcode that is not possible; it is kept as the last line of the address"
BAD_ATTENDANCE = "The file gives attendance that is not in whole sessions, which is left out"
NO_NAME = "The file gives no name"
MAYBE_CUT = "The {part} name fills all {length} characters that Capita ONE keeps: it may have been cut"


class CtfRefused(ValueError):
    """A file that is not used at all. The message says why in words that hold no personal data."""


@frozen
class CtfPupil:
    """One pupil of a file. `given_upn` is the UPN as written, empty where there was none; `upn` only a sound one."""

    given_upn: str
    upn: Upn | None
    former_upns: tuple[Upn, ...]
    name: PersonName
    other_names: tuple[PersonName, ...]
    birth_date: BirthDate | None
    sex: Sex
    address: Address
    year_group: str
    sen_provision: str
    looked_after: bool | None
    attendance: tuple[Attendance, ...]
    notes: dict[str, str]


@frozen
class CtfFile:
    """A whole file. `written_at` is its header's time in UTC: what it says was true then, not now."""

    version: str
    written_at: datetime
    school_code: str
    """Local authority and establishment number, seven digits."""
    school: str
    pupils: tuple[CtfPupil, ...] = field(repr=False)


def read_ctf(content: bytes) -> CtfFile:
    """The file's pupils; raises `CtfRefused` where the file as a whole is not what it should be."""
    root = _parse(content)
    if root.tag != "CTfile":
        raise CtfRefused("The outermost element is not CTfile")
    header = root.find("Header")
    if header is None:
        raise CtfRefused("The file has no Header")
    school = header.find("SourceSchool")
    if school is None:
        raise CtfRefused("The Header has no SourceSchool")
    code = _text(school, "LEA") + _text(school, "Estab")
    if not re.fullmatch(r"[0-9]{7}", code):
        raise CtfRefused("The SourceSchool has no three-digit LEA and four-digit Estab")
    pupils = tuple(_pupil(element) for element in root.iterfind("CTFpupilData/Pupil"))
    if not pupils:
        raise CtfRefused("The file has no pupils")
    return CtfFile(_version(header), _written_at(header), code, _text(school, "SchoolName") or code, pupils)


def _parse(content: bytes) -> etree._Element:
    # Looked for before parsing, so that no declaration is ever acted on; NULs are dropped to see through UTF-16.
    head = content.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not head.startswith(b"<"):
        raise CtfRefused("The file is not XML")
    declared = re.match(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", head)
    if declared and declared[1].decode("ascii").lower() not in ENCODINGS:
        raise CtfRefused("The file is in an encoding that is not read here")
    if b"<!DOCTYPE" in head.upper():
        raise CtfRefused("The file has a DOCTYPE, which no transfer file needs")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        # lxml's own message can quote the content.
        line = problem.position[0]
        raise CtfRefused(
            f"The file is not well-formed XML, is cut short or is nested too deeply (line {line})"
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise CtfRefused("The file has a DOCTYPE, which no transfer file needs")
    return root


def _version(header: etree._Element) -> str:
    version = _text(header, "CTFversion")
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", version):
        raise CtfRefused("The Header has no CTFversion")
    if int(version.partition(".")[0]) < OLDEST_VERSION:
        raise CtfRefused(f"CTF version {version} is older than {OLDEST_VERSION}")
    return version


def _written_at(header: etree._Element) -> datetime:
    try:
        written = datetime.fromisoformat(_text(header, "DateTime"))
        # A school's system writes the time on the wall, without an offset.
        return (written if written.tzinfo else written.replace(tzinfo=LONDON)).astimezone(UTC)
    except (ValueError, OverflowError):
        # An offset can carry the first or the last day of all over the edge.
        raise CtfRefused("The Header has no readable DateTime") from None


def _pupil(element: etree._Element) -> CtfPupil:
    notes: dict[str, str] = {}
    name = PersonName(_text(element, "Forename"), _text(element, "Surname"))
    if name == PersonName():
        notes["name"] = NO_NAME
    for part, length in ONE_NAME_LENGTHS.items():
        if len(getattr(name, part)) == length:
            notes[f"name.{part}"] = MAYBE_CUT.format(part=part, length=length)
    given_upn = _text(element, "UPN")
    return CtfPupil(
        given_upn=given_upn,
        upn=_upn(given_upn, "upn", BAD_UPN, notes),
        former_upns=tuple(_former_upns(element, notes)),
        name=name,
        other_names=tuple(_other_names(element, name)),
        birth_date=_birth_date(element, notes),
        sex=_sex(element),
        address=_address(element, notes),
        year_group=_text(element, "BasicDetails/NCyearActual"),
        sen_provision=_sen_provision(element),
        looked_after={"true": True, "1": True, "false": False, "0": False}.get(_text(element, "LookedAfter/InCare")),
        attendance=tuple(_attendance(element, notes)),
        notes=notes,
    )


def _text(element: etree._Element, path: str) -> str:
    return " ".join((element.findtext(path) or "").split())


def _upn(written: str, part: str, fault: str, notes: dict[str, str]) -> Upn | None:
    if not written:
        return None
    try:
        return Upn.parse(written)
    except ValueError:
        notes[part] = fault
        return None


def _former_upns(element: etree._Element, notes: dict[str, str]) -> Iterator[Upn]:
    for former in element.iterfind("BasicDetails/FormerUPN"):
        upn = _upn((former.text or "").strip(), "former_upns", BAD_FORMER_UPN, notes)
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


def _birth_date(element: etree._Element, notes: dict[str, str]) -> BirthDate | None:
    try:
        return BirthDate(date.fromisoformat(_text(element, "DOB")))
    except ValueError:
        notes["birth_date"] = BAD_BIRTH_DATE
        return None


def _sex(element: etree._Element) -> Sex:
    # Newer versions say Sex where older ones said Gender.
    return {"M": Sex.MALE, "F": Sex.FEMALE}.get(_text(element, "Sex") or _text(element, "Gender"), Sex.UNKNOWN)


def _address(element: etree._Element, notes: dict[str, str]) -> Address:
    address = element.find("Address")
    if address is None:
        return Address()
    lines = [_text(address, f"AddressLines/AddressLine{number}") for number in range(1, 6)]
    lines.append(_text(address, "BS7666Address/SAON"))
    lines.append(" ".join(filter(None, (_text(address, "BS7666Address/PAON"), _text(address, "BS7666Address/Street")))))
    lines += [_text(address, f"BS7666Address/{part}") for part in ("Locality", "Town", "PostTown")]
    unique = list(dict.fromkeys(line for line in lines if line))
    written = _text(address, "PostCode") or _text(address, "BS7666Address/PostCode")
    if not written:
        return Address(tuple(unique))
    try:
        return Address(tuple(unique), Postcode.parse(written))
    except ValueError:
        notes["address"] = BAD_POSTCODE
        return Address((*unique, written))


def _sen_provision(element: etree._Element) -> str:
    """The provision that began last; one without a date counts as the oldest."""
    spells = [(_text(spell, "StartDate"), _text(spell, "SENprovision")) for spell in element.iterfind("SENhistory/SEN")]
    return max(spells, default=("", ""))[1]


def _attendance(element: etree._Element, notes: dict[str, str]) -> Iterator[Attendance]:
    for year in element.iterfind("Attendance/YearData"):
        figures = [_text(year, f"Sessions{part}") for part in ("Possible", "Attended", "Unauthorised")]
        if all(re.fullmatch(r"[0-9]{1,4}", figure) for figure in figures):
            yield Attendance(_text(year, "Year"), *(int(figure) for figure in figures))
        else:
            notes["attendance"] = BAD_ATTENDANCE
