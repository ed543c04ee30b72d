"""Scoring one record against candidates, by both sides."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from frontdoor_benchmarks.linkage.scoring import SIZES, scoring

pytest.importorskip("splink", reason="the benchmark compares with Splink")


def test_both_sides_are_measured_for_each_number_of_candidates(tmp_path: Path) -> None:
    told = tmp_path / "scoring.json"

    ran = CliRunner().invoke(scoring, ["--pupils", "250", "--times", "2", "--json", str(told)])

    assert (ran.exit_code, {size: {*sides} for size, sides in json.loads(told.read_text()).items()}) == (
        0,
        {str(size): {"splink", "ours"} for size in SIZES},
    )
