"""Connectors to the made-up system, as short as the promises allow: what the suite is proved with."""

import json
import threading
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, TypeVar, get_args, get_origin, get_type_hints

from attrs import field, frozen

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.education import EducationSystem
from frontdoor.connectors.episodes import CaseNote, Document, Episode, EpisodeRequest, Filed
from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    DuplicateSuspected,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    RecordFault,
    RecordLocked,
    RecordRejected,
    RestrictedRecord,
    Unavailable,
)
from frontdoor.connectors.feed import FeedPage
from frontdoor.connectors.people import Involvement, PersonRecord, PersonWarning, Relationship
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.conversion import DataFaults, structure, unstructure
from frontdoor.domain.identifiers import Reference
from frontdoor.secrets.references import SecretReader, SecretReference
from frontdoor.transport.addresses import is_an_endpoint
from frontdoor.transport.http import Deadline, HttpAnswer, NoAnswer, NotSent, TooLarge, Transport

ABOUT_ONE = ("get_person", "get_relationships", "get_involvements", "get_warnings", "read_episode", "get_pupil")
MOST_BYTES = 2_000_000
Record = TypeVar("Record", PersonRecord, PupilRecord)


@frozen
class ReferenceSettings:
    """`flaw` names what the connector does wrong: see `sdk/tests/testing/flaws.py`."""

    address: str = field(validator=is_an_endpoint)
    password: SecretReference
    flaw: str = ""


class Wire:
    """One question and its answer."""

    def __init__(self, settings: ReferenceSettings, read_secret: SecretReader) -> None:
        self._settings, self._read_secret = settings, read_secret
        self.transport = Transport(settings.address, connect_seconds=2.0, max_answer_bytes=MOST_BYTES)

    def ask(self, operation: str, call: Call, *arguments: Any, changes: bool = False) -> dict[str, Any]:
        """The answer as plain data; raises a failure."""
        said = {"acting_for": call.acting_for, "purpose": call.purpose, "arguments": unstructure(list(arguments))}
        password = self._read_secret(self._settings.password).reveal()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {password}"}
        body = json.dumps(said).encode()
        try:
            answer = self.transport.send(
                "POST", f"/{operation}", body, headers, Deadline(call.deadline), repeatable=not changes
            )
        except NotSent as problem:
            raise Unavailable(f"Reference system: {problem}") from None
        except NoAnswer as problem:
            raise self.unsure(str(problem), changes) from None
        except TooLarge:
            raise self.untrusted("too large", changes) from None
        return self._read(answer, changes)

    def _read(self, answer: HttpAnswer, changes: bool) -> dict[str, Any]:
        if answer.status >= 500 and answer.status != 507:
            raise self.unsure(f"status {answer.status}", changes)
        try:
            plain = json.loads(answer.body) if answer.content_type == "application/json" else None
        except ValueError:
            plain = None
        if not isinstance(plain, dict):
            raise self.untrusted("it is not JSON", changes)
        if answer.status != 200:
            raise _refusal(answer.status, plain)
        return plain

    def unsure(self, why: str, changes: bool) -> ConnectorFailure:
        return OutcomeUnknown(f"Reference system: {why}") if changes else Unavailable(f"Reference system: {why}")

    def untrusted(self, why: str, changes: bool) -> ConnectorFailure:
        said = f"Reference system: the answer cannot be used: {why}"
        return OutcomeUnknown(said) if changes else ContractMismatch(said)

    def close(self) -> None:
        self.transport.close()


def _refusal(status: int, said: Mapping[str, Any]) -> ConnectorFailure:
    match status:
        case 401:
            return CredentialsRefused("Reference system: our password is refused")
        case 403:
            return RestrictedRecord("Reference system: the record is closed")
        case 404:
            return NotFound("Reference system: there is no such record")
        case 409:
            return DuplicateSuspected([structure(each, PersonRecord) for each in said["candidates"]])
        case 422:
            return RecordRejected([RecordFault(*fault) for fault in said["faults"]])
        case 423:
            return RecordLocked("Reference system: somebody works in the record")
        case 429:
            return RateLimited(float(said["after"]))
        case _:
            return Unavailable(f"Reference system: status {status}")


