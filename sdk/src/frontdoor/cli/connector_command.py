"""`frontdoor new-connector`: a package that works against its own simulator, for its author to make real."""

from pathlib import Path

import click

from frontdoor.cli.options import fail
from frontdoor.scaffold.naming import ConnectorName, faults_of
from frontdoor.scaffold.writing import Kind, write_connector


def _sound_name(_: click.Context, __: click.Parameter, name: str) -> ConnectorName:
    if faults := faults_of(name):
        raise click.BadParameter(f"“{name}” {', and '.join(faults)}. Say one like bath_records.")
    return ConnectorName(name)


@click.command("new-connector", short_help="Write the package of a new connector.")
@click.argument("name", callback=_sound_name)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    default=Kind.CASE_MANAGEMENT.value,
    show_default=True,
    help="What it connects to.",
)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder to write the package into; the one at hand unless told.",
)
def new_connector(name: ConnectorName, kind: str, into: Path) -> None:
    """Write the package of a new connector called NAME, which works against its own simulator from the start.

    NAME is what portal.toml will say: lower-case words joined by _. Nothing is overwritten. Exits with 1 where the
    package cannot be written.

    \b
    Example:
        frontdoor new-connector bath_records --kind education
    """
    try:
        written = write_connector(name, Kind(kind), into)
    except FileExistsError as problem:
        fail([str(problem)])
    except OSError as problem:
        fail([f"{into}: cannot be written ({problem.strerror})"])
    for path in written:
        click.echo(path)
    click.echo(f"\nNext: read {into / name.distribution / 'README.md'}")
