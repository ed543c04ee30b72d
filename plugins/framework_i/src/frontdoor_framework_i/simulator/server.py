"""The stand-in's HTTP side: the SOAP endpoint, its WSDL, and a control address for tests and demonstrations."""

import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from attrs import evolve
from lxml import etree

from frontdoor.conversion import DataFaults, structure, unstructure
from frontdoor.testing import families as made_up
from frontdoor_framework_i import envelope
from frontdoor_framework_i.contract import NAMESPACE, SOAP, named, reference_contract
from frontdoor_framework_i.simulator.misbehaving import Reply, misbehave, tampered
from frontdoor_framework_i.simulator.operations import Operations, SoapFault
from frontdoor_framework_i.simulator.scenario import Answering, Scenario
from frontdoor_framework_i.simulator.store import Store

ENDPOINT = "/framework-i"
LARGEST_REQUEST = 5_000_000
DEMO_USER, DEMO_PASSWORD = "portal", "made-up-password"


class Simulator:
    """A Framework-i on 127.0.0.1, for as long as the `with` block or until `stop()`.

    `families` fill an empty database; `database` is a file to keep, or None for memory; `port` 0 takes a free one.
    The address is bound to this machine only, since the control endpoints ask for no password.
    """

    def __init__(
        self,
        families: Iterable[made_up.MadeUpFamily] | None = None,
        port: int = 0,
        database: Path | None = None,
        *,
        user: str = DEMO_USER,
        password: str = DEMO_PASSWORD,
        scenario: Scenario | None = None,
    ) -> None:
        self._families = made_up.families() if families is None else tuple(families)
        self._port, self._database = port, database
        self.user, self.password = user, password
        self._scenario = scenario or Scenario()
        self._misbehaved = 0
        self._calls: Counter[str] = Counter()
        self._turn = threading.Lock()
        self._server: _Server | None = None
        self.stopping = threading.Event()

    @property
    def url(self) -> str:
        """The SOAP endpoint; raises `RuntimeError` before `start()`."""
        return self.control_url + ENDPOINT

    @property
    def control_url(self) -> str:
        """Where `/scenario`, `/state/episodes` and `/state/calls` are."""
        if self._server is None:
            raise RuntimeError("The simulator was not started")
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def store(self) -> Store:
        if self._server is None:
            raise RuntimeError("The simulator was not started")
        return self._server.store

    def start(self) -> Self:
        self.stopping.clear()
        store = Store(self._database)
        store.fill(self._families)
        self._server = _Server(("127.0.0.1", self._port), self, store)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def stop(self) -> None:
        """Stop answering and cut every open connection."""
        if self._server is not None:
            self.stopping.set()
            self._server.shutdown()
            self._server.server_close()
            self._server.cut_connections()
            self._server.store.close()
            self._server = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def scenario(self) -> Scenario:
        return self._scenario

    @scenario.setter
    def scenario(self, scenario: Scenario) -> None:
        with self._turn:
            self._scenario, self._misbehaved = scenario, 0

    def scenario_for(self, operation: str) -> Scenario:
        """The scenario for one call: its answering is normal where it concerns others or has worn out."""
        with self._turn:
            now = self._scenario
            if now.concerns(operation) and not (now.times and self._misbehaved >= now.times):
                self._misbehaved += 1
                return now
            return evolve(now, answering=Answering.NORMAL, commits=True)

    @property
    def calls(self) -> dict[str, int]:
        """How often each operation was asked for since the start, whatever became of it."""
        with self._turn:
            return dict(self._calls)

    def count(self, operation: str) -> None:
        with self._turn:
            self._calls[operation] += 1

    def episodes(self, reference: str) -> list[dict[str, Any]]:
        """Every episode opened with a reference, oldest first, with the answers it was given."""
        found = []
        for row in self.store.rows("SELECT * FROM EPISODES WHERE SUBMISSION_REF = ?", reference):
            answers = self.store.rows(
                "SELECT QUESTION_ID, QUESTION, ANSWER FROM EPISODE_ANSWERS WHERE EPISODE_ID = ? ORDER BY POSITION",
                row["EPISODE_ID"],
            )
            found.append({**dict(row), "ANSWERS": [dict(answer) for answer in answers]})
        return found


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], simulator: Simulator, store: Store) -> None:
        self.simulator, self.store = simulator, store
        self._open: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: callers that hang up are part of what is tested, and a trace would hold what they sent."""

    def cut_connections(self) -> None:
        for connection in tuple(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Write no access log: addresses and times of test calls help nobody."""

    def version_string(self) -> str:
        return "framework-i-simulator"

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        simulator = self.server.simulator
        if where.path == ENDPOINT and where.query == "wsdl":
            wsdl = reference_contract().wsdl.replace(b"http://127.0.0.1/", simulator.url.encode())
            self._send(Reply(200, "text/xml; charset=utf-8", wsdl))
        elif where.path == "/scenario":
            self._send_json(200, unstructure(simulator.scenario))
        elif where.path == "/state/episodes":
            episodes = simulator.episodes(parse_qs(where.query).get("reference", [""])[0])
            self._send_json(200, {"count": len(episodes), "episodes": episodes})
        elif where.path == "/state/calls":
            self._send_json(200, simulator.calls)
        else:
            self._send(Reply(404, "text/plain", b""))

    def do_POST(self) -> None:
        body = self._body()
        if body is None:
            self.close_connection = True
            self._send(Reply(413, "text/plain", b""))
        elif self.path == "/scenario":
            self._set_scenario(body)
        elif self.path == ENDPOINT:
            self._soap(body)
        else:
            self._send(Reply(404, "text/plain", b""))

    def _body(self) -> bytes | None:
        try:
            length = int(self.headers.get("Content-Length", ""))
        except ValueError:
            return None
        return self.rfile.read(length) if 0 <= length <= LARGEST_REQUEST else None

    def _set_scenario(self, body: bytes) -> None:
        try:
            self.server.simulator.scenario = structure(json.loads(body), Scenario)
        except DataFaults as problem:
            self._send_json(400, {"faults": list(problem.faults)})
        except ValueError:
            self._send_json(400, {"faults": ["the body is not JSON"]})
        else:
            self._send_json(200, unstructure(self.server.simulator.scenario))

    def _soap(self, body: bytes) -> None:
        if self.headers.get_content_type() != "text/xml":
            self._send(Reply(415, "text/plain", b""))
            return
        began, operation, scenario = time.monotonic(), "", Scenario()
        try:
            whole = envelope.read(body)
            request = envelope.payload_of(whole)
            operation = etree.QName(request).localname
            scenario = self.server.simulator.scenario_for(operation)
            response = self._carry_out(whole, request, scenario)
        except envelope.NotAnEnvelope:
            response = _fault(SoapFault("Client"))
        except SoapFault as refused:
            response = _fault(refused)
        tampered(response, scenario.answering)
        status = 500 if response.tag == envelope.FAULT else 200
        reply = Reply(status, "text/xml; charset=utf-8", envelope.write_answer(response))
        # Working time counts as part of the delay, so that "answers after 30 ms" is what a caller sees.
        self.server.simulator.stopping.wait(max(0.0, began + scenario.delay(operation) - time.monotonic()))
        if not misbehave(self, reply, scenario.answering, self.server.simulator.stopping):
            self._send(reply)

    def _carry_out(self, whole: etree._Element, request: etree._Element, scenario: Scenario) -> etree._Element:
        simulator, contract = self.server.simulator, reference_contract()
        operation = etree.QName(request).localname
        if request.tag != named(operation) or operation not in contract.operations:
            raise SoapFault("Client")
        simulator.count(operation)
        given = envelope.user_and_password(whole)
        if scenario.expired_password or given != (simulator.user, simulator.password):
            raise SoapFault("Client.Authentication")
        misfits = contract.faults_of(request)
        if misfits:
            raise SoapFault("Client.Validation", *((misfit.element, misfit.kind.lower()) for misfit in misfits))
        if not scenario.commits:
            raise SoapFault("Server")
        return Operations(self.server.store, scenario).carry_out(request)

    def _send_json(self, status: int, value: Any) -> None:
        self._send(Reply(status, "application/json", json.dumps(value).encode()))

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)


def _fault(refused: SoapFault) -> etree._Element:
    fault = etree.Element(envelope.FAULT, nsmap={"soap": SOAP, "fwi": NAMESPACE})
    etree.SubElement(fault, "faultcode").text = f"soap:{refused.code}"
    etree.SubElement(fault, "faultstring").text = "The request was refused"
    if refused.fields:
        listed = etree.SubElement(etree.SubElement(fault, "detail"), named("Faults"))
        for field, code in refused.fields:
            one = etree.SubElement(listed, named("fault"))
            etree.SubElement(one, named("field")).text = field
            etree.SubElement(one, named("code")).text = code
    return fault
