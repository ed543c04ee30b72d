"""`frontdoor feed` reads a feed to its end and tells numbers only."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sdk.tests.cli.conftest import PLUGIN, Install
from sdk.tests.cli.running import CANARY, lines, run
from sdk.tests.scaffold.installing import write_metadata

from frontdoor.cli.feed_command import FeedFault, Tally, tallies
from frontdoor.connectors.asking import Answer
from frontdoor.connectors.failures import RateLimited
from frontdoor.connectors.feed import FeedPage, PersonIdentity
from frontdoor.domain.people import PersonName

AS_AT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)

FEED = (
    PLUGIN.replace("Operation.SEARCH_PUPILS: Level.NATIVE", "Operation.LIST_CHANGED_PUPILS: Level.NATIVE")
    + """
from datetime import UTC, datetime
from frontdoor.connectors.asking import Answer
from frontdoor.connectors.feed import FeedPage, PersonIdentity
from frontdoor.domain.people import PersonName

def list_changed_pupils(self, after, most, call):
    first = int(after or 0)
    people = tuple(PersonIdentity(str(n), PersonName("Ella", "Ashdown")) for n in range(first, min(first + most, 2500)))
    last = first + most >= 2500
    page = FeedPage(people, str(first + len(people)), last, ("9",) if last else (), 2500)
    return Answer(page, datetime(2026, 11, 20, 6, tzinfo=UTC))

