"""The page on the benchmark of matching tells every rate of noise as it is."""

import re
from pathlib import Path

from frontdoor.testing.population import EDUCATION_NOISE, SOCIAL_CARE_NOISE, PopulationSettings
from frontdoor.testing.population.names import origins
from frontdoor.testing.population.settings import RATES

PAGE = (Path(__file__).parents[3] / "docs" / "explanation" / "matching-benchmark.md").read_text(encoding="utf-8")


def as_written(rate: float) -> str:
    return f"{rate * 100:.4g} %" if rate else "–"


def test_the_table_has_every_rate_of_both_systems() -> None:
    section = PAGE.split("## What each system writes down")[1].split("\n## ")[0]
    told = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|", section, flags=re.MULTILINE)
    rates = [
        (name, as_written(getattr(EDUCATION_NOISE, name)), as_written(getattr(SOCIAL_CARE_NOISE, name)))
        for name in RATES
    ]

    assert told == rates


def test_the_sizes_are_the_defaults() -> None:
    default = PopulationSettings()

    assert f"{default.education:,} pupils" in PAGE
    assert f"{default.social_care:,} social-care records, of which {default.of_pupils:,}" in PAGE


def test_every_origin_is_named() -> None:
    named = PAGE.split("fourteen origins: ")[1].split(".")[0]

    assert {name.strip().lower().replace(" ", "_") for name in re.split(r",| and ", named.replace("\n", " "))} == set(
        origins()
    )
