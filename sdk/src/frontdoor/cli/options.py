"""What several commands share: where the configuration is, what is said, and how faults end a command.

Every command ends with 0 where all is well, with 1 where it told a fault, and with 2 where it was used wrongly.
"""

import difflib
import logging
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from frontdoor.secrets.hiding import HidingReader
from frontdoor.secrets.references import read_from_keyring

config_option = click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The portal's configuration, usually portal.toml.",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object to standard output.")


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


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of a sentence about a name that is not known: the one that may have been meant."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else ""


@contextmanager
def secrets_kept_hidden(*, people: bool = False) -> Iterator[HidingReader]:
    """A reader of the keyring whose values show in nothing that is logged meanwhile, whoever logs it.

    Where records of `people` are read, a plugin may log whom it read: then only who logs shows, and how grave it is.
    """
    reader = HidingReader(read_from_keyring)
    handler = logging.StreamHandler()
    handler.setFormatter(_WordlessFormatter() if people else _HidingFormatter(reader))
    logging.getLogger().addHandler(handler)
    try:
        yield reader
    finally:
        logging.getLogger().removeHandler(handler)


class _HidingFormatter(logging.Formatter):
    def __init__(self, reader: HidingReader) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")
        self._reader = reader

    def format(self, record: logging.LogRecord) -> str:
        return self._reader.hidden(super().format(record))


class _WordlessFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return f"{record.levelname} {record.name}: what it said may be private"


class DiscreetGroup(click.Group):
    """Commands whose own failure is told by where it happened and never by what it says.

    The text of an error nobody foresaw may hold anything, a password or a child's name.
    """

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, EOFError, BrokenPipeError):
            raise
        except Exception as problem:
            for frame in traceback.extract_tb(problem.__traceback__):
                click.echo(f"  {frame.filename}, line {frame.lineno}, in {frame.name}", err=True)
            fail([f"the command failed by itself, with {type(problem).__name__}; what it said may be private"])
