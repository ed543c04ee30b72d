"""`frontdoor matching`: a model read and another trained, with what is wrong told in words."""

from pathlib import Path

import pytest
from sdk.tests.cli.running import run

from frontdoor.matching import default_model, model_from, model_text


def test_show_tells_where_a_decision_falls_and_what_each_level_is_worth() -> None:
    shown = run("matching", "show").output

    assert "linked from 7 bits and a lead of 8, kept from 4, asked about from -4" in shown
    assert "never by itself: first_names, numbers, birth_dates, sexes" in shown
    assert "given_name   different    -4.9 bits" in shown


@pytest.mark.parametrize(("written", "says"), [("{", "model.json"), ('{"name": 1}', "name")])
def test_what_is_no_model_is_told(tmp_path: Path, written: str, says: str) -> None:
    file = tmp_path / "model.json"
    file.write_text(written)

    result = run("matching", "show", "--model", str(file))

    assert result.exit_code == 1
    assert says in result.output


def test_a_file_without_records_is_told_by_its_name(tmp_path: Path) -> None:
    pytest.importorskip("splink", reason="training needs Splink: install family-front-door-sdk[training]")

    result = run("matching", "train", "--data", str(tmp_path), "--out", str(tmp_path / "model.json"))

    assert (result.exit_code, "education.csv: cannot be read" in result.output) == (1, True)


def test_a_trained_model_is_one_that_can_be_shown(tmp_path: Path) -> None:
    pytest.importorskip("splink", reason="training needs Splink: install family-front-door-sdk[training]")
    file = tmp_path / "model.json"

    result = run("matching", "train", "--pupils", "400", "--clients", "150", "--pairs", "20000", "--out", str(file))

    assert result.exit_code == 0, result.output
    model = model_from(file.read_text())
    assert model.thresholds == default_model().thresholds
    assert file.read_text() == model_text(model)
    assert run("matching", "show", "--model", str(file)).exit_code == 0
