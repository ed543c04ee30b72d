"""`bench -- search`: our search on both databases, and PostgreSQL's trigrams beside it."""

import gc
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.testing.population import BadFile, PopulationSettings, make_population, read_view
from frontdoor.testing.population.files import EDUCATION
from frontdoor_benchmarks.databases import KINDS, fresh_database
from frontdoor_benchmarks.finding.ours import find_by_ours
from frontdoor_benchmarks.finding.queries import queries
from frontdoor_benchmarks.finding.trigrams import NoTrigrams, find_by_trigrams

DEFAULT_SEED = 2026
GOAL = "goal: recall@10 >= .995 and p95 <= 20 ms cold, 3x faster than pg_trgm at higher recall"


@click.command()
@click.option("--people", default=300_000, show_default=True, help="Children in the list that is searched.")
@click.option("--seed", default=DEFAULT_SEED, show_default=True, help="The same seed makes the same children.")
@click.option("--queries", "number", default=2_200, show_default=True, help="Queries, in equal shares of each kind.")
@click.option("--database", "kinds", type=click.Choice(KINDS), multiple=True, default=KINDS, show_default=True)
@click.option("--trigrams/--no-trigrams", default=True, show_default=True, help="Measure pg_trgm as well.")
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A population in files, instead of one made here: its education.csv is the list.",
)
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures here.")
def search(
    people: int, seed: int, number: int, kinds: Sequence[str], trigrams: bool, data: Path | None, json_file: Path | None
) -> None:
    """Search a list of children by name, date of birth and postcode, as people mistype them.

    The date of birth is wrong in 15 queries of 100 and the postcode not known in 30.
    """
    listed = _listed(people, seed, data)
    asked = queries(listed, number, seed)
    # A portal holds no population: looking through one for garbage would stop a search for seconds.
    gc.collect()
    gc.freeze()
    click.echo(f"Searching {len(listed):,} children {len(asked):,} times, seed {seed} ({GOAL}):")
    figures: dict[str, Any] = {"people": len(listed), "queries": len(asked), "seed": seed, "ours": {}, "pg_trgm": None}
    for kind in kinds:
        with TemporaryDirectory(prefix="frontdoor-search-") as folder, fresh_database(kind, Path(folder)) as url:
            figures["ours"][kind] = taken = find_by_ours(url, listed, asked)
        _report(f"ours, {kind}", taken)
        gc.collect()
    figures["ours"] |= _worst([each["cold"] for each in figures["ours"].values()])
    if trigrams:
        try:
            taken = find_by_trigrams(listed, asked)
        except NoTrigrams as missing:
            click.echo(f"pg_trgm: {missing}")
        else:
            _report("pg_trgm", taken)
            figures["pg_trgm"] = taken | _worst([taken["cold"]])
    if json_file is not None:
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _listed(people: int, seed: int, data: Path | None) -> Sequence[PersonIdentity]:
    try:
        if data is not None:
            return read_view(data / EDUCATION).people
        settings = PopulationSettings(seed=seed, education=people, social_care=max(people // 100, 1))
        return make_population(settings).education.people
    except (BadFile, OSError, ValueError) as problem:
        raise click.ClickException(str(problem)) from problem


def _worst(cold: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """One figure of each kind for a method: the worst of its databases, cold."""
    recall = min(each["recall_at_10"] for each in cold)
    return {"recall_at_10": recall} | {name: max(each[name] for each in cold) for name in ("p50_ms", "p95_ms")}


def _report(engine: str, taken: Mapping[str, Any]) -> None:
    if index := taken.get("index"):
        click.echo(
            f"{engine:<17} list of {index['people']:,} in {index['seconds']:.0f} s, {index['disk_mb']:.0f} MB on disk, "
            f"{index['words']:,} words read in {index['words_read_in_seconds']:.1f} s"
        )
    for state in ("cold", "warm"):
        of = taken[state]
        click.echo(
            f"{engine:<17} {state}  recall@10 {of['recall_at_10']:.4f}  "
            f"p50 {of['p50_ms']:>6.1f} ms  p95 {of['p95_ms']:>6.1f} ms"
        )
    by_kind: Mapping[str, float] = taken["cold"]["recall_by_kind"]
    click.echo("  " + ", ".join(f"{kind} {share:.3f}" for kind, share in by_kind.items()))
