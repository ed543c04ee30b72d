"""`bench -- scoring`: one record against a handful of candidates, as a search or an arriving record asks for.

Both say what each field is worth, and cleaning is counted for neither: ours gets records made ready, and Splink's
`compare_records`, made for one record at a time, rows in a table with term frequencies, and its SQL from its cache.
"""

import importlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import click

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.matching import Frequencies, Scorer, default_model, prepare
from frontdoor.testing.population import PopulationSettings, View, make_population
from frontdoor_benchmarks.linkage.by_splink import rows_of, settings
from frontdoor_benchmarks.measuring import Samples, Stopwatch

SIZES = (1, 20, 200)
_WARM_UP = 5
_BY_FREQUENCY = ("first", "family", "middle")
"""Columns whose rarity Splink counts."""

Group = Sequence[PersonIdentity]


@click.command()
@click.option("--seed", default=2026, show_default=True, help="The same seed makes the same people.")
@click.option("--pupils", default=20_000, show_default=True, help="People among whom a name is rare.")
@click.option("--times", default=100, show_default=True, help="Records scored for each number of candidates.")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures here.")
def scoring(seed: int, pupils: int, times: int, json_file: Path | None) -> None:
    """Score one record against 1, 20 and 200 candidates by Splink's `compare_records` and by our own scorer."""
    made = make_population(PopulationSettings(seed=seed, education=pupils, social_care=max(10, times + _WARM_UP)))
    figures: dict[str, dict[str, dict[str, float]]] = {}
    for size in SIZES:
        groups = [list(group) for group in _groups(made.education, size, times + _WARM_UP, Random(seed))]
        asked = made.social_care.people[: len(groups)]
        splink, ours = _by_splink(made.education, asked, groups), _by_ours(made.education, asked, groups)
        figures[str(size)] = {"splink": splink.as_json(), "ours": ours.as_json()}
        click.echo(
            f"{size:>4} candidates: splink p50 {splink.p50:7.2f} p95 {splink.p95:7.2f} ms   "
            f"ours p50 {ours.p50:7.2f} p95 {ours.p95:7.2f} ms   {splink.p50 / ours.p50:.1f} times as fast"
        )
    if json_file is not None:
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _groups(education: View, size: int, times: int, rng: Random) -> Iterator[Group]:
    for _ in range(times):
        yield rng.sample(education.people, size)


def _by_ours(education: View, asked: Sequence[PersonIdentity], groups: Sequence[Group]) -> Samples:
    scorer = Scorer(default_model(), Frequencies.of(prepare(each) for each in education.people))
    watch = Stopwatch()
    for number, (one, group) in enumerate(zip(asked, groups, strict=True)):
        if number < _WARM_UP:
            continue
        wanted, held = prepare(one), [prepare(each) for each in group]
        with watch.timing():
            for each in held:
                scorer.score(wanted, each)
    return watch.samples


def _by_splink(education: View, asked: Sequence[PersonIdentity], groups: Sequence[Group]) -> Samples:
    from splink import DuckDBAPI
    from splink.internals.realtime import compare_records

    database, model = DuckDBAPI(), settings()
    shares = _shares(education)
    watch = Stopwatch()
    for number, (one, group) in enumerate(zip(asked, groups, strict=True)):
        left, right = _table("social_care", (one,), shares), _table("education", group, shares)
        if number < _WARM_UP:
            compare_records(left, right, model, database, sql_cache_key="scoring")
            continue
        with watch.timing():
            compare_records(left, right, model, database, sql_cache_key="scoring").as_record_list()
    return watch.samples


def _table(source: str, people: Sequence[PersonIdentity], shares: Mapping[str, Mapping[str, float]]) -> Any:
    """Rows as the database reads them; a column in which nobody has a value keeps its type."""
    arrow: Any = importlib.import_module("pyarrow")  # it ships no types
    kinds = {"born": arrow.date32(), "postcodes": arrow.list_(arrow.string())}
    rows = [{**row, "source_dataset": source} for row in _counted(people, shares)]
    columns = [
        (name, arrow.float64() if name.startswith("tf_") else kinds.get(name, arrow.string())) for name in rows[0]
    ]
    return arrow.Table.from_pylist(rows, schema=arrow.schema(columns))


def _shares(education: View) -> Mapping[str, Mapping[str, float]]:
    rows = rows_of(education.people)
    return {
        column: {name: count / len(rows) for name, count in Counter(row[column] for row in rows).items()}
        for column in _BY_FREQUENCY
    }


def _counted(people: Sequence[PersonIdentity], shares: Mapping[str, Mapping[str, float]]) -> Iterator[dict[str, Any]]:
    for row in rows_of(people):
        yield {**row, **{f"tf_{column}": shares[column].get(row[column]) for column in _BY_FREQUENCY}}
