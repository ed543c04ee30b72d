"""Framework-i as the portal sees it: the promises of `CaseManagement`, kept over SOAP."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from attrs import evolve
from lxml import etree

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.doubt import untrusted
from frontdoor.connectors.episodes import CaseNote, Document, Episode, EpisodeRequest, Filed
from frontdoor.connectors.failures import NotFound, RecordFault, RecordRejected, Unsupported
from frontdoor.connectors.feed import FeedPage
from frontdoor.connectors.people import Involvement, PersonRecord, PersonWarning, Relationship
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import BirthDateKind
from frontdoor.secrets.references import SecretReader
from frontdoor.transport.http import Deadline
from frontdoor_framework_i import asking, identities, reading
from frontdoor_framework_i.client import Request, Signed, SoapClient
from frontdoor_framework_i.contract import CURSOR
from frontdoor_framework_i.settings import CaseNotes, FrameworkISettings

Value = TypeVar("Value")
Reading = Callable[[etree._Element], Value]

CHECK_REFERENCE = Reference("FD-2222-2222")
"""Looked up to prove that the system answers us: a look-up that names nobody."""


class FrameworkI(CaseManagement):
    """The connector. Every answer is about whom it was asked about, or it is a failure."""

    def __init__(self, settings: FrameworkISettings, read_secret: SecretReader) -> None:
        self._settings = settings
        self._client = SoapClient(settings, read_secret)

    def search_people(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]:
        answer = self._read(asking.search_request(query), call, reading.people)
        if len(answer.value) > query.limit:
            raise self._untrusted("it holds more people than asked for")
        if not all(_fits(person, query) for person in answer.value):
            raise self._untrusted("it holds a person who was not asked for")
        return answer

    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        request = asking.person_request("GetPerson", person_id)
        answer = self._read(request, call, lambda response: reading.people(response)[0])
        if answer.value.id != person_id:
            raise self._untrusted("it is about another person")
        return answer

    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        return self._read_about(person_id, "GetRelationships", call, reading.relationships)

    def get_involvements(self, person_id: str, call: Call) -> Answer[tuple[Involvement, ...]]:
        return self._read_about(person_id, "GetAllocatedWorkers", call, reading.involvements)

    def get_warnings(self, person_id: str, call: Call) -> Answer[tuple[PersonWarning, ...]]:
        return self._read_about(person_id, "GetWarnings", call, reading.warnings)

    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        if after and not CURSOR.fullmatch(after):
            raise NotFound(f"{self._settings.source_name} has never given such a place in its feed")
        most = min(most, self._settings.feed_page)
        answer = self._read(asking.feed_request(after, most), call, identities.page, in_bulk=True)
        page = answer.value
        if len(page.people) + len(page.gone) > most:
            raise self._untrusted("it holds more people than asked for")
        if page.cursor == after and not page.is_last:
            raise self._untrusted("its page leads back to itself")
        if not {person.id for person in page.people}.isdisjoint(page.gone):
            raise self._untrusted("it holds a person who is said to be gone")
        return answer

    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        """The episode, opened now or before with this reference.

        It is looked for first: a real binding may know no idempotency, and then a repeat must not open another.
        """
        asked = self._client.sign(asking.open_request(request, self._settings.team), call)
        deadline = self._client.deadline(call)
        known = self._find(request.reference, call, deadline)
        opened = known or self._write(asked, deadline, reading.episode)
        if opened is None or opened.reference != request.reference:
            raise self._untrusted("it is about another submission", changes=True)
        if request.person_id is not None and opened.person_id != request.person_id:
            raise self._untrusted("it is about another person", changes=True)
        return opened

    def find_episode(self, reference: Reference, call: Call) -> Episode | None:
        return self._find(reference, call, self._client.deadline(call))

    def read_episode(self, episode_id: str, call: Call) -> Answer[Episode]:
        answer = self._read(asking.episode_request(episode_id), call, reading.episode)
        found = answer.value
        if found is None or found.id != episode_id:
            raise self._untrusted("it is about another episode")
        return Answer(found, answer.as_at)

    def add_case_note(self, note: CaseNote, call: Call) -> Filed:
        if self._settings.case_notes is CaseNotes.MANUAL:
            raise Unsupported(f"{self._settings.source_name} takes case notes by hand: see the setting case_notes")
        read = self._filed("note", asking.key_of(note), note.episode_id)
        return self._write(self._client.sign(asking.note_request(note), call), self._client.deadline(call), read)

    def attach_document(self, document: Document, call: Call) -> Filed:
        most, size = self._settings.max_document_bytes, len(document.content)
        if not 0 < size <= most:
            reason = f"is larger than {most} bytes" if size else "is empty"
            raise RecordRejected([RecordFault("content", reason)])
        read_filed = self._filed("document", asking.key_of(document), document.episode_id)

        def read(response: etree._Element) -> tuple[Filed, int]:
            return read_filed(response), int(reading.subject(response, "size"))

        asked = self._client.sign(asking.document_request(document), call)
        filed, held = self._write(asked, self._client.deadline(call), read)
        if held != size:
            # Asked again it would answer with the same part: a person must see to it.
            raise RecordRejected([RecordFault("content", "is held in part")])
        return evolve(filed, file_name="") if filed.file_name == document.file_name else filed

    def check(self) -> None:
        self.find_episode(CHECK_REFERENCE, Call(acting_for="front door", purpose="connection check"))

    def close(self) -> None:
        self._client.close()

    def _find(self, reference: Reference, call: Call, deadline: Deadline) -> Episode | None:
        asked = self._client.sign(asking.find_request(reference), call)
        response = self._client.ask(asked, deadline)
        found = self._believed(lambda: reading.episode(response), changes=False)
        about = reading.subject(response, "submissionRef")
        if about != reference.value or (found is not None and found.reference != reference):
            raise self._untrusted("it is about another submission")
        return found

    def _read(self, request: Request, call: Call, read: Reading[Value], *, in_bulk: bool = False) -> Answer[Value]:
        response = self._client.ask(self._client.sign(request, call), self._client.deadline(call), in_bulk=in_bulk)
        value, as_at = self._believed(lambda: (read(response), reading.as_at(response)), changes=False)
        now = datetime.now(UTC)
        return Answer(value, now if as_at is None else min(as_at, now))

    def _write(self, asked: Signed, deadline: Deadline, read: Reading[Value]) -> Value:
        response = self._client.ask(asked, deadline, changes=True)
        return self._believed(lambda: read(response), changes=True)

    def _believed(self, read: Callable[[], Value], *, changes: bool) -> Value:
        try:
            return read()
        except ValueError:
            # The schema allows what our own types do not, such as the year 10000; the value stays unsaid.
            raise self._untrusted("a value in it is impossible", changes=changes) from None

    def _read_about(self, person_id: str, operation: str, call: Call, read: Reading[Value]) -> Answer[Value]:
        def read_both(response: etree._Element) -> tuple[str, Value]:
            return reading.subject(response, "personId"), read(response)

        answer = self._read(asking.person_request(operation, person_id), call, read_both)
        about, value = answer.value
        if about != person_id:
            raise self._untrusted("it is about another person")
        return Answer(value, answer.as_at)

    def _filed(self, kind: str, key: str, episode_id: str) -> Reading[Filed]:
        def read(response: etree._Element) -> Filed:
            if reading.subject(response, f"{kind}Key") != key:
                raise self._untrusted(f"it is about another {kind}", changes=True)
            if reading.subject(response, "episodeId") != episode_id:
                raise self._untrusted("it is about another episode", changes=True)
            return reading.filed(response, kind)

        return read

    def _untrusted(self, reason: str, *, changes: bool = False) -> Exception:
        return untrusted(self._settings.source_name, reason, changes=changes)


def _fits(person: PersonRecord, query: PersonQuery) -> bool:
    """Whether a record can be meant by the query, as far as numbers and a sure date of birth can tell.

    Names and postcodes are left alone: a record may have been found by a former one.
    """
    if person.restricted:
        return True
    if query.nhs_number is not None and query.nhs_number not in person.nhs_numbers:
        return False
    if query.upn is not None and query.upn not in person.upns:
        return False
    born = person.birth_date
    sure = born is not None and born.kind is BirthDateKind.KNOWN
    return not (sure and born and query.date_of_birth is not None and born.on != query.date_of_birth)
