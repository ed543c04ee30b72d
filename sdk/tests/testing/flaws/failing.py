"""Flaws of failing: wrong names, words of a child, deadlines and memory."""

import logging
from typing import Any

from sdk.tests.testing.flaws.registry import fails
from sdk.tests.testing.reference.connector import ReferenceCases

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.episodes import Episode, EpisodeRequest
from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    RecordRejected,
    Unavailable,
)
from frontdoor.connectors.people import PersonRecord
from frontdoor.transport.http import Transport

logger = logging.getLogger(__name__)


@fails()
class NamesTheChildInAFailure(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]:
        try:
            return super().search_people(query, call)
        except Unavailable:
            raise Unavailable(f"could not look for {query.family_name}") from None


@fails()
class NamesTheChildInACause(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]:
        try:
            return super().search_people(query, call)
        except ContractMismatch:
            raise ContractMismatch("no use") from ValueError(query.family_name)


@fails()
class LogsTheQuestion(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]:
        logger.debug("searching for %s", query)
        return super().search_people(query, call)


@fails()
class LogsTheSecret(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        logger.debug("asking", extra={"with_password": self.secret()})
        return super().get_person(person_id, call)

    def secret(self) -> str:
        return self.wire._read_secret(self.wire._settings.password).reveal()


@fails()
class ShowsTheSecret(ReferenceCases):
    def __repr__(self) -> str:
        return f"ReferenceCases({self.wire._read_secret(self.wire._settings.password).reveal()})"


@fails()
class RepeatsWhatIsNotFound(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        try:
            return super().get_person(person_id, call)
        except NotFound:
            raise NotFound(f"there is no {person_id}") from None


@fails()
class CallsARefusedPasswordUnavailable(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        try:
            return super().get_person(person_id, call)
        except CredentialsRefused:
            raise Unavailable("no luck") from None


@fails()
class TriesARefusedPasswordAgain(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        for _ in range(5):
            try:
                return super().get_person(person_id, call)
            except CredentialsRefused:
                continue
        raise CredentialsRefused("five times")


@fails()
class ForgetsHowLongToWait(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        try:
            return super().get_person(person_id, call)
        except RateLimited:
            raise RateLimited(0) from None


@fails()
class CallsARefusedConnectionAMismatch(ReferenceCases):
    def get_warnings(self, person_id: str, call: Call) -> Any:
        try:
            return super().get_warnings(person_id, call)
        except Unavailable:
            raise ContractMismatch("nothing came") from None


@fails()
class SwallowsTheDeadline(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        return super().get_person(person_id, Call(call.acting_for, call.purpose, 6.0))


@fails()
class ReadsWhateverComes(ReferenceCases):
    def __init__(self, settings: Any, read_secret: Any) -> None:
        super().__init__(settings, read_secret)
        self.wire.transport = Transport(settings.address, connect_seconds=2.0, max_answer_bytes=10**12)

    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        return super().get_person(person_id, Call(call.acting_for, call.purpose, 20.0))


@fails()
class CallsAnUnknownOutcomeUnavailable(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        try:
            return super().send_episode(request, call)
        except OutcomeUnknown:
            raise Unavailable("no answer") from None


@fails()
class FindsNoneUnanswered(ReferenceCases):
    def find_episode(self, reference: Any, call: Call) -> Episode | None:
        try:
            return super().find_episode(reference, call)
        except ConnectorFailure:
            return None


@fails()
class NamesNoFields(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        try:
            return super().send_episode(request, call)
        except RecordRejected:
            raise RecordRejected([]) from None
