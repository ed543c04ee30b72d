"""The parameters that matching runs on: how often each level is seen of one child, and of two."""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from math import log2
from typing import Any

from attrs import frozen

from frontdoor.conversion import structure, unstructure
from frontdoor.matching.comparing import LEVELS, Field, Level


class Doubt(StrEnum):
    """Why what has enough evidence is not linked by itself."""

    FIRST_NAMES = "first_names"
    """The first names differ, one is missing, each is a name of its own, or they are like and the middle names differ:
    a twin or a sibling looks like this."""
    NUMBERS = "numbers"
    """An NHS number or a UPN contradicts."""
    BIRTH_DATES = "birth_dates"
    """They differ by more than a slip, or one is missing and the first name or the address is not the very same."""
    SEXES = "sexes"
    ANOTHER_AS_GOOD = "another_as_good"
    CONTRADICTING_DECISIONS = "contradicting_decisions"
    """People decided both that this is the child and that it is not, or that two records are."""


@frozen
class Likelihood:
    """How often a level is seen where two records are about one child (`m`), and where they are about two (`u`)."""

    m: float
    u: float

    @property
    def bits(self) -> float:
        """The evidence in bits: log2 of how many times likelier it is of one child than of two."""
        return log2(self.m / self.u)


@frozen
class Thresholds:
    """Where a decision falls, in bits of log odds, against the size of the population.

    A pair is linked from `link` on, and only where the best candidate leads by `advantage`; a link that exists is
    questioned below `keep`; from `review` on a person is asked.
    """

    link: float
    keep: float
    review: float
    advantage: float


@frozen
class Model:
    """A model file: what it was trained on is part of it. Nothing of it is tuned at run time."""

    name: str
    provenance: Mapping[str, str]
    thresholds: Thresholds
    guards: tuple[Doubt, ...]
    """What is never linked by itself, whatever the evidence."""
    levels: Mapping[Field, Mapping[Level, Likelihood]]

    def __attrs_post_init__(self) -> None:
        for field, wanted in LEVELS.items():
            if missing := [level for level in wanted if level not in self.levels.get(field, {})]:
                raise ValueError(f"The model has no {', '.join(missing)} of {field}")
        if not self.thresholds.review <= self.thresholds.keep <= self.thresholds.link:
            raise ValueError("The thresholds of a model rise from review over keep to link")


def model_from(text: str) -> Model:
    """A model file as it was written. Raises `ValueError` or `DataFaults` for one that cannot be used."""
    data: Any = json.loads(text)
    return structure(data, Model)


def model_text(model: Model) -> str:
    """The file of a model: JSON, the same for the same model."""
    return json.dumps(unstructure(model), indent=2, ensure_ascii=False) + "\n"


@cache
def default_model() -> Model:
    """The model that comes with the package, trained on made-up people: `provenance` says how."""
    return model_from(resources.files("frontdoor.matching").joinpath("model.json").read_text(encoding="utf-8"))
