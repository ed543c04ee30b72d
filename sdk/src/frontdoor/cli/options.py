"""What several commands share: where the configuration is, and how faults end a command."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

import click

config_option = click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The portal's configuration, usually portal.toml.",
)


def end_with(faults: Iterable[object]) -> None:
    """Print every fault to standard error and exit with 1 if there is any."""
    told = [str(fault) for fault in faults]
    if told:
        fail(told)


def fail(faults: Sequence[str]) -> NoReturn:
    """Print the faults to standard error and exit with 1."""
    for fault in faults:
        click.echo(f"FAULT {fault}", err=True)
    click.echo(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}", err=True)
    raise SystemExit(1)
