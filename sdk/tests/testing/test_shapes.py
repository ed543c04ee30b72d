"""A value of the wrong type is found wherever it hides in a record."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from frontdoor.connectors.asking import Answer
from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.people import BirthDate, PersonName, Sex
from frontdoor.testing.conformance.shapes import misfits

ELLA = PersonRecord("1", PersonName("Ella", "Ashdown"), birth_date=BirthDate(date(2014, 5, 17)), sex=Sex.FEMALE)
PEOPLE: Any = Answer[tuple[PersonRecord, ...]]
WRONG: Any = None


def person(**parts: Any) -> Answer[Any]:
    return Answer((PersonRecord(**{"id": "1", "name": PersonName("Ella"), **parts}),), datetime(2026, 1, 1, tzinfo=UTC))


def test_a_whole_answer_fits() -> None:
    assert list(misfits(Answer((ELLA,), datetime(2026, 1, 1, tzinfo=UTC)), PEOPLE)) == []


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"id": 1}, ".value[0].id is int"),
        ({"name": PersonName(WRONG)}, ".value[0].name.given is NoneType"),
        ({"other_names": [PersonName("Elly")]}, ".value[0].other_names is list"),
        ({"birth_date": date(2014, 5, 17)}, ".value[0].birth_date is date"),
        ({"birth_date": BirthDate(datetime(2014, 5, 17, tzinfo=UTC))}, ".value[0].birth_date is BirthDate"),
        ({"sex": "F"}, ".value[0].sex is str"),
        ({"restricted": 0}, ".value[0].restricted is int"),
    ],
)
def test_a_part_of_the_wrong_type_is_named(parts: dict[str, Any], said: str) -> None:
    assert list(misfits(person(**parts), PEOPLE)) == [said]


def test_an_answer_that_is_none_is_named() -> None:
    assert list(misfits(None, PEOPLE)) == ["the answer is NoneType"]


def test_a_mapping_is_looked_into() -> None:
    record = PupilRecord("1", PersonName("Ella"), notes={"name": WRONG})

    assert list(misfits(record, PupilRecord)) == [".notes[...] is NoneType"]


def test_a_number_is_no_truth_value() -> None:
    assert list(misfits({"a": True}, Mapping[str, int])) == ["[...] is bool"]


def test_an_annotation_that_is_not_known_is_refused() -> None:
    with pytest.raises(TypeError, match="No test for"):
        list(misfits("x", set[str]))
