"""Plain data becomes frozen values strictly: every fault with its path, none with the offending value."""

import json
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, field, frozen
from attrs.validators import matches_re

from frontdoor.conversion import DataFaults, structure, unstructure
from frontdoor.domain.identifiers import NhsNumber, Postcode, Reference, Upn
from frontdoor.secrets.references import SecretReference

CANARY = "canary-7f3a"


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@frozen
class Door:
    colour: Colour
    width: int


@frozen
class House:
    name: str
    floors: int = 1
    heated: bool = True
    height: float = 2.5
    doors: tuple[Door, ...] = ()
    tags: frozenset[str] = frozenset()
    built: date | None = None
    sold_at: datetime | None = None
    key: SecretReference | None = None
    folder: Path | None = None
    nhs: NhsNumber | None = None
    upn: Upn | None = None
    postcode: Postcode | None = None
    reference: Reference | None = None
    colour: Colour | None = None
    size: tuple[int, int] = (1, 1)
    code: str = field(default="aa", validator=matches_re("[a-z]{2}"))


WHOLE = House(
    name="Wick",
    floors=2,
    heated=False,
    height=3.0,
    doors=(Door(Colour.RED, 80), Door(Colour.BLUE, 90)),
    tags=frozenset({"old"}),
    built=date(1901, 2, 3),
    sold_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    key=SecretReference("wick", "key"),
    folder=Path("/srv/wick"),
    nhs=NhsNumber("9990010374"),
    upn=Upn("B801200005001"),
    postcode=Postcode("WR5 2NP"),
    reference=Reference("FD-7K3M-9QXP"),
    colour=Colour.RED,
    code="bb",
)


def faults_of(**parts: Any) -> tuple[str, ...]:
    with pytest.raises(DataFaults) as problem:
        structure({"name": "Wick", **parts}, House)
    assert CANARY not in str(problem.value)
    return problem.value.faults


def test_a_whole_value_survives_json() -> None:
    assert structure(json.loads(json.dumps(unstructure(WHOLE))), House) == WHOLE


def test_plain_data_is_of_plain_types() -> None:
    plain = unstructure(evolve(WHOLE, doors=()))

    assert {type(value) for value in plain.values()} == {str, int, bool, float, list, tuple}
    assert type(plain["colour"]) is str


def test_toml_dates_need_no_text() -> None:
    assert structure({"name": "Wick", "built": date(1901, 2, 3)}, House).built == date(1901, 2, 3)


def test_enumerations_become_their_members() -> None:
    assert type(structure({"name": "Wick", "colour": "red"}, House).colour) is Colour


@pytest.mark.parametrize(
    ("part", "value", "fault"),
    [
        ("name", 5, "must be str, not int @ $.name"),
        ("floors", "7", "must be int, not str @ $.floors"),
        ("floors", True, "must be int, not bool @ $.floors"),
        ("floors", 2.0, "must be int, not float @ $.floors"),
        ("heated", 1, "must be bool, not int @ $.heated"),
        ("heated", "yes", "must be bool, not str @ $.heated"),
        ("height", CANARY, "must be a number, not str @ $.height"),
        ("height", True, "must be a number, not bool @ $.height"),
        ("height", float("nan"), "must be a finite number @ $.height"),
        ("doors", CANARY, "must be a list, not str @ $.doors"),
        ("doors", {}, "must be a list, not dict @ $.doors"),
        ("doors", [CANARY], "must be a table of named values @ $.doors[0]"),
        ("size", [CANARY, 2], "must be int, not str @ $.size[0]"),
        ("size", [1, 2, CANARY], "has the wrong number of values @ $.size"),
        ("tags", CANARY, "must be a list, not str @ $.tags"),
        ("built", CANARY, "must be a date like 2026-05-17 @ $.built"),
        ("built", datetime(1901, 2, 3, tzinfo=UTC), "must be a date like 2026-05-17, without a time @ $.built"),
        ("sold_at", CANARY, "must be a date and time like 2026-05-17T09:30:00+00:00 @ $.sold_at"),
        ("key", CANARY, "must be written as keyring:SERVICE/NAME, never as the value itself @ $.key"),
        ("folder", 5, "must be a path, not int @ $.folder"),
        ("nhs", CANARY, "must be in the stored form of NhsNumber @ $.nhs"),
        ("upn", CANARY, "must be in the stored form of Upn @ $.upn"),
        ("postcode", CANARY, "must be in the stored form of Postcode @ $.postcode"),
        ("reference", CANARY, "must be in the stored form of Reference @ $.reference"),
        ("colour", CANARY, "must be one of red, blue @ $.colour"),
        ("code", CANARY, "does not fit (ValueError) @ $"),
    ],
)
def test_what_does_not_fit_is_told_with_its_path(part: str, value: Any, fault: str) -> None:
    assert faults_of(**{part: value}) == (fault,)


def test_every_fault_is_told_at_once() -> None:
    assert faults_of(floors="7", doors=[{"colour": "green"}, {"colour": "red", "width": "wide", "x": CANARY}], y=1) == (
        "must be int, not str @ $.floors",
        "must be one of red, blue @ $.doors[0].colour",
        "missing key 'width' @ $.doors[0].width",
        "must be int, not str @ $.doors[1].width",
        "unknown key: x @ $.doors[1]",
        "unknown key: y @ $",
    )


@pytest.mark.parametrize("data", [None, 5, CANARY, [], [CANARY]])
def test_data_that_is_no_table_is_told_so(data: Any) -> None:
    with pytest.raises(DataFaults) as problem:
        structure(data, House)

    assert problem.value.faults == ("must be a table of named values",)
