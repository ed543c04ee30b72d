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


@fails("test_broken_connections_tell_nothing_of_a_child")
class NamesTheChildInAFailure(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]:
        try:
            return super().search_people(query, call)
        except Unavailable:
            raise Unavailable(f"could not look for {query.family_name}") from None


@fails("test_failures_and_logs_hold_no_word_of_a_child")
class NamesTheChildInACause(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]:
        try:
            return super().search_people(query, call)
        except ContractMismatch:
            raise ContractMismatch("no use") from ValueError(query.family_name)


@fails(
    "test_failures_and_logs_hold_no_word_of_a_child",
    "test_broken_connections_tell_nothing_of_a_child",
    "test_logs_of_what_goes_well_hold_no_word_of_a_child",
)
class LogsTheQuestion(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]:
        logger.debug("searching for %s", query)
        return super().search_people(query, call)


@fails(
    "test_failures_and_logs_hold_no_word_of_a_child",
    "test_broken_connections_tell_nothing_of_a_child",
    "test_logs_of_what_goes_well_hold_no_word_of_a_child",
)
class LogsTheSecret(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        logger.debug("asking", extra={"with_password": self.secret()})
        return super().get_person(person_id, call)

    def secret(self) -> str:
        return self.wire._read_secret(self.wire._settings.password).reveal()


@fails("test_a_connector_does_not_show_its_secrets")
class ShowsTheSecret(ReferenceCases):
    def __repr__(self) -> str:
        return f"ReferenceCases({self.wire._read_secret(self.wire._settings.password).reveal()})"


@fails("test_what_is_not_found_or_refused_is_not_repeated")
class RepeatsWhatIsNotFound(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        try:
            return super().get_person(person_id, call)
        except NotFound:
            raise NotFound(f"there is no {person_id}") from None


@fails("test_a_spoilt_answer_is_named")
class CallsARefusedPasswordUnavailable(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        try:
            return super().get_person(person_id, call)
        except CredentialsRefused:
            raise Unavailable("no luck") from None


@fails("test_a_refused_password_is_not_tried_again_and_again")
class TriesARefusedPasswordAgain(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        for _ in range(5):
            try:
                return super().get_person(person_id, call)
            except CredentialsRefused:
                continue
        raise CredentialsRefused("five times")


@fails("test_a_limit_of_calls_says_how_long_to_wait")
class ForgetsHowLongToWait(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        try:
            return super().get_person(person_id, call)
        except RateLimited:
            raise RateLimited(0) from None


@fails("test_a_refused_connection_is_unavailable")
class CallsARefusedConnectionAMismatch(ReferenceCases):
    def get_warnings(self, person_id: str, call: Call) -> Any:
        try:
            return super().get_warnings(person_id, call)
        except Unavailable:
            raise ContractMismatch("nothing came") from None


@fails(
    "test_a_call_ends_though_the_system_takes_its_time",
    "test_a_call_ends_though_the_connection_hangs",
)
class SwallowsTheDeadline(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        return super().get_person(person_id, Call(call.acting_for, call.purpose, 6.0))


@fails(
    "test_a_call_ends_though_the_system_takes_its_time",
    "test_a_call_ends_though_the_connection_hangs",
    "test_an_answer_without_end_takes_no_memory_without_end",
)
class ReadsWhateverComes(ReferenceCases):
    def __init__(self, settings: Any, read_secret: Any) -> None:
        super().__init__(settings, read_secret)
        self.wire.transport = Transport(settings.address, connect_seconds=2.0, max_answer_bytes=10**12)

    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        return super().get_person(person_id, Call(call.acting_for, call.purpose, 6.0))


@fails(
    "test_an_answer_that_is_lost_or_useless_means_that_the_outcome_is_unknown",
    "test_a_broken_connection_leaves_one_episode_in_the_end",
    "test_a_lost_answer_is_not_asked_for_again_of_a_system_that_knows_no_idempotency",
)
class CallsAnUnknownOutcomeUnavailable(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        try:
            return super().send_episode(request, call)
        except OutcomeUnknown:
            raise Unavailable("no answer") from None


@fails(
    "test_a_spoilt_answer_is_a_failure_or_the_truth",
    "test_a_broken_connection_is_a_failure_or_the_truth",
    "test_check_finds_a_system_that_does_not_answer",
    "test_a_look_up_that_was_not_answered_is_never_none",
)
class FindsNoneUnanswered(ReferenceCases):
    def find_episode(self, reference: Any, call: Call) -> Episode | None:
        try:
            return super().find_episode(reference, call)
        except ConnectorFailure:
            return None


@fails("test_a_rejection_names_the_fields")
class NamesNoFields(ReferenceCases):
    def send_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        try:
            return super().send_episode(request, call)
        except RecordRejected:
            raise RecordRejected([]) from None
