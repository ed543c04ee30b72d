"""The suite of the gateway: what deadline, bulkhead, breaker and checks add to a call of a connector."""

import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import click
from attrs import frozen

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.host import LoadedPlugins, load_plugins
from frontdoor.secrets.references import Secret, SecretReference
from frontdoor.testing.families import person
from frontdoor.testing.simulators import simulators
from frontdoor_benchmarks.made_up import MADE_UP, made_up_plugins
from frontdoor_benchmarks.measuring import Samples, Stopwatch, line
from frontdoor_portal.composition import utc_now
from frontdoor_portal.connections.gateway import SystemsGateway
from frontdoor_portal.demo.main_job import CHILD
from frontdoor_portal.demo.systems import running_simulators

GOAL_MS = 2.0
_CALL = Call("benchmark", "Benchmark", deadline=20.0)
_WARM_UP = 10


@frozen
class Compared:
    """The same question, put to a connector by itself and through the gateway, in turn."""

    direct: Samples
    through: Samples

    def as_json(self) -> dict[str, dict[str, float]]:
        overhead = {
            "p50_ms": round(self.through.p50 - self.direct.p50, 3),
            "p95_ms": round(self.through.p95 - self.direct.p95, 3),
        }
        return {"direct": self.direct.as_json(), "through": self.through.as_json(), "overhead": overhead}


@click.command()
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures here.")
@click.option("--samples", default=1_000, show_default=True, help="How many times each question is put, either way.")
def gateway(json_file: Path | None, samples: int) -> None:
    """Search each simulated system directly and through the gateway, in turn, and tell the difference.

    `made_up` answers at once, so that nothing but the gateway is in its difference.
    """
    click.echo(f"Gateway overhead a call, percentile by percentile (goal: <= {GOAL_MS:g} ms):")
    compared = {MADE_UP: _compared(made_up_plugins(1), samples)}
    _tell(MADE_UP, compared[MADE_UP])
    for name in simulators():
        compared[name] = _simulated(name, samples)
        _tell(name, compared[name])
    if json_file is not None:
        figures = {name: each.as_json() for name, each in compared.items()}
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _simulated(name: str, samples: int) -> Compared:
    with (
        tempfile.TemporaryDirectory(prefix="family-front-door-bench-") as root,
        running_simulators(Path(root), [name]) as systems,
    ):
        secrets: Mapping[str, str] = systems[name].secrets

        def read_secret(reference: SecretReference) -> Secret:
            return Secret(secrets[str(reference)])

        plugins = load_plugins(PluginConfiguration((name,), systems.plugins["settings"]), read_secret)
        try:
            return _compared(plugins, samples)
        finally:
            plugins.close()


def _compared(plugins: LoadedPlugins, samples: int) -> Compared:
    portal = SystemsGateway(plugins, utc_now)
    child = person(CHILD)
    query = PersonQuery(child.name.given, child.name.family, child.birth_date.on)
    try:
        if plugins.case_management:
            people = plugins.case_management[0].connector
            return _in_turn(
                lambda: people.search_people(query, _CALL), lambda: portal.search_people((query,), _CALL), samples
            )
        pupils = plugins.education[0].connector
        return _in_turn(
            lambda: pupils.search_pupils(query, _CALL), lambda: portal.search_both((), (query,), _CALL), samples
        )
    finally:
        portal.close()


def _in_turn(ask: Callable[[], object], ask_through: Callable[[], object], times: int) -> Compared:
    """Whichever came first last time comes second now, so that neither always finds the other's traces."""
    direct, through = Stopwatch(), Stopwatch()
    for number in range(-_WARM_UP, times):
        if number == 0:
            direct, through = Stopwatch(), Stopwatch()
        pair = [(direct, ask), (through, ask_through)]
        for watch, work in pair if number % 2 else reversed(pair):
            with watch.timing():
                work()
    return Compared(direct.samples, through.samples)


def _tell(name: str, compared: Compared) -> None:
    click.echo(line(f"{name}, directly", compared.direct))
    click.echo(line(f"{name}, through the gateway", compared.through))
    added = compared.as_json()["overhead"]
    within = "met" if max(added.values()) <= GOAL_MS else "not met"
    click.echo(f"{'':<58} +p50 {added['p50_ms']:>7.2f} ms  +p95 {added['p95_ms']:>7.2f} ms   goal {within}")
