"""How far the reading of a feed is: a bar on a terminal, a line now and then elsewhere."""

import sys
import time
from typing import Any, Self

import click

from frontdoor_portal.use_cases.refresh_people import PeopleProgress

PEOPLE_A_LINE = 50_000
RECORDS_A_LINE = 5_000


class FeedProgress:
    """Told of each page of a source's feed; a context manager finishes what it drew.

    A bar needs to know how many there are, so changes, which are few, are counted in lines on a terminal as well.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._walk = -1
        self._began, self._read_before, self._read = time.monotonic(), 0, 0
        self._bar: Any = None

    @property
    def a_second(self) -> int:
        """How many people were read in a second, all in all."""
        return round((self._read - self._read_before) / max(time.monotonic() - self._began, 0.001))

    def __call__(self, progress: PeopleProgress) -> None:
        feed = progress.feed
        if feed.walk != self._walk:
            self._begin(feed.walk, feed.read)
            return
        before, self._read = self._read, feed.read
        if self._bar is None and progress.total and sys.stdout.isatty():
            before = 0
            self._bar = click.progressbar(length=progress.total, label=self._title, item_show_func=self._pace)
            self._bar.__enter__()
        if self._bar is not None:
            self._bar.update(self._read - before, current_item=self._read)
        elif self._read // PEOPLE_A_LINE > before // PEOPLE_A_LINE:
            of = f" of about {progress.total:,}" if progress.total else ""
            click.echo(f"{self._title}: {self._read:,}{of} people, {self._pace(self._read)}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._finish()

    def _begin(self, walk: int, read: int) -> None:
        self._finish()
        self._walk, self._began = walk, time.monotonic()
        self._read_before = self._read = read
        if read:
            click.echo(f"{self._title}: going on after {read:,} people")

    def _finish(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None

    def _pace(self, read: int | None) -> str:
        return f"{self.a_second:,} a second" if read else ""


class LinkProgress:
    """Told how many records were judged: a line now and then, to standard error."""

    def __init__(self, title: str) -> None:
        self._title, self._next = title, RECORDS_A_LINE

    def __call__(self, judged: int) -> None:
        if judged >= self._next:
            self._next = judged + RECORDS_A_LINE
            click.echo(f"{self._title}: {judged:,} judged", err=True)
