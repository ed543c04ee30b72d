"""A refresh of the index that is killed, or stopped, in the middle: the next goes on, and nobody is lost or doubled."""

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from reference_portal.tests.faults.product import wait_for
from reference_portal.tests.listing_plugin import installed_in
from reference_portal.tests.listing_system import made_up
from reference_portal.tests.unit.portal_file import write

from frontdoor.search import terms_of
from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.people import PeopleCount

PEOPLE = 6_500
Process = subprocess.Popen[str]


@pytest.fixture
def refresh(tmp_path: Path, database_url: str) -> Callable[[float], Process]:
    """Starts `people refresh` in a process, from a system that takes so many seconds for a page."""
    environment = installed_in(tmp_path)

    def start(seconds_a_page: float) -> Process:
        settings = {"listing": {"people": PEOPLE, "seconds_a_page": seconds_a_page}}
        config = write(tmp_path, database={"url": database_url}, plugins={"load": ["listing"], "settings": settings})
        command = [sys.executable, "-m", "frontdoor_portal.cli", "--config", str(config), "people", "refresh"]
        return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)

    return start


def read(work: SqlWork) -> int:
    """How many people were read by now."""
    with work.reading() as tx:
        feed = tx.people.feed("listing")
    return feed.read if feed else 0


def is_whole(work: SqlWork) -> bool:
    """Whether the index holds everybody as they are, searched by as they are, and each page was read once."""
    with work.reading() as tx:
        feed = tx.people.feed("listing")
        everybody = [made_up(number) for number in range(PEOPLE)]
        held = [tx.people.get("listing", each.id) for each in everybody]
        counts = tx.people.counts()
        words = tx.people_index.word_counts()
    restricted = sum(each.restricted for each in everybody)
    assert feed is not None
    assert (feed.walk, feed.read, feed.removed, feed.is_under_way) == (1, PEOPLE, 0, False)
    searched_by = Counter(word for each in everybody for word in terms_of(each).names)
    return (held, counts, words) == (everybody, {"listing": PeopleCount(PEOPLE, restricted)}, searched_by)


def test_a_refresh_that_is_killed_again_and_again_loses_and_doubles_nobody(
    refresh: Callable[[float], Process], work: SqlWork
) -> None:
    for _ in range(3):
        before = read(work)
        process = refresh(0.3)
        wait_for(lambda: read(work) > before or None)  # noqa: B023 - called at once
        process.kill()
        process.communicate()
        assert (process.returncode, read(work) < PEOPLE) == (-signal.SIGKILL, True)
    process = refresh(0)
    process.communicate()
    assert (process.returncode, is_whole(work)) == (0, True)


def test_a_refresh_that_ctrl_c_stops_says_so_and_goes_on_the_next_time(
    refresh: Callable[[float], Process], work: SqlWork
) -> None:
    process = refresh(0.5)
    wait_for(lambda: read(work) or None)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert (process.returncode, said.strip()) == (
        130,
        "Stopped. What was read is kept, and the next refresh goes on from there.",
    )
    process = refresh(0)
    output, _ = process.communicate()
    assert (process.returncode, is_whole(work), output.startswith("Listing: going on after ")) == (0, True, True)
