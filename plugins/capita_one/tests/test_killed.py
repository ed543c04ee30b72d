"""A process that is killed while it takes files in leaves the old or the new, whole, and nothing is lost or doubled."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.domain.people import Address
from frontdoor.testing.families import MadeUpPupil
from frontdoor_capita_one.arrival import Kind
from frontdoor_capita_one.connector import CapitaOne
from frontdoor_capita_one.drop_folder import ABANDONED_AFTER, CLAIM
from frontdoor_capita_one.settings import CapitaOneSettings
from frontdoor_capita_one.simulator import WRITTEN_AT, write_feed, write_files
from frontdoor_capita_one.simulator.crowd import crowd
from frontdoor_capita_one.simulator.feed_files import who

CALL = Call(acting_for="officer", purpose="test")
PUPILS = 400
PATIENCE = 60.0


@pytest.fixture(scope="module")
def pupils() -> list[MadeUpPupil]:
    return [pupil for _, each in crowd(PUPILS, seed=7) for pupil in each]


def take_in_and_be_killed(folder: Path, settings: CapitaOneSettings, after: float) -> None:
    """Run the timer's command in a process of its own, and kill it `after` seconds from when it claimed the file."""
    config = folder.parent / "portal.toml"
    config.write_text(
        f'[plugins.settings.capita_one]\ndrop_folder = "{folder}"\nindex = "{settings.index}"\n', encoding="utf-8"
    )
    command = [sys.executable, "-m", "frontdoor_capita_one.take_in", "--config", str(config)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + PATIENCE
        while process.poll() is None and time.monotonic() < until:
            if any(CLAIM.fullmatch(path.name) for path in (folder / "taking_in").iterdir()):
                time.sleep(after)
                break
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)


def grow_old(folder: Path) -> None:
    """Let the claims that the killed process left be as old as one that counts as left behind."""
    for claimed in (folder / "taking_in").iterdir():
        claim = CLAIM.fullmatch(claimed.name)
        assert claim is not None
        since = int(time.time() - ABANDONED_AFTER - 2)
        claimed.rename(claimed.with_name(f"{since:x}-0badc0de.{claim['name']}"))


def state(one: CapitaOne) -> dict[str, int]:
    """How many pupils live at each first line of an address, and how many are suspended."""
    found: dict[str, int] = {"suspended": 0}
    page = one.list_changed_pupils("", 10_000, CALL).value
    for each in page.people:
        record = one.get_pupil(each.id, CALL).value
        house = "new" if record.address.lines == ("1 New Road",) else "old"
        found[house] = found.get(house, 0) + 1
        found["suspended"] += len(record.suspensions)
    return found


@pytest.mark.parametrize("after", [0.0, 0.02, 0.05, 0.1, 0.2, None])
def test_a_kill_at_any_moment_leaves_the_old_or_the_new(
    make: Callable[[], CapitaOne],
    folder: Path,
    settings: CapitaOneSettings,
    pupils: list[MadeUpPupil],
    after: float | None,
) -> None:
    """`None`: at a random moment, drawn in the test, since several processes must collect one list of tests."""
    after = random.uniform(0.0, 0.4) if after is None else after
    write_files(folder, pupils=pupils)
    make().take_in_files()
    moved = [evolve(each, address=Address(("1 New Road",))) for each in pupils]
    write_files(folder, written_at=WRITTEN_AT + timedelta(hours=1), pupils=moved)

    take_in_and_be_killed(folder, settings, after)
    killed = state(make())
    with closing(sqlite3.connect(settings.index)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    grow_old(folder)
    make().take_in_files()

    assert killed in ({"suspended": 0, "old": PUPILS}, {"suspended": 0, "new": PUPILS})
    assert state(make()) == {"suspended": 0, "new": PUPILS}
    assert len(list((folder / "done").glob("*.xml"))) == 2


@pytest.mark.parametrize("after", [0.0, 0.03, 0.1])
def test_a_kill_leaves_a_snapshot_of_the_feed_whole_too(
    make: Callable[[], CapitaOne],
    folder: Path,
    settings: CapitaOneSettings,
    pupils: list[MadeUpPupil],
    after: float,
) -> None:
    write_files(folder, pupils=pupils)
    make().take_in_files()
    rows = [{**who(each), "starts_on": "2026-10-05"} for each in pupils]
    faulty = {**who(pupils[0]), "starts_on": "x"}
    write_feed(folder, WRITTEN_AT, {Kind.SUSPENSIONS: [*rows, faulty]})

    take_in_and_be_killed(folder, settings, after)
    killed = state(make())["suspended"]
    grow_old(folder)
    make().take_in_files()

    assert killed in {0, PUPILS}
    assert state(make())["suspended"] == PUPILS
    quarantined = sorted(path.name.split(".", 3)[-1] for path in (folder / "quarantine").iterdir())
    assert quarantined == ["rows.csv", "rows.csv.reason.txt"]
    assert make().search_pupils(PersonQuery(upn=pupils[0].upn), CALL).as_at == WRITTEN_AT.replace(tzinfo=UTC)
