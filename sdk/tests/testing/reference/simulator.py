"""The made-up system behind a real socket: JSON over HTTP, and every misbehaviour there is."""

import json
import socket
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, Self

from sdk.tests.testing.reference.system import Refused, System, changed, displayed

from frontdoor.connectors.asking import PersonQuery
from frontdoor.connectors.episodes import CaseNote, Document, EpisodeRequest
from frontdoor.conversion import DataFaults, structure, unstructure
from frontdoor.domain.identifiers import Reference
from frontdoor.testing.simulators import Held, Misbehaviour

PASSWORD = "correct-horse-battery-9182"
OTHER_REFERENCE = "FD-2222-2222"
SLOW_SECONDS = 3.2
DRIP_SECONDS = 0.05

WRITES = ("open_episode", "add_case_note", "attach_document")

AFTER_COMMIT = (
    Misbehaviour.SILENT_AFTER_COMMIT,
    Misbehaviour.CUT_AFTER_COMMIT,
    Misbehaviour.ERROR_AFTER_COMMIT,
    Misbehaviour.NO_ID,
    Misbehaviour.WRONG_REFERENCE,
)

REFUSALS: Mapping[Misbehaviour, tuple[tuple[str, ...], int, dict[str, Any]]] = {
    Misbehaviour.LOCKED_RECORD: (WRITES, 423, {}),
    Misbehaviour.NEW_MANDATORY_FIELD: (("open_episode",), 422, {"faults": [["ethnicity_2027", "is missing"]]}),
    Misbehaviour.MISSING_ANSWER: (("open_episode",), 422, {"faults": [["worry", "is missing"]]}),
    Misbehaviour.STORE_FULL: (("attach_document",), 507, {}),
}
"""Which operations are refused, with which status, and what is said."""


