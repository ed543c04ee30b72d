"""The education rule as a table, what a person is shown, and every made-up child against every other."""

from collections.abc import Iterator
from itertools import product

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from sdk.tests.single_view.records import person_record, pupil_record

from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.people import PersonName
from frontdoor.single_view import Candidate, Comparison, Likeness, Match, MatchStatus, compare, match
from frontdoor.testing.families import MadeUpPerson, children, person

SAME, DIFFERENT, MISSING = Likeness.SAME, Likeness.DIFFERENT, Likeness.MISSING
DETAILS = ("birth_date", "family_name", "given_name", "sex")
EVERY_COMPARISON = [Comparison(*each) for each in product(Likeness, repeat=5)]

IN_BOTH = [child for child in children() if child.case_id and child.pupil and not child.restricted]
PUPILS = {child.key: pupil_record(child) for child in children() if child.pupil}
PEOPLE = {child.key: person_record(child) for child in children() if child.case_id}


def pupil(number: int) -> PupilRecord:
    return PupilRecord(str(number), PersonName("Robin", "Made-Up"))


def judged(*comparisons: Comparison) -> Match[PupilRecord]:
    return match([(pupil(number), each) for number, each in enumerate(comparisons)])


def ids(found: Match[PupilRecord]) -> list[str]:
    return [candidate.record.id for candidate in found.candidates]


def changed(base: Comparison, likeness: Likeness) -> Iterator[Comparison]:
    """The comparison with each of the four details in turn set so."""
    return (evolve(base, **{detail: likeness}) for detail in DETAILS)


ALIKE = Comparison(SAME, SAME, SAME, SAME, SAME)
MATCHES = [
    ALIKE,
    *changed(ALIKE, DIFFERENT),
    *changed(ALIKE, MISSING),
    evolve(ALIKE, upn=MISSING),
]
"""UPN and three of four details, or all four without a UPN; every other comparison is no match."""


def test_the_rule_holds_for_exactly_these_of_all_243_comparisons() -> None:
    matching = [each for each in EVERY_COMPARISON if judged(each).status is MatchStatus.MATCH]

    assert sorted(matching, key=repr) == sorted(MATCHES, key=repr)


def test_one_record_short_of_the_rule_is_possible_and_one_with_little_in_common_is_left_out() -> None:
    statuses = {each: judged(each).status for each in EVERY_COMPARISON if each not in MATCHES}

    assert statuses == {
        each: MatchStatus.POSSIBLE if each.upn is SAME or len(set(each.same) & set(DETAILS)) >= 2 else MatchStatus.NONE
        for each in statuses
    }


def test_a_contradicting_upn_is_never_a_match() -> None:
    assert judged(evolve(ALIKE, upn=DIFFERENT)) == Match(
        MatchStatus.POSSIBLE, (Candidate(pupil(0), evolve(ALIKE, upn=DIFFERENT), is_match=False),)
    )


def test_nothing_to_judge_is_no_match() -> None:
    nothing = judged()

    assert (nothing.status, nothing.candidates) == (MatchStatus.NONE, ())


@pytest.mark.parametrize("second", [ALIKE, evolve(ALIKE, upn=DIFFERENT), evolve(ALIKE, upn=MISSING, sex=DIFFERENT)])
def test_several_records_are_for_a_person_even_where_one_satisfies_the_rule(second: Comparison) -> None:
    assert judged(ALIKE, second).status is MatchStatus.SEVERAL


def test_a_record_that_is_left_out_does_not_make_it_several() -> None:
    stranger = Comparison(MISSING, DIFFERENT, DIFFERENT, DIFFERENT, SAME)

    assert judged(stranger, ALIKE) == Match(MatchStatus.MATCH, (Candidate(pupil(1), ALIKE, is_match=True),))


def test_the_best_is_shown_first() -> None:
    weak, strong = evolve(ALIKE, upn=MISSING, sex=MISSING), evolve(ALIKE, upn=DIFFERENT)

    assert ids(judged(weak, strong, evolve(ALIKE, sex=DIFFERENT))) == ["2", "1", "0"]


@given(
    st.lists(st.sampled_from(EVERY_COMPARISON), max_size=6).flatmap(
        lambda comparisons: st.tuples(st.just(comparisons), st.permutations(comparisons))
    )
)
def test_the_order_in_which_records_come_changes_no_judgement(
    orders: tuple[list[Comparison], list[Comparison]],
) -> None:
    one, other = (judged(*order) for order in orders)

    assert one.status is other.status
    assert sorted(repr(each.comparison) for each in one.candidates) == sorted(
        repr(each.comparison) for each in other.candidates
    )


@given(st.sampled_from(EVERY_COMPARISON), st.sampled_from(["upn", *DETAILS]))
def test_learning_that_a_field_agrees_never_makes_a_match_less_sure(comparison: Comparison, field: str) -> None:
    order = [MatchStatus.NONE, MatchStatus.POSSIBLE, MatchStatus.MATCH]
    agreeing = evolve(comparison, **{field: SAME})
    assert order.index(judged(comparison).status) <= order.index(judged(agreeing).status)


@pytest.mark.parametrize("child", IN_BOTH, ids=lambda child: child.key)
def test_a_child_in_both_systems_is_found_among_all_pupils(child: MadeUpPerson) -> None:
    found = match([(each, compare(PEOPLE[child.key], each)) for each in PUPILS.values()])

    assert PUPILS[child.key].id in ids(found)


@pytest.mark.parametrize("child", IN_BOTH, ids=lambda child: child.key)
def test_a_pupil_known_to_social_care_is_found_among_all_people(child: MadeUpPerson) -> None:
    found = match([(each, compare(each, PUPILS[child.key])) for each in PEOPLE.values()])

    assert PEOPLE[child.key].id in [candidate.record.id for candidate in found.candidates]


def test_no_record_of_another_child_ever_satisfies_the_rule() -> None:
    wrong = [
        (person_key, pupil_key)
        for (person_key, one), (pupil_key, other) in product(PEOPLE.items(), PUPILS.items())
        if person_key != pupil_key and judged_alone(one, other).status is MatchStatus.MATCH
    ]

    assert wrong == []


def judged_alone(one: PersonRecord, other: PupilRecord) -> Match[PupilRecord]:
    return match([(other, compare(one, other))])


def test_what_small_differences_leave_to_a_person() -> None:
    asked = {
        child.key
        for child in IN_BOTH
        if judged_alone(PEOPLE[child.key], PUPILS[child.key]).status is not MatchStatus.MATCH
    }

    # Both names cut short by the education system; and no family name on one side, no UPN on the other.
    assert asked == {"long_names.bartholomew", "one_name.zaynab"}


@pytest.mark.parametrize("one_key", ["carter_twins.jayden", "carter_twins.kayden"])
def test_a_twin_is_never_taken_for_the_other(one_key: str) -> None:
    other_key = {"carter_twins.jayden": "carter_twins.kayden", "carter_twins.kayden": "carter_twins.jayden"}[one_key]
    # Without UPNs there is only the given name to tell them apart.
    twins = {key: evolve(pupil_record(person(key)), upn=None) for key in (one_key, other_key)}
    one = evolve(PEOPLE[one_key], upns=())

    found = match([(each, compare(one, each)) for each in twins.values()])

    assert [(each.record.id, each.is_match) for each in found.candidates] == [
        (twins[one_key].id, True),
        (twins[other_key].id, False),
    ]
    assert found.status is MatchStatus.SEVERAL
    assert judged_alone(one, twins[other_key]).status is MatchStatus.POSSIBLE
