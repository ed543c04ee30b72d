"""`bench -- linkage`: every method on one population, side by side."""

import gc
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from frontdoor.testing.population import (
    BadFile,
    Population,
    PopulationSettings,
    Truth,
    View,
    make_population,
    read_truth,
    read_view,
)
from frontdoor.testing.population.files import EDUCATION, SOCIAL_CARE, TRUTH
from frontdoor_benchmarks.linkage.by_splink import link_by_splink
from frontdoor_benchmarks.linkage.exact import link_exactly
from frontdoor_benchmarks.linkage.kinship import Kinship
from frontdoor_benchmarks.linkage.measures import Measures, measure
from frontdoor_benchmarks.linkage.ours import link_by_ours
from frontdoor_benchmarks.linkage.outcome import Method, Outcome
from frontdoor_benchmarks.linkage.report import report
from frontdoor_benchmarks.linkage.rules import link_by_rules

METHODS: Mapping[str, Method] = {
    "exact": link_exactly,
    "rules": link_by_rules,
    "splink": link_by_splink,
    "ours": link_by_ours,
}
DEFAULT_SEED = 2026
"""Not one of the seeds that a model was trained on."""


@click.command()
@click.option("--seed", default=DEFAULT_SEED, show_default=True, help="The same seed makes the same population.")
@click.option("--education", "pupils", default=280_000, show_default=True, help="Pupils in the education system.")
@click.option("--social-care", "clients", default=40_000, show_default=True, help="Records in the social-care system.")
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A population in files, instead of one made here: education.csv, social_care.csv, truth.csv.",
)
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures here.")
@click.option(
    "--methods", default=",".join(METHODS), show_default=True, help="Which methods to run, with commas between."
)
def linkage(seed: int, pupils: int, clients: int, data: Path | None, json_file: Path | None, methods: str) -> None:
    """Link a social-care system to an education system by each method, and count what was right.

    No method sees the truth: files of it are opened when every method has given its answer.
    """
    chosen = _chosen(methods)
    try:
        if data:
            education, social_care = read_view(data / EDUCATION), read_view(data / SOCIAL_CARE)
            truth = None
        else:
            made = _made(seed, pupils, clients)
            education, social_care, truth = made.education, made.social_care, made.truth
        _announce(education, social_care, f"files of {data}" if data else f"made with seed {seed}")
        outcomes = _outcomes(chosen, education, social_care)
        truth = truth or read_truth(_truth_file(data), education, social_care)
    except (BadFile, OSError) as problem:
        raise click.ClickException(str(problem)) from problem
    figures = _measured(outcomes, education, social_care, truth)
    click.echo(report(figures, told_by="truth" if truth.clients else "our lists of names"))
    if json_file is not None:
        written = {name: taken.as_json() for name, taken in figures.items()}
        json_file.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")


def _chosen(methods: str) -> Sequence[str]:
    chosen = [name.strip() for name in methods.split(",") if name.strip()]
    unknown = [name for name in chosen if name not in METHODS]
    if unknown or not chosen:
        raise click.BadParameter(f"The methods are {', '.join(METHODS)}", param_hint="--methods")
    return chosen


def _made(seed: int, pupils: int, clients: int) -> Population:
    try:
        return make_population(PopulationSettings(seed=seed, education=pupils, social_care=clients))
    except ValueError as problem:
        raise click.ClickException(str(problem)) from problem


def _truth_file(data: Path | None) -> Path:
    assert data is not None
    return data / TRUTH


def _announce(education: View, social_care: View, whence: str) -> None:
    click.echo(
        f"Linking {len(social_care.people):,} social-care records to {len(education.people):,} pupils, {whence}:"
    )
    for sentence in (*education.unread, *social_care.unread):
        click.echo(f"note: {sentence}; taken as not known")


def _outcomes(chosen: Sequence[str], education: View, social_care: View) -> dict[str, tuple[Outcome, float]]:
    """What each method gave and the seconds it took."""
    outcomes = {}
    for name in chosen:
        gc.collect()
        began = time.perf_counter()
        outcome = METHODS[name](education, social_care)
        outcomes[name] = outcome, time.perf_counter() - began
    return outcomes


def _measured(
    outcomes: Mapping[str, tuple[Outcome, float]], education: View, social_care: View, truth: Truth
) -> dict[str, Measures]:
    kinship, records = Kinship(education, social_care, truth), len(social_care.people)
    return {
        name: measure(outcome, truth.links, kinship, records, seconds) for name, (outcome, seconds) in outcomes.items()
    }
