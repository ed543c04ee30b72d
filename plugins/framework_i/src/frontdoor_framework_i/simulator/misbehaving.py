"""Every wrong way to answer a request that was carried out."""

import select
import threading
from http.server import BaseHTTPRequestHandler

from attrs import evolve, frozen
from lxml import etree

from frontdoor_framework_i.contract import named
from frontdoor_framework_i.simulator.elements import SoapFault
from frontdoor_framework_i.simulator.scenario import Answering

DRIP_SECONDS = 0.05
OTHER_REFERENCE = "FD-2222-2222"
OTHER_REQUEST = "00000000000000000000000000000000"
OTHER_KEY = "somebody-else"

_ENTITIES = b'<!DOCTYPE bomb [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_SIGN_IN = b"<!doctype html><title>Sign in</title><p>Your session has ended.</p>"


@frozen
class Reply:
    """A whole HTTP answer."""

    status: int
    content_type: str
    body: bytes
    retry_after: int | None = None

    def begin(self, handler: BaseHTTPRequestHandler) -> None:
        """Send the status and the headers."""
        handler.send_response(self.status)
        handler.send_header("Content-Type", self.content_type)
        if self.status == 302:
            handler.send_header("Location", f"http://{handler.headers.get('Host', '')}/scenario")
        if self.retry_after is not None:
            handler.send_header("Retry-After", str(self.retry_after))
        handler.send_header("Content-Length", str(len(self.body)))
        handler.end_headers()


def tampered(response: etree._Element, answering: Answering) -> etree._Element:
    """A well-formed answer that says something else. Other people's data comes from the operations themselves."""
    match answering:
        case Answering.SERVER_FAULT:
            return SoapFault("Server").element()
        case Answering.WRONG_REQUEST:
            response.set("requestId", OTHER_REQUEST)
        case Answering.WRONG_REFERENCE:
            for element in response.iter(named("submissionRef")):
                element.text = OTHER_REFERENCE
            for element in response.iter(named("noteKey"), named("documentKey")):
                element.text = OTHER_KEY
        case Answering.NO_ID:
            for element in tuple(response.iter(named("episodeId"), named("noteId"), named("documentId"))):
                parent = element.getparent()
                if parent is not None:
                    parent.remove(element)
        case Answering.NEW_SHAPE:
            etree.SubElement(response, named("newInThisRelease")).text = "yes"
        case _:
            pass
    return response


def misbehave(handler: BaseHTTPRequestHandler, reply: Reply, answering: Answering, stopping: threading.Event) -> bool:
    """Answer wrongly on the wire; False where this answering leaves the reply as it is."""
    spoilt = _spoilt(reply, answering)
    if spoilt is not None:
        spoilt.begin(handler)
        handler.wfile.write(spoilt.body)
        return True
    match answering:
        case Answering.SILENT:
            _wait_for_goodbye(handler, stopping)
        case Answering.CUT:
            reply.begin(handler)
            handler.wfile.write(reply.body[: len(reply.body) // 2])
        case Answering.OVERSIZED:
            _pour(handler, stopping)
        case Answering.DRIP_FEED:
            _drip(handler, reply, stopping)
        case _:
            return False
    handler.close_connection = True
    return True


def _spoilt(reply: Reply, answering: Answering) -> Reply | None:
    """The whole answer that takes the reply's place."""
    match answering:
        case Answering.SERVER_ERROR:
            return Reply(500, "text/html", b"<h1>Server error</h1>")
        case Answering.EMPTY:
            return evolve(reply, body=b"")
        case Answering.HTML:
            return Reply(200, "text/html; charset=utf-8", _SIGN_IN)
        case Answering.REDIRECT:
            return Reply(302, "text/html", b"")
        case Answering.MALFORMED:
            return evolve(reply, body=reply.body[: len(reply.body) // 2])
        case Answering.DOCTYPE:
            declaration, _, rest = reply.body.partition(b"\n")
            return evolve(reply, body=declaration + _ENTITIES + rest)
        case _:
            return None


def _has_gone(handler: BaseHTTPRequestHandler) -> bool:
    readable, _, _ = select.select([handler.connection], [], [], 0)
    return bool(readable) and not handler.connection.recv(1)


def _wait_for_goodbye(handler: BaseHTTPRequestHandler, stopping: threading.Event) -> None:
    while not stopping.wait(DRIP_SECONDS):
        if _has_gone(handler):
            return


def _drip(handler: BaseHTTPRequestHandler, reply: Reply, stopping: threading.Event) -> None:
    reply.begin(handler)
    for byte in reply.body:
        if stopping.wait(DRIP_SECONDS) or _has_gone(handler):
            return
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()


def _pour(handler: BaseHTTPRequestHandler, stopping: threading.Event) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/xml; charset=utf-8")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    while not stopping.is_set():
        handler.wfile.write(chunk)
