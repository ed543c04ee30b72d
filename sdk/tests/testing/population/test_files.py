"""A population as files: read as written, with faults told by file, line and column, and never what stands there."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from attrs import evolve

from frontdoor.domain.people import BirthDate, Sex
from frontdoor.testing.population import (
    BadFile,
    PopulationSettings,
    View,
    make_population,
    read_population,
    write_population,
)
from frontdoor.testing.population.files import COLUMNS

HEADER = ",".join(COLUMNS)
ELLA = 'E1,Ella,Rose,O\'Brien,2015-03-09,F,WR80 2NP,"1 Larch Close, Riverstoke",,'
SAME = "S1,ELLA,,OBRIEN,09/03/2015,female,wr802np,,,9990000018"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "education", HEADER, ELLA)
    write(tmp_path, "social_care", HEADER, SAME)
    write(tmp_path, "truth", "education_id,social_care_id", "E1,S1")
    return tmp_path


def write(folder: Path, name: str, *lines: str) -> None:
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_population_is_read_as_it_was_written_but_for_what_has_no_column(tmp_path: Path) -> None:
    made = make_population(PopulationSettings(seed=3, education=800, social_care=200))

    write_population(made, tmp_path)
    read = read_population(tmp_path)

    assert by_id(read.education) == by_id(columns_only(made.education))
    assert by_id(read.social_care) == by_id(columns_only(made.social_care))
    assert read.truth.links == made.truth.links
    assert (read.education.addresses, read.education.unread) == (made.education.addresses, ())


def test_the_same_population_makes_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_population(make_population(PopulationSettings(seed=3, education=100, social_care=20)), tmp_path / name)

    assert files_of(tmp_path / "one") == files_of(tmp_path / "other")


def test_dates_sexes_and_postcodes_are_read_in_the_ways_they_are_written(folder: Path) -> None:
    read = read_population(folder)
    ella, same = read.education.people[0], read.social_care.people[0]

    assert (ella.birth_date, ella.sex, ella.postcodes) == (same.birth_date, same.sex, same.postcodes)
    assert (str(ella.name), read.education.addresses) == ("Ella Rose O'Brien", {"E1": "1 Larch Close, Riverstoke"})


def test_a_byte_order_mark_is_no_part_of_the_first_column(folder: Path) -> None:
    text = (folder / "education.csv").read_text(encoding="utf-8")
    (folder / "education.csv").write_text(text, encoding="utf-8-sig")

    assert [person.id for person in read_population(folder).education.people] == ["E1"]


def test_cells_that_cannot_be_read_count_as_not_known_and_are_told(folder: Path) -> None:
    two = "E2,Al,,Fox,31/02/2015,boy,somewhere,,X1,123", "E3,Bo,,Fox,2015-13-01,M,,,,"
    write(folder, "education", HEADER, ELLA, *two)

    education = read_population(folder).education

    assert education.unread == (
        "education.csv: date_of_birth cannot be read on 2 lines, first on line 3",
        "education.csv: sex cannot be read on 1 lines, first on line 3",
        "education.csv: postcode cannot be read on 1 lines, first on line 3",
        "education.csv: nhs_number cannot be read on 1 lines, first on line 3",
        "education.csv: upn cannot be read on 1 lines, first on line 3",
    )
    second = education.people[1]
    assert (second.birth_date, second.sex, second.postcodes, second.upns, second.nhs_numbers) == (
        None,
        Sex.UNKNOWN,
        (),
        (),
        (),
    )


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"education": ["id,given_name", "E1,Ella"]}, "education.csv, line 1: there is no column middle_name"),
        ({"education": [HEADER, ELLA, "E2,Al"]}, "education.csv, line 3: there are more or fewer cells than columns"),
        ({"education": [HEADER, ELLA, ELLA + ",more"]}, "education.csv, line 3: there are more or fewer cells"),
        ({"education": [HEADER, ELLA, ELLA]}, "education.csv, line 3: id stands on an earlier line, too"),
        ({"social_care": [HEADER, SAME.replace("S1", " ")]}, "social_care.csv, line 2: id is blank"),
        ({"social_care": [HEADER, 'S1,"Ella']}, "social_care.csv, line 2: this is not CSV"),
        ({"truth": ["education_id,social_care_id", "E9,S1"]}, "truth.csv, line 2: education_id stands in no record"),
        ({"truth": ["education_id,social_care_id", "E1,S9"]}, "truth.csv, line 2: social_care_id stands in no record"),
        ({"truth": ["education_id,social_care_id", "E1,S1", "E1,S1"]}, "truth.csv, line 3: social_care_id stands on"),
    ],
)  # fmt: skip
def test_a_file_at_fault_is_told_by_its_line(folder: Path, files: Mapping[str, list[str]], told: str) -> None:
    for name, lines in files.items():
        write(folder, name, *lines)

    with pytest.raises(BadFile) as problem:
        read_population(folder)

    assert str(problem.value).startswith(told)


def test_what_is_not_utf_8_is_told_by_its_line(folder: Path) -> None:
    (folder / "education.csv").write_bytes(f"{HEADER}\n{ELLA}\nE2,Se\xe1n,,,,,,,,\n".encode("latin-1"))

    with pytest.raises(BadFile, match=r"education\.csv, line 3: this is not UTF-8"):
        read_population(folder)


def columns_only(view: View) -> View:
    """What is left of a view once it has been through the columns: one postcode, one UPN, no other names."""
    return evolve(
        view,
        people=tuple(
            evolve(
                person,
                other_names=(),
                postcodes=person.postcodes[:1],
                upns=person.upns[:1],
                birth_date=BirthDate(person.birth_date.on) if person.birth_date else None,
            )
            for person in view.people
        ),
    )


def by_id(view: View) -> Mapping[str, object]:
    return {person.id: person for person in view.people}


def files_of(folder: Path) -> Mapping[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
