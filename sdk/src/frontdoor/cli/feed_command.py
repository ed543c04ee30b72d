"""`frontdoor feed`: reads a connector's feed of people to its end, so that an operator knows whether and how fast it
works. It keeps nothing of what it reads, and prints numbers only."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from attrs import frozen

from frontdoor.cli.options import config_option, fail, nearest, secrets_kept_hidden
from frontdoor.cli.plugin_commands import read_configuration
from frontdoor.connectors.asking import Answer, Call
from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.failures import ConnectorFailure, RateLimited
from frontdoor.connectors.feed import MOST_ON_A_PAGE, FeedPage
from frontdoor.plugins.building import LoadedConnector
from frontdoor.plugins.host import LoadedPlugins, load_plugins
from frontdoor.plugins.trying import problem_of
from frontdoor.secrets.hiding import HidingReader

SECONDS_BETWEEN_LINES = 10.0
LONGEST_WAIT = 60.0
"""Seconds that a system may ask us to wait, each time."""
GRACE_SECONDS = 5.0
"""How long a page may take beyond its deadline, before it is given up: a connector may not heed the deadline."""
MOST_WAITS = 5
"""In a row, before it is told that the system refuses us."""

ReadPage = Callable[[str], Answer[FeedPage]]


class FeedFault(Exception):
    """The feed is not what the contract promises; the text has no word of the system's."""


@frozen
class Tally:
    """What was read so far. `gone` are ids that the source no longer has; `as_at` is of the newest page."""

    people: int = 0
    pages: int = 0
    gone: int = 0
    total: int | None = None
    as_at: datetime | None = None


@click.command(short_help="Read a connector's whole feed of people.")
@click.argument("name")
@config_option
@click.option(
    "--page",
    type=click.IntRange(1, MOST_ON_A_PAGE),
    default=1_000,
    show_default=True,
    help="The most people asked for at once.",
)
@click.option(
    "--seconds", type=click.FloatRange(1, 300), default=20.0, show_default=True, help="The deadline of each page."
)
def feed(name: str, config: Path, page: int, seconds: float) -> None:
    """Read the whole feed of people of the configured connector NAME, and say how fast it came.

    Nothing is stored, and no personal data is printed. On a terminal a bar shows how far it is, otherwise a line now
    and then. Exits with 1 where the feed cannot be read to its end.

    \b
    Example:
        frontdoor feed mosaic --config portal.toml
    """
    with secrets_kept_hidden(people=True) as reader:
        loaded = load_plugins(read_configuration(config), reader)
        try:
            _read_to_its_end(_feed_of(_named(loaded, name, reader), page, seconds), name, reader)
        finally:
            loaded.close()


def _read_to_its_end(read_page: ReadPage, name: str, reader: HidingReader) -> None:
    began, tally = time.monotonic(), Tally()
    try:
        with _progress(name) as show:
            for tally in tallies(read_page):
                show(tally)
    except FeedFault as problem:
        fail([f"{name}: {problem}; {_so_far(tally)}"])
    except ConnectorFailure as failure:
        fail([reader.hidden(f"{name}: {type(failure).__name__}: {failure}; {_so_far(tally)}")])
    except Exception as problem:
        # What a plugin raises against its contract may name anybody.
        fail([f"{name}: raised {type(problem).__name__}; {_so_far(tally)}"])
    took = max(time.monotonic() - began, 0.001)
    click.echo(f"{name}: {_so_far(tally)} in {took:.1f} seconds: {tally.people / took:,.0f} people per second")
    if tally.as_at is not None:
        click.echo(f"{name}: true in the source at {tally.as_at.isoformat(timespec='seconds')}")


