"""`frontdoor-portal people`: counts, times and what went wrong; never a name, and an exit code for a scheduler."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import Result
from reference_portal.tests.listing_plugin import installed_in
from reference_portal.tests.listing_system import NATIVE, ListingSystem, made_up, offer_of
from reference_portal.tests.unit import portal_file
from reference_portal.tests.unit.portal_file import write
from structlog.testing import capture_logs

from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.failures import CredentialsRefused, RateLimited, Unavailable
from frontdoor.plugins.hookspecs import hookimpl
from frontdoor.plugins.host import ENTRY_POINT_GROUP
from frontdoor_portal.cli import people_commands
from frontdoor_portal.storage.migrations import upgrade

Connect = Callable[..., Path]


@pytest.fixture
def connect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Connect:
    """Installs a plugin for each system and answers with the settings of a migrated portal that names them all."""

    def with_systems(capabilities: Mapping[str, Capabilities] | None = None, **systems: ListingSystem) -> Path:
        for name, system in systems.items():
            monkeypatch.setitem(sys.modules, f"plugged_{name}", _plugin(name, system, (capabilities or {}).get(name)))
        points = [EntryPoint(name, f"plugged_{name}", ENTRY_POINT_GROUP) for name in systems]
        monkeypatch.setattr("frontdoor.plugins.host.entry_points", lambda **_: points)
        url = f"sqlite:///{tmp_path / 'portal.db'}"
        upgrade(url)
        episodes = {"episodes_go_to": next(iter(systems), None)}
        return write(tmp_path, database={"url": url}, plugins={"load": list(systems)}, triage=episodes)

    # Its logger would be kept by whichever test comes first, and with it that test's standard error.
    monkeypatch.setattr(people_commands, "configure_logs", lambda *_: None)
    return with_systems


def _plugin(name: str, system: ListingSystem, capabilities: Capabilities | None) -> ModuleType:
    module = ModuleType(f"plugged_{name}")

    @hookimpl
    def register_case_management() -> object:
        return offer_of(system, name, capabilities or NATIVE)

    module.register_case_management = register_case_management  # type: ignore[attr-defined]
    return module


def holding(people: int) -> ListingSystem:
    system = ListingSystem()
    system.write(*map(made_up, range(people)))
    return system


def run(config: Path, *arguments: str) -> Result:
    with capture_logs():
        return portal_file.run(config, "people", *arguments)


def said(result: Result) -> tuple[int, list[str], list[str]]:
    """Exit code and lines, without how fast it was."""
    lines = [line.rpartition(", ")[0] if line.endswith("a second.") else line for line in result.stdout.splitlines()]
    return result.exit_code, lines, result.stderr.splitlines()


def test_every_system_is_read_and_each_says_what_came_of_it(connect: Connect) -> None:
    config = connect(mosaic=holding(8), eclipse=holding(3))
    assert said(run(config, "refresh")) == (
        0,
        [
            "Mosaic: as at 2026-06-04 01:15 UTC. 8 people read, 0 removed",
            "Eclipse: as at 2026-06-04 01:15 UTC. 3 people read, 0 removed",
        ],
        [],
    )


def test_only_the_system_that_is_named_is_read(connect: Connect) -> None:
    mosaic, eclipse = holding(8), holding(3)
    result = run(connect(mosaic=mosaic, eclipse=eclipse), "refresh", "eclipse")
    assert (result.exit_code, mosaic.calls, eclipse.calls) == (0, [], [""])


def test_changes_are_read_unless_everything_is_asked_for(connect: Connect) -> None:
    system = holding(8)
    config = connect(mosaic=system)
    run(config, "refresh")
    system.remove("p-3")
    told = [said(run(config, "refresh", *options))[1] for options in ((), ("--full",))]
    assert told == [
        ["Mosaic: as at 2026-06-04 01:15 UTC. 0 people read, 1 removed"],
        ["Mosaic: as at 2026-06-04 01:15 UTC. 7 people read, 0 removed"],
    ]


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (Unavailable("down"), "it was not reached, or did not answer in time"),
        (CredentialsRefused("no"), "it refused our account, so somebody must act"),
        (RateLimited(600), "it asks to be left alone for longer than a refresh waits"),
        (ValueError("Nkemelu"), "it answered with what cannot be relied on, and the log says how"),
    ],
)
def test_a_system_that_fails_holds_up_no_other_and_exits_with_1(
    connect: Connect, failure: BaseException, sentence: str
) -> None:
    mosaic = holding(8)
    mosaic.failures = {1: failure}
    assert said(run(connect(mosaic=mosaic, eclipse=holding(3)), "refresh")) == (
        1,
        ["Eclipse: as at 2026-06-04 01:15 UTC. 3 people read, 0 removed"],
        [f"Mosaic: {sentence}. What is held stays, not whole yet."],
    )


def test_a_system_that_lost_most_of_its_people_is_named_with_what_to_do(connect: Connect) -> None:
    system = holding(250)
    config = connect(mosaic=system)
    run(config, "refresh")
    for number in range(150):
        system.forget(f"p-{number}")
    expected = (
        "Mosaic: it names less than half of whom it named before; if that is right, refresh it with --full. "
        "What is held stays, as at 2026-06-04 01:15 UTC."
    )
    assert said(run(config, "refresh")) == (1, [], [expected])


def test_an_index_that_could_not_be_refreshed_says_how_old_it_is(connect: Connect) -> None:
    system = holding(8)
    config = connect(mosaic=system)
    run(config, "refresh")
    system.failures = {2: Unavailable("down")}
    expected = "Mosaic: it was not reached, or did not answer in time. What is held stays, as at 2026-06-04 01:15 UTC."
    assert said(run(config, "refresh")) == (1, [], [expected])


@pytest.mark.parametrize("level", [Level.NONE, Level.MANUAL])
def test_a_system_without_a_feed_cannot_be_named_and_is_passed_over(connect: Connect, level: Level) -> None:
    silent, listing = holding(3), holding(8)
    without = {"silent": Capabilities({Operation.LIST_CHANGED_PEOPLE: level})}
    config = connect(without, mosaic=listing, silent=silent)
    named, passed_over = run(config, "refresh", "silent"), run(config, "refresh")
    assert (named.exit_code, named.stderr) == (
        1,
        "silent: no connected system of that name lists its people (mosaic)\n",
    )
    assert (passed_over.exit_code, silent.calls, listing.calls) == (0, [], [""])


def test_where_no_system_has_a_feed_there_is_nothing_to_do(connect: Connect) -> None:
    assert said(run(connect(), "refresh")) == (
        0,
        ["No connected system lists its people, so there is nothing to read."],
        [],
    )


def test_a_long_feed_says_now_and_then_how_far_it_is(connect: Connect) -> None:
    lines = said(run(connect(mosaic=holding(50_500)), "refresh"))[1]
    assert [line.partition(" people")[0] for line in lines] == [
        "Mosaic: 50,000 of about 50,500",
        "Mosaic: as at 2026-06-04 01:15 UTC. 50,500",
    ]


def test_the_status_of_every_system_is_told_without_a_name(connect: Connect) -> None:
    mosaic, eclipse = holding(8), holding(3)
    silent = {"silent": Capabilities({Operation.LIST_CHANGED_PEOPLE: Level.MANUAL})}
    eclipse.failures = {1: CredentialsRefused("no")}
    config = connect(silent, mosaic=mosaic, eclipse=eclipse, silent=holding(1))
    before = run(config, "status").stdout
    run(config, "refresh")
    after = run(config, "status").stdout
    assert before.splitlines()[:3] == ["Mosaic: 0 people, 0 of them restricted", "  never read", "  feed: native"]
    assert [_without_times(line) for line in after.splitlines()] == [
        "Mosaic: 8 people, 1 of them restricted",
        "  as at TIME",
        "  refreshed TIME: 8 read, 0 removed",
        "  feed: native",
        "Eclipse: 0 people, 0 of them restricted",
        "  not whole yet",
        "  refresh begun TIME and not at its end: 0 read, 0 removed",
        "  failed TIME: it refused our account, so somebody must act",
        "  feed: native",
        "Silent: 0 people, 0 of them restricted",
        "  never read",
        "  silent does not list its people (feed: manual)",
    ]


def test_a_system_that_is_not_connected_any_more_still_has_its_people_counted(connect: Connect) -> None:
    run(connect(mosaic=holding(8)), "refresh")
    assert run(connect(), "status").stdout.splitlines()[::3] == [
        "mosaic: 8 people, 1 of them restricted",
        "  mosaic is not connected any more",
    ]


def test_without_any_system_the_status_says_so(connect: Connect) -> None:
    assert run(connect(), "status").stdout == "No system is connected.\n"


def _without_times(line: str) -> str:
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", "TIME", line)


def test_on_a_terminal_a_bar_is_drawn(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'portal.db'}"
    upgrade(url)
    plugins = {"load": ["listing"], "settings": {"listing": {"people": 5_000, "seconds_a_page": 0.2}}}
    config = write(tmp_path, database={"url": url}, plugins=plugins)
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "frontdoor_portal.cli", "--config", str(config), "people", "refresh"]
    with subprocess.Popen(command, stdout=slave, stderr=slave, env=installed_in(tmp_path)) as process:
        os.close(slave)
        shown = _everything_from(master)
        ended = process.wait(timeout=60)
    assert (ended, "Listing  [" in shown, "100%" in shown, "Nkemelu" in shown) == (0, True, True, False)
    assert "5,000 people read, 0 removed" in shown.splitlines()[-1]


def _everything_from(terminal: int) -> str:
    """What was shown until the last process let go of the terminal."""
    shown = b""
    while True:
        try:
            shown += os.read(terminal, 4096)
        except OSError:
            os.close(terminal)
            return shown.decode()
