"""A model file is whole, or it is refused."""

import json
from typing import Any

import pytest

from frontdoor.conversion import DataFaults
from frontdoor.matching import Field, default_model, model_from, model_text


def changed(**other: Any) -> str:
    return json.dumps({**json.loads(model_text(default_model())), **other})


def test_a_model_comes_back_from_its_file_as_it_was() -> None:
    assert model_from(model_text(default_model())) == default_model()


def test_the_default_model_says_where_it_comes_from() -> None:
    assert {*default_model().provenance} >= {"method", "population", "thresholds"}


@pytest.mark.parametrize("side", ["m", "u"])
def test_the_levels_of_a_field_share_all_cases_between_them(side: str) -> None:
    for field, levels in default_model().levels.items():
        assert (field, sum(getattr(each, side) for each in levels.values())) == (field, pytest.approx(1.0, abs=0.01))


def test_a_level_that_is_missing_is_named() -> None:
    levels = json.loads(model_text(default_model()))["levels"]
    del levels[Field.SEX]["different"]

    with pytest.raises((ValueError, DataFaults), match="The model has no different of sex"):
        model_from(changed(levels=levels))


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"thresholds": {"link": 1.0, "keep": 2.0, "review": -4.0, "advantage": 8.0}}, "rise from review over keep"),
        ({"guards": ["everything"]}, "guards"),
        ({"levels": {"shoe_size": {}}}, "levels"),
        ({"extra": 1}, "extra"),
    ],
)
def test_what_cannot_be_used_is_refused(other: dict[str, Any], says: str) -> None:
    with pytest.raises((ValueError, DataFaults), match=says):
        model_from(changed(**other))