def tallies(read_page: ReadPage) -> Iterator[Tally]:
    """Read every page and answer after each with what was read so far.

    Raises `FeedFault` where a page is none or the feed does not move on, and whatever failure the connector raises;
    a system that asks to wait is waited for.
    """
    cursor, tally = "", Tally()
    while True:
        answer = _patiently(read_page, cursor)
        page = answer.value
        if not isinstance(page, FeedPage):
            raise FeedFault("answered with something that is no page of a feed")
        tally = Tally(
            tally.people + len(page.people), tally.pages + 1, tally.gone + len(page.gone), page.total, answer.as_at
        )
        yield tally
        if page.is_last:
            return
        if page.cursor == cursor:
            raise FeedFault("the feed does not move on: a page leads to itself")
        cursor = page.cursor


def _patiently(read_page: ReadPage, cursor: str) -> Answer[FeedPage]:
    for _ in range(MOST_WAITS):
        try:
            return read_page(cursor)
        except RateLimited as asked:
            time.sleep(min(asked.after, LONGEST_WAIT))
    return read_page(cursor)


def _named(loaded: LoadedPlugins, name: str, reader: HidingReader) -> LoadedConnector[Any]:
    """The connector of that name; ends the command where it is not configured or has faults."""
    everything: tuple[LoadedConnector[Any], ...] = (*loaded.case_management, *loaded.education)
    built = {each.name: each for each in everything}
    if name in built:
        return built[name]
    if faults := [str(fault) for fault in loaded.report.faults]:
        fail([reader.hidden(fault) for fault in faults])
    raise click.BadParameter(f"no connector {name} is configured{nearest(name, built)}", param_hint="NAME")


def _feed_of(named: LoadedConnector[Any], most: int, seconds: float) -> ReadPage:
    """How to read a page; ends the command where the connector declares no feed."""
    call = Call(acting_for="front door", purpose="check of the feed", deadline=seconds)
    connector: Any = named.connector
    if named.capabilities.can_call(Operation.LIST_CHANGED_PEOPLE):
        return _bounded(lambda cursor: connector.list_changed_people(cursor, most, call), seconds)
    if not named.capabilities.can_call(Operation.LIST_CHANGED_PUPILS):
        fail([f"{named.name}: declares no feed, neither list_changed_people nor list_changed_pupils"])
    return _bounded(lambda cursor: connector.list_changed_pupils(cursor, most, call), seconds)


def _bounded(read_page: ReadPage, seconds: float) -> ReadPage:
    """The same, which comes back whatever the connector does, and lets it print nothing."""

    def read(cursor: str) -> Answer[FeedPage]:
        pages: list[Answer[FeedPage]] = []
        problem = problem_of(lambda: pages.append(read_page(cursor)), seconds + GRACE_SECONDS)
        if isinstance(problem, TimeoutError):
            raise FeedFault(f"a page with a deadline of {seconds:g} seconds did not come")
        if problem is not None:
            raise problem
        return pages[0]

    return read


def _so_far(tally: Tally) -> str:
    gone = f", {tally.gone:,} gone" if tally.gone else ""
    return f"{tally.people:,} people in {tally.pages:,} {'page' if tally.pages == 1 else 'pages'}{gone}"


@contextmanager
def _progress(name: str) -> Iterator[Callable[[Tally], None]]:
    """A bar on a terminal, and elsewhere a line now and then."""
    if not sys.stderr.isatty():
        yield _Lines(name)
        return
    with click.progressbar(length=1, label=name, file=sys.stderr, show_pos=True) as bar:

        def show(tally: Tally) -> None:
            bar.length = max(tally.total or 0, tally.people, 1)
            bar.update(tally.people - bar.pos)

        yield show


class _Lines:
    """Says how far a feed is, at most every ten seconds."""

    def __init__(self, name: str) -> None:
        self._name, self._said = name, time.monotonic()

    def __call__(self, tally: Tally) -> None:
        if time.monotonic() - self._said >= SECONDS_BETWEEN_LINES:
            self._said = time.monotonic()
            of = f" of about {tally.total:,}" if tally.total is not None else ""
            click.echo(f"{self._name}: {_so_far(tally)}{of} so far", err=True)
