"""Flaws of searching and of what is told of a person."""

import re
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import evolve
from sdk.tests.testing.flaws.registry import fails
from sdk.tests.testing.reference.connector import ReferenceCases, ReferencePupils

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.episodes import Document, Filed
from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    NotFound,
    RestrictedRecord,
    Unavailable,
    Unsupported,
)
from frontdoor.connectors.people import Involvement, PersonRecord, PersonWarning, Relationship
from frontdoor.domain.people import Address, BirthDate, PersonName

People = Answer[tuple[PersonRecord, ...]]


def now(value: Any) -> Answer[Any]:
    return Answer(value, datetime.now(UTC))


@fails("test_no_more_are_found_than_were_asked_for")
class IgnoresTheLimit(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        return super().search_people(evolve(query, limit=50), call)


@fails(
    "test_every_record_found_fits_what_was_asked",
    "test_a_name_with_a_detail_of_somebody_else_does_not_find_the_person",
)
class IgnoresTheDateOfBirth(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        return super().search_people(evolve(query, date_of_birth=None), call)


@fails(
    "test_a_part_of_a_query_alone_finds_the_person_or_is_refused",
    "test_a_query_that_says_nothing_is_refused_or_finds_no_more_than_its_limit",
)
class SaysNoneOfWhatItCannotSearch(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        return super().search_people(query, call) if query.family_name or query.given_name else now(())


@fails(
    "test_a_name_with_a_detail_of_somebody_else_does_not_find_the_person",
    "test_nobody_is_an_empty_tuple",
)
class CallsNobodyNotFound(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        found = super().search_people(query, call)
        if not found.value:
            raise NotFound("nobody")
        return found


@fails(
    "test_a_spoilt_answer_is_a_failure_or_the_truth",
    "test_a_broken_connection_is_a_failure_or_the_truth",
)
class SaysNoneUnanswered(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        try:
            return super().search_people(query, call)
        except (Unavailable, ContractMismatch):
            return now(())


@fails(
    "test_a_spoilt_answer_is_a_failure_or_the_truth",
    "test_a_broken_connection_is_a_failure_or_the_truth",
    "test_an_answer_about_another_person_is_withheld",
)
class SaysNoRelativesUnanswered(ReferenceCases):
    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        try:
            return super().get_relationships(person_id, call)
        except (Unavailable, ContractMismatch):
            return now(())


@fails(
    "test_a_spoilt_answer_is_a_failure_or_the_truth",
    "test_it_answers_again_once_the_system_does",
    "test_an_answer_about_another_person_is_withheld",
    "test_a_spoilt_answer_is_named",
)
class CrashesOnOddAnswers(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        try:
            return super().get_person(person_id, call)
        except ContractMismatch:
            raise KeyError("person") from None


@fails("test_a_restricted_person_is_found_with_a_display_name_at_most")
class ShowsARestrictedAddress(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        found = super().search_people(query, call)
        shown = [evolve(each, address=Address(("1 Secret Row",))) if each.restricted else each for each in found.value]
        return evolve(found, value=tuple(shown))


@fails(
    "test_everybody_is_found_by_the_name_and_date_of_birth_that_the_system_holds",
    "test_a_search_does_not_answer_that_there_is_no_such_person",
)
class HidesRestrictedPeople(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        found = super().search_people(query, call)
        return evolve(found, value=tuple(each for each in found.value if not each.restricted))


@fails("test_what_belongs_to_a_restricted_person_is_refused")
class SaysThatARestrictedPersonHasNoWarnings(ReferenceCases):
    def get_warnings(self, person_id: str, call: Call) -> Answer[tuple[PersonWarning, ...]]:
        try:
            return super().get_warnings(person_id, call)
        except RestrictedRecord:
            return now(())


@fails("test_an_id_that_nobody_has_is_not_found")
class SaysThatAStrangerHasNoRelatives(ReferenceCases):
    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        try:
            return super().get_relationships(person_id, call)
        except NotFound:
            return now(())


@fails(
    "test_what_a_record_says_is_true",
    "test_a_restricted_record_is_refused_or_is_a_display_name_at_most",
)
class MixesUpNumbers(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        found, other = super().get_person(person_id, call), super().get_person("7000112", call)
        return evolve(found, value=evolve(found.value, nhs_numbers=other.value.nhs_numbers))


@fails("test_relatives_are_those_on_record")
class LosesARelative(ReferenceCases):
    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        found = super().get_relationships(person_id, call)
        return evolve(found, value=found.value[1:])


@fails("test_what_is_said_of_a_relative_is_true_or_left_open")
class GivesEveryRelativeResponsibility(ReferenceCases):
    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        found = super().get_relationships(person_id, call)
        return evolve(found, value=tuple(evolve(each, parental_responsibility=True) for each in found.value))


@fails("test_workers_are_those_on_record_the_allocated_one_first")
class SortsWorkersByName(ReferenceCases):
    def get_involvements(self, person_id: str, call: Call) -> Answer[tuple[Involvement, ...]]:
        found = super().get_involvements(person_id, call)
        return evolve(found, value=tuple(sorted(found.value, key=lambda each: each.worker, reverse=True)))


@fails("test_a_warning_is_told_and_says_what_kind_it_is")
class KeepsWarningsToItself(ReferenceCases):
    def get_warnings(self, person_id: str, call: Call) -> Answer[tuple[PersonWarning, ...]]:
        return evolve(super().get_warnings(person_id, call), value=())


@fails("test_a_warning_is_told_and_says_what_kind_it_is")
class WarnsOfNothing(ReferenceCases):
    def get_warnings(self, person_id: str, call: Call) -> Answer[tuple[PersonWarning, ...]]:
        found = super().get_warnings(person_id, call)
        return evolve(found, value=tuple(evolve(each, kind=" ") for each in found.value))


@fails(
    "test_every_answer_has_the_types_of_the_contract",
    "test_a_restricted_record_is_refused_or_is_a_display_name_at_most",
)
class FillsANameWithNone(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        found = super().get_person(person_id, call)
        return evolve(found, value=evolve(found.value, other_names=[PersonName("Ella", None)]))  # type: ignore[arg-type]


@fails(
    "test_every_answer_that_bears_a_time_bears_a_past_one_in_utc",
    "test_what_is_two_days_old_says_so",
)
class TellsLocalTime(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        return evolve(super().get_person(person_id, call), as_at=datetime.now())  # noqa: DTZ005


@fails(
    "test_every_answer_that_bears_a_time_bears_a_past_one_in_utc",
    "test_what_is_two_days_old_says_so",
)
class TellsTomorrow(ReferenceCases):
    def get_warnings(self, person_id: str, call: Call) -> Answer[tuple[PersonWarning, ...]]:
        return evolve(super().get_warnings(person_id, call), as_at=datetime.now(UTC) + timedelta(days=1))


@fails("test_what_is_two_days_old_says_so")
class CallsOldDataNew(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        return now(super().search_people(query, call).value)


@fails(
    "test_whatever_is_not_declared_is_refused",
    "test_every_operation_is_carried_out",
    without=(Operation.GET_WARNINGS,),
)
class DoesWhatItDoesNotDeclare(ReferenceCases):
    """The whole promise, of which it declares all but one operation."""


@fails("test_check_finds_a_system_that_does_not_answer")
class AlwaysFindsTheSystemWell(ReferenceCases):
    def check(self) -> None:
        return


@fails("test_check_finds_a_system_that_answers")
class NeverFindsTheSystemWell(ReferenceCases):
    def check(self) -> None:
        raise Unavailable("never well")


@fails("test_answers_do_not_mix_between_threads")
class MixesUpThreads(ReferenceCases):
    """Keeps the question of the call in hand where the next one overwrites it."""

    query = PersonQuery()

    def search_people(self, query: PersonQuery, call: Call) -> People:
        self.query = query
        if threading.active_count() > 6:
            time.sleep(0.002)
        return super().search_people(self.query, call)


@fails(
    "test_closing_gives_back_files_and_connections",
    "test_closing_ends_every_connection",
)
class KeepsConnections(ReferenceCases):
    def close(self) -> None:
        return


@fails("test_an_id_is_never_more_than_an_id")
class ReadsTheDigitsOfAnId(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        return super().get_person(re.sub(r"\D", "", person_id)[:7], call)


@fails("test_letters_composed_or_decomposed_find_the_same_person")
class ComparesLettersAsTheyAreTyped(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        found = super().search_people(query, call)
        exact = [each for each in found.value if each.name.family == query.family_name or not query.family_name]
        return evolve(found, value=tuple(exact))


@fails(
    "test_everybody_is_found_by_the_name_and_date_of_birth_that_the_system_holds",
    "test_what_a_record_says_is_true",
    "test_answers_do_not_mix_between_threads",
)
class LosesAPupil(ReferencePupils):
    def search_pupils(self, query: PersonQuery, call: Call) -> Answer[Any]:
        found = super().search_pupils(query, call)
        return evolve(found, value=tuple(each for each in found.value if each.name.given != "Zaynab"))


@fails(
    "test_a_part_of_a_query_alone_finds_the_person_or_is_refused",
    "test_a_query_that_says_nothing_is_refused_or_finds_no_more_than_its_limit",
    "test_a_spoilt_answer_is_a_failure_or_the_truth",
    "test_a_broken_connection_is_a_failure_or_the_truth",
    "test_check_finds_a_system_that_does_not_answer",
)
class SaysNoPupilUnanswered(ReferencePupils):
    def search_pupils(self, query: PersonQuery, call: Call) -> Answer[Any]:
        try:
            return super().search_pupils(query, call)
        except ConnectorFailure:
            return now(())


@fails("test_a_broken_connection_is_a_failure_or_the_truth")
class NeverRecovers(ReferenceCases):
    """Once refused a connection, tries no other."""

    refused = False

    def get_warnings(self, person_id: str, call: Call) -> Answer[tuple[PersonWarning, ...]]:
        if self.refused:
            raise Unavailable("refused before")
        try:
            return super().get_warnings(person_id, call)
        except Unavailable as failure:
            self.refused = "refused" in str(failure)
            raise


@fails("test_an_answer_about_another_person_is_withheld")
class BelievesAnotherPersonsData(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        return unchecked(self, "get_person", person_id, call)


@fails("test_an_answer_about_another_person_is_withheld")
class BelievesAnotherPersonsRelatives(ReferenceCases):
    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        return unchecked(self, "get_relationships", person_id, call)


@fails("test_what_a_record_says_is_true")
class TakesTheUnbornForBorn(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        found = super().get_person(person_id, call)
        born = found.value.birth_date
        return evolve(found, value=evolve(found.value, birth_date=BirthDate(born.on) if born else None))


@fails(
    "test_whatever_is_declared_is_done",
    "test_every_answer_has_the_types_of_the_contract",
    "test_every_answer_that_bears_a_time_bears_a_past_one_in_utc",
    "test_closing_gives_back_files_and_connections",
    "test_closing_ends_every_connection",
)
class DoesNotDoWhatItDeclares(ReferenceCases):
    def attach_document(self, document: Document, call: Call) -> Filed:
        super().attach_document(document, call)
        raise Unsupported("not yet")


@fails("test_a_search_for_a_name_finds_who_fits_or_is_refused")
class CannotSearchForBrokenNames(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        query.given_name.encode()
        return super().search_people(query, call)


def unchecked(connector: ReferenceCases, operation: str, person_id: str, call: Call) -> Answer[Any]:
    """An answer about whomever it is about."""
    plain = connector.wire.ask(operation, call, person_id)
    return Answer(connector.typed(operation, plain), datetime.fromisoformat(plain["as_at"]))
