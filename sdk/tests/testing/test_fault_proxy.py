"""The fault proxy breaks a connection in the way it is told, and mends it again on the same port."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from frontdoor.testing.fault_proxy import DRIP_SECONDS, Fault, FaultProxy

ANSWER = b"the answer, whole"


@pytest.fixture
def heard() -> list[bytes]:
    return []


@pytest.fixture
def system(heard: list[bytes]) -> Iterator[int]:
    """A system that answers each piece it hears with the same words; its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(connection: socket.socket) -> None:
        with connection:
            try:
                while piece := connection.recv(1000):
                    heard.append(piece)
                    connection.sendall(ANSWER)
            except ConnectionError:
                return

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()


@pytest.fixture
def proxy(system: int) -> Iterator[FaultProxy]:
    with FaultProxy("127.0.0.1", system) as running:
        yield running


def connect(proxy: FaultProxy) -> socket.socket:
    host, _, port = proxy.address.partition(":")
    return socket.create_connection((host, int(port)), timeout=5)


def ask(connection: socket.socket, question: bytes = b"question") -> bytes:
    """What comes back in one piece."""
    connection.sendall(question)
    return connection.recv(1000)


def everything(connection: socket.socket) -> bytes:
    """What comes until the other side closes."""
    return b"".join(iter(lambda: connection.recv(1000), b""))


def test_without_a_fault_everything_passes(proxy: FaultProxy, heard: list[bytes]) -> None:
    with connect(proxy) as connection:
        assert [ask(connection), ask(connection)] == [ANSWER, ANSWER]

    assert heard == [b"question", b"question"]
    assert (proxy.turns, proxy.carried) == (2, 16)


def test_refused_nobody_gets_in_and_open_connections_are_reset(proxy: FaultProxy) -> None:
    with connect(proxy) as connection:
        ask(connection)
        proxy.fault = Fault.REFUSE

        with pytest.raises(ConnectionResetError):
            connection.recv(1)
        with pytest.raises(ConnectionRefusedError):
            connect(proxy)


def test_after_a_refusal_it_listens_on_the_same_port(proxy: FaultProxy) -> None:
    address = proxy.address
    proxy.fault = Fault.REFUSE
    proxy.fault = Fault.NONE

    with connect(proxy) as connection:
        assert ask(connection) == ANSWER
    assert proxy.address == address


def test_in_silence_nothing_passes(proxy: FaultProxy, heard: list[bytes]) -> None:
    proxy.fault = Fault.SILENCE
    with connect(proxy) as connection:
        connection.settimeout(0.3)

        with pytest.raises(TimeoutError):
            ask(connection)

    assert heard == []


def test_a_delayed_answer_comes_whole(proxy: FaultProxy) -> None:
    proxy.seconds = 0.2
    proxy.fault = Fault.DELAY
    with connect(proxy) as connection:
        connection.settimeout(0.05)
        with pytest.raises(TimeoutError):
            ask(connection)

        connection.settimeout(5)
        assert connection.recv(1000) == ANSWER


def test_dripping_an_answer_comes_byte_by_byte(proxy: FaultProxy) -> None:
    proxy.fault = Fault.DRIP
    with connect(proxy) as connection:
        connection.sendall(b"question")

        assert [connection.recv(1000) for _ in range(4)] == [b"t", b"h", b"e", b" "]
    assert DRIP_SECONDS > 0


@pytest.mark.parametrize("after", [0, 4])
def test_cut_the_request_arrives_and_the_answer_in_part(proxy: FaultProxy, heard: list[bytes], after: int) -> None:
    proxy.after = after
    proxy.fault = Fault.CUT
    received: list[bytes] = []
    with connect(proxy) as connection:
        connection.sendall(b"question")
        with pytest.raises(ConnectionResetError):
            received.extend(iter(lambda: connection.recv(1), b""))

    assert (heard, b"".join(received)) == ([b"question"], ANSWER[:after])


def test_bytes_are_counted_from_when_the_fault_was_set(proxy: FaultProxy) -> None:
    proxy.after = 4
    with connect(proxy) as connection:
        ask(connection)
        proxy.fault = Fault.CUT

        assert ask(connection) == ANSWER[:4]


def test_a_cut_request_arrives_in_part(proxy: FaultProxy, heard: list[bytes]) -> None:
    proxy.after = 3
    proxy.fault = Fault.CUT_REQUEST
    with connect(proxy) as connection, pytest.raises(ConnectionResetError):
        ask(connection)

    assert b"".join(heard) in {b"", b"que"}  # a reset may overtake what was sent before it


def test_garbage_is_the_same_for_the_same_seed(system: int) -> None:
    answers = []
    for seed in (1, 1, 2):
        with FaultProxy("127.0.0.1", system, seed=seed) as proxy:
            proxy.fault = Fault.GARBAGE
            with connect(proxy) as connection:
                connection.sendall(b"question")
                answers.append(everything(connection))

    assert [len(answer) for answer in answers] == [512, 512, 512]
    assert answers[0] == answers[1] != answers[2]


def test_half_closed_the_request_arrives_and_the_answer_is_empty(proxy: FaultProxy, heard: list[bytes]) -> None:
    proxy.fault = Fault.HALF_CLOSE
    with connect(proxy) as connection:
        assert ask(connection) == b""

    assert heard == [b"question"]


def test_spared_requests_go_through_before_the_fault_strikes(proxy: FaultProxy) -> None:
    proxy.spared = 2
    proxy.fault = Fault.HALF_CLOSE
    with connect(proxy) as connection:
        assert [ask(connection) for _ in range(3)] == [ANSWER, ANSWER, b""]


def test_open_connections_are_counted_until_they_end(proxy: FaultProxy) -> None:
    with connect(proxy) as connection:
        ask(connection)
        assert proxy.open_connections == 1
    with connect(proxy) as other:
        ask(other)

    while proxy.open_connections:  # ends as soon as the proxy has seen both go
        threading.Event().wait(0.01)
    assert proxy.open_connections == 0


def test_it_is_driven_from_another_process(system: int) -> None:
    command = [sys.executable, "-m", "frontdoor.testing.fault_proxy", f"127.0.0.1:{system}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        host, _, port = process.stdout.readline().strip().partition(":")
        process.stdin.write("cut 4\n")
        process.stdin.flush()
        said = process.stdout.readline()
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            received = ask(connection)
        process.stdin.close()

        assert (said, received, process.wait(10)) == ("cut\n", ANSWER[:4], 0)
