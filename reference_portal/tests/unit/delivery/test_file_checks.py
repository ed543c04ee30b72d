"""The companion that checks files: it goes on whatever happens, and raises the alarm."""

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.attachments.rooms import Scanner, room_in
from reference_portal.tests.fakes import SCHOOL, Clock, office_on, person, register_people, sqlite_work
from structlog.testing import capture_logs

from frontdoor_portal.delivery.file_checks import FileChecks
from frontdoor_portal.use_cases.attachments.models import Attachment, FileKind, FileState
from frontdoor_portal.use_cases.ports import Office


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def scanner() -> Scanner:
    return Scanner()


@pytest.fixture
def office(tmp_path: Path, clock: Clock, scanner: Scanner) -> Office:
    """An office with one file that waits."""
    made = office_on(sqlite_work(tmp_path), clock, files=room_in(tmp_path / "files", scanner))
    register_people(made, person(agency=SCHOOL))
    assert made.files is not None
    content = made.files.storage.put([b"text"])
    waiting = FileState.CHECKING
    with made.work.begin() as tx:
        tx.attachments.add(
            Attachment("f", "d", "a.txt", FileKind.TEXT, content, person().id, clock(), waiting, clock())
        )
    return made


def state(office: Office) -> FileState:
    with office.work.reading() as tx:
        found = tx.attachments.get("f")
    assert found is not None
    return found.state


class StopsAfterOne(threading.Event):
    """Set by the first wait."""

    def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002
        self.set()
        return True


def test_a_round_checks_what_waits(office: Office) -> None:
    FileChecks(office).run(StopsAfterOne())
    assert state(office) is FileState.CLEAN


def test_f34_a_scanner_that_is_down_is_logged(office: Office, scanner: Scanner) -> None:
    scanner.trouble = "The scanner cannot be reached"
    with capture_logs() as lines:
        FileChecks(office).once()
    assert (lines, state(office)) == (
        [
            {
                "event": "files_not_checked",
                "files": 1,
                "trouble": "The scanner cannot be reached",
                "log_level": "warning",
            }
        ],
        FileState.CHECKING,
    )


@pytest.mark.parametrize(("minutes", "alarm"), [(15, False), (16, True)])
def test_f34_a_file_that_waits_too_long_is_an_alarm(office: Office, clock: Clock, minutes: int, *, alarm: bool) -> None:
    clock.at += timedelta(minutes=minutes)
    with capture_logs() as lines:
        raised = FileChecks(office).warn()
    said = [{"event": "files_wait_for_the_scanner", "oldest_minutes": minutes, "log_level": "error"}]
    assert (raised, lines) == (alarm, said if alarm else [])


def test_a_database_that_is_gone_is_met_again_at_the_next_round(office: Office) -> None:
    class Gone:
        def __getattr__(self, name: str) -> Any:
            raise ConnectionError(name)

    gone: Any = Gone()
    checks = FileChecks(evolve(office, work=gone))
    with capture_logs() as lines:
        checks.run(StopsAfterOne())
    assert lines == [{"event": "files_not_looked_at", "failure": "ConnectionError", "log_level": "error"}] * 2
