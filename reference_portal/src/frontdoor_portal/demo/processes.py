"""The processes of a demonstration: started in order, and every one of them stopped however it ends."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

Process: TypeAlias = "subprocess.Popen[bytes]"

_PATIENCE = 60.0
_LAST_WORDS = 2_000


class DidNotStart(RuntimeError):
    """A process ended, or stayed silent, before it was ready. Carries the end of its log."""


class Processes:
    """Child processes that live as long as the `with` block. `environment` is added to this process's own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = os.environ | environment
        self._running: list[Process] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self._running):
            process.terminate()
        for process in reversed(self._running):
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def start(self, log: Path, *arguments: str) -> Process:
        """Start a Python module, its output going to `log`."""
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                env=self._environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                # Ctrl-C reaches the demonstration alone, which then stops these in order.
                start_new_session=True,
            )
        self._running.append(process)
        return process

    def check(self) -> None:
        """Raise `DidNotStart` where a process has ended by itself."""
        for process in self._running:
            if process.poll() is not None:
                raise DidNotStart(f"{_name(process.args)} ended with code {process.returncode}")


def wait_for_line(process: Process, log: Path, beginning: str) -> str:
    """The first line of a log that begins so, without the beginning. Raises `DidNotStart`."""
    for _ in _while_alive(process, log):
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith(beginning):
                return line.removeprefix(beginning).strip()
    raise _silent(log)


def wait_for_page(process: Process, log: Path, address: str) -> None:
    """Return once the address answers 200. Raises `DidNotStart`."""
    for _ in _while_alive(process, log):
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            continue
    raise _silent(log)


def _while_alive(process: Process, log: Path) -> Iterator[None]:
    # Twenty looks a second, until patience runs out.
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise _silent(log)
        yield
        time.sleep(0.05)


def _silent(log: Path) -> DidNotStart:
    words = log.read_text(encoding="utf-8", errors="replace")[-_LAST_WORDS:]
    return DidNotStart(f"{log.stem} did not start. Its last words:\n{words}")


def _name(arguments: object) -> str:
    return " ".join(str(each) for each in arguments[2:4]) if isinstance(arguments, list) else "a process"
