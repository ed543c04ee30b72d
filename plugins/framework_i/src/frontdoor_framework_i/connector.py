"""Framework-i as the portal sees it: the promises of `CaseManagement`, kept over SOAP."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from lxml import etree

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.episodes import Episode, EpisodeRequest
from frontdoor.connectors.people import Involvement, PersonRecord, Relationship
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import BirthDateKind
from frontdoor.secrets.references import SecretReader
from frontdoor_framework_i import faults, mapping
from frontdoor_framework_i.client import Request, SoapClient
from frontdoor_framework_i.settings import FrameworkISettings

Value = TypeVar("Value")

CHECK_REFERENCE = Reference("FD-2222-2222")
"""Looked up to prove that the system answers us: a look-up that names nobody."""


class FrameworkI(CaseManagement):
    """The connector. Every answer is about whom it was asked about, or it is a failure."""

    def __init__(self, settings: FrameworkISettings, read_secret: SecretReader) -> None:
        self._settings = settings
        self._client = SoapClient(settings, read_secret)

    def search_people(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]:
        people = self._ask(mapping.search_request(query), call, mapping.people)
        if len(people) > query.limit:
            raise self._untrusted("it holds more people than asked for")
        if not all(_fits(person, query) for person in people):
            raise self._untrusted("it holds a person who was not asked for")
        return _now(people)

    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        request = mapping.person_request("GetPerson", person_id)
        found = self._ask(request, call, lambda response: mapping.people(response)[0])
        if found.id != person_id:
            raise self._untrusted("it is about another person")
        return _now(found)

    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        return _now(self._ask_about(person_id, "GetRelationships", call, mapping.relationships))

    def get_involvements(self, person_id: str, call: Call) -> Answer[tuple[Involvement, ...]]:
        return _now(self._ask_about(person_id, "GetAllocatedWorkers", call, mapping.involvements))

    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        asked = mapping.open_request(request, self._settings.team)
        opened = self._ask(asked, call, mapping.episode, changes=True)
        if opened is None or opened.reference != request.reference:
            raise self._untrusted("it is about another submission", changes=True)
        if request.person_id is not None and opened.person_id != request.person_id:
            raise self._untrusted("it is about another person", changes=True)
        return opened

    def find_episode(self, reference: Reference, call: Call) -> Episode | None:
        def read(response: etree._Element) -> tuple[str, Episode | None]:
            return mapping.subject(response, "submissionRef"), mapping.episode(response)

        about, found = self._ask(mapping.find_request(reference), call, read)
        if about != reference.value or (found is not None and found.reference != reference):
            raise self._untrusted("it is about another submission")
        return found

    def read_episode(self, episode_id: str, call: Call) -> Answer[Episode]:
        found = self._ask(mapping.episode_request(episode_id), call, mapping.episode)
        if found is None or found.id != episode_id:
            raise self._untrusted("it is about another episode")
        return _now(found)

    def check(self) -> None:
        self.find_episode(CHECK_REFERENCE, Call(acting_for="front door", purpose="connection check"))

    def close(self) -> None:
        self._client.close()

    def _ask(
        self, request: Request, call: Call, read: Callable[[etree._Element], Value], *, changes: bool = False
    ) -> Value:
        response = self._client.ask(request, call, changes=changes)
        try:
            return read(response)
        except ValueError:
            # The schema allows what our own types do not, such as the year 10000; the value stays unsaid.
            raise self._untrusted("a value in it is impossible", changes=changes) from None

    def _ask_about(self, person_id: str, operation: str, call: Call, read: Callable[[etree._Element], Value]) -> Value:
        def read_both(response: etree._Element) -> tuple[str, Value]:
            return mapping.subject(response, "personId"), read(response)

        about, value = self._ask(mapping.person_request(operation, person_id), call, read_both)
        if about != person_id:
            raise self._untrusted("it is about another person")
        return value

    def _untrusted(self, reason: str, *, changes: bool = False) -> Exception:
        return faults.untrusted(self._settings.source_name, reason, changes=changes)


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


def _now(value: Value) -> Answer[Value]:
    return Answer(value, datetime.now(UTC))
