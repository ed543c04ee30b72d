"""Transfer files of made-up pupils, as schools' systems write them, and spoilt as real ones are."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from attrs import evolve
from lxml import etree

from frontdoor.domain.identifiers import UPN_CHECK_LETTERS, Upn, upn_check_letter
from frontdoor.domain.people import PersonName
from frontdoor.testing.families import LOCAL_AUTHORITY, MadeUpPupil, MadeUpSchool, children, schools
from frontdoor_capita_one.simulator.dropping import drop, free_name

WRITTEN_AT = datetime(2026, 11, 20, 17, 30)  # noqa: DTZ001 - a school's system writes the time on its wall
SEX_SINCE = 21
"""The version from which this simulator writes `Sex` and not `Gender`; the reader takes either in any."""

LINES_SINCE = 20
"""The version from which it writes an address in lines and not in the parts of BS 7666; files have either."""


class Defect(StrEnum):
    """What is wrong with every file the simulator writes."""

    DOCTYPE = "doctype"
    TRUNCATED = "truncated"
    WRONG_ROOT = "wrong-root"
    TOO_DEEP = "too-deep"
    BAD_CHECK_LETTER = "bad-check-letter"
    DUPLICATE_UPN = "duplicate-upn"
    NO_UPN = "no-upn"
    BAD_POSTCODE = "bad-postcode"
    EMPTY = "empty"
    UNKNOWN_DESTINATION = "unknown-destination"
    OLD_SEX = "old-sex"
    FORMER_UPN = "former-upn"
    LONG_NAMES = "long-names"
    WRONG_PERSON = "wrong-person"
    PARTIAL = "partial"


def write_files(
    folder: Path,
    version: str = "21.0",
    written_at: datetime = WRITTEN_AT,
    defects: Collection[Defect] = (),
    *,
    with_checksums: bool = False,
    pupils: Iterable[MadeUpPupil] | None = None,
) -> tuple[Path, ...]:
    """Write one file for each school that has pupils, each seen by a reader only when it is whole."""
    everybody = made_up_pupils() if pupils is None else tuple(pupils)
    written = []
    for school in dict.fromkeys(pupil.school for pupil in everybody):
        here = [pupil for pupil in everybody if pupil.school == school]
        target = free_name(folder, file_stem(school, defects))
        written.append(drop(target, ctf(school, here, version, written_at, defects), with_checksum=with_checksums))
    return tuple(written)


def made_up_pupils() -> tuple[MadeUpPupil, ...]:
    """Every pupil of the made-up families, school by school."""
    order = {school: place for place, school in enumerate(schools())}
    return tuple(sorted((each.pupil for each in children() if each.pupil), key=lambda pupil: order[pupil.school]))


def file_stem(school: MadeUpSchool, defects: Collection[Defect] = ()) -> str:
    """The name a school gives its files: whose they are, and for whom."""
    to = "XXXXXXX" if Defect.UNKNOWN_DESTINATION in defects else f"{LOCAL_AUTHORITY}LLLL"
    return f"{LOCAL_AUTHORITY}{school.estab}_CTF_{to}"


def ctf(
    school: MadeUpSchool,
    pupils: Iterable[MadeUpPupil],
    version: str = "21.0",
    written_at: datetime = WRITTEN_AT,
    defects: Collection[Defect] = (),
) -> bytes:
    """One school's transfer file."""
    if Defect.EMPTY in defects:
        return b""
    root = etree.Element("Pupils" if Defect.WRONG_ROOT in defects else "CTfile")
    _header(root, school, version, written_at, defects)
    data = etree.SubElement(root, "CTFpupilData")
    number = int(version.partition(".")[0])
    for pupil in _spoilt(list(pupils), defects):
        _pupil(data, pupil, number, defects)
    if Defect.UNKNOWN_DESTINATION in defects:
        for element in data:
            _left(element, school, written_at)
    if Defect.TOO_DEEP in defects:
        for _ in range(400):
            data = etree.SubElement(data, "Deeper")
    doctype = '<!DOCTYPE CTfile [<!ENTITY who "anybody">]>\n' if Defect.DOCTYPE in defects else ""
    body = etree.tostring(root, encoding="unicode", pretty_print=True)
    whole = f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}{body}'.encode()
    return whole[: len(whole) * 2 // 3] if Defect.TRUNCATED in defects else whole


def contacts_file() -> str:
    """Whom to ask at each made-up school, in the form `contacts.py` reads."""
    return "\n".join(
        f'[[contacts]]\nschool = "{LOCAL_AUTHORITY}{school.estab}"\nname = "{contact.name}"\nrole = "{contact.role}"\n'
        f'phone = "{contact.phone}"\nemail = "{contact.email}"\nconfirmed_on = {contact.confirmed_on}\n'
        for school in schools()
        for contact in school.contacts
    )


def next_check_letter(upn: str) -> str:
    """The same number with a check letter that is wrong."""
    return UPN_CHECK_LETTERS[(UPN_CHECK_LETTERS.index(upn[0]) + 1) % len(UPN_CHECK_LETTERS)] + upn[1:]


def _spoilt(pupils: list[MadeUpPupil], defects: Collection[Defect]) -> list[MadeUpPupil]:
    """The pupils with whatever defect there is in who they are said to be."""
    if Defect.DUPLICATE_UPN in defects:
        pupils = [evolve(each, upn=pupils[0].upn) for each in pupils]
    if Defect.WRONG_PERSON in defects:
        # Everybody's details under the number of the next on the list.
        pupils = [evolve(each, upn=pupils[(place + 1) % len(pupils)].upn) for place, each in enumerate(pupils)]
    if Defect.LONG_NAMES in defects:
        pupils = [evolve(each, name=_long(each.name)) for each in pupils]
    if Defect.FORMER_UPN in defects:
        pupils = [_renumbered(each) for each in pupils]
    return pupils


def _long(name: PersonName) -> PersonName:
    return PersonName(f"{name.given} Maximilian-Alexander", f"{name.family} Featherstonehaugh-Cholmondeley-Smythe")


def _renumbered(pupil: MadeUpPupil) -> MadeUpPupil:
    """With another number, and the one held so far named as the former."""
    used = pupil.upn.value
    return evolve(pupil, upn=made_up_upn(used[4:8], used[8:10], 900 + int(used[10:12])), former_upns=(pupil.upn,))


def made_up_upn(estab: str, year: str, serial: int) -> Upn:
    """A sound number: local authority, establishment, year and serial behind its check letter."""
    rest = f"{LOCAL_AUTHORITY}{estab}{year}{serial:03d}"
    return Upn(upn_check_letter(rest) + rest)


def _header(
    root: etree._Element, school: MadeUpSchool, version: str, written_at: datetime, defects: Collection[Defect]
) -> None:
    header = etree.SubElement(root, "Header")
    _add(header, "DocumentName", "Common Transfer File")
    _add(header, "CTFversion", version)
    _add(header, "DateTime", written_at.isoformat(timespec="seconds"))
    _add(header, "DocumentQualifier", "partial" if Defect.PARTIAL in defects else "full")
    _add(header, "SupplierID", "Family Front Door simulator")
    source = etree.SubElement(header, "SourceSchool")
    _add(source, "LEA", LOCAL_AUTHORITY)
    _add(source, "Estab", school.estab)
    _add(source, "SchoolName", school.name)
    _add(source, "AcademicYear", "2026")
    destination = etree.SubElement(header, "DestSchool")
    unknown = Defect.UNKNOWN_DESTINATION in defects
    _add(destination, "LEA", "XXX" if unknown else LOCAL_AUTHORITY)
    _add(destination, "Estab", "XXXX" if unknown else "LLLL")


def _pupil(data: etree._Element, pupil: MadeUpPupil, version: int, defects: Collection[Defect]) -> None:
    element = etree.SubElement(data, "Pupil")
    upn = next_check_letter(pupil.upn.value) if Defect.BAD_CHECK_LETTER in defects else pupil.upn.value
    _add(element, "UPN", "" if Defect.NO_UPN in defects else upn)
    _add(element, "Surname", pupil.name.family)
    _add(element, "Forename", pupil.name.given)
    _add(element, "DOB", pupil.birth_date.isoformat())
    _add(element, "Sex" if version >= SEX_SINCE and Defect.OLD_SEX not in defects else "Gender", pupil.sex.value)
    if Defect.PARTIAL in defects:
        _attendance(element, pupil)
        return
    basic = etree.SubElement(element, "BasicDetails")
    for former in pupil.former_upns:
        _add(basic, "FormerUPN", former.value)
    if pupil.preferred_name:
        _add(basic, "PreferredSurname", pupil.preferred_name.family)
        _add(basic, "PreferredForename", pupil.preferred_name.given)
    _add(basic, "NCyearActual", pupil.year_group)
    _add(etree.SubElement(element, "LookedAfter"), "InCare", "true" if pupil.looked_after else "false")
    sen = etree.SubElement(etree.SubElement(element, "SENhistory"), "SEN")
    _add(sen, "StartDate", "2025-09-01")
    _add(sen, "SENprovision", pupil.sen_provision)
    _address(element, pupil, version, defects)
    phone = etree.SubElement(etree.SubElement(element, "Phones"), "Phone")
    _add(phone, "TelephoneType", "H")
    _add(phone, "PhoneNo" if version >= LINES_SINCE else "TelephoneNumber", "01632 960123")
    _attendance(element, pupil)


def _address(element: etree._Element, pupil: MadeUpPupil, version: int, defects: Collection[Defect]) -> None:
    address = etree.SubElement(element, "Address")
    if version >= LINES_SINCE:
        lines = etree.SubElement(address, "AddressLines")
        for number, line in enumerate(pupil.address.lines, start=1):
            _add(lines, f"AddressLine{number}", line)
    else:
        _structured(etree.SubElement(address, "BS7666Address"), pupil.address.lines)
    if pupil.address.postcode:
        _add(address, "PostCode", "ZZ ZZ" if Defect.BAD_POSTCODE in defects else pupil.address.postcode.value)


def _structured(element: etree._Element, lines: Sequence[str]) -> None:
    """A line that begins with a house number is a street; the last is the town; whatever is left a locality."""
    rest = list(lines)
    if rest and rest[0][:1].isdigit():
        number, _, street = rest.pop(0).partition(" ")
        _add(element, "PAON", number)
        _add(element, "Street", street)
    elif rest:
        _add(element, "SAON", rest.pop(0))
    for tag, line in zip(("Locality", "Town", "PostTown") if len(rest) > 1 else ("Town",), rest, strict=False):
        _add(element, tag, line)


def _attendance(element: etree._Element, pupil: MadeUpPupil) -> None:
    attendance = etree.SubElement(element, "Attendance")
    for year in pupil.attendance:
        data_of_year = etree.SubElement(attendance, "YearData")
        _add(data_of_year, "Year", year.school_year)
        _add(data_of_year, "SessionsPossible", str(year.possible))
        _add(data_of_year, "SessionsAttended", str(year.attended))
        _add(data_of_year, "SessionsUnauthorised", str(year.unauthorised))


def _left(element: etree._Element, school: MadeUpSchool, written_at: datetime) -> None:
    """The school's own part of the history, which ended a month before the file was written."""
    here = etree.SubElement(etree.SubElement(element, "SchoolHistory"), "School")
    _add(here, "LEA", LOCAL_AUTHORITY)
    _add(here, "Estab", school.estab)
    _add(here, "LeavingDate", (written_at - timedelta(days=30)).date().isoformat())


def _add(parent: etree._Element, tag: str, text: str) -> None:
    etree.SubElement(parent, tag).text = text
