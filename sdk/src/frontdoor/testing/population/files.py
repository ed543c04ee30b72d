"""A population as three files, so that the same records can be linked by any tool, and anybody's records by ours.

`education.csv` and `social_care.csv` have the columns of `COLUMNS`, `truth.csv` those of `TRUTH_COLUMNS`; UTF-8, a
header, dates as `2015-03-09`, blanks where something is not known. Other names and former postcodes have no column.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

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

_SEXES = {"": Sex.UNKNOWN, "U": Sex.UNKNOWN, "M": Sex.MALE, "MALE": Sex.MALE, "F": Sex.FEMALE, "FEMALE": Sex.FEMALE}


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
    """One system's records, in the order of the file."""
    people: dict[str, PersonIdentity] = {}
    addresses: dict[str, str] = {}
    for line, row in _read(path, COLUMNS):
        person = _identity(path, line, row)
        if person.id in people:
            raise BadFile(path, line, "id stands on an earlier line, too")
        people[person.id] = person
        if row["address"]:
            addresses[person.id] = row["address"]
    return View(tuple(people.values()), addresses)


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
            raise BadFile(path, reader.line_num, "this is not CSV") from problem
        except UnicodeDecodeError as problem:
            raise BadFile(path, reader.line_num + 1, "this is not UTF-8") from problem


def _identity(path: Path, line: int, row: Mapping[str, str]) -> PersonIdentity:
    if not row["id"]:
        raise BadFile(path, line, "id is blank")
    column = ""
    try:
        column = "date_of_birth"
        born = BirthDate(date.fromisoformat(row[column])) if row[column] else None
        column = "sex"
        sex = _SEXES[row[column].upper()]
        column = "postcode"
        postcodes = (Postcode.parse(row[column]),) if row[column] else ()
        column = "upn"
        upns = (Upn.parse(row[column]),) if row[column] else ()
        column = "nhs_number"
        nhs_numbers = (NhsNumber.parse(row[column]),) if row[column] else ()
    except (ValueError, KeyError):
        raise BadFile(path, line, f"{column} cannot be read") from None
    return PersonIdentity(
        id=row["id"],
        name=PersonName(f"{row['given_name']} {row['middle_name']}".strip(), row["family_name"]),
        birth_date=born,
        sex=sex,
        postcodes=postcodes,
        nhs_numbers=nhs_numbers,
        upns=upns,
    )
