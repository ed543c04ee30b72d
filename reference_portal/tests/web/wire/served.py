"""The portal behind a real socket, served as the command serves it, and what is sent to it byte by byte."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlencode

import uvicorn
from attrs import frozen
from reference_portal.tests.web.browsing import ORIGIN, Browser, TestPortal

HOST = ORIGIN.removeprefix("https://")
FORM = "application/x-www-form-urlencoded"
PATIENCE_SECONDS = 20.0


@frozen
class Answer:
    """What came back. `status` 0 is a connection that was closed without a word."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


@frozen
class Served:
    """A portal on a port of this machine."""

    portal: TestPortal
    port: int

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS)

    def send(self, raw: bytes) -> Answer:
        """Send these bytes, and read until the portal closes the connection."""
        with self.connect() as line:
            with suppress(OSError):  # it may hang up on what is too much, and has answered before that
                line.sendall(raw)
            return read(line)

    def get(self, path: str, browser: Browser | None = None, method: str = "GET", **headers: str) -> Answer:
        return self.send(request(method, path, browser, **headers))

    def post(self, path: str, browser: Browser, fields: list[tuple[str, str]], **headers: str) -> Answer:
        """Send a form as a page of this portal would, but for the headers that are given."""
        body = urlencode(fields).encode()
        told = {"Origin": ORIGIN, "Content-Type": FORM, "Content-Length": str(len(body)), **headers}
        return self.send(request("POST", path, browser, **told) + body)


def request(method: str, path: str, browser: Browser | None = None, **headers: str) -> bytes:
    """The head of a request; a header's name has `_` for `-`."""
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies().items()) if browser else ""
    told = {"Host": HOST, "Connection": "close", **({"Cookie": cookies} if cookies else {}), **headers}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name.replace('_', '-')}: {value}" for name, value in told.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def read(line: socket.socket) -> Answer:
    """The answer on a connection, to its end."""
    found = bytearray()
    with suppress(ConnectionResetError):  # what was read before it is the answer
        while piece := line.recv(65_536):
            found += piece
    head, _, body = bytes(found).partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in lines)}
    return Answer(int(first.split()[1]) if first else 0, headers, body)


@contextmanager
def serving(portal: TestPortal) -> Iterator[Served]:
    """Serve a portal with the options of `frontdoor-portal serve`, for as long as the block lasts."""
    listening = socket.create_server(("127.0.0.1", 0))
    options = uvicorn.Config(
        portal.app, access_log=False, server_header=False, log_config=None, h11_max_incomplete_event_size=64 * 1024
    )
    server = uvicorn.Server(options)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield Served(portal, listening.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(PATIENCE_SECONDS)
        listening.close()
