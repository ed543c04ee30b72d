"""The sealer beside the workers: it seals and signs in rounds, and once more as it stops."""

import threading
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field
from reference_portal.tests.fakes import Clock, office_on, sqlite_work
from structlog.testing import capture_logs

from frontdoor_portal.delivery.sealing import Sealer
from frontdoor_portal.use_cases.auditing.anchoring import Checkpoint, HistoryDiffers
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.ports import Office


@define
class Signed:
    """Anchors in memory; with a `trouble`, nothing can be signed."""

    checkpoints: list[Checkpoint] = field(factory=list)
    trouble: Exception | None = None

    def last(self) -> Checkpoint | None:
        return self.checkpoints[-1] if self.checkpoints else None

    def add(self, checkpoint: Checkpoint) -> None:
        if self.trouble:
            raise self.trouble
        self.checkpoints.append(checkpoint)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_on(sqlite_work(tmp_path), Clock())


def write(office: Office, count: int) -> None:
    with office.work.begin() as tx:
        for number in range(count):
            tx.audit.add(AuditEntry(office.now(), "person-1", Action.SEARCHED, str(number)))


def sealed(office: Office) -> int:
    with office.work.reading() as tx:
        return tx.seals.head().seq


class Stops(threading.Event):
    """Stops a run after so many rounds, and does something before each but the first."""

    def __init__(self, rounds: int, between: Any) -> None:
        super().__init__()
        self._left, self._between = rounds, between

    def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002
        self._left -= 1
        if self._left <= 0:
            self.set()
        self._between()
        return self.is_set()


def test_what_is_written_while_it_runs_is_sealed_and_signed_also_as_it_stops(office: Office) -> None:
    anchors = Signed()
    write(office, 2)
    Sealer(office, anchors, 0.0, 0.0).run(Stops(2, lambda: write(office, 3)))
    assert (sealed(office), [each.seq for each in anchors.checkpoints]) == (8, [2, 5, 8])


def test_nothing_is_signed_twice(office: Office) -> None:
    anchors = Signed()
    write(office, 2)
    Sealer(office, anchors, 0.0, 0.0).run(Stops(3, lambda: None))
    assert [each.seq for each in anchors.checkpoints] == [2]


def test_signing_is_not_as_frequent_as_sealing(office: Office) -> None:
    anchors = Signed()
    Sealer(office, anchors, 0.0, 3_600.0).run(Stops(4, lambda: write(office, 1)))
    assert (sealed(office), [each.seq for each in anchors.checkpoints]) == (4, [4])


def test_without_anchors_it_seals_all_the_same(office: Office) -> None:
    write(office, 2)
    assert (Sealer(office, None, 1.0, 1.0).once(), sealed(office)) == ((2, None), 2)


@pytest.mark.parametrize(
    ("trouble", "event"),
    [(OSError("full"), "audit_not_signed"), (HistoryDiffers("x"), "audit_differs_from_what_was_signed")],
)
def test_what_cannot_be_signed_is_logged_and_stays_sealed(office: Office, trouble: Exception, event: str) -> None:
    write(office, 2)
    with capture_logs() as lines:
        Sealer(office, Signed(trouble=trouble), 0.0, 3_600.0).run(Stops(1, lambda: None))
    assert (sealed(office), {line["event"] for line in lines}) == (2, {event})


def test_what_cannot_be_sealed_now_is_sealed_at_the_next_round(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    write(office, 2)
    real, failures = type(office.work).reading, [RuntimeError("down")]

    def reading(work: Any) -> Any:
        if failures:
            raise failures.pop()
        return real(work)

    monkeypatch.setattr(type(office.work), "reading", reading)
    anchors, signed_before = Signed(), []
    with capture_logs() as lines:
        stops = Stops(2, lambda: signed_before.append(len(anchors.checkpoints)))
        Sealer(office, anchors, 0.0, 0.0).run(stops)
    assert (sealed(office), [line["event"] for line in lines]) == (2, ["audit_not_sealed"])
    assert signed_before == [0, 1], "Nothing is signed in a round that left something unsealed"
