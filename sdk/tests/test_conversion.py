"""Plain data becomes frozen values strictly: every fault with its path, none with the offending value."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from attrs import Factory, evolve, field, frozen
from attrs.validators import ge, in_, le, matches_re
from hypothesis import given
from hypothesis import strategies as st

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
    storeys: int = field(default=1, validator=ge(1))
    settings: Mapping[str, int] = field(factory=dict)


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

    assert {type(value) for value in plain.values()} == {str, int, bool, float, list, tuple, dict}
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
        ("code", CANARY, "does not fit (ValueError) @ $.code"),
        ("storeys", 0, "must be >= 1 @ $.storeys"),
        ("settings", CANARY, "must be a table of named values @ $.settings"),
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


def _lower(text: str) -> str:
    return text.lower()


def _opens_before_it_closes(hours: "Hours", _: Any, closes: int) -> None:
    if closes <= hours.opens:
        raise ValueError("must be after it opens")


@frozen
class Hours:
    """An hour's own rule, a rule that looks at another value, and a rule of the whole."""

    day: str = field(converter=_lower, validator=in_(["monday", "tuesday"]))
    opens: int = field(default=9, validator=ge(0))
    closes: int = field(
        default=Factory(lambda self: self.opens + 8, takes_self=True), validator=_opens_before_it_closes
    )
    staff: int = field(default=1, validator=le(50))

    def __attrs_post_init__(self) -> None:
        if self.day == "monday" and self.staff < 1:
            raise ValueError("somebody must be there on a Monday")


DAY = "does not fit (ValueError) @ $.day"
NEGATIVE, EARLY, MANY = "must be >= 0 @ $.opens", "must be after it opens @ $.closes", "must be <= 50 @ $.staff"
NOBODY, UNKNOWN = "somebody must be there on a Monday @ $", ("unknown key: a @ $", "unknown key: b @ $")


@pytest.mark.parametrize(
    ("table", "faults"),
    [
        ({"opens": -1, "staff": 99, "day": "Friday"}, (DAY, NEGATIVE, MANY)),
        (
            {"closes": "17", "staff": 99, "b": 1, "a": 1},
            ("missing key 'day' @ $.day", "must be int, not str @ $.closes", MANY, *UNKNOWN),
        ),
        ({"day": "Monday", "closes": 8, "staff": 0, "b": 1, "a": 1}, (EARLY, *UNKNOWN, NOBODY)),
        ({"day": "Monday", "opens": -1, "closes": -2, "staff": 0}, (NEGATIVE, NOBODY)),
        ({"day": "Friday", "staff": 0}, (DAY,)),
        ({"day": "Monday", "staff": 0}, (NOBODY,)),
    ],
    ids=[
        "every field's rule",
        "types, rules and keys",
        "rule across fields",
        "it needs the other",
        "so does the whole's",
        "the whole's alone",
    ],
)
def test_rules_are_told_together_with_types_and_keys(table: dict[str, Any], faults: tuple[str, ...]) -> None:
    with pytest.raises(DataFaults) as problem:
        structure(table, Hours)

    assert problem.value.faults == faults


SPOILT: dict[str, tuple[Any, str]] = {
    "name": (5, "must be str, not int @ $.name"),
    "floors": ("7", "must be int, not str @ $.floors"),
    "doors": ([{"colour": "red", "width": "wide"}], "must be int, not str @ $.doors[0].width"),
    "key": (CANARY, "must be written as keyring:SERVICE/NAME, never as the value itself @ $.key"),
    "code": (CANARY, "does not fit (ValueError) @ $.code"),
    "storeys": (0, "must be >= 1 @ $.storeys"),
    "unknown": (CANARY, "unknown key: unknown @ $"),
}


@given(st.sets(st.sampled_from(list(SPOILT)), min_size=1))
def test_no_fault_hides_another_and_none_is_told_twice(spoilt: set[str]) -> None:
    assert faults_of(**{part: SPOILT[part][0] for part in sorted(spoilt)}) == tuple(
        fault for part, (_, fault) in SPOILT.items() if part in spoilt
    )


@pytest.mark.parametrize("data", [None, 5, CANARY, [], [CANARY]])
def test_data_that_is_no_table_is_told_so(data: Any) -> None:
    with pytest.raises(DataFaults) as problem:
        structure(data, House)

    assert problem.value.faults == ("must be a table of named values",)
