"""What every class of checks has: who is tested, with which simulator, and a stand that behaves before each test."""

from collections.abc import Iterator, Mapping
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, ClassVar

import pytest

from frontdoor.testing.conformance.kinds import Kind
from frontdoor.testing.conformance.needing import why_not
from frontdoor.testing.conformance.results import results_of
from frontdoor.testing.conformance.rules import Rule, Tier, make_rule
from frontdoor.testing.conformance.stand import DoesNotLoad, Stand
from frontdoor.testing.simulators import Simulator


class Checks:
    """The base of every rule, and of a connector's own conformance class.

    Must be said by a connector's class: `plugin` and `simulator`. May be said: the rest.
    """

    plugin: ClassVar[str]
    """Must be said: the plugin's name, that of its entry point in the group `frontdoor.plugins`."""

    simulator: ClassVar[type[Simulator]]
    """Must be said: the plugin's simulator, a class that keeps `frontdoor.testing.simulators.Simulator`."""

    offer: ClassVar[str] = ""
    """May be said: the name of the connector to test, where the plugin offers several of its kind."""

    settings: ClassVar[Mapping[str, Any]] = {}
    """May be said: settings put over those of the simulator, as a council may choose them."""

    available: ClassVar[tuple[EntryPoint, ...] | None] = None
    """May be said: entry points that stand for the installed ones, for a plugin that is not installed."""

    team: ClassVar[str] = "Safeguarding Team North"
    """May be said: a team that takes episodes in the simulator."""

    category: ClassVar[str] = "neglect"
    """May be said: a category of concern that the simulator knows."""

    quality: ClassVar[Path | None] = None
    """May be said: the plugin's `quality.toml`; without it, the nearest above the conformance file is read."""

    kind: ClassVar[Kind]
    """Said by `CaseManagementConformance` and `EducationConformance`."""

    __rule__: ClassVar[Rule]

    def __init_subclass__(cls, *, rule: str = "", tier: Tier = Tier.NONE, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        if rule:
            cls.__rule__ = make_rule(cls, rule, tier)

    @pytest.fixture(scope="class")
    @classmethod
    def started(cls, pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
        """The simulator and the connector that all tests of the class share."""
        results_of(pytestconfig)
        _must_be_said(cls)
        with cls.simulator.start(tmp_path_factory.mktemp(cls.plugin)) as simulator:
            try:
                stand = Stand(
                    cls.plugin,
                    simulator,
                    cls.kind,
                    cls.offer,
                    cls.settings,
                    cls.available,
                    cls.team,
                    cls.category,
                )
            except DoesNotLoad as problem:
                pytest.fail(str(problem), pytrace=False)
            simulator.catch_up()
            try:
                yield stand
            finally:
                stand.close()

    @pytest.fixture(autouse=True)
    def stand(self, request: pytest.FixtureRequest, started: Stand) -> Iterator[Stand]:
        """The stand for one test, which is skipped where it makes no sense; the simulator behaves again afterwards."""
        tally = results_of(request.config).of(type(self))
        values = getattr(request.node, "callspec", None)
        reason = why_not(request.function, values.params.values() if values else (), started)
        if reason:
            tally.declared.add(request.node.nodeid)
            pytest.skip(reason)
        yield started
        started.simulator.misbehave(None)


def _must_be_said(cls: type[Checks]) -> None:
    wanted = {
        "plugin": 'the name of its entry point in the group frontdoor.plugins, as in: plugin = "mosaic"',
        "simulator": "the class of its simulator, as in: simulator = MosaicSimulator",
        "kind": "what CaseManagementConformance and EducationConformance say: make it a subclass of one of them",
    }
    for name, what in wanted.items():
        if not hasattr(cls, name):
            pytest.fail(f"{cls.__name__} does not say `{name}`: {what}", pytrace=False)
