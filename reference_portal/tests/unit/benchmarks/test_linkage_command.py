"""The command: the same figures for people and programs, on what it makes and on what somebody else made."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from frontdoor.testing.population import PopulationSettings, View, make_population, write_population
from frontdoor_benchmarks.linkage import command
from frontdoor_benchmarks.linkage.outcome import Outcome

SIZES = ("--education", "2000", "--social-care", "400", "--methods", "exact,rules")


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(command.linkage, arguments)
    return result.exit_code, result.output


def figures_of(file: Path) -> dict[str, dict[str, object]]:
    read: dict[str, dict[str, object]] = json.loads(file.read_text(encoding="utf-8"))
    return read


def without_seconds(figures: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    return {name: {key: value for key, value in taken.items() if key != "seconds"} for name, taken in figures.items()}


def test_a_run_prints_each_method_and_writes_its_figures(tmp_path: Path) -> None:
    code, printed = run(*SIZES, "--seed", "5", "--json", str(tmp_path / "figures.json"))

    figures = figures_of(tmp_path / "figures.json")
    assert code == 0
    assert list(figures) == ["exact", "rules"]
    assert f"rules {figures['rules']['precision']:>12.5f} {figures['rules']['recall']:>7.4f}" in printed


def test_a_seed_gives_the_same_figures_again(tmp_path: Path) -> None:
    for name in ("one", "other"):
        run(*SIZES, "--seed", "5", "--json", str(tmp_path / name))

    assert without_seconds(figures_of(tmp_path / "one")) == without_seconds(figures_of(tmp_path / "other"))


def test_files_give_the_figures_of_what_their_columns_hold(tmp_path: Path) -> None:
    made = make_population(PopulationSettings(seed=5, education=2_000, social_care=400))
    write_population(made, tmp_path / "data")

    code, printed = run("--data", str(tmp_path / "data"), "--methods", "exact", "--json", str(tmp_path / "read.json"))
    run(*SIZES, "--seed", "5", "--json", str(tmp_path / "made.json"))

    read, of_made = figures_of(tmp_path / "read.json")["exact"], figures_of(tmp_path / "made.json")["exact"]
    assert code == 0
    assert (read["recall"], read["wrong_links"]) == (of_made["recall"], of_made["wrong_links"])
    assert "as told by our lists of names" in printed


def test_no_method_runs_after_the_truth_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_population(make_population(PopulationSettings(seed=5, education=200, social_care=40)), tmp_path)
    (tmp_path / "truth.csv").unlink()
    asked: list[int] = []

    def method(education: View, _: View) -> Outcome:
        asked.append(len(education.people))
        return Outcome({})

    monkeypatch.setattr(command, "METHODS", {"exact": method})

    code, printed = run("--data", str(tmp_path), "--methods", "exact")
    assert (code, asked) == (1, [200])
    assert "truth.csv" in printed


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--methods", "guessing"), 2, "The methods are exact, rules, splink, ours"),
        (("--methods", ","), 2, "The methods are exact, rules, splink, ours"),
        (("--education", "10", "--social-care", "40"), 1, "at least as many pupils"),
    ],
)
def test_what_cannot_be_run_is_told(arguments: tuple[str, ...], code: int, told: str) -> None:
    ended, printed = run(*arguments)

    assert ended == code
    assert told in printed


def test_a_file_at_fault_ends_the_run_with_its_line(tmp_path: Path) -> None:
    write_population(make_population(PopulationSettings(seed=5, education=200, social_care=40)), tmp_path)
    with (tmp_path / "education.csv").open("a", encoding="utf-8") as file:
        file.write("E9,too,few\n")

    code, printed = run("--data", str(tmp_path), "--methods", "exact")
    assert (code, printed) == (1, "Error: education.csv, line 202: there are more or fewer cells than columns\n")
