"""A simulator in a process of its own, driven from this one: a system that is really somewhere else.

The two speak JSON, a line each way, over the child's standard input and output. The child ends when its input does, so
that no simulator outlives whoever started it, however they end.
"""

import base64
import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from attrs import asdict

from frontdoor.testing.simulators import Held, Misbehaviour, Simulator, simulators

_PATIENCE = 60.0
"""Seconds for the child to end by itself once its input is closed."""


class SimulatorFailed(RuntimeError):
    """The child could not start, ended, or raised. Carries its last words."""


class RemoteSimulator:
    """A simulator of an installed plugin, keeping `frontdoor.testing.simulators.Simulator` but for its class variables.

    `log` keeps what the child writes to its standard error.
    """

    def __init__(self, name: str, folder: Path, port: int = 0) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.name = name
        self.log = folder.parent / f"{folder.name}.log"
        self._turn = threading.Lock()
        with self.log.open("wb") as errors:
            self._child = subprocess.Popen(
                [sys.executable, "-m", __name__, name, str(folder), str(port)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                # Ctrl-C is for whoever started this, who then closes it.
                start_new_session=True,
            )
        try:
            told = self._answer()
        except SimulatorFailed:
            self.close()
            raise
        self.title: str = told["title"]
        self.misbehaviours = frozenset(Misbehaviour(each) for each in told["misbehaviours"])
        self.settings: Mapping[str, Any] = told["settings"]
        self.secrets: Mapping[str, str] = told["secrets"]
        self.sockets = {key: (str(host), int(number)) for key, (host, number) in told["sockets"].items()}

    @property
    def pid(self) -> int:
        """The child's process id, for whoever measures its memory or kills it."""
        return self._child.pid

    @property
    def is_running(self) -> bool:
        return self._child.poll() is None

    def misbehave(self, how: Misbehaviour | None) -> None:
        self._ask("misbehave", how.value if how else None)

    def held(self, reference: str) -> Held:
        told = self._ask("held", reference)
        files = tuple(base64.b64decode(file) for file in told["files"])
        return Held(tuple(told["episodes"]), told["notes"], told["documents"], tuple(told["texts"]), files)

    def catch_up(self) -> None:
        self._ask("catch_up")

    def populate(self, people: int, seed: int) -> None:
        self._ask("populate", people, seed)

    def change_somebody(self) -> str:
        return str(self._ask("change_somebody"))

    def remove_somebody(self) -> str:
        return str(self._ask("remove_somebody"))

    def close(self) -> None:
        if self._child.stdin is not None:
            self._child.stdin.close()
        try:
            self._child.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        if self._child.stdout is not None:
            self._child.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, what: str, *arguments: object) -> Any:
        stdin = self._child.stdin
        if stdin is None or stdin.closed:
            raise SimulatorFailed(f"The simulator {self.name} is closed")
        with self._turn:
            try:
                stdin.write(json.dumps([what, *arguments]) + "\n")
                stdin.flush()
            except BrokenPipeError:
                raise self._ended() from None
            return self._answer()

    def _answer(self) -> Any:
        line = self._child.stdout.readline() if self._child.stdout is not None else ""
        if not line:
            raise self._ended()
        told = json.loads(line)
        if "failed" in told:
            raise SimulatorFailed(f"The simulator {self.name}: {told['failed']}")
        return told["answer"]

    def _ended(self) -> SimulatorFailed:
        words = self.log.read_text(encoding="utf-8", errors="replace")[-2_000:]
        return SimulatorFailed(f"The simulator {self.name} ended. Its last words:\n{words}")


def main(arguments: list[str]) -> int:
    """Serve one simulator until standard input ends: NAME FOLDER PORT."""
    name, folder, port = arguments
    known = simulators()
    if name not in known:
        _tell({"failed": f"no installed plugin has a simulator of that name; there are {', '.join(known)}"})
        return 1
    with known[name].start(Path(folder), int(port)) as simulator:
        _tell({"answer": _introduction(simulator)})
        for line in sys.stdin:
            what, *values = json.loads(line)
            try:
                _tell({"answer": _carry_out(simulator, what, values)})
            except Exception as problem:
                _tell({"failed": f"{what} raised {type(problem).__name__}: {problem}"})
    return 0


def _introduction(simulator: Simulator) -> dict[str, Any]:
    return {
        "title": simulator.title,
        "misbehaviours": sorted(simulator.misbehaviours),
        "settings": dict(simulator.settings),
        "secrets": dict(simulator.secrets),
        "sockets": dict(simulator.sockets),
    }


def _carry_out(simulator: Simulator, what: str, values: list[Any]) -> Any:
    if what == "misbehave":
        simulator.misbehave(Misbehaviour(values[0]) if values[0] else None)
        return None
    if what == "held":
        held = simulator.held(*values)
        return asdict(held) | {"files": [base64.b64encode(file).decode() for file in held.files]}
    return getattr(simulator, what)(*values)


def _tell(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
