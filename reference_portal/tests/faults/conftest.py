"""The product in real processes, on each database, for tests that kill them."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar

import pytest
from attrs import frozen
from sqlalchemy import text

from frontdoor.domain.identifiers import Reference
from frontdoor_portal.composition import Composition, compose
from frontdoor_portal.demo.running import Running, running_systems
from frontdoor_portal.demo.seeding import seed_accounts
from frontdoor_portal.settings import read_settings

# Short enough that a message of a killed worker is free again soon; long enough for a busy machine.
DELIVERY = "\n[delivery]\ncall_deadline = 5.0\nlease_seconds = 11.0\n"
PATIENCE_SECONDS = 90
Found = TypeVar("Found")


@frozen
class Product:
    """A running product, and the same rooms in this process to look at what it stored."""

    running: Running
    composed: Composition

    def episodes(self, reference: Reference) -> list[str]:
        """The ids of the episodes that the case-management system holds for a reference."""
        with urllib.request.urlopen(f"{self._vendor}/state/episodes?reference={reference}", timeout=10) as answer:
            return [str(episode["EPISODE_ID"]) for episode in json.load(answer)["episodes"]]

    def calls(self) -> dict[str, int]:
        """How often the case-management system was asked for each operation."""
        with urllib.request.urlopen(f"{self._vendor}/state/calls", timeout=10) as answer:
            return dict(json.load(answer))

    def make_vendor(self, scenario: dict[str, object]) -> None:
        """Tell the case-management system how to behave."""
        request = urllib.request.Request(f"{self._vendor}/scenario", json.dumps(scenario).encode(), method="POST")
        request.add_header("Content-Type", "application/json")
        urllib.request.urlopen(request, timeout=10).close()

    def e_mails(self, reference: Reference) -> list[str]:
        """The subjects of every email sent about a reference, in the order they were sent."""
        letters = [file.read_text() for file in sorted(self.running.folder.mail.glob("*.eml"))]
        lines = [line for letter in letters for line in letter.splitlines() if line.startswith("Subject:")]
        return [line.removeprefix("Subject: Family Front Door: ") for line in lines if str(reference) in line]

    def wait_until_everybody_is_told(self) -> None:
        """Return once no email is queued or under way: one that is, when its worker dies, may rightly come twice."""
        waiting = text("SELECT count(*) FROM outbox_messages WHERE topic = 'notice' AND state <> 'done'")

        def is_told() -> bool:
            with self.composed.engine.connect() as connection:
                return bool(connection.execute(waiting).scalar_one() == 0)

        wait_for(is_told)

    def wait_until_idle(self) -> None:
        """Return once the outbox has nothing left to do."""

        def is_idle() -> bool:
            with self.composed.office.work.begin() as tx:
                return tx.outbox.oldest_waiting_seconds() is None

        wait_for(is_idle)

    @property
    def _vendor(self) -> str:
        soap = str(self.composed.settings.plugins.settings["framework_i"]["address"])
        return soap.rpartition("/")[0]


def wait_for(look: Callable[[], Found]) -> Found:
    """What `look` answers, once it is true of it; fails the test when that takes too long."""
    until = monotonic() + PATIENCE_SECONDS
    while monotonic() < until:
        if found := look():
            return found
        sleep(0.05)
    pytest.fail("What was waited for did not happen")


@pytest.fixture
def product(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Product]:
    """Simulators, mail sink and database; the test starts (and kills) portal and worker itself."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))  # where the doomed portal's launcher is
    with running_systems(tmp_path / "product", database=database_url, more_settings=DELIVERY) as running:
        composed = compose(read_settings(running.folder.settings), running.folder.read_secret)
        seed_accounts(composed.office)
        yield Product(running, composed)
        composed.close()
