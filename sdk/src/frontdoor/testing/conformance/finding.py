"""Rules on searching: whom a query finds, whom it must not find, and what "nobody" looks like."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from frontdoor.connectors.asking import PersonQuery
from frontdoor.connectors.failures import NotFound, RecordRejected, RestrictedRecord
from frontdoor.domain.people import BirthDate, BirthDateKind
from frontdoor.single_view import fold
from frontdoor.testing.conformance.checks import Checks
from frontdoor.testing.conformance.kinds import Ask, is_restricted
from frontdoor.testing.conformance.needing import needs
from frontdoor.testing.conformance.rules import Tier
from frontdoor.testing.conformance.stand import MOST_FOUND, Stand, query_for

NOBODY = PersonQuery(given_name="Quorra", family_name="Vexingham-Zyle", date_of_birth=date(1931, 1, 31))
"""Somebody whom no simulator holds."""

PARTS = ("given_name", "family_name", "date_of_birth", "postcode", "upn", "nhs_number")


class FindsPeople(Checks, rule="finds-people", tier=Tier.BRONZE):
    """Whoever fits a query is found, nobody else is, and never more than were asked for.

    A query that the system does not allow, such as one by a date of birth alone, is refused with `RecordRejected`. It
    is never answered with "none".
    """

    @needs(Ask.SEARCH)
    def test_everybody_is_found_by_the_name_and_date_of_birth_that_the_system_holds(self, stand: Stand) -> None:
        sought = [known for known in stand.kind.known if not known.is_duplicate]
        missed = [known.key for known in sought if not _finds(stand, query_for(known), known.key)]

        assert missed == []

    @pytest.mark.parametrize("part", PARTS)
    @needs(Ask.SEARCH)
    def test_a_part_of_a_query_alone_finds_the_person_or_is_refused(self, stand: Stand, part: str) -> None:
        whole = _whole_query(stand, "ashdown.ella")
        alone = evolve(PersonQuery(limit=MOST_FOUND), **{part: getattr(whole, part)})

        try:
            found = [each.name for each in stand.search(alone).value]
        except RecordRejected:
            return
        assert stand.kind.person("ashdown.ella").name in found

    @needs(Ask.SEARCH)
    def test_every_part_of_a_query_together_finds_the_one_person(self, stand: Stand) -> None:
        ella = stand.kind.person("ashdown.ella")

        assert [each.name for each in stand.search(_whole_query(stand, ella.key)).value] == [ella.name]

    @pytest.mark.parametrize("key", ["ashdown.ella", "smith_jack_one.jack", "carter_twins.jayden"])
    @needs(Ask.SEARCH)
    def test_every_record_found_fits_what_was_asked(self, stand: Stand, key: str) -> None:
        whole = _whole_query(stand, key)
        queries = (query_for(stand.kind.person(key)), PersonQuery(family_name=whole.family_name, limit=MOST_FOUND))

        unfit = [(each.id, query) for query in queries for each in stand.search(query).value if not fits(each, query)]

        assert unfit == []

    @pytest.mark.parametrize("part", ["date_of_birth", "postcode", "upn", "nhs_number"])
    @needs(Ask.SEARCH)
    def test_a_name_with_a_detail_of_somebody_else_does_not_find_the_person(self, stand: Stand, part: str) -> None:
        # A system that holds no such detail of anybody may disregard it: then it finds the same as without.
        other = _whole_query(stand, "brennan.fionn")
        ella = query_for(stand.kind.person("ashdown.ella"))
        asked = evolve(ella, **{part: getattr(other, part)})

        found = stand.search(asked).value

        assert [each.id for each in found if not fits(each, asked)] == []

    @needs(Ask.SEARCH)
    def test_nobody_is_an_empty_tuple(self, stand: Stand) -> None:
        assert stand.search(NOBODY).value == ()

    @pytest.mark.parametrize("limit", [1, 2, MOST_FOUND])
    @needs(Ask.SEARCH)
    def test_no_more_are_found_than_were_asked_for(self, stand: Stand, limit: int) -> None:
        everybody = len([each for each in stand.kind.known if each.name.family == "Smith"])

        found = stand.search(PersonQuery(family_name="Smith", limit=limit)).value

        assert len(found) == min(limit, everybody)
        assert len({each.id for each in found}) == len(found)

    @needs(Ask.SEARCH)
    def test_a_query_that_says_nothing_is_refused_or_finds_no_more_than_its_limit(self, stand: Stand) -> None:
        try:
            found = stand.search(PersonQuery(limit=3)).value
        except RecordRejected:
            return
        assert len(found) == 3


class KeepsRestrictedRecords(Checks, rule="keeps-restricted-records", tier=Tier.BRONZE):
    """Of a restricted record at most an id and a display name are told, and none of what belongs to the person.

    It is not hidden either: who searches learns that there is a record that may not be seen here.
    """

    @needs(Ask.SEARCH)
    def test_a_restricted_person_is_found_with_a_display_name_at_most(self, stand: Stand) -> None:
        told = [
            each
            for known in _restricted(stand)
            for each in _searched(stand, known.key) or ()
            if each != stand.kind.record(each.id, each.name, restricted=True)
        ]

        assert told == []

    @needs(Ask.SEARCH)
    def test_a_search_does_not_answer_that_there_is_no_such_person(self, stand: Stand) -> None:
        hidden = [known.key for known in _restricted(stand) if _searched(stand, known.key) == ()]

        assert hidden == []

    @needs(Ask.SEARCH, Ask.GET)
    def test_a_restricted_record_is_refused_or_is_a_display_name_at_most(self, stand: Stand) -> None:
        for person_id in _restricted_ids(stand):
            try:
                record = stand.ask(Ask.GET, person_id).value
            except RestrictedRecord:
                continue
            assert record == stand.kind.record(person_id, record.name, restricted=True)

    @needs(Ask.SEARCH)
    def test_what_belongs_to_a_restricted_person_is_refused(self, stand: Stand) -> None:
        told = []
        belongings = [each for each in stand.callable_about_a_person() if each is not stand.kind.asks[Ask.GET]]
        for operation in belongings:
            for person_id in _restricted_ids(stand):
                try:
                    stand.ask(operation, person_id)
                except RestrictedRecord:
                    continue
                told.append((operation, person_id))

        assert told == []


class KnowsAPerson(Checks, rule="knows-a-person", tier=Tier.BRONZE):
    """One record by its id is that very record, and true in every part that is filled. No record is `NotFound`."""

    @needs(Ask.SEARCH, Ask.GET)
    def test_what_a_record_says_is_true(self, stand: Stand) -> None:
        for known in stand.kind.known:
            if known.restricted or known.is_duplicate:
                continue
            record = stand.ask(Ask.GET, stand.id_of(known.key)).value
            numbers = {*getattr(record, "nhs_numbers", ())}
            assert record.name == known.name
            assert record.birth_date in _as_sure_as_a_system_may_be(known.birth_date)
            assert record.sex == known.sex
            assert numbers <= {*known.nhs_numbers}
            assert {*_upns(record)} <= {*known.upns}
            assert record.address.postcode in {None, known.postcode}

    @needs(Ask.SEARCH, Ask.GET)
    def test_a_record_has_the_id_under_which_it_was_found(self, stand: Stand) -> None:
        person_id = stand.id_of("ashdown.ella")

        assert stand.ask(Ask.GET, person_id).value.id == person_id

    @needs(Ask.SEARCH)
    def test_an_id_that_nobody_has_is_not_found(self, stand: Stand) -> None:
        # "Found nothing" about somebody who does not exist would read as "has no relatives, no warnings".
        for operation in stand.callable_about_a_person():
            with pytest.raises((NotFound, RecordRejected)):
                stand.ask(operation, "79999999")


def _as_sure_as_a_system_may_be(born: BirthDate) -> tuple[BirthDate | None, ...]:
    """A date that is none, or as it is; many systems cannot mark an estimate, and none may take the unborn for born."""
    if born.kind is BirthDateKind.ESTIMATED:
        return (None, born, BirthDate(born.on))
    return (None, born)


def fits(record: Any, query: PersonQuery) -> bool:
    """Whether a record can be meant by a query, as far as it says anything itself."""
    if is_restricted(record):
        return True
    born = record.birth_date
    sure = born is not None and born.kind is BirthDateKind.KNOWN
    if query.date_of_birth is not None and sure and born.on != query.date_of_birth:
        return False
    if query.upn is not None and _upns(record) and query.upn not in _upns(record):
        return False
    numbers = getattr(record, "nhs_numbers", ())
    if query.nhs_number is not None and numbers and query.nhs_number not in numbers:
        return False
    postcode = record.address.postcode
    if query.postcode is not None and postcode is not None and postcode != query.postcode:
        return False
    names = (record.name, *record.other_names)
    return _begins(query.family_name, [name.family for name in names]) and _begins(
        query.given_name, [name.given for name in names]
    )


def _begins(wanted: str, names: list[str]) -> bool:
    """Whether any name begins as the wanted one does: a system may look for sounds, which keep the first letter."""
    return not fold(wanted) or any(fold(name)[:1] == fold(wanted)[:1] for name in names)


def _upns(record: Any) -> tuple[Any, ...]:
    if hasattr(record, "upns"):
        return tuple(record.upns)
    return tuple(upn for upn in (record.upn, *record.former_upns) if upn is not None)


def _finds(stand: Stand, query: PersonQuery, key: str) -> bool:
    try:
        # As text: a display name, which is all that a restricted record may have, need not come in parts.
        return str(stand.kind.person(key).name) in [str(each.name) for each in stand.search(query).value]
    except RestrictedRecord:
        return stand.kind.person(key).restricted


def _whole_query(stand: Stand, key: str) -> PersonQuery:
    known = stand.kind.person(key)
    return evolve(
        query_for(known),
        postcode=known.postcode,
        upn=known.upns[0],
        nhs_number=next(iter(known.nhs_numbers), None),
    )


def _restricted(stand: Stand) -> list[Any]:
    return [known for known in stand.kind.known if known.restricted]


def _searched(stand: Stand, key: str) -> tuple[Any, ...] | None:
    """What a search for one person finds, None where the system says that the record is closed."""
    try:
        return stand.search(query_for(stand.kind.person(key))).value
    except RestrictedRecord:
        return None


def _restricted_ids(stand: Stand) -> list[str]:
    return [each.id for known in _restricted(stand) for each in _searched(stand, known.key) or ()]
