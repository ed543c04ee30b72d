"""A stand-in for Capita ONE's export: writes transfer files of the made-up families into a drop folder.

python -m frontdoor_capita_one.simulator --folder DIR [--version 21.0] [--defect NAME]... [--contacts FILE]
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum
from itertools import count
from pathlib import Path

import click
from attrs import evolve
from lxml import etree

from frontdoor.domain.identifiers import UPN_CHECK_LETTERS
from frontdoor.testing.families import LOCAL_AUTHORITY, MadeUpPupil, MadeUpSchool, children, schools

WRITTEN_AT = datetime(2026, 11, 20, 17, 30)  # noqa: DTZ001 - a school's system writes the time on its wall
SEX_SINCE = 21
"""The version from which this simulator writes `Sex` and not `Gender`; the reader takes either in any."""


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


def write_files(
    folder: Path, version: str = "21.0", written_at: datetime = WRITTEN_AT, defects: Collection[Defect] = ()
) -> tuple[Path, ...]:
    """Write one file for each school that has pupils, each seen by a reader only when it is whole."""
    written = []
    for school in schools():
        pupils = [child.pupil for child in children() if child.pupil and child.pupil.school == school]
        if pupils:
            written.append(_put(folder, school, ctf(school, pupils, version, written_at, defects)))
    return tuple(written)


def ctf(
    school: MadeUpSchool,
    pupils: Iterable[MadeUpPupil],
    version: str = "21.0",
    written_at: datetime = WRITTEN_AT,
    defects: Collection[Defect] = (),
) -> bytes:
    """One school's transfer file."""
    root = etree.Element("Pupils" if Defect.WRONG_ROOT in defects else "CTfile")
    _header(root, school, version, written_at)
    data = etree.SubElement(root, "CTFpupilData")
    sex = "Sex" if int(version.partition(".")[0]) >= SEX_SINCE else "Gender"
    for pupil in _spoilt(list(pupils), defects):
        _pupil(data, pupil, sex, defects)
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


def _spoilt(pupils: list[MadeUpPupil], defects: Collection[Defect]) -> list[MadeUpPupil]:
    """Give every pupil the first one's UPN, if that is the defect asked for."""
    return [evolve(each, upn=pupils[0].upn) for each in pupils] if Defect.DUPLICATE_UPN in defects else pupils


def _header(root: etree._Element, school: MadeUpSchool, version: str, written_at: datetime) -> None:
    header = etree.SubElement(root, "Header")
    _add(header, "DocumentName", "Common Transfer File")
    _add(header, "CTFversion", version)
    _add(header, "DateTime", written_at.isoformat(timespec="seconds"))
    _add(header, "DocumentQualifier", "full")
    _add(header, "SupplierID", "Family Front Door simulator")
    source = etree.SubElement(header, "SourceSchool")
    _add(source, "LEA", LOCAL_AUTHORITY)
    _add(source, "Estab", school.estab)
    _add(source, "SchoolName", school.name)
    _add(source, "AcademicYear", "2026")
    destination = etree.SubElement(header, "DestSchool")
    _add(destination, "LEA", LOCAL_AUTHORITY)
    _add(destination, "Estab", "LLLL")


def _pupil(data: etree._Element, pupil: MadeUpPupil, sex: str, defects: Collection[Defect]) -> None:
    element = etree.SubElement(data, "Pupil")
    upn = pupil.upn.value
    if Defect.BAD_CHECK_LETTER in defects:
        upn = UPN_CHECK_LETTERS[(UPN_CHECK_LETTERS.index(upn[0]) + 1) % len(UPN_CHECK_LETTERS)] + upn[1:]
    _add(element, "UPN", "" if Defect.NO_UPN in defects else upn)
    _add(element, "Surname", pupil.name.family)
    _add(element, "Forename", pupil.name.given)
    _add(element, "DOB", pupil.birth_date.isoformat())
    _add(element, sex, pupil.sex.value)
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
    address = etree.SubElement(element, "Address")
    lines = etree.SubElement(address, "AddressLines")
    for number, line in enumerate(pupil.address.lines, start=1):
        _add(lines, f"AddressLine{number}", line)
    if pupil.address.postcode:
        _add(address, "PostCode", "ZZ ZZ" if Defect.BAD_POSTCODE in defects else pupil.address.postcode.value)
    attendance = etree.SubElement(element, "Attendance")
    for year in pupil.attendance:
        data_of_year = etree.SubElement(attendance, "YearData")
        _add(data_of_year, "Year", year.school_year)
        _add(data_of_year, "SessionsPossible", str(year.possible))
        _add(data_of_year, "SessionsAttended", str(year.attended))
        _add(data_of_year, "SessionsUnauthorised", str(year.unauthorised))


def _add(parent: etree._Element, tag: str, text: str) -> None:
    etree.SubElement(parent, tag).text = text


def _put(folder: Path, school: MadeUpSchool, content: bytes) -> Path:
    """Give the file its final name by a rename, with the next number that is free."""
    name = f"{LOCAL_AUTHORITY}{school.estab}_CTF_{LOCAL_AUTHORITY}LLLL"
    target = next(path for number in count(1) if not (path := folder / f"{name}_{number:03d}.xml").exists())
    partial = target.with_suffix(".part")
    partial.write_bytes(content)
    return partial.rename(target)


@click.command()
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="The drop folder.")
@click.option("--version", default="21.0", show_default=True, help="The CTF version to write.")
@click.option("--defect", "defects", type=click.Choice([each.value for each in Defect]), multiple=True)
@click.option("--contacts", type=click.Path(dir_okay=False, path_type=Path), help="Write the school contacts here too.")
@click.option("--written-at", type=click.DateTime(), default=WRITTEN_AT.isoformat(), show_default=True)
def main(folder: Path, version: str, defects: tuple[str, ...], contacts: Path | None, written_at: datetime) -> None:
    """Write transfer files of made-up pupils, one for each school."""
    folder.mkdir(parents=True, exist_ok=True)
    written = write_files(folder, version, written_at, [Defect(name) for name in defects])
    if contacts:
        contacts.write_text(contacts_file(), encoding="utf-8")
    click.echo(f"{len(written)} files in {folder}")


if __name__ == "__main__":
    main()
