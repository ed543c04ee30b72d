"""Asks the judge in its own process, and stores the cleaned copy as it comes back."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

from attrs import field, frozen

from frontdoor_portal.use_cases.attachments.models import Content, FileKind, Judged, NotTaken, Removed, Unwanted
from frontdoor_portal.use_cases.attachments.ports import FileStorage

_PIECE = 64 * 1024
_LONGEST_ANSWER = 64 * 1024
_AT_ONCE = 4


@frozen
class JudgeApart:
    """`use_cases.attachments.ports.FileJudge`. A judge that dies or takes too long has refused the file.

    A few at once, since each may need as much memory as the largest picture.
    """

    storage: FileStorage
    seconds: float = 60.0
    _turns: threading.Semaphore = field(factory=lambda: threading.Semaphore(_AT_ONCE), init=False, eq=False)

    def judge(self, name: str, content: Content) -> Judged:
        chunks = self.storage.open(content)
        with self._turns, _started() as process:
            alarm = threading.Timer(self.seconds, process.kill)
            alarm.start()
            try:
                return self._answered(process, name, chunks)
            finally:
                alarm.cancel()
                process.kill()

    def _answered(self, process: "subprocess.Popen[bytes]", name: str, chunks: Iterator[bytes]) -> Judged:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps({"name": name}).encode() + b"\n")
            for chunk in chunks:
                process.stdin.write(chunk)
            process.stdin.close()
        except BrokenPipeError:
            with suppress(BrokenPipeError):
                process.stdin.close()
            raise NotTaken(Unwanted.DAMAGED) from None
        try:
            answer = json.loads(process.stdout.readline(_LONGEST_ANSWER))
            if "refused" in answer:
                raise NotTaken(Unwanted(answer["refused"]))
            kind, copy = FileKind(answer["kind"]), None
            copy_kind = FileKind(answer["copy_kind"]) if answer["copy_kind"] else None
        except (json.JSONDecodeError, KeyError):
            # It was killed, by us or by its bounds: whatever is in the file, nobody should open it.
            raise NotTaken(Unwanted.DAMAGED) from None
        if copy_kind is not None:
            copy = self.storage.put(_exactly(process.stdout, answer["copy_size"]))
        return Judged(kind, tuple(answer["about"]), frozenset(map(Removed, answer["removed"])), copy, copy_kind)


def _started() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-I", "-m", "frontdoor_portal.attachments.judging.process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/" if sys.platform != "win32" else None,
        close_fds=True,
    )


def _exactly(stream: IO[bytes], size: int) -> Iterator[bytes]:
    left = size
    while left:
        piece = stream.read(min(left, _PIECE))
        if not piece:
            raise NotTaken(Unwanted.DAMAGED)
        left -= len(piece)
        yield piece
