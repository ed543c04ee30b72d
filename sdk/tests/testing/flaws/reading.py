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
SPOILT_READS = (
    "test_a_spoilt_answer_is_a_failure_or_the_truth",
    "test_a_broken_connection_is_a_failure_or_the_truth",
)


def now(value: Any) -> Answer[Any]:
    return Answer(value, datetime.now(UTC))


@fails("test_no_more_are_found_than_were_asked_for")
class IgnoresTheLimit(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        return super().search_people(evolve(query, limit=50), call)


@fails("test_a_name_with_a_detail_of_somebody_else_does_not_find_the_person", "test_nobody_is_an_empty_tuple")
class IgnoresTheDateOfBirth(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        return super().search_people(evolve(query, date_of_birth=None), call)


@fails()
class IgnoresTheName(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        return super().search_people(evolve(query, family_name="", given_name=""), call)


@fails("test_a_part_of_a_query_alone_finds_the_person_or_is_refused")
class SaysNoneOfWhatItCannotSearch(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        return super().search_people(query, call) if query.family_name or query.given_name else now(())


@fails("test_nobody_is_an_empty_tuple")
class CallsNobodyNotFound(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        found = super().search_people(query, call)
        if not found.value:
            raise NotFound("nobody")
        return found


@fails(*SPOILT_READS)
class SaysNoneUnanswered(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        try:
            return super().search_people(query, call)
        except (Unavailable, ContractMismatch):
            return now(())


@fails(*SPOILT_READS)
class SaysNoRelativesUnanswered(ReferenceCases):
    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        try:
            return super().get_relationships(person_id, call)
        except (Unavailable, ContractMismatch):
            return now(())


@fails()
class CrashesOnOddAnswers(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        try:
            return super().get_person(person_id, call)
        except ContractMismatch:
            raise KeyError("person") from None


@fails()
class NeverRecovers(ReferenceCases):
    broken = False

    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        if self.broken:
            raise Unavailable("broken before")
        try:
            return super().get_person(person_id, call)
        except (Unavailable, ContractMismatch):
            self.broken = True
            raise


@fails()
class BelievesAnotherPersonsData(ReferenceCases):
    def answer(self, operation: str, call: Call, *arguments: Any) -> Answer[Any]:
        return now(self.typed(operation, self.wire.ask(operation, call, *arguments)))


@fails()
class BelievesAnotherPersonsRelatives(ReferenceCases):
    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        return now(self.typed("get_relationships", self.wire.ask("get_relationships", call, person_id)))


@fails()
class ShowsARestrictedAddress(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        found = super().search_people(query, call)
        shown = [evolve(each, address=Address(("1 Secret Row",))) if each.restricted else each for each in found.value]
        return evolve(found, value=tuple(shown))


@fails()
class HidesRestrictedPeople(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        found = super().search_people(query, call)
        return evolve(found, value=tuple(each for each in found.value if not each.restricted))


@fails()
class SaysThatARestrictedPersonHasNoWarnings(ReferenceCases):
    def get_warnings(self, person_id: str, call: Call) -> Answer[tuple[PersonWarning, ...]]:
        try:
            return super().get_warnings(person_id, call)
        except RestrictedRecord:
            return now(())


@fails()
class SaysThatAStrangerHasNoRelatives(ReferenceCases):
    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        try:
            return super().get_relationships(person_id, call)
        except NotFound:
            return now(())


@fails()
class MixesUpNumbers(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        found, other = super().get_person(person_id, call), super().get_person("7000112", call)
        return evolve(found, value=evolve(found.value, nhs_numbers=other.value.nhs_numbers))


@fails()
class KnowsEstimatedDatesForCertain(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        found = super().get_person(person_id, call)
        born = found.value.birth_date
        return evolve(found, value=evolve(found.value, birth_date=BirthDate(born.on) if born else None))


@fails()
class LosesARelative(ReferenceCases):
    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        found = super().get_relationships(person_id, call)
        return evolve(found, value=found.value[1:])


@fails()
class GivesEveryRelativeResponsibility(ReferenceCases):
    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        found = super().get_relationships(person_id, call)
        return evolve(found, value=tuple(evolve(each, parental_responsibility=True) for each in found.value))


@fails()
class SortsWorkersByName(ReferenceCases):
    def get_involvements(self, person_id: str, call: Call) -> Answer[tuple[Involvement, ...]]:
        found = super().get_involvements(person_id, call)
        return evolve(found, value=tuple(sorted(found.value, key=lambda each: each.worker, reverse=True)))


@fails()
class WarnsOfNothing(ReferenceCases):
    def get_warnings(self, person_id: str, call: Call) -> Answer[tuple[PersonWarning, ...]]:
        found = super().get_warnings(person_id, call)
        return evolve(found, value=tuple(evolve(each, kind=" ") for each in found.value))


@fails()
class FillsANameWithNone(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        found = super().get_person(person_id, call)
        return evolve(found, value=evolve(found.value, other_names=[PersonName("Ella", None)]))  # type: ignore[arg-type]


@fails()
class TellsLocalTime(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        return evolve(super().get_person(person_id, call), as_at=datetime.now())  # noqa: DTZ005


@fails()
class TellsTomorrow(ReferenceCases):
    def get_warnings(self, person_id: str, call: Call) -> Answer[tuple[PersonWarning, ...]]:
        return evolve(super().get_warnings(person_id, call), as_at=datetime.now(UTC) + timedelta(days=1))


@fails()
class CallsOldDataNew(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        return now(super().search_people(query, call).value)


@fails()
class DoesNotDoWhatItDeclares(ReferenceCases):
    def get_warnings(self, person_id: str, call: Call) -> Answer[tuple[PersonWarning, ...]]:
        super().get_warnings(person_id, call)
        raise Unsupported("not yet")


@fails(without=(Operation.GET_WARNINGS,))
class DoesWhatItDoesNotDeclare(ReferenceCases):
    """The whole promise, of which it declares all but one operation."""


@fails()
class AlwaysFindsTheSystemWell(ReferenceCases):
    def check(self) -> None:
        return


@fails()
class NeverFindsTheSystemWell(ReferenceCases):
    def check(self) -> None:
        raise Unavailable("never well")


@fails()
class MixesUpThreads(ReferenceCases):
    """Keeps the question of the call in hand where the next one overwrites it."""

    query = PersonQuery()

    def search_people(self, query: PersonQuery, call: Call) -> People:
        self.query = query
        if threading.active_count() > 6:
            time.sleep(0.002)
        return super().search_people(self.query, call)


@fails()
class KeepsConnections(ReferenceCases):
    def close(self) -> None:
        return


@fails()
class ReadsTheDigitsOfAnId(ReferenceCases):
    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        return super().get_person(re.sub(r"\D", "", person_id)[:7], call)


@fails()
class ComparesLettersAsTheyAreTyped(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        found = super().search_people(query, call)
        exact = [each for each in found.value if each.name.family == query.family_name or not query.family_name]
        return evolve(found, value=tuple(exact))


@fails()
class CannotSearchForOddNames(ReferenceCases):
    def search_people(self, query: PersonQuery, call: Call) -> People:
        query.family_name.encode("latin-1")
        return super().search_people(query, call)


@fails()
class LosesAPupil(ReferencePupils):
    def search_pupils(self, query: PersonQuery, call: Call) -> Answer[Any]:
        found = super().search_pupils(query, call)
        return evolve(found, value=tuple(each for each in found.value if each.name.given != "Zaynab"))


@fails()
class SaysNoPupilUnanswered(ReferencePupils):
    def search_pupils(self, query: PersonQuery, call: Call) -> Answer[Any]:
        try:
            return super().search_pupils(query, call)
        except ConnectorFailure:
            return now(())
