"""The council systems of a demonstration: a simulator for each plugin that is named, in a process of its own."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

from frontdoor.secrets.references import SecretReference
from frontdoor.testing.simulator_process import RemoteSimulator

CASE_MANAGEMENT, EDUCATION = "framework_i", "capita_one"
"""The plugins of a demonstration, unless others are named. The portal itself names none."""


@frozen
class Systems:
    """Simulators that run, by their plugin's name, and what leads the portal to them."""

    simulators: Mapping[str, RemoteSimulator]

    def __getitem__(self, plugin: str) -> RemoteSimulator:
        return self.simulators[plugin]

    @property
    def plugins(self) -> dict[str, Any]:
        """The `[plugins]` table of a `portal.toml`."""
        settings = {name: dict(simulator.settings) for name, simulator in self.simulators.items()}
        return {"load": list(self.simulators), "settings": settings}

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
def running_simulators(root: Path, plugins: Sequence[str]) -> Iterator[Systems]:
    """Simulators of these plugins for as long as the block lasts, each with its state below `root`.

    Raises `SimulatorFailed` where one does not start.
    """
    with ExitStack() as closing:
        started = {name: closing.enter_context(RemoteSimulator(name, root / name)) for name in plugins}
        yield Systems(started)
