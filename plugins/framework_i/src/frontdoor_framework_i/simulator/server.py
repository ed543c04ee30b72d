"""The stand-in's HTTP side: the SOAP endpoint, its WSDL, and a control address for tests and demonstrations."""

import json
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from frontdoor.conversion import DataFaults, structure, unstructure
from frontdoor.testing import wire
from frontdoor.testing.wire import Reply
from frontdoor_framework_i import envelope
from frontdoor_framework_i.contract import LARGEST_DOCUMENT, named, reference_contract
from frontdoor_framework_i.simulator import upkeep
from frontdoor_framework_i.simulator.conduct import Conduct
from frontdoor_framework_i.simulator.elements import SoapFault, busy, rejected
from frontdoor_framework_i.simulator.misbehaving import ON_THE_WIRE, spoilt, tampered
from frontdoor_framework_i.simulator.operations import carry_out
from frontdoor_framework_i.simulator.scenario import Scenario
from frontdoor_framework_i.simulator.store import Store

ENDPOINT = "/framework-i"
LARGEST_REQUEST = 5_000_000 + LARGEST_DOCUMENT * 4 // 3
"""Bytes: the largest file in base64, and room for the rest."""


class Server(wire.Server):
    """The stand-in's own, with what answers behind it. `account` is user and password."""

    def __init__(self, port: int, store: Store, conduct: Conduct, account: tuple[str, str]) -> None:
        self.store, self.conduct, self.account = store, conduct, account
        super().__init__(port, _Handler)


class _Handler(wire.Handler):
    server: Server

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server calls
        where = urlsplit(self.path)
        if where.path == ENDPOINT and where.query == "wsdl":
            wsdl = reference_contract().wsdl.replace(b"http://127.0.0.1/", f"{self.server.url}{ENDPOINT}".encode())
            self.answer(Reply(200, "text/xml; charset=utf-8", wsdl))
        elif where.path == "/scenario":
            self._send_json(200, unstructure(self.server.conduct.scenario))
        elif where.path == "/state/episodes":
            episodes = upkeep.episodes(self.server.store, parse_qs(where.query).get("reference", [""])[0])
            self._send_json(200, {"count": len(episodes), "episodes": episodes})
        elif where.path == "/state/calls":
            self._send_json(200, self.server.conduct.calls)
        else:
            self.answer(Reply(404, "text/plain", b""))

    def do_POST(self) -> None:  # noqa: N802
        body = self._body()
        if body is None:
            self.close_connection = True
            self.answer(Reply(413, "text/plain", b""))
        elif self.path == "/scenario":
            self._set_scenario(body)
        elif self.path == "/state/progress":
            self._make_progress(body)
        elif self.path == ENDPOINT:
            self._soap(body)
        else:
            self.answer(Reply(404, "text/plain", b""))

    def _body(self) -> bytes | None:
        try:
            length = int(self.headers.get("Content-Length", ""))
        except ValueError:
            return None
        return self.rfile.read(length) if 0 <= length <= LARGEST_REQUEST else None

    def _set_scenario(self, body: bytes) -> None:
        try:
            self.server.conduct.scenario = structure(json.loads(body), Scenario)
        except DataFaults as problem:
            self._send_json(400, {"faults": list(problem.faults)})
        except ValueError:
            self._send_json(400, {"faults": ["the body is not JSON"]})
        else:
            self._send_json(200, unstructure(self.server.conduct.scenario))

    def _make_progress(self, body: bytes) -> None:
        try:
            moved = upkeep.make_progress(self.server.store, structure(json.loads(body), upkeep.Progress))
        except DataFaults as problem:
            self._send_json(400, {"faults": list(problem.faults)})
        except ValueError:
            self._send_json(400, {"faults": ["the body is not JSON"]})
        else:
            self._send_json(200, {"episodes": moved})

    def _soap(self, body: bytes) -> None:
        if self.headers.get_content_type() != "text/xml":
            self.answer(Reply(415, "text/plain", b""))
            return
        began, operation, scenario = time.monotonic(), "", self.server.conduct.scenario
        if scenario.turned_away_seconds is not None:
            self.answer(Reply(429, "text/plain", b"", {"Retry-After": str(scenario.turned_away_seconds)}))
            return
        try:
            whole = envelope.read(body, holds_a_file=True)
            request = envelope.payload_of(whole)
            operation = etree.QName(request).localname
            scenario = self.server.conduct.scenario_for(operation)
            response = self._carry_out(whole, request, scenario)
        except envelope.NotAnEnvelope:
            response = SoapFault("Client").element()
        except SoapFault as refused:
            response = refused.element()
        response = tampered(response, scenario.answering)
        status = 500 if response.tag == envelope.FAULT else 200
        reply = Reply(status, "text/xml; charset=utf-8", envelope.write_answer(response))
        # Working time counts as part of the delay, so that "answers after 30 ms" is what a caller sees.
        self.server.stopping.wait(max(0.0, began + scenario.delay(operation) - time.monotonic()))
        self.answer(spoilt(reply, scenario.answering), ON_THE_WIRE.get(scenario.answering))

    def _carry_out(self, whole: etree._Element, request: etree._Element, scenario: Scenario) -> etree._Element:
        contract = reference_contract()
        operation = etree.QName(request).localname
        if request.tag != named(operation) or operation not in contract.operations:
            raise SoapFault("Client")
        self.server.conduct.count(operation)
        given = envelope.user_and_password(whole)
        if scenario.expired_password or given != self.server.account:
            raise SoapFault("Client.Authentication")
        if scenario.busy_seconds is not None:
            raise busy(scenario.busy_seconds)
        misfits = contract.faults_of(request)
        if misfits:
            raise rejected(*((misfit.element, misfit.kind.lower()) for misfit in misfits))
        if not scenario.commits:
            raise SoapFault("Server")
        return carry_out(self.server.store, scenario, request)

    def _send_json(self, status: int, value: Any) -> None:
        self.answer(Reply(status, "application/json", json.dumps(value).encode()))
