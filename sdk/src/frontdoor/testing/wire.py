"""HTTP on this machine for stand-ins: answers that are sent well, or go wrong on the wire as those of real systems do.

What a stand-in is asked and what it says are its own affair. It derives its handler from `Handler`, makes a `Reply`
and calls `answer`.
"""

import select
import socket
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from attrs import evolve, field, frozen

from frontdoor.testing.simulators import Misbehaviour

SLOW_SECONDS = 4.0
DRIP_SECONDS = 0.05


@frozen
class Reply:
    """A whole HTTP answer. `headers` go beside those of its type and its length."""

    status: int
    content_type: str
    body: bytes
    headers: Mapping[str, str] = field(factory=dict)


class Server(ThreadingHTTPServer):
    """Listens on 127.0.0.1 only, since everybody can read how a stand-in lets somebody in; port 0 takes a free one.

    Raises `OSError` where the port is taken.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, handler: "type[Handler]") -> None:
        self.stopping = threading.Event()
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), handler)

    @property
    def host_and_port(self) -> tuple[str, int]:
        return "127.0.0.1", self.server_port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def serve(self) -> None:
        """Answer from now on, in threads of its own."""
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Stop answering and cut every open connection."""
        self.stopping.set()
        self.shutdown()
        self.server_close()
        for connection in tuple(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: callers that hang up are part of what is tested, and a trace would hold what they sent."""


class Handler(BaseHTTPRequestHandler):
    """One connection, kept open from request to request. A stand-in adds `do_GET` and the like."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server

    def log_message(self, format: str, *args: object) -> None:
        """Write no access log: addresses of test calls help nobody, and searches name people."""

    def version_string(self) -> str:
        return "simulator"

    def answer(self, reply: Reply, how: Misbehaviour | None = None) -> None:
        """Send a reply, or go wrong with it where `how` is one of `ON_THE_WIRE`."""
        ON_THE_WIRE.get(how, send)(self, reply)


def send(handler: Handler, reply: Reply) -> None:
    """The whole of it, without the body where only the head was asked for."""
    _begin(handler, reply, {"Content-Length": str(len(reply.body))})
    if handler.command != "HEAD":
        handler.wfile.write(reply.body)


def _slowly(handler: Handler, reply: Reply) -> None:
    handler.server.stopping.wait(SLOW_SECONDS)
    send(handler, reply)


def _silent(handler: Handler, _: Reply) -> None:
    """Nothing, until the caller hangs up."""
    handler.close_connection = True
    while not handler.server.stopping.wait(DRIP_SECONDS):
        if _has_gone(handler):
            return


def _cut(handler: Handler, reply: Reply) -> None:
    """Half of what the head promises."""
    handler.close_connection = True
    _begin(handler, reply, {"Content-Length": str(len(reply.body))})
    handler.wfile.write(_half(reply.body))


def _drip(handler: Handler, reply: Reply) -> None:
    """One byte at a time."""
    handler.close_connection = True
    _begin(handler, reply, {"Content-Length": str(len(reply.body))})
    for byte in reply.body:
        if handler.server.stopping.wait(DRIP_SECONDS) or _has_gone(handler):
            return
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()


def _pour(handler: Handler, reply: Reply) -> None:
    """Spaces without end, until the caller hangs up."""
    handler.close_connection = True
    _begin(handler, reply, {"Transfer-Encoding": "chunked"})
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    while not handler.server.stopping.is_set():
        handler.wfile.write(chunk)


def _begin(handler: Handler, reply: Reply, length: Mapping[str, str]) -> None:
    handler.send_response(reply.status)
    for name, value in {"Content-Type": reply.content_type, **reply.headers, **length}.items():
        handler.send_header(name, value)
    handler.end_headers()


def _has_gone(handler: Handler) -> bool:
    readable, _, _ = select.select([handler.connection], [], [], 0)
    return bool(readable) and not handler.connection.recv(1)


def _half(body: bytes) -> bytes:
    return body[: len(body) // 2]


_PAGE = Reply(200, "text/html; charset=utf-8", b"<!doctype html><title>Sign in</title><p>Your session has ended.</p>")

ON_THE_WIRE: Mapping[Misbehaviour | None, Callable[[Handler, Reply], None]] = {
    Misbehaviour.SLOW: _slowly,
    Misbehaviour.SILENT_AFTER_COMMIT: _silent,
    Misbehaviour.CUT_AFTER_COMMIT: _cut,
    Misbehaviour.PAGE: lambda handler, _: send(handler, _PAGE),
    Misbehaviour.EMPTY: lambda handler, reply: send(handler, evolve(reply, body=b"")),
    Misbehaviour.MALFORMED: lambda handler, reply: send(handler, evolve(reply, body=_half(reply.body))),
    Misbehaviour.OVERSIZED: _pour,
    Misbehaviour.DRIP_FEED: _drip,
}
"""What goes wrong with an answer whatever it says, and how."""
