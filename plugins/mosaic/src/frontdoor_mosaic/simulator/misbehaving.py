"""Every wrong way to answer a request that was carried out, or is refused for no reason of its own."""

import select
import threading
from collections.abc import Mapping
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

from attrs import evolve, field, frozen

from frontdoor.testing.simulators import Misbehaviour
from frontdoor_mosaic.rest import bodies
from frontdoor_mosaic.simulator.refusing import Refused

DRIP_SECONDS = 0.05
SLOW_SECONDS = 4.0
STALE_BY = timedelta(days=2)
BACK_IN = "2"
OTHER_REFERENCE = "FD-2222-2222"
_SIGN_IN = b"<!doctype html><title>Sign in</title><p>Your session has ended.</p>"

OPENING = ("createStep",)
CHANGING = (*OPENING, "createPerson", "createCaseNote", "changeCaseNote", "changeStep", "attachDocument")
"""What changes something: the SDK's "after commit" concerns these alone, and reads are answered well meanwhile."""

CONCERNED: Mapping[Misbehaviour, tuple[str, ...]] = {
    Misbehaviour.SILENT_AFTER_COMMIT: CHANGING,
    Misbehaviour.CUT_AFTER_COMMIT: CHANGING,
    Misbehaviour.ERROR_AFTER_COMMIT: CHANGING,
    Misbehaviour.NO_ID: OPENING,
    Misbehaviour.WRONG_REFERENCE: OPENING,
}
"""The operations that a misbehaviour concerns, where it is not all of them."""


@frozen
class Reply:
    """A whole HTTP answer."""

    status: int
    body: bytes
    content_type: str = bodies.JSON
    headers: Mapping[str, str] = field(factory=dict)


def refuse_first(how: Misbehaviour | None) -> None:
    """Refuse a request before anything is done, where the misbehaviour is of that kind; raises `Refused`."""
    if how is Misbehaviour.EXPIRED_CREDENTIAL:
        raise Refused(401, "unauthorised", {"WWW-Authenticate": 'Bearer error="invalid_token"'})
    if how is Misbehaviour.RATE_LIMIT:
        raise Refused(429, "too_many_requests", {"Retry-After": BACK_IN})


def tampered(told: dict[str, Any], headers: dict[str, str], how: Misbehaviour | None) -> None:
    """Change what a well-formed answer says, in place. Other people's data comes from the engine itself."""
    if how is Misbehaviour.NO_ID:
        told.pop("id", None)
        headers.pop("Location", None)
    if how is Misbehaviour.WRONG_REFERENCE:
        for each in (told, *told.get("steps", ())):
            if "submissionRef" in each:
                each["submissionRef"] = OTHER_REFERENCE


def spoilt(reply: Reply, how: Misbehaviour | None) -> Reply:
    """The whole answer that takes the reply's place, or the reply itself."""
    match how:
        case Misbehaviour.ERROR_AFTER_COMMIT:
            return Reply(500, bodies.write({"code": "internal"}), bodies.PROBLEM)
        case Misbehaviour.PAGE:
            return Reply(200, _SIGN_IN, "text/html; charset=utf-8")
        case Misbehaviour.EMPTY:
            return evolve(reply, body=b"")
        case Misbehaviour.MALFORMED:
            return evolve(reply, body=reply.body[: len(reply.body) // 2])
        case _:
            return reply


def misbehave(
    handler: BaseHTTPRequestHandler, reply: Reply, how: Misbehaviour | None, stopping: threading.Event
) -> bool:
    """Answer wrongly on the wire; False where this way of going wrong leaves the wire alone."""
    match how:
        case Misbehaviour.SILENT_AFTER_COMMIT:
            _wait_for_goodbye(handler, stopping)
        case Misbehaviour.CUT_AFTER_COMMIT:
            begin(handler, reply)
            handler.wfile.write(reply.body[: len(reply.body) // 2])
        case Misbehaviour.OVERSIZED:
            _pour(handler, reply, stopping)
        case Misbehaviour.DRIP_FEED:
            _drip(handler, reply, stopping)
        case _:
            return False
    handler.close_connection = True
    return True


def begin(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """Send the status and the headers."""
    handler.send_response(reply.status)
    handler.send_header("Content-Type", reply.content_type)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(reply.body)))
    handler.end_headers()


def _has_gone(handler: BaseHTTPRequestHandler) -> bool:
    readable, _, _ = select.select([handler.connection], [], [], 0)
    return bool(readable) and not handler.connection.recv(1)


def _wait_for_goodbye(handler: BaseHTTPRequestHandler, stopping: threading.Event) -> None:
    while not stopping.wait(DRIP_SECONDS):
        if _has_gone(handler):
            return


def _drip(handler: BaseHTTPRequestHandler, reply: Reply, stopping: threading.Event) -> None:
    begin(handler, reply)
    for byte in reply.body:
        if stopping.wait(DRIP_SECONDS) or _has_gone(handler):
            return
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()


def _pour(handler: BaseHTTPRequestHandler, reply: Reply, stopping: threading.Event) -> None:
    handler.send_response(reply.status)
    handler.send_header("Content-Type", reply.content_type)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    while not stopping.is_set():
        handler.wfile.write(chunk)
