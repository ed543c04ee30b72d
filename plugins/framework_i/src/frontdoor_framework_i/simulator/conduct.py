"""How the stand-in behaves now, and how often it was asked. May be used from several threads."""

import threading
from collections import Counter

from attrs import evolve

from frontdoor_framework_i.simulator.scenario import Answering, Scenario


class Conduct:
    """The scenario in force, until it wears out or another takes its place."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._misbehaved = 0
        self._calls: Counter[str] = Counter()
        self._turn = threading.Lock()

    @property
    def scenario(self) -> Scenario:
        return self._scenario

    @scenario.setter
    def scenario(self, scenario: Scenario) -> None:
        with self._turn:
            self._scenario, self._misbehaved = scenario, 0

    def scenario_for(self, operation: str) -> Scenario:
        """The scenario for one call: its answering is normal where it concerns others or has worn out."""
        with self._turn:
            now = self._scenario
            if now.concerns(operation) and not (now.times and self._misbehaved >= now.times):
                self._misbehaved += 1
                return now
            return evolve(now, answering=Answering.NORMAL, commits=True)

    @property
    def calls(self) -> dict[str, int]:
        """How often each operation was asked for since the start, whatever became of it."""
        with self._turn:
            return dict(self._calls)

    def count(self, operation: str) -> None:
        with self._turn:
            self._calls[operation] += 1