Pupils.list_changed_pupils = list_changed_pupils
"""
)
FAILING = FEED.replace("    first = int(after or 0)\n", "    first = int(after or 0)\n    if after: STATEMENT\n")


def identities(number: int) -> tuple[PersonIdentity, ...]:
    return tuple(PersonIdentity(str(each), PersonName("Ella", "Ashdown")) for each in range(number))


def test_a_whole_feed_is_counted_and_nobody_named(install: Install) -> None:
    result = run("feed", "made_up", "--config", install(FEED))

    counted, dated = lines(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert counted.startswith("made_up: 2,500 people in 3 pages, 1 gone in ")
    assert counted.endswith(" people per second")
    assert dated == "made_up: true in the source at 2026-11-20T06:00:00+00:00"
    assert "Ashdown" not in result.output


def test_what_a_connector_prints_or_logs_of_the_people_it_reads_is_not_shown(install: Install) -> None:
    talks = "print(Ella); import logging; logging.getLogger('made_up').warning('odd name: %s', Ella)"
    source = FAILING.replace("STATEMENT", talks.replace("Ella", "'Ella Ashdown'"))

    result = run("feed", "made_up", "--config", install(source))

    assert (result.exit_code, len(lines(result.stdout))) == (0, 2)
    assert lines(result.stderr) == ["WARNING made_up: what it said may be private"] * 2
    assert "Ashdown" not in result.output


def test_a_connector_that_heeds_no_deadline_is_given_up(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdoor.cli.feed_command.GRACE_SECONDS", 0.1)
    source = FAILING.replace("STATEMENT", "import time; time.sleep(600)")

    result = run("feed", "made_up", "--seconds", "1", "--config", install(source))

    told = "FAULT made_up: a page with a deadline of 1 seconds did not come; 1,000 people in 1 page"
    assert (result.exit_code, lines(result.stderr)) == (1, [told, "1 fault"])


def test_the_size_of_a_page_is_the_operators_to_choose(install: Install) -> None:
    result = run("feed", "made_up", "--page", "2500", "--config", install(FEED))

    assert "2,500 people in 1 page, 1 gone" in result.stdout


def test_a_feed_that_takes_long_says_how_far_it_is(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdoor.cli.feed_command.SECONDS_BETWEEN_LINES", 0.0)

    result = run("feed", "made_up", "--config", install(FEED))

    assert lines(result.stderr) == [
        "made_up: 1,000 people in 1 page of about 2,500 so far",
        "made_up: 2,000 people in 2 pages of about 2,500 so far",
        "made_up: 2,500 people in 3 pages, 1 gone of about 2,500 so far",
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_a_terminal_is_shown_a_bar(tmp_path: Path) -> None:
    write_metadata(tmp_path, "feeding", {"frontdoor.plugins": {"made_up": "feeding_plugin"}})
    (tmp_path / "feeding_plugin.py").write_text(FEED, encoding="utf-8")
    (tmp_path / "portal.toml").write_text('[plugins]\nload = ["made_up"]\n', encoding="utf-8")
    ours, theirs = os.openpty()
    command = [sys.executable, "-c", "from frontdoor.cli import main; main()", "feed", "made_up"]

    ended = subprocess.run(
        [*command, "--config", str(tmp_path / "portal.toml")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])},
        stdout=subprocess.PIPE,
        stderr=theirs,
        timeout=60,
        check=False,
    )
    os.close(theirs)
    shown = os.read(ours, 65_536)
    os.close(ours)

    assert ended.returncode == 0
    assert b"2500/2500" in shown
    assert b"Ashdown" not in shown


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("raise Unavailable('no route')", "made_up: Unavailable: no route; 1,000 people in 1 page"),
        ("raise KeyError('Ella Ashdown')", "made_up: raised KeyError; 1,000 people in 1 page"),
        (
            "return Answer('x', None)",
            "made_up: answered with something that is no page of a feed; 1,000 people in 1 page",
        ),
        (
            "return Answer(FeedPage((), after, False), None)",
            "made_up: the feed does not move on: a page leads to itself; 1,000 people in 2 pages",
        ),
        (
            "raise Unavailable(self.read_secret(self.settings.password).reveal())",
            "made_up: Unavailable: (hidden); 1,000 people in 1 page",
        ),
    ],
)
def test_a_feed_that_breaks_off_is_a_fault_that_says_how_far_it_came(
    install: Install, statement: str, told: str
) -> None:
    config = install(FAILING.replace("STATEMENT", statement), 'password = "keyring:made_up/password"')

    result = run("feed", "made_up", "--config", config)

    assert (result.exit_code, lines(result.stderr)) == (1, [f"FAULT {told}", "1 fault"])


def test_a_connector_without_a_feed_is_a_fault(config: Path) -> None:
    result = run("feed", "made_up", "--config", config)

    told = "FAULT made_up: declares no feed, neither list_changed_people nor list_changed_pupils"
    assert (result.exit_code, lines(result.stderr)) == (1, [told, "1 fault"])


def test_a_connector_that_is_not_configured_is_wrong_use(config: Path) -> None:
    result = run("feed", "made", "--config", config)

    told = "Error: Invalid value for NAME: no connector made is configured; did you mean made_up?"
    assert (result.exit_code, lines(result.stderr)[-1]) == (2, told)


def test_a_plugin_that_was_not_built_is_told_with_its_faults(install: Install) -> None:
    result = run("feed", "made_up", "--config", install(FEED, f'pass = "{CANARY}"'))

    assert (result.exit_code, lines(result.stderr)) == (
        1,
        ["FAULT made_up: setting: unknown key: pass @ $", "1 fault"],
    )


class Limited:
    """A feed of two pages that asks to wait before each."""

    def __init__(self, times: int) -> None:
        self._times, self._asked = times, 0

    def __call__(self, cursor: str) -> Answer[FeedPage]:
        self._asked += 1
        if self._asked % (self._times + 1):
            raise RateLimited(0)
        return Answer(FeedPage(identities(2), "end", cursor == "end"), AS_AT)


def test_a_system_that_asks_to_wait_is_waited_for() -> None:
    assert list(tallies(Limited(times=5))) == [
        Tally(people=2, pages=1, as_at=AS_AT),
        Tally(people=4, pages=2, as_at=AS_AT),
    ]


def test_a_system_that_asks_to_wait_again_and_again_is_told() -> None:
    with pytest.raises(RateLimited):
        list(tallies(Limited(times=6)))


def test_a_page_that_leads_to_itself_ends_the_reading() -> None:
    pages: Iterator[Tally] = tallies(lambda _: Answer(FeedPage(identities(1), "", False), AS_AT))

    assert next(pages) == Tally(people=1, pages=1, as_at=AS_AT)
    with pytest.raises(FeedFault, match="does not move on"):
        next(pages)