class ReferenceSimulator:
    """The stand-in for either kind of connector."""

    title: ClassVar[str] = "Reference system"
    misbehaviours: ClassVar[frozenset[Misbehaviour]] = frozenset(Misbehaviour)

    def __init__(self, port: int) -> None:
        self.system = System()
        self.how: Misbehaviour | None = None
        self.stopping = threading.Event()
        self._server = _Server(("127.0.0.1", port), self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @classmethod
    def start(cls, folder: Path, port: int = 0) -> Self:
        (folder / "started").touch()
        return cls(port)

    @property
    def settings(self) -> Mapping[str, Any]:
        return {"address": f"http://127.0.0.1:{self._server.server_port}", "password": "keyring:reference/password"}

    @property
    def secrets(self) -> Mapping[str, str]:
        return {"keyring:reference/password": PASSWORD}

    @property
    def sockets(self) -> Mapping[str, tuple[str, int]]:
        return {"address": ("127.0.0.1", self._server.server_port)}

    def misbehave(self, how: Misbehaviour | None) -> None:
        self.how = how

    def held(self, reference: str) -> Held:
        opened = self.system.with_reference(Reference(reference))
        notes = [note for each in opened for note in each.notes]
        documents = [document for each in opened for document in each.documents]
        answers = [answer.answer for each in opened for answer in each.request.answers]
        return Held(
            episodes=tuple(each.episode.id for each in opened),
            notes=len(notes),
            documents=len(documents),
            texts=(*answers, *(note.text for note in notes)),
            files=tuple(document.content for document in documents),
        )

    def catch_up(self) -> None:
        """Nothing lags."""

    def populate(self, people: int, seed: int) -> None:
        """The suite never asks for it."""

    def change_somebody(self) -> str:
        return self._with_somebody(lambda records, each: records.update({each: changed(records[each])}))

    def remove_somebody(self) -> str:
        return self._with_somebody(lambda records, each: records.pop(each))

    def _with_somebody(self, do: Callable[[Any, str], object]) -> str:
        # One of those records that both kinds know of nobody else: the last of the file.
        records: Any = self.system.people if self.about_people else self.system.pupils
        with self.system.turn:
            each = list(records)[-1]
            do(records, each)
            self.system.touch(each)
            return str(each)

    about_people: ClassVar[bool] = True

    def close(self) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def carry_out(self, operation: str, arguments: list[Any]) -> Any:
        """The value of an answer; raises `Refused`."""
        how, system = self.how, self.system
        if how is Misbehaviour.EXPIRED_CREDENTIAL:
            raise Refused(401)
        if how is Misbehaviour.RATE_LIMIT:
            raise Refused(429, after=2)
        operations, status, said = REFUSALS.get(how, ((), 0, {})) if how else ((), 0, {})
        if operation in operations:
            raise Refused(status, **said)
        if operation == "open_episode":
            return self._open(structure(arguments[0], EpisodeRequest))
        answers: Mapping[str, Callable[[Any], Any]] = {
            "search_people": lambda query: [
                displayed(each) for each in system.search(system.people, structure(query, PersonQuery))
            ],
            "get_person": lambda one: displayed(system.one(system.people, one)),
            "get_relationships": system.relationships,
            "get_involvements": system.involvements,
            "get_warnings": system.warnings,
            "list_changed_people": lambda after: system.page(system.people, system.pupils, after, arguments[1]),
            "find_episode": lambda reference: system.find(Reference(reference)),
            "read_episode": system.read,
            "add_case_note": lambda note: system.add_note(structure(note, CaseNote)),
            "attach_document": lambda document: system.attach(structure(document, Document)),
            "search_pupils": lambda query: system.search(system.pupils, structure(query, PersonQuery)),
            "get_pupil": lambda one: system.one(system.pupils, one),
            "list_changed_pupils": lambda after: system.page(system.pupils, system.people, after, arguments[1]),
        }
        return answers[operation](arguments[0])

    def _open(self, request: EpisodeRequest) -> Any:
        new = request.new_person
        if self.how is Misbehaviour.DUPLICATE_SUSPECTED and new is not None:
            candidates = [displayed(each) for each in list(self.system.people.values())[:2]]
            if {each.id for each in candidates} - {*new.not_the_same_as}:
                raise Refused(409, candidates=unstructure(candidates))
        if self.how is Misbehaviour.OPENS_TWICE:
            self.system.open(request)
        return self.system.open(request, anew=self.how in {Misbehaviour.OPENS_TWICE, Misbehaviour.OPENS_ANEW})


class ReferencePupilsSimulator(ReferenceSimulator):
    """The same, whose users change and remove pupils."""

    about_people = False


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], simulator: ReferenceSimulator) -> None:
        self.simulator = simulator
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Callers that hang up are part of what is tested."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""

    def do_POST(self) -> None:
        simulator, operation = self.server.simulator, self.path.strip("/")
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        how = simulator.how
        status, said = 200, {}
        try:
            if self.headers.get("Authorization") != f"Bearer {PASSWORD}":
                raise Refused(401)
            value = {"value": unstructure(simulator.carry_out(operation, asked["arguments"]))}
            said = {"about": _subject(asked["arguments"][0]), "as_at": datetime.now(UTC).isoformat(), **value}
        except Refused as refused:
            status, said = refused.status, refused.said
        except (DataFaults, ValueError):
            status, said = 422, {"faults": [["request", "does not fit"]]}
        if how in AFTER_COMMIT and operation not in WRITES:
            how = None
        if how is not None and status == 200:
            self._tamper(how, operation, said)
        self._answer(status, said, how)

    def _tamper(self, how: Misbehaviour, operation: str, said: dict[str, Any]) -> None:
        """Change what a well-formed answer says."""
        value = said["value"]
        if how is Misbehaviour.STALE:
            said["as_at"] = (datetime.now(UTC) - timedelta(days=2)).isoformat()
        if how is Misbehaviour.NO_ID and isinstance(value, dict) and "reference" in value:
            value["id"] = ""
        if how is Misbehaviour.WRONG_REFERENCE and isinstance(value, dict) and "reference" in value:
            value["reference"] = OTHER_REFERENCE
        if how is Misbehaviour.WRONG_PERSON:
            said["about"], belonging = "7000113", {"get_relationships": self.server.simulator.system.relationships}
            if operation in belonging:
                said["value"] = unstructure(belonging[operation]("7000113"))
            if isinstance(value, dict) and "name" in value:
                said["value"] = {**value, "id": "7000113", "name": {"given": "Aoife", "family": "Somebody-Else"}}
            if isinstance(value, dict) and "person_id" in value:
                value["person_id"] = "7000113"

    def _answer(self, status: int, said: dict[str, Any], how: Misbehaviour | None) -> None:
        body, kind = json.dumps(said).encode(), "application/json"
        match how:
            case Misbehaviour.SLOW:
                self.server.simulator.stopping.wait(SLOW_SECONDS)
            case Misbehaviour.PAGE:
                body, kind = b"<!doctype html><title>Sign in</title>", "text/html"
            case Misbehaviour.EMPTY:
                body = b""
            case Misbehaviour.MALFORMED:
                body = body[: len(body) // 2]
            case Misbehaviour.ERROR_AFTER_COMMIT:
                status, body, kind = 500, b"<h1>Server error</h1>", "text/html"
            case Misbehaviour.CUT_AFTER_COMMIT:
                self.close_connection = True
                return
            case Misbehaviour.SILENT_AFTER_COMMIT:
                self._until_they_go()
                return
            case Misbehaviour.OVERSIZED:
                self._pour()
                return
            case Misbehaviour.DRIP_FEED:
                self._drip(status, kind, body)
                return
        self._send(status, kind, body)

    def _head(self, status: int, kind: str, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.flush()

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self._head(status, kind, len(body))
        self.wfile.write(body)

    def _until_they_go(self) -> None:
        self.close_connection = True
        self.connection.settimeout(0.05)
        while not self.server.simulator.stopping.is_set():
            try:
                if not self.connection.recv(1, socket.MSG_PEEK):
                    return
            except TimeoutError:
                continue

    def _drip(self, status: int, kind: str, body: bytes) -> None:
        self.close_connection = True
        self._head(status, kind, len(body))
        for byte in body:
            if self.server.simulator.stopping.wait(DRIP_SECONDS):
                return
            self.wfile.write(bytes([byte]))
            self.wfile.flush()

    def _pour(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while not self.server.simulator.stopping.is_set():
            self.wfile.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")


def _subject(argument: Any) -> str:
    """The id or reference that a call is about; empty for a query or a cursor."""
    if isinstance(argument, dict):
        return str(argument.get("reference", ""))
    return str(argument)
