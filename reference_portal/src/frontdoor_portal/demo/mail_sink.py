"""A mail server that delivers nothing: it keeps each message as a file and tells who listens."""

from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class _Keeper:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802
        self._count += 1
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        part = self._folder / f"{self._count:04}.part"
        part.write_bytes(content)
        part.rename(part.with_suffix(".eml"))
        return "250 OK"


def start_mail_sink(folder: Path, port: int = 0) -> Any:
    """A running sink on loopback that keeps messages as `0001.eml` and so on; call `stop()` on it."""
    sink = Controller(_Keeper(folder), hostname="127.0.0.1", port=port)
    sink.start()
    return sink
