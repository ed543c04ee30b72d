"""`frontdoor-portal people`: fill the index of people from the feeds of the connected systems, and look at its age."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from frontdoor.connectors.capabilities import Level
from frontdoor_portal.cli.progress import FeedProgress, LinkProgress
from frontdoor_portal.cli.starting import ready
from frontdoor_portal.logs import configure_logs
from frontdoor_portal.use_cases.linking.judge_records import judge_records, pairs_of_systems
from frontdoor_portal.use_cases.people import FeedFailure, PeopleFeed
from frontdoor_portal.use_cases.people_status import PeopleStatus, people_status
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refresh_people import refresh_people, sources_with_feeds
from frontdoor_portal.use_cases.refusals import Stale, StoreUnavailable
from frontdoor_portal.use_cases.sources import SourceDescription

INTERRUPTED = 130
"""The exit code of a command that Ctrl-C ended, as shells have it."""

_FAILURES = {
    FeedFailure.UNAVAILABLE: "it was not reached, or did not answer in time",
    FeedFailure.ACCOUNT_REFUSED: "it refused our account, so somebody must act",
    FeedFailure.RATE_LIMITED: "it asks to be left alone for longer than a refresh waits",
    FeedFailure.NOT_TRUSTED: "it answered with what cannot be relied on, and the log says how",
    FeedFailure.SHRUNK: "it names less than half of whom it named before; if that is right, refresh it with --full",
}


@click.group()
def people() -> None:
    """The index of people: whom each connected system has on record."""


@people.command()
@click.argument("source", required=False)
@click.option(
    "--full",
    is_flag=True,
    help="Read from the beginning, and drop whoever a source does not name any more, however many they are.",
)
@click.pass_obj
def refresh(config: Path, source: str | None, full: bool) -> None:
    """Read on in the feed of SOURCE, a connector's name, or of every system that has one.

    A refresh that was stopped goes on where it was. Exits with 1 if a source failed; the others are read all the same.
    """
    configure_logs(sys.stderr)
    composed = ready(config)
    try:
        # Not `any(...)` over a generator: a source that fails holds up no other.
        succeeded = [_refresh(composed.office, each, full) for each in _wanted(composed.office, source)]
    except KeyboardInterrupt:
        click.echo("\nStopped. What was read is kept, and the next refresh goes on from there.", err=True)
        sys.exit(INTERRUPTED)
    except StoreUnavailable as problem:
        click.echo(f"{problem}. What was read is kept, and the next refresh goes on from there.", err=True)
        sys.exit(1)
    finally:
        composed.close()
    sys.exit(0 if all(succeeded) else 1)


@people.command()
@click.pass_obj
def link(config: Path) -> None:
    """Judge which records of the connected systems are about one child, by their lists of people.

    Links are made where the evidence is enough, and taken back where it is not any more; what is not sure waits for an
    officer under "Matches". Nothing is merged, and what people decided stands. Exits with 1 where the store fails.
    """
    configure_logs(sys.stderr)
    composed = ready(config)
    try:
        for one, other in pairs_of_systems(composed.office):
            title = f"{one.title} with {other.title}"
            done = judge_records(composed.office, one.name, other.name, LinkProgress(title))
            click.echo(
                f"{title}: {done.judged:,} records judged, {done.made:,} links made, {done.kept:,} kept, "
                f"{done.taken_back:,} taken back, {done.to_review:,} wait for an officer."
            )
    except KeyboardInterrupt:
        click.echo("\nStopped. What was linked stays, and the next run goes through all of them again.", err=True)
        sys.exit(INTERRUPTED)
    except StoreUnavailable as problem:
        click.echo(f"{problem}. What was linked stays.", err=True)
        sys.exit(1)
    finally:
        composed.close()


@people.command()
@click.pass_obj
def status(config: Path) -> None:
    """Say how many people the index holds of each source, how old it is, and what went wrong last."""
    composed = ready(config)
    found = people_status(composed.office)
    for each in found:
        click.echo("\n  ".join(_lines(each)))
    if not found:
        click.echo("No system is connected.")
    composed.close()


def _wanted(office: Office, source: str | None) -> Sequence[SourceDescription]:
    systems = sources_with_feeds(office)
    if source is not None:
        systems = tuple(each for each in systems if each.name == source)
        if not systems:
            names = ", ".join(each.name for each in sources_with_feeds(office)) or "none"
            click.echo(f"{source}: no connected system of that name lists its people ({names})", err=True)
            sys.exit(1)
    if not systems:
        click.echo("No connected system lists its people, so there is nothing to read.")
    return systems


def _refresh(office: Office, system: SourceDescription, full: bool) -> bool:
    """Whether the source was read to its end; says what came of it."""
    try:
        with FeedProgress(system.title) as progress:
            feed = refresh_people(office, system.name, progress, whole=full)
    except Stale:
        click.echo(f"{system.title}: another refresh of it is under way", err=True)
        return False
    if feed.failure is not None:
        click.echo(f"{system.title}: {_FAILURES[feed.failure]}. What is held stays, {_as_at(feed)}.", err=True)
        return False
    done = f"{feed.read:,} people read, {feed.removed:,} removed, {progress.a_second:,} a second"
    click.echo(f"{system.title}: {_as_at(feed)}. {done}.")
    return True


def _lines(about: PeopleStatus) -> list[str]:
    feed, count = about.feed, about.count
    lines = [f"{about.title}: {count.people:,} people, {count.restricted:,} of them restricted"]
    if feed is None:
        lines.append("never read")
    else:
        lines.append(_as_at(feed))
        lines.append(_last_refresh(feed))
        if feed.failure is not None and feed.failed_at is not None:
            lines.append(f"failed {_time(feed.failed_at)}: {_FAILURES[feed.failure]}")
    lines.append(_connected(about))
    return lines


def _last_refresh(feed: PeopleFeed) -> str:
    what = f"{feed.read:,} read, {feed.removed:,} removed"
    if feed.is_under_way or feed.finished_at is None:
        return f"refresh begun {_time(feed.started_at)} and not at its end: {what}"
    return f"refreshed {_time(feed.finished_at)}: {what}"


def _connected(about: PeopleStatus) -> str:
    if about.level is None:
        return f"{about.source} is not connected any more"
    if about.level in {Level.NONE, Level.MANUAL}:
        return f"{about.source} does not list its people (feed: {about.level})"
    return f"feed: {about.level}"


def _as_at(feed: PeopleFeed) -> str:
    return f"as at {_time(feed.as_at)}" if feed.as_at else "not whole yet"


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
