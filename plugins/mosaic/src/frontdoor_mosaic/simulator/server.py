"""The stand-in's HTTP side: tokens, operations, and answers that go wrong when they are told to."""

import threading
from collections.abc import Iterable

from attrs import frozen

from frontdoor.testing import wire
from frontdoor.testing.simulators import Misbehaviour
from frontdoor.testing.wire import Reply
from frontdoor_mosaic.rest import bodies
from frontdoor_mosaic.simulator.interface import TOKEN_PATH, Incoming, Interface, asked_of, operation_of
from frontdoor_mosaic.simulator.misbehaving import refuse_first
from frontdoor_mosaic.simulator.refusing import Refused
from frontdoor_mosaic.simulator.tokens import TokenOffice

LARGEST_REQUEST = 60_000_000


@frozen
class Manners:
    """How to behave: in which way to go wrong, in which operations (all where none is named), and how often.

    `times` 0 is for ever.
    """

    how: Misbehaviour | None = None
    operations: frozenset[str] = frozenset()
    times: int = 0


class Conduct:
    """The manners in force, which wear out."""

    def __init__(self) -> None:
        self._manners, self._shown = Manners(), 0
        self._turn = threading.Lock()
        self.calls: dict[str, int] = {}

    def set(self, how: Misbehaviour | None, operations: Iterable[str] = (), times: int = 0) -> None:
        with self._turn:
            self._manners, self._shown = Manners(how, frozenset(operations), times), 0

    def for_operation(self, operation: str) -> Misbehaviour | None:
        """The misbehaviour of one call, which is counted."""
        with self._turn:
            self.calls[operation] = self.calls.get(operation, 0) + 1
            now = self._manners
            concerned = not now.operations or operation in now.operations
            if now.how is None or not concerned or (now.times and self._shown >= now.times):
                return None
            self._shown += 1
            return now.how

    @property
    def refuses_clients(self) -> bool:
        """Whether no client is given a token, as goes with a credential that has expired for everything."""
        with self._turn:
            return self._manners.how is Misbehaviour.EXPIRED_CREDENTIAL and not self._manners.operations


class Server(wire.Server):
    """The stand-in's own, with what answers behind it."""

    def __init__(self, port: int, interface: Interface, office: TokenOffice, conduct: Conduct) -> None:
        self.interface, self.office, self.conduct = interface, office, conduct
        super().__init__(port, _Handler)


class _Handler(wire.Handler):
    server: Server

    def _answer(self) -> None:
        how: Misbehaviour | None = None
        try:
            incoming = self._incoming()
            if incoming.path == TOKEN_PATH:
                self.answer(self._token(incoming))
                return
            operation = operation_of(incoming)
            how = self.server.conduct.for_operation(operation.id)
            refuse_first(how)
            if not self.server.office.takes(incoming.headers.get("authorization", "")):
                raise Refused(401, "unauthorised", {"WWW-Authenticate": "Bearer"})
            reply = self.server.interface.carry_out(operation, asked_of(operation, incoming), how)
        except Refused as refused:
            reply = _refusal(refused)
        if how is Misbehaviour.ERROR_AFTER_COMMIT:
            reply = Reply(500, bodies.PROBLEM, bodies.write({"code": "internal"}))
        self.answer(reply, how)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_QUERY = _answer  # noqa: N815

    def _incoming(self) -> Incoming:
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Incoming(self.command, self.path, headers, self._body())

    def _body(self) -> bytes:
        if "Transfer-Encoding" in self.headers:
            self.close_connection = True
            raise Refused(400, "invalid", issues=[{"field": "body", "code": "chunked"}])
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdigit()) or int(length) > LARGEST_REQUEST:
            self.close_connection = True
            raise Refused(413, "too_large")
        return self.rfile.read(int(length))

    def _token(self, incoming: Incoming) -> Reply:
        if incoming.method != "POST":
            return _refusal(Refused(405, "method_not_allowed", {"Allow": "POST"}))
        return self.server.office.answer(
            incoming.headers.get("authorization", ""),
            incoming.headers.get("content-type", "").partition(";")[0].strip().lower(),
            incoming.body,
            refuse=self.server.conduct.refuses_clients,
        )


def _refusal(refused: Refused) -> Reply:
    return Reply(refused.status, bodies.PROBLEM, bodies.write(refused.problem), refused.headers)
