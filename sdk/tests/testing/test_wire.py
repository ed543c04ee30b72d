"""What callers of a stand-in see of an answer that is sent well, and of one that goes wrong on the wire."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from typing import ClassVar

import pytest

from frontdoor.testing import wire
from frontdoor.testing.simulators import Misbehaviour
from frontdoor.testing.wire import ON_THE_WIRE, Handler, Reply, Server

BODY = json.dumps({"told": "Llanfair" * 4}).encode()
WELL = Reply(200, "application/json", BODY, {"X-Turn": "1"})
PATIENCE = 20.0


class Telling(Handler):
    """Answers `WELL` to everything, in the way that the path names."""

    asked: ClassVar[threading.Event] = threading.Event()

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server calls
        self.asked.set()
        way = self.path.strip("/")
        self.answer(WELL, Misbehaviour(way) if way else None)

    do_HEAD = do_GET  # noqa: N815


@pytest.fixture
def server() -> Iterator[Server]:
    Telling.asked.clear()
    running = Server(0, Telling)
    running.serve()
    yield running
    running.stop()


Ask = Callable[..., HTTPResponse]


@pytest.fixture
def caller(server: Server) -> Iterator[HTTPConnection]:
    connection = HTTPConnection(*server.host_and_port, timeout=PATIENCE)
    yield connection
    connection.close()


@pytest.fixture
def ask(caller: HTTPConnection) -> Ask:
    """Asks on one connection, that is opened again only where it was closed."""

    def get(way: str = "", method: str = "GET") -> HTTPResponse:
        caller.request(method, f"/{way}")
        return caller.getresponse()

    return get


def told(answer: HTTPResponse) -> tuple[int, str | None, bytes]:
    return answer.status, answer.headers["Content-Type"], answer.read()


def test_an_answer_is_sent_whole_with_its_headers_and_the_connection_stays_open(
    ask: Ask, caller: HTTPConnection
) -> None:
    first = ask()
    assert (first.headers["X-Turn"], told(first)) == ("1", (200, "application/json", BODY))
    ours = caller.sock

    assert told(ask()) == (200, "application/json", BODY)
    assert caller.sock is ours


def test_of_a_head_the_length_is_told_and_no_body_sent(ask: Ask) -> None:
    head = ask(method="HEAD")

    assert (head.headers["Content-Length"], head.read(), told(ask())[2]) == (str(len(BODY)), b"", BODY)


@pytest.mark.parametrize(
    ("way", "seen"),
    [
        (Misbehaviour.EMPTY, (200, "application/json", b"")),
        (Misbehaviour.MALFORMED, (200, "application/json", BODY[: len(BODY) // 2])),
    ],
)
def test_a_spoilt_body_comes_in_an_answer_that_is_whole(
    ask: Ask, way: Misbehaviour, seen: tuple[int, str, bytes]
) -> None:
    assert told(ask(way)) == seen


def test_a_page_comes_with_success(ask: Ask) -> None:
    status, kind, page = told(ask(Misbehaviour.PAGE))

    assert (status, kind, page.startswith(b"<!doctype html>")) == (200, "text/html; charset=utf-8", True)


def test_a_slow_answer_is_the_right_one(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "SLOW_SECONDS", 0.2)
    began = time.monotonic()

    assert told(ask(Misbehaviour.SLOW)) == (200, "application/json", BODY)
    assert time.monotonic() - began >= 0.2


def test_a_cut_answer_ends_before_the_length_it_promises(ask: Ask) -> None:
    with pytest.raises(IncompleteRead) as caught:
        ask(Misbehaviour.CUT_AFTER_COMMIT).read()

    assert caught.value.partial == BODY[: len(BODY) // 2]


def test_a_dripping_answer_is_the_right_one_a_byte_at_a_time(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "DRIP_SECONDS", 0.01)
    answer = ask(Misbehaviour.DRIP_FEED)

    assert (answer.read1(100), answer.read()) == (BODY[:1], BODY[1:])


def test_an_oversized_answer_goes_on_for_as_long_as_it_is_read(ask: Ask) -> None:
    assert len(ask(Misbehaviour.OVERSIZED).read(3_000_000)) == 3_000_000


def test_a_silent_answer_has_no_byte(ask: Ask, caller: HTTPConnection) -> None:
    caller.timeout = 0.3

    with pytest.raises(TimeoutError):
        ask(Misbehaviour.SILENT_AFTER_COMMIT)


@pytest.mark.parametrize("way", [*ON_THE_WIRE, None])
def test_stopping_cuts_whoever_is_connected(server: Server, way: Misbehaviour | None) -> None:
    with socket.create_connection(server.host_and_port, timeout=PATIENCE) as caller:
        caller.sendall(f"GET /{way or ''} HTTP/1.1\r\n\r\n".encode())
        assert Telling.asked.wait(PATIENCE)

        server.stop()

        with suppress(ConnectionResetError):
            while caller.recv(65_536):
                pass
