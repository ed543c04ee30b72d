"""HTTP for one endpoint: kept-alive connections, one deadline over everything, a ceiling on what is read.

The standard library's client is used because its time-outs can be replaced: a time-out on each read, as HTTP
libraries offer, never ends an answer that comes one byte at a time.
"""

import http.client
import io
import selectors
import socket
import ssl
import threading
import time
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self, cast
from urllib.parse import urlsplit

from attrs import field, frozen

MOST_KEPT = 8
"""Connections that wait for the next request; of more, the one that has waited longest is closed."""


class NotSent(Exception):
    """No byte of the request left: nothing can have been changed."""


class NoAnswer(Exception):
    """The request left, in part or whole, and no whole answer came back."""


class TooLarge(Exception):
    """The answer is larger than we read."""


@frozen
class HttpAnswer:
    """A whole answer. `content_type` is in lower case without parameters; `charset` and `encoding` likewise.

    `headers` has every header by its name in lower case; of a repeated one, the last.
    """

    status: int
    content_type: str
    charset: str
    encoding: str
    body: bytes
    headers: Mapping[str, str] = field(factory=dict, eq=False)


class Deadline:
    """A moment on the monotonic clock by which all must be done."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def remaining(self) -> float:
        """Seconds left, above nought; raises `TimeoutError` where there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class _Channel:
    """A socket whose every read and write is held to the deadline of the call in hand."""

    def __init__(self, raw: socket.socket, deadline: Deadline) -> None:
        self._raw = raw
        self.deadline = deadline

    def receive_into(self, buffer: Any) -> int:
        self._raw.settimeout(self.deadline.remaining())
        return self._raw.recv_into(buffer)

    def sendall(self, data: Any) -> None:
        self._raw.settimeout(self.deadline.remaining())
        self._raw.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reading(self))

    def is_quiet(self) -> bool:
        """Whether nothing waits to be read: on an idle connection anything that does is a goodbye."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._raw, selectors.EVENT_READ)
            return not selector.select(0)

    def close(self) -> None:
        """Do nothing: `http.client` closes a connection before its last answer was read. See `hang_up`."""

    def hang_up(self) -> None:
        self._raw.close()


class _Reading(io.RawIOBase):
    """Reads one answer from a channel, whose end is not the end of the connection."""

    def __init__(self, channel: _Channel) -> None:
        super().__init__()
        self._channel = channel

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._channel.receive_into(buffer)


class _Connection(http.client.HTTPConnection):
    """A connection that is opened and used under deadlines."""

    channel: _Channel

    @classmethod
    def open(
        cls, host: str, port: int, context: ssl.SSLContext | None, connect_seconds: float, deadline: Deadline
    ) -> Self:
        """Connect and, for https, shake hands; raises `OSError` where that fails or takes too long."""
        connecting = Deadline(min(connect_seconds, deadline.remaining()))
        raw = _connect(host, port, connecting)
        try:
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if context is not None:
                raw.settimeout(connecting.remaining())
                raw = context.wrap_socket(raw, server_hostname=host)
        except BaseException:
            raw.close()
            raise
        connection = cls(host, port)
        connection.channel = _Channel(raw, deadline)
        connection.sock = cast("socket.socket", connection.channel)
        return connection


def _addresses(host: str, port: int, connecting: Deadline) -> Any:
    """What a host's name stands for. The machine's resolver knows no deadline: it is asked in a thread of its own."""
    found: list[Any] = []

    def look_up() -> None:
        try:
            found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as problem:
            found.append(problem)

    thread = threading.Thread(target=look_up, name="looking up a host", daemon=True)
    thread.start()
    thread.join(connecting.remaining())
    if not found:
        raise TimeoutError
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]


def _connect(host: str, port: int, connecting: Deadline) -> socket.socket:
    problem: OSError = OSError("no address")
    for family, kind, protocol, _, where in _addresses(host, port, connecting):
        raw = socket.socket(family, kind, protocol)
        try:
            raw.settimeout(connecting.remaining())
            raw.connect(where)
        except OSError as failed:
            raw.close()
            problem = failed
        else:
            return raw
    raise problem


class Transport:
    """Sends requests to one address and what lies below it. May be used from several threads at once.

    Making one opens no connection. Raises `ValueError` where `ca_file` cannot be used, with the file's name.
    """

    def __init__(
        self, address: str, *, connect_seconds: float, max_answer_bytes: int, ca_file: Path | None = None
    ) -> None:
        parts = urlsplit(address)
        secure = parts.scheme == "https"
        self._host = parts.hostname or ""
        self._port = parts.port or (443 if secure else 80)
        self._path, self._query = parts.path, parts.query
        self._context = _trusting(ca_file) if secure else None
        self._connect_seconds = connect_seconds
        self._max_answer_bytes = max_answer_bytes
        self._idle: deque[_Connection] = deque()
        self._turn = threading.Lock()
        self._closed = False

    def send(
        self,
        method: str,
        path: str,
        body: bytes,
        headers: Mapping[str, str],
        deadline: Deadline,
        *,
        repeatable: bool,
    ) -> HttpAnswer:
        """Send a request and read the whole answer. Redirects are answers like any other: none is followed.

        `path`, already quoted and perhaps with a query, goes behind the address's own. `repeatable` says that sending
        twice does no harm: only then is a kept connection used, which the other side may have closed, and the request
        sent again on a new one. Raises `NotSent`, `NoAnswer`, `TooLarge`.
        """
        request = (method, self._target(path), body, dict(headers))
        while repeatable and (kept := self._take_idle(deadline)) is not None:
            try:
                return self._exchange(kept, request)
            except NoAnswer as problem:
                if not isinstance(problem.__cause__, ConnectionError):
                    raise
        try:
            connection = _Connection.open(self._host, self._port, self._context, self._connect_seconds, deadline)
        except (OSError, UnicodeError) as problem:
            raise NotSent(_kind(problem)) from problem
        return self._exchange(connection, request)

    def close(self) -> None:
        """Close kept connections; one in use is closed when its call ends."""
        with self._turn:
            self._closed = True
            idle, self._idle = self._idle, deque()
        for connection in idle:
            connection.channel.hang_up()

    def _take_idle(self, deadline: Deadline) -> _Connection | None:
        while True:
            with self._turn:
                if not self._idle:
                    return None
                connection = self._idle.pop()
            if connection.channel.is_quiet():
                connection.channel.deadline = deadline
                return connection
            connection.channel.hang_up()

    def _target(self, path: str) -> str:
        target = (self._path + path) or "/"
        if not self._query:
            return target
        return f"{target}{'&' if '?' in target else '?'}{self._query}"

    def _exchange(self, connection: _Connection, request: tuple[str, str, bytes, dict[str, str]]) -> HttpAnswer:
        keep = False
        try:
            self._ask(connection, request)
            response = connection.getresponse()
            answer = self._read(response)
            keep = not response.will_close
        except (OSError, http.client.HTTPException, ValueError) as problem:
            raise NoAnswer(_kind(problem)) from problem
        finally:
            self._put_away(connection, keep)
        return answer

    def _put_away(self, connection: _Connection, keep: bool) -> None:
        # A request that must not be repeated opens a connection and takes none: without a ceiling each left one behind.
        surplus = connection
        with self._turn:
            if keep and not self._closed:
                self._idle.append(connection)
                if len(self._idle) <= MOST_KEPT:
                    return
                surplus = self._idle.popleft()
        surplus.channel.hang_up()

    def _ask(self, connection: _Connection, request: tuple[str, str, bytes, dict[str, str]]) -> None:
        try:
            connection.request(*request)
        except ValueError:
            # Headers are checked before the first byte leaves. The error would repeat the header, perhaps a secret.
            raise NotSent("a header or a path with an impossible character") from None

    def _read(self, response: http.client.HTTPResponse) -> HttpAnswer:
        most = self._max_answer_bytes
        if response.length is not None and response.length > most:
            raise TooLarge
        parts, size = [], 0
        while part := response.read(65_536):
            size += len(part)
            if size > most:
                raise TooLarge
            parts.append(part)
        # An answer that ends at the end of the connection and holds nothing was cut, perhaps within its headers.
        if response.length or not (size or response.chunked or response.length == 0):
            raise http.client.IncompleteRead(b"", response.length)
        return HttpAnswer(
            status=response.status,
            content_type=response.headers.get_content_type() if "Content-Type" in response.headers else "",
            charset=(response.headers.get_content_charset() or ""),
            encoding=response.headers.get("Content-Encoding", "").strip().lower(),
            body=b"".join(parts),
            headers={name.lower(): value for name, value in response.headers.items()},
        )


def _trusting(ca_file: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as problem:
        # The library names neither the file nor, where it holds something else, what it is.
        reason = "holds no certificate" if isinstance(problem, ssl.SSLError) else f"cannot be read: {problem.strerror}"
        raise ValueError(f"{ca_file}: {reason}") from None


def _kind(problem: BaseException) -> str:
    # Only the kind: an error's text may repeat what the other side sent.
    if isinstance(problem, TimeoutError):
        return "no answer in time"
    if isinstance(problem, ConnectionRefusedError):
        return "connection refused"
    if isinstance(problem, socket.gaierror):
        return "name not found"
    if isinstance(problem, ssl.SSLError):
        return "no trusted TLS connection"
    if isinstance(problem, ConnectionError | http.client.IncompleteRead):
        return "connection cut"
    return f"{type(problem).__name__}"
