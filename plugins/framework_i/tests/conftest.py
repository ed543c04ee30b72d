"""A simulator, a connector to it and scripted servers, each on a real socket of this machine."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

import pytest

from frontdoor.connectors.records import Call, EpisodeRequest, PopulatedAnswer
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Priority
from frontdoor.secrets.references import Secret, SecretReader, SecretReference
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.settings import FrameworkISettings
from frontdoor_framework_i.simulator import Simulator

PASSWORD = SecretReference("framework-i", "password")


@pytest.fixture
def call() -> Call:
    return Call(acting_for="Officer 7", purpose="screening", deadline=10.0)


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


@pytest.fixture
def connect(simulator: Simulator) -> Iterator[Callable[..., FrameworkI]]:
    """Build a connector to the simulator; keywords override its settings, `read_secret` its secrets."""
    with ExitStack() as opened:

        def build(read_secret: SecretReader | None = None, **settings: Any) -> FrameworkI:
            whole = {"address": simulator.url, "user": simulator.user, "password": PASSWORD, **settings}
            reader = read_secret or (lambda _: Secret(simulator.password))
            connector = FrameworkI(FrameworkISettings(**whole), reader)
            opened.callback(connector.close)
            return connector

        yield build


@pytest.fixture
def connector(connect: Callable[..., FrameworkI]) -> FrameworkI:
    return connect()


@pytest.fixture
def wanted() -> EpisodeRequest:
    """An episode for Ella Ashdown, under a reference of its own."""
    return EpisodeRequest(
        reference=Reference.new(),
        contact_date=datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        source_code="2A",
        category="neglect",
        priority=Priority.HIGH,
        answers=(PopulatedAnswer("what_happened", "What happened?", "Two lines\r\n<b>& no mark-up</b>"),),
        team="Safeguarding Team North",
        person_id="7000101",
    )


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
