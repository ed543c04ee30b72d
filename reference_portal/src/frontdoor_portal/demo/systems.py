"""The council systems of a demonstration: a simulator for each plugin that is named, in a process of its own."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from attrs import field, frozen

from frontdoor.secrets.references import SecretReference
from frontdoor.testing.fault_proxy import FaultProxy
from frontdoor.testing.redirecting import redirected
from frontdoor.testing.simulator_process import RemoteSimulator

CASE_MANAGEMENT, EDUCATION = "framework_i", "capita_one"
"""The plugins of a demonstration, unless others are named. The portal itself names none."""


@frozen
class Systems:
    """Simulators that run, by their plugin's name, and what leads the portal to them.

    `proxies` stand between, where faults are wanted: one for each socket of each simulator, by the plugin's name.
    """

    simulators: Mapping[str, RemoteSimulator]
    proxies: Mapping[str, tuple[FaultProxy, ...]] = field(factory=dict)

    def __getitem__(self, plugin: str) -> RemoteSimulator:
        return self.simulators[plugin]

    @property
    def plugins(self) -> dict[str, Any]:
        """The `[plugins]` table of a `portal.toml`."""
        return {"load": list(self.simulators), "settings": {name: self._settings(name) for name in self.simulators}}

    def _settings(self, plugin: str) -> dict[str, Any]:
        simulator = self.simulators[plugin]
        settings = dict(simulator.settings)
        for (key, (host, port)), proxy in zip(simulator.sockets.items(), self.proxies.get(plugin, ()), strict=False):
            settings = redirected(settings, key, f"{host}:{port}", proxy.address)
        return settings

    def mount_secrets(self, folder: Path) -> None:
        """Write each secret as a mounted file below a folder, for the owner's eyes only."""
        for simulator in self.simulators.values():
            for text, value in simulator.secrets.items():
                reference = SecretReference.parse(text)
                file = folder / reference.service / reference.name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(value, encoding="utf-8")
                file.chmod(0o600)


@contextmanager
def running_simulators(root: Path, plugins: Sequence[str], *, behind_proxies: bool = False) -> Iterator[Systems]:
    """Simulators of these plugins for as long as the block lasts, each with its state below `root`.

    Raises `SimulatorFailed` where one does not start.
    """
    with ExitStack() as closing:
        started = {name: closing.enter_context(RemoteSimulator(name, root / name)) for name in plugins}
        proxies = {
            name: tuple(closing.enter_context(FaultProxy(*where)) for where in simulator.sockets.values())
            for name, simulator in started.items()
            if behind_proxies
        }
        yield Systems(started, proxies)