class Asking:
    """What both connectors do alike."""

    promise: ClassVar[type[Any]]

    def __init__(self, settings: ReferenceSettings, read_secret: SecretReader) -> None:
        self.wire = Wire(settings, read_secret)

    def typed(self, operation: str, plain: dict[str, Any], *, changes: bool = False) -> Any:
        """The value of an answer, of the type that the promise names; raises a failure."""
        returns = get_type_hints(getattr(self.promise, operation))["return"]
        inner = get_args(returns)[0] if get_origin(returns) is Answer else returns
        try:
            return structure(plain["value"], inner)
        except (DataFaults, KeyError):
            raise self.wire.untrusted("it does not fit", changes) from None

    def answer(self, operation: str, call: Call, *arguments: Any) -> Answer[Any]:
        plain = self.wire.ask(operation, call, *arguments)
        value = self.typed(operation, plain)
        about = {plain["about"], getattr(value, "id", plain["about"])}
        if isinstance(arguments[0], str) and operation in ABOUT_ONE and about != {arguments[0]}:
            raise self.wire.untrusted("it is about another", changes=False)
        return Answer(value, datetime.fromisoformat(plain["as_at"]))

    def close(self) -> None:
        self.wire.close()


class ReferenceCases(Asking, CaseManagement):
    """The whole promise of `CaseManagement`."""

    promise = CaseManagement

    def __init__(self, settings: ReferenceSettings, read_secret: SecretReader) -> None:
        super().__init__(settings, read_secret)
        self.opening: defaultdict[Reference, threading.Lock] = defaultdict(threading.Lock)

    def search_people(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]:
        return self.answer("search_people", call, query)

    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        return self.answer("get_person", call, person_id)

    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        return self.answer("get_relationships", call, person_id)

    def get_involvements(self, person_id: str, call: Call) -> Answer[tuple[Involvement, ...]]:
        return self.answer("get_involvements", call, person_id)

    def get_warnings(self, person_id: str, call: Call) -> Answer[tuple[PersonWarning, ...]]:
        return self.answer("get_warnings", call, person_id)

    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        return self.answer("list_changed_people", call, after, most)

    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        # The system may know no idempotency: whoever asks first opens it, and the others find it.
        with self.opening[request.reference]:
            held = self.look_up(request.reference, call)
            return held if held is not None else self.send_episode(request, call)

    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        plain = self.wire.ask("open_episode", call, request, changes=True)
        opened: Episode = self.typed("open_episode", plain, changes=True)
        right = (request.person_id in {None, opened.person_id}) and opened.reference == request.reference
        if not (right and opened.id):
            raise self.wire.untrusted("it is about another", changes=True)
        return opened

    def find_episode(self, reference: Reference, call: Call) -> Episode | None:
        return self.look_up(reference, call)

    def look_up(self, reference: Reference, call: Call) -> Episode | None:
        plain = self.wire.ask("find_episode", call, reference)
        found: Episode | None = self.typed("find_episode", plain)
        if plain["about"] != str(reference) or (found is not None and (found.reference != reference or not found.id)):
            raise self.wire.untrusted("it is about another", changes=False)
        return found

    def read_episode(self, episode_id: str, call: Call) -> Answer[Episode]:
        return self.answer("read_episode", call, episode_id)

    def add_case_note(self, note: CaseNote, call: Call) -> Filed:
        return self.filed("add_case_note", note, call)

    def attach_document(self, document: Document, call: Call) -> Filed:
        return self.filed("attach_document", document, call)

    def filed(self, operation: str, item: Any, call: Call) -> Filed:
        filed: Filed = self.typed(operation, self.wire.ask(operation, call, item, changes=True), changes=True)
        return filed

    def check(self) -> None:
        self.find_episode(Reference("FD-2222-2222"), Call("front door", "connection check"))


class ReferencePupils(Asking, EducationSystem):
    """The whole promise of `EducationSystem`."""

    promise = EducationSystem

    def search_pupils(self, query: PersonQuery, call: Call) -> Answer[tuple[PupilRecord, ...]]:
        return self.answer("search_pupils", call, query)

    def get_pupil(self, pupil_id: str, call: Call) -> Answer[PupilRecord]:
        return self.answer("get_pupil", call, pupil_id)

    def list_changed_pupils(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        return self.answer("list_changed_pupils", call, after, most)

    def check(self) -> None:
        self.search_pupils(PersonQuery(family_name="Ashdown"), Call("front door", "connection check"))
