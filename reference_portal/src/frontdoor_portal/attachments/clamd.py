"""ClamAV's daemon over its own protocol: a file goes to it as a stream, so it needs to read no file of ours.

The protocol is that of clamd(8): `zINSTREAM`, chunks with their length in front, an empty one at the end; `zVERSION`
answers `ClamAV 1.4.3/27500/Thu Jun  4 09:25:33 2026`, or without a database of ClamAV's own the version alone.
"""

import re
import socket
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from attrs import field, frozen

from frontdoor_portal.use_cases.attachments.ports import Scanned, ScannerHealth, ScannerSilent, Verdict

_LONGEST_ANSWER = 4_096
_FOUND = re.compile(r"stream: (?P<name>.{1,200}) FOUND")
_VERSION = re.compile(r"(?P<version>ClamAV [^/\s]{1,40})(?:/(?P<number>\d+)/(?P<built>.{10,40}))?")
_BUILT = "%a %b %d %H:%M:%S %Y"


def check_address(address: str) -> str:
    """The address as it is. Raises `ValueError` unless it is `tcp://host:port` or `unix:///path`."""
    parts = urlsplit(address)
    if parts.scheme == "unix" and parts.path.startswith("/") and not parts.netloc:
        return address
    try:
        if parts.scheme == "tcp" and parts.hostname and parts.port and not parts.path.strip("/"):
            return address
    except ValueError:
        pass
    raise ValueError("must be like tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl")


@frozen
class Clamd:
    """`use_cases.attachments.ports.VirusScanner`. `seconds` is the time for a whole file, however it drips.

    What it says is believed only while its signatures are younger than `signatures_hours`; 0 believes any.
    """

    address: str
    seconds: float = 120.0
    signatures_hours: int = 48
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def scan(self, chunks: Iterable[bytes]) -> Scanned:
        health = self.health(self.now())
        if health.trouble and not health.version:
            raise ScannerSilent(health.trouble)
        answer = self._ask(b"zINSTREAM\0", chunks)
        if found := _FOUND.fullmatch(answer):
            return Scanned(Verdict.INFECTED, found["name"])
        if answer != "stream: OK":
            raise ScannerSilent(f"The scanner answered: {_shown(answer)}")
        if health.trouble:
            # What it finds with old signatures is there; what it does not find may be there all the same.
            raise ScannerSilent(health.trouble)
        return Scanned(Verdict.CLEAN)

    def health(self, now: datetime) -> ScannerHealth:
        try:
            answer = self._ask(b"zVERSION\0")
        except ScannerSilent as silent:
            return ScannerHealth(trouble=str(silent))
        found = _VERSION.fullmatch(answer)
        if found is None:
            return ScannerHealth(trouble="What answers at the scanner's address is no clamd")
        built = _built(found["built"])
        return ScannerHealth(found["version"], built, self._too_old(built, now))

    def _too_old(self, built: datetime | None, now: datetime) -> str:
        if not self.signatures_hours:
            return ""
        if built is None:
            return "The scanner does not say how old its signatures are"
        if now - built > timedelta(hours=self.signatures_hours):
            return f"The scanner's signatures are of {built:%d %B %Y}: more than {self.signatures_hours} hours old"
        return ""

    def _ask(self, command: bytes, chunks: Iterable[bytes] | None = None) -> str:
        until = time.monotonic() + self.seconds
        try:
            with self._connected() as line:
                _send(line, command, until)
                if chunks is not None:
                    try:
                        for chunk in filter(None, chunks):
                            _send(line, len(chunk).to_bytes(4, "big") + chunk, until)
                        _send(line, bytes(4), until)
                    except (BrokenPipeError, ConnectionResetError):
                        pass  # it says why in its answer, such as a file longer than it takes
                return _answer(line, until)
        except TimeoutError:
            raise ScannerSilent("The scanner did not answer in time") from None
        except OSError as problem:
            raise ScannerSilent(f"The scanner cannot be reached ({type(problem).__name__})") from None

    def _connected(self) -> socket.socket:
        parts = urlsplit(self.address)
        if parts.scheme == "unix":
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                line.settimeout(min(5.0, self.seconds))
                line.connect(parts.path)
            except BaseException:
                line.close()
                raise
            return line
        return socket.create_connection((parts.hostname, parts.port), timeout=min(5.0, self.seconds))


def _send(line: socket.socket, data: bytes, until: float) -> None:
    line.settimeout(_left(until))
    line.sendall(data)


def _answer(line: socket.socket, until: float) -> str:
    received = bytearray()
    while not received.endswith(b"\0"):
        line.settimeout(_left(until))
        more = line.recv(1_024)
        if not more or len(received) > _LONGEST_ANSWER:
            # An answer is whole with its NUL: `stream: OK` may be the beginning of anything.
            raise ConnectionError("The answer was cut short")
        received += more
    return received[:-1].decode("utf-8", "replace").strip()


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _built(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.strptime(" ".join(text.split()), _BUILT).replace(tzinfo=UTC)
    except ValueError:
        return None


def _shown(answer: str) -> str:
    return "".join(letter for letter in answer[:120] if letter.isprintable())
