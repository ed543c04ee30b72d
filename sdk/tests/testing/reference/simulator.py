"""The made-up system behind a real socket: JSON over HTTP, and every misbehaviour there is."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Self

from sdk.tests.testing.reference.system import Refused, System, changed, displayed

from frontdoor.connectors.asking import PersonQuery
from frontdoor.connectors.episodes import CaseNote, Document, EpisodeRequest
from frontdoor.conversion import DataFaults, structure, unstructure
from frontdoor.domain.identifiers import Reference
from frontdoor.testing import wire
from frontdoor.testing.simulators import Held, Misbehaviour
from frontdoor.testing.wire import Reply

PASSWORD = "correct-horse-battery-9182"
OTHER_REFERENCE = "FD-2222-2222"

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
        self._server = _Server(port, self)
        self._server.serve()

    @classmethod
    def start(cls, folder: Path, port: int = 0) -> Self:
        (folder / "started").touch()
        return cls(port)

    @property
    def settings(self) -> Mapping[str, Any]:
        return {"address": self._server.url, "password": "keyring:reference/password"}

    @property
    def secrets(self) -> Mapping[str, str]:
        return {"keyring:reference/password": PASSWORD}

    @property
    def sockets(self) -> Mapping[str, tuple[str, int]]:
        return {"address": self._server.host_and_port}

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
        self._server.stop()

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


class _Server(wire.Server):
    def __init__(self, port: int, simulator: ReferenceSimulator) -> None:
        self.simulator = simulator
        super().__init__(port, _Handler)


class _Handler(wire.Handler):
    server: _Server

    def do_POST(self) -> None:  # noqa: N802 -- the name that http.server calls
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
        reply = Reply(status, "application/json", json.dumps(said).encode())
        if how is Misbehaviour.ERROR_AFTER_COMMIT:
            reply = Reply(500, "text/html", b"<h1>Server error</h1>")
        self.answer(reply, how)

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


def _subject(argument: Any) -> str:
    """The id or reference that a call is about; empty for a query or a cursor."""
    if isinstance(argument, dict):
        return str(argument.get("reference", ""))
    return str(argument)
