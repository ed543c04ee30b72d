"""`frontdoor matching`: what a model says of each field, and training another on one's own records."""

from collections.abc import Sequence
from pathlib import Path

import click

from frontdoor.cli.options import fail
from frontdoor.conversion import DataFaults
from frontdoor.matching import Field, Model, default_model, model_from, model_text, prepare
from frontdoor.matching.prepared import Prepared
from frontdoor.testing.population import BadFile, PopulationSettings, View, make_population
from frontdoor.testing.population.files import EDUCATION, SOCIAL_CARE, read_view

_BACKENDS = ("duckdb", "spark")


@click.group()
def matching() -> None:
    """The model by which records are matched: see what it says, and train another.

    \b
    Example:
        frontdoor matching show
    """


@matching.command()
@click.option(
    "--model", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The default one unless told."
)
def show(file: Path | None) -> None:
    """Print what each field says, in bits, and where a decision falls.

    Exits with 1 where the file is no model.

    \b
    Example:
        frontdoor matching show --model county.json
    """
    model = _model(file)
    click.echo(f"{model.name}: {'; '.join(f'{name}: {value}' for name, value in model.provenance.items())}")
    bounds = model.thresholds
    click.echo(
        f"linked from {bounds.link:g} bits and a lead of {bounds.advantage:g}, kept from {bounds.keep:g}, "
        f"asked about from {bounds.review:g}; never by itself: {', '.join(model.guards) or 'nothing'}"
    )
    for field in Field:
        for level, likelihood in model.levels[field].items():
            told = f"{likelihood.bits:+6.1f} bits   m {likelihood.m:.4f}   u {likelihood.u:.6f}"
            click.echo(f"{field:<12} {level:<10} {told}")


@matching.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The model file to write.")
@click.option("--name", default="trained", show_default=True, help="What the model is called.")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=f"A folder with {EDUCATION} and {SOCIAL_CARE}; made-up people unless told. No truth is read.",
)
@click.option("--pupils", type=click.IntRange(100), default=84_000, show_default=True, help="Made-up pupils.")
@click.option("--clients", type=click.IntRange(100), default=12_000, show_default=True, help="Made-up clients.")
@click.option("--seed", type=int, default=11, show_default=True, help="The same made-up people for the same seed.")
@click.option(
    "--pairs",
    type=click.IntRange(1_000),
    default=2_000_000,
    show_default=True,
    help="Random pairs to learn chance from.",
)
@click.option("--on", type=click.Choice(_BACKENDS), default="duckdb", show_default=True, help="Where it is computed.")
def train(out: Path, name: str, data: Path | None, pupils: int, clients: int, seed: int, pairs: int, on: str) -> None:
    """Estimate a model from records of two systems, without knowing who is who, and write it to a file.

    It needs the extra `training` of this package. Thresholds and guards stay those of the default model: whoever
    changes them measures first, on people the model was not trained on.

    Exits with 1 where a file cannot be read, or the extra is not installed.

    \b
    Examples:
        frontdoor matching train --out county.json --data extracts/
        frontdoor matching train --out region.json --data extracts/ --on spark
    """
    try:
        from frontdoor.matching import training  # what it needs is large, and only here

        backend: training.Backend = training.Spark() if on == "spark" else training.DuckDb()
    except ImportError as problem:
        fail([f"training needs {problem.name}: install family-front-door-sdk[training], and pyspark for Spark"])
    left, right, made = _people(data, pupils, clients, seed)
    click.echo(f"{len(left):,} and {len(right):,} records: this takes minutes", err=True)
    with backend:
        model = training.train(
            left, right, default_model(), training.Training(name, pairs=pairs), backend, {"population": made}
        )
    out.write_text(model_text(model), encoding="utf-8")
    click.echo(f"{out}: written. `frontdoor matching show --model {out}` prints it.", err=True)


def _model(file: Path | None) -> Model:
    if file is None:
        return default_model()
    try:
        return model_from(file.read_text(encoding="utf-8"))
    except DataFaults as problem:
        fail([f"{file}: {fault}" for fault in problem.faults])
    except ValueError as problem:
        fail([f"{file}: {problem}"])


Sides = tuple[Sequence[Prepared], Sequence[Prepared], str]
"""The records of two systems, and where they come from."""


def _people(data: Path | None, pupils: int, clients: int, seed: int) -> Sides:
    if data is None:
        made = make_population(PopulationSettings(seed=seed, education=pupils, social_care=clients))
        told = f"frontdoor.testing.population, seed {seed}, {pupils:,} pupils and {clients:,} social-care records"
        return _prepared(made.education), _prepared(made.social_care), told
    try:
        return _prepared(read_view(data / EDUCATION)), _prepared(read_view(data / SOCIAL_CARE)), "records of their own"
    except BadFile as problem:
        fail([str(problem)])
    except OSError as problem:
        fail([f"{problem.filename}: cannot be read ({problem.strerror})"])


def _prepared(view: View) -> Sequence[Prepared]:
    return [prepare(each, view.addresses.get(each.id, "")) for each in view.people if not each.restricted]
