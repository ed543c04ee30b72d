"""Keeps what a connector prints out of the portal's output, which is its log: a connector handles children's data.

Standard output and error are one for the whole process. So both are wrapped once, and what is written from a thread
that is hushed goes nowhere: prints, the standard library's logging where nobody set it up, and warnings. A connector's
own threads, and whatever writes to the file descriptors themselves, are not reached.
"""

import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

_here = threading.local()


@contextmanager
def hushed() -> Iterator[None]:
    """Nothing that this thread prints is written while the block lasts."""
    before = getattr(_here, "is_hushed", False)
    _here.is_hushed = True
    try:
        yield
    finally:
        _here.is_hushed = before


def hush_connectors() -> None:
    """Wrap standard output and error, where they are not wrapped already, so that `hushed` works on them."""
    if not isinstance(sys.stdout, _Hushable):
        sys.stdout = cast("TextIO", _Hushable(sys.stdout))
    if not isinstance(sys.stderr, _Hushable):
        sys.stderr = cast("TextIO", _Hushable(sys.stderr))


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
