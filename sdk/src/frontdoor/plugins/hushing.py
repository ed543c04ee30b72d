"""Keeps what a plugin prints out of the output of whatever loaded it, which may be a log: it handles children's data.

Standard output and error are one for the whole process. So both are wrapped, and what is written from a thread that is
hushed goes nowhere: prints, warnings, and the standard library's logging where nobody set it up. Threads that a plugin
starts by itself, and whatever writes to the file descriptors, are not reached.
"""

import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

_here = threading.local()


@contextmanager
def hushed() -> Iterator[None]:
    """Nothing that this thread prints is written while the block lasts."""
    sys.stdout, sys.stderr = _hushable(sys.stdout), _hushable(sys.stderr)
    before = getattr(_here, "is_hushed", False)
    _here.is_hushed = True
    try:
        yield
    finally:
        _here.is_hushed = before


def _hushable(stream: TextIO | None) -> Any:
    """The stream, wrapped once; a process that nobody watches may have none."""
    return stream if stream is None or isinstance(stream, _Hushable) else _Hushable(stream)


class _Hushable:
    """A text stream that takes and drops what a hushed thread writes; everything else is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return len(text) if getattr(_here, "is_hushed", False) else self._stream.write(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
