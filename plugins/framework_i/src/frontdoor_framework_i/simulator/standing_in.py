"""The whole stand-in: its store, its conduct and its HTTP side, started and stopped together."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Self

from frontdoor.testing import families as made_up
from frontdoor.testing.simulators import Held, Misbehaviour
from frontdoor_framework_i.simulator import crowd, filling, upkeep
from frontdoor_framework_i.simulator.conduct import Conduct
from frontdoor_framework_i.simulator.misbehaviours import SCENARIOS
from frontdoor_framework_i.simulator.scenario import Scenario
from frontdoor_framework_i.simulator.server import ENDPOINT, Server
from frontdoor_framework_i.simulator.store import Store

DEMO_USER, DEMO_PASSWORD = "portal", "made-up-password"
PASSWORD = "keyring:framework-i/password"
"""The reference behind which a portal finds the password."""


class FrameworkISimulator:
    """A Framework-i on 127.0.0.1, as `frontdoor.testing.simulators.Simulator` promises, until `close()`.

    `families` fill an empty database; `database` is a file to keep, or None for memory; `port` 0 takes a free one. It
    serves once it is entered, or from `serve()` on.
    """

    title: ClassVar[str] = "Framework-i"
    misbehaviours: ClassVar[frozenset[Misbehaviour]] = frozenset(SCENARIOS)

    def __init__(
        self,
        families: Iterable[made_up.MadeUpFamily] | None = None,
        port: int = 0,
        database: Path | None = None,
        *,
        user: str = DEMO_USER,
        password: str = DEMO_PASSWORD,
        scenario: Scenario | None = None,
    ) -> None:
        self._families = made_up.families() if families is None else tuple(families)
        self._port, self._database = port, database
        self.user, self.password = user, password
        self._conduct = Conduct(scenario or Scenario())
        self._server: Server | None = None

    @classmethod
    def start(cls, folder: Path, port: int = 0) -> Self:
        folder.mkdir(parents=True, exist_ok=True)
        return cls(port=port, database=folder / "framework-i.sqlite").serve()

    def serve(self) -> Self:
        """Begin to answer; raises `OSError` where the port is taken. What serves already goes on."""
        if self._server is None:
            store = Store(self._database)
            try:
                filling.fill(store, self._families)
                self._server = Server(self._port, store, self._conduct, (self.user, self.password))
            except BaseException:
                store.close()
                raise
            self._server.serve()
        return self

    def close(self) -> None:
        """Stop answering, cut every open connection and give back the database."""
        if self._server is not None:
            self._server.stop()
            self._server.store.close()
            self._server = None

    def __enter__(self) -> Self:
        return self.serve()

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def url(self) -> str:
        """The SOAP endpoint; raises `RuntimeError` while it does not serve."""
        return self.control_url + ENDPOINT

    @property
    def control_url(self) -> str:
        """Where `/scenario` and `/state/` are."""
        return self._serving.url

    @property
    def store(self) -> Store:
        return self._serving.store

    @property
    def settings(self) -> Mapping[str, Any]:
        return {"address": self.url, "user": self.user, "password": PASSWORD}

    @property
    def secrets(self) -> Mapping[str, str]:
        return {PASSWORD: self.password}

    @property
    def sockets(self) -> Mapping[str, tuple[str, int]]:
        return {"address": self._serving.host_and_port}

    @property
    def scenario(self) -> Scenario:
        return self._conduct.scenario

    @scenario.setter
    def scenario(self, scenario: Scenario) -> None:
        self._conduct.scenario = scenario

    def misbehave(self, how: Misbehaviour | None) -> None:
        self.scenario = Scenario() if how is None else SCENARIOS[how]

    @property
    def calls(self) -> dict[str, int]:
        """How often each operation was asked for since the start, whatever became of it."""
        return self._conduct.calls

    @property
    def accesses(self) -> list[dict[str, Any]]:
        """The system's own audit: who asked for what, why, and whether it was refused, oldest first."""
        return [dict(row) for row in self.store.rows("SELECT * FROM ACCESS_LOG ORDER BY ROWID")]

    def episodes(self, reference: str) -> list[dict[str, Any]]:
        """Every episode opened with a reference, oldest first, with the answers it was given."""
        return upkeep.episodes(self.store, reference)

    def held(self, reference: str) -> Held:
        return upkeep.held(self.store, reference)

    def make_progress(self, progress: upkeep.Progress) -> int:
        """Bring the episodes of a reference further, as a worker would; how many those are."""
        return upkeep.make_progress(self.store, progress)

    def catch_up(self) -> None:
        """Do nothing: what is read here never lags behind what was written."""

    def populate(self, people: int, seed: int) -> None:
        crowd.populate(self.store, people, seed)

    def change_somebody(self) -> str:
        return upkeep.change_somebody(self.store)

    def remove_somebody(self) -> str:
        return upkeep.remove_somebody(self.store)

    @property
    def _serving(self) -> Server:
        if self._server is None:
            raise RuntimeError("The simulator was not started")
        return self._server
