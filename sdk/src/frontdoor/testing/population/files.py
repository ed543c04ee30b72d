"""A population as three files, so that the same records can be linked by any tool, and anybody's records by ours.

`education.csv` and `social_care.csv` have the columns of `COLUMNS`, `truth.csv` those of `TRUTH_COLUMNS`; UTF-8, a
header, dates as `2015-03-09`, blanks where something is not known. Other names and former postcodes have no column.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import BirthDate, PersonName, Sex
from frontdoor.testing.population.people import Population, Truth, View

COLUMNS = (
    "id",
    "given_name",
    "middle_name",
    "family_name",
    "date_of_birth",
    "sex",
    "postcode",
    "address",
    "upn",
    "nhs_number",
)
TRUTH_COLUMNS = ("education_id", "social_care_id")
EDUCATION, SOCIAL_CARE, TRUTH = "education.csv", "social_care.csv", "truth.csv"

_SEXES = {
    **dict.fromkeys(("M", "MALE", "1"), Sex.MALE),
    **dict.fromkeys(("F", "FEMALE", "2"), Sex.FEMALE),
    **dict.fromkeys(("U", "UNKNOWN", "0", "9"), Sex.UNKNOWN),
}
"""As the Children in Need census codes it, in words, or as the health service's data dictionary numbers it."""

_Read = TypeVar("_Read")


class BadFile(ValueError):
    """A file that cannot be read. Its sentence names the file, the line and the column, never what stands there."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path.name}, line {line}: {problem}")


def write_population(population: Population, folder: Path) -> None:
    """Write the three files into `folder`, which is made where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / EDUCATION, COLUMNS, _rows(population.education))
    _write(folder / SOCIAL_CARE, COLUMNS, _rows(population.social_care))
    pairs = sorted((education, social_care) for social_care, education in population.truth.links.items())
    _write(folder / TRUTH, TRUTH_COLUMNS, pairs)


def read_population(folder: Path) -> Population:
    """The population in `folder`. Raises `BadFile`, and `OSError` where a file cannot be opened."""
    education, social_care = read_view(folder / EDUCATION), read_view(folder / SOCIAL_CARE)
    return Population(education, social_care, read_truth(folder / TRUTH, education, social_care))


def read_view(path: Path) -> View:
    """One system's records, in the order of the file.

    A cell that cannot be read, such as a date that never was or a UPN whose check letter is wrong, counts as not known,
    as it would in a feed, and is told in `View.unread`. Raises `BadFile` where the file itself is at fault.
    """
    people: dict[str, PersonIdentity] = {}
    addresses: dict[str, str] = {}
    unread: dict[str, list[int]] = {}
    for line, row in _read(path, COLUMNS):
        key = row["id"]
        if not key:
            raise BadFile(path, line, "id is blank")
        if key in people:
            raise BadFile(path, line, "id stands on an earlier line, too")
        people[key], at_fault = _identity(row)
        for column in at_fault:
            unread.setdefault(column, []).append(line)
        if row["address"]:
            addresses[key] = row["address"]
    told = (
        f"{path.name}: {column} cannot be read on {len(lines):,} lines, first on line {lines[0]}"
        for column, lines in unread.items()
    )
    return View(tuple(people.values()), addresses, tuple(told))


def read_truth(path: Path, education: View, social_care: View) -> Truth:
    """Which records are of one child. Both ids must stand in their files, and a social-care id once only."""
    pupils = {person.id for person in education.people}
    clients = {person.id for person in social_care.people}
    links: dict[str, str] = {}
    for line, row in _read(path, TRUTH_COLUMNS):
        for column, known in (("education_id", pupils), ("social_care_id", clients)):
            if row[column] not in known:
                raise BadFile(path, line, f"{column} stands in no record")
        if row["social_care_id"] in links:
            raise BadFile(path, line, "social_care_id stands on an earlier line, too")
        links[row["social_care_id"]] = row["education_id"]
    return Truth(links)


def _rows(view: View) -> Iterator[tuple[str, ...]]:
    for person in view.people:
        given, _, middle = person.name.given.partition(" ")
        yield (
            person.id,
            given,
            middle,
            person.name.family,
            person.birth_date.on.isoformat() if person.birth_date else "",
            "" if person.sex is Sex.UNKNOWN else person.sex.value,
            person.postcodes[0].value if person.postcodes else "",
            view.addresses.get(person.id, ""),
            person.upns[0].value if person.upns else "",
            person.nhs_numbers[0].value if person.nhs_numbers else "",
        )


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _read(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each row with the number of its line; a column that is missing or a cell too many is told."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        try:
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise BadFile(path, 1, f"there is no column {', '.join(missing)}")
            for row in reader:
                if None in row or None in row.values():
                    raise BadFile(path, reader.line_num, "there are more or fewer cells than columns")
                yield reader.line_num, {column: row[column].strip() for column in columns}
        except csv.Error as problem:
            raise BadFile(path, reader.line_num + 1, "this is not CSV") from problem
        except UnicodeDecodeError as problem:
            raise BadFile(path, _first_undecodable(path), "this is not UTF-8") from problem


def _first_undecodable(path: Path) -> int:
    """The line at fault; text is decoded in blocks, so that the reader stands elsewhere by then."""
    with path.open("rb") as file:
        for line, content in enumerate(file, start=1):
            try:
                content.decode("utf-8")
            except UnicodeDecodeError:
                return line
    return 1


def _identity(row: Mapping[str, str]) -> tuple[PersonIdentity, Sequence[str]]:
    """Whom a row is about, and the columns that cannot be read."""
    unread: list[str] = []

    def cell(column: str, read: Callable[[str], _Read]) -> tuple[_Read, ...]:
        """What stands in the cell, as one value or none."""
        if not row[column]:
            return ()
        try:
            return (read(row[column]),)
        except (ValueError, KeyError):
            unread.append(column)
            return ()

    born = cell("date_of_birth", _day)
    sex = cell("sex", lambda text: _SEXES[text.upper()])
    person = PersonIdentity(
        id=row["id"],
        name=PersonName(f"{row['given_name']} {row['middle_name']}".strip(), row["family_name"]),
        birth_date=BirthDate(born[0]) if born else None,
        sex=sex[0] if sex else Sex.UNKNOWN,
        postcodes=cell("postcode", Postcode.parse),
        nhs_numbers=cell("nhs_number", NhsNumber.parse),
        upns=cell("upn", Upn.parse),
    )
    return person, unread


def _day(text: str) -> date:
    """A date as `2015-03-09`, or as it is written in Britain, `09/03/2015`."""
    if match := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text):
        day, month, year = map(int, match.groups())
        return date(year, month, day)
    return date.fromisoformat(text)
