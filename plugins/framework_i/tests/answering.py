"""A server that answers whatever a test gives it, byte for byte: for what no well-meaning stand-in says."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

Answer = Callable[[bytes], Iterable[bytes]]
"""From the request as it came to the pieces of the answer."""


def http(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    """A whole HTTP answer; a header's name is written with `_` for `-`."""
    told = {"Content_Type": "text/xml; charset=utf-8", "Content_Length": str(len(body)), **headers}
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in told.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@contextmanager
def answering(answer: Answer) -> Iterator[str]:
    """The address of a server that reads one request on each connection, answers it and hangs up."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(20)
                try:
                    for piece in answer(_request(connection)):
                        connection.sendall(piece)
                except OSError:
                    continue  # whoever asked has had enough

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/framework-i"
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(20)


def _request(connection: socket.socket) -> bytes:
    """The request, read to the length that it announces."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65_536)
    head, _, body = received.partition(b"\r\n\r\n")
    [length] = [int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
    while len(body) < length:
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body
