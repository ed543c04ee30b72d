"""The rule on hostile data: odd names are people, odd texts are text, and nothing is cut or turned into a command."""

import contextlib
import unicodedata

import pytest
from attrs import evolve

from frontdoor.connectors.asking import PersonQuery
from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.episodes import PopulatedAnswer
from frontdoor.connectors.failures import NotFound, RecordRejected, RestrictedRecord
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import BirthDate, BirthDateKind
from frontdoor.testing import hostile
from frontdoor.testing.conformance import samples
from frontdoor.testing.conformance.checks import Checks
from frontdoor.testing.conformance.episodes import missing
from frontdoor.testing.conformance.finding import fits
from frontdoor.testing.conformance.kinds import Ask
from frontdoor.testing.conformance.needing import needs
from frontdoor.testing.conformance.rules import Tier
from frontdoor.testing.conformance.stand import MOST_FOUND, Stand, query_for


def _case(each: hostile.HostileName | hostile.HostileDate | hostile.HostileText | hostile.HostileFile) -> str:
    return f"{each.number}: {each.called}"


class BearsHostileData(Checks, rule="bears-hostile-data", tier=Tier.SILVER):
    """Names, dates, numbers and texts of the list of bad input are carried as they are, or refused as a whole.

    "As they are" is as two people would read them: line ends, doubled spaces and invisible signs may differ.
    """

    @pytest.mark.parametrize("case", hostile.NAMES, ids=_case)
    @needs(Ask.SEARCH)
    def test_a_search_for_a_name_finds_who_fits_or_is_refused(self, stand: Stand, case: hostile.HostileName) -> None:
        query = PersonQuery(case.name.given, case.name.family, limit=MOST_FOUND)
        try:
            found = stand.search(query).value
        except RecordRejected:
            return
        assert [each for each in found if not fits(each, query)] == []

    @pytest.mark.parametrize("case", hostile.DATES, ids=_case)
    @needs(Ask.SEARCH)
    def test_a_search_for_a_date_finds_who_fits_or_is_refused(self, stand: Stand, case: hostile.HostileDate) -> None:
        query = PersonQuery(family_name="Smith", date_of_birth=case.on)
        try:
            found = stand.search(query).value
        except RecordRejected:
            return
        assert [each for each in found if not fits(each, query)] == []

    @pytest.mark.parametrize("case", hostile.IDENTIFIERS, ids=_case)
    @needs(Ask.SEARCH)
    def test_a_search_for_a_number_finds_who_fits_or_is_refused(self, stand: Stand, case: hostile.HostileText) -> None:
        for query in _queries_by_number(case.text):
            try:
                found = stand.search(query).value
            except RecordRejected:
                continue
            assert [each for each in found if not fits(each, query)] == []

    @pytest.mark.parametrize("key", ["welsh.sion", "polish.zofia", "brennan.saoirse"])
    @needs(Ask.SEARCH)
    def test_letters_composed_or_decomposed_find_the_same_person(self, stand: Stand, key: str) -> None:
        # 7: a keyboard of one maker sends é, that of another e and an accent.
        query = query_for(stand.kind.person(key))
        composed, apart = (
            evolve(
                query,
                given_name=unicodedata.normalize(form, query.given_name),
                family_name=unicodedata.normalize(form, query.family_name),
            )
            for form in ("NFC", "NFD")
        )

        assert [each.id for each in stand.search(apart).value] == [each.id for each in stand.search(composed).value]

    @pytest.mark.parametrize("case", hostile.IDS, ids=_case)
    def test_an_id_is_never_more_than_an_id(self, stand: Stand, case: hostile.HostileText) -> None:
        for operation in stand.callable_about_a_person():
            with pytest.raises((NotFound, RecordRejected, RestrictedRecord)):
                stand.ask(operation, case.text)

    @pytest.mark.parametrize("case", hostile.NARRATIVES, ids=_case)
    @needs(Ask.SEARCH, Operation.OPEN_EPISODE)
    def test_an_answer_arrives_whole_or_is_refused(self, stand: Stand, case: hostile.HostileText) -> None:
        plain = samples.episode_for(stand)
        asked = PopulatedAnswer("what_else", f"What else? {case.text[:200]}", case.text)
        request = evolve(plain, answers=(*plain.answers, asked))
        try:
            stand.ask(Operation.OPEN_EPISODE, request)
        except RecordRejected:
            assert stand.held(request.reference).episodes == ()
            return
        assert missing(request, stand) == []

    @pytest.mark.parametrize("case", hostile.NAMES, ids=_case)
    @needs(Ask.SEARCH, Ask.GET, Operation.OPEN_EPISODE)
    def test_a_new_person_keeps_the_name_given_or_is_refused(self, stand: Stand, case: hostile.HostileName) -> None:
        child = evolve(samples.NEW_CHILD, name=case.name, nhs_number=None)
        request = samples.for_somebody_new(samples.episode_for(stand), child)
        try:
            opened = stand.ask(Operation.OPEN_EPISODE, request)
        except RecordRejected:
            assert stand.held(request.reference).episodes == ()
            return
        name = stand.ask(Ask.GET, stand.person_of(opened)).value.name
        assert hostile.as_read(str(name)) == hostile.as_read(str(case.name))

    @pytest.mark.parametrize("case", hostile.DATES, ids=_case)
    @needs(Ask.SEARCH, Ask.GET, Operation.OPEN_EPISODE)
    def test_a_new_person_keeps_the_date_of_birth_or_is_refused(self, stand: Stand, case: hostile.HostileDate) -> None:
        kind = BirthDateKind.EXPECTED if case.on > samples.TODAY else BirthDateKind.KNOWN
        born = BirthDate(case.on, kind)
        child = evolve(samples.NEW_CHILD, birth_date=born, nhs_number=None)
        request = samples.for_somebody_new(samples.episode_for(stand), child)
        try:
            opened = stand.ask(Operation.OPEN_EPISODE, request)
        except RecordRejected:
            assert stand.held(request.reference).episodes == ()
            return
        assert stand.ask(Ask.GET, stand.person_of(opened)).value.birth_date == born


def _queries_by_number(text: str) -> list[PersonQuery]:
    """The queries that a typed number makes, for each kind of number that it may be."""
    queries = [PersonQuery(family_name=text)]
    with contextlib.suppress(ValueError):
        queries.append(PersonQuery(nhs_number=NhsNumber.parse(text)))
    with contextlib.suppress(ValueError):
        queries.append(PersonQuery(upn=Upn.parse(text)))
    with contextlib.suppress(ValueError):
        queries.append(PersonQuery(postcode=Postcode.parse(text)))
    return queries
