"""Servers that say what a test scripted, on real sockets of this machine."""

import socket
import threading
from collections.abc import Callable, Iterator

import pytest


@pytest.fixture
def scripted() -> Iterator[Callable[..., str]]:
    """Start a server that answers each connection's requests with the bytes given, in turn; answers its address.

    Where the answers of one connection are used up, it is closed.
    """
    listeners = []

    def start(*connections: tuple[bytes, ...]) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def serve() -> None:
            for answers in connections:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    for answer in answers:
                        read_request(connection)
                        connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}/soap"

    yield start
    for listener in listeners:
        listener.close()


def read_request(connection: socket.socket) -> bytes:
    """One whole HTTP request with a Content-Length."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65_536)
    head, _, body = received.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    while len(body) < length:
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body
