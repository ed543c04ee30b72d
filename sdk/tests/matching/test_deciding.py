"""When a pair may be linked by itself, and when a person is asked."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as some
from sdk.tests.matching.people import AMONG, record
from sdk.tests.matching.test_comparing import records

from frontdoor.domain.people import Sex
from frontdoor.matching import (
    Candidate,
    Decided,
    Doubt,
    Evidence,
    Judgement,
    Prepared,
    Scorer,
    Status,
    default_model,
    judge,
)

MODEL = default_model()
SCORER = Scorer(MODEL, AMONG)
ZAYNAB = record()


def candidate(other: Prepared, record_id: str = "s-1") -> Candidate:
    return Candidate(record_id, SCORER.score(ZAYNAB, other))


def with_bits(bits: float, record_id: str = "s-1") -> Candidate:
    return Candidate(record_id, evolve(SCORER.score(ZAYNAB, ZAYNAB), bits=bits))


def test_without_anybody_like_the_child_there_is_none() -> None:
    assert judge([candidate(record("Oliver", "Smith", date(2010, 9, 17), postcodes=()))], MODEL) == Judgement(
        Status.NONE
    )


def test_who_agrees_in_everything_is_a_match() -> None:
    same = candidate(ZAYNAB)

    assert judge([same], MODEL) == Judgement(Status.MATCH, (same,))


@pytest.mark.parametrize(
    ("other", "doubt"),
    [
        (record("Oliver"), Doubt.FIRST_NAMES),
        (record(""), Doubt.FIRST_NAMES),
        (record("Katherine Zaynab", born=date(2016, 2, 26)), Doubt.FIRST_NAMES),
        (record(born=date(2012, 9, 17)), Doubt.BIRTH_DATES),
        (record(born=None, postcodes=("DY1 1AA",)), Doubt.BIRTH_DATES),
        (record("Zaynap", born=None), Doubt.BIRTH_DATES),
        (record("Zaynap", sex=Sex.MALE), Doubt.SEXES),
    ],
    ids=[
        "twin",
        "no first name",
        "the other's middle name, another day",
        "another date",
        "no date, elsewhere",
        "no date, a name like it",
        "another sex, a name like it",
    ],
)
def test_what_a_twin_a_sibling_or_a_mistake_looks_like_is_asked_about(other: Prepared, doubt: Doubt) -> None:
    asked = judge([candidate(other)], MODEL)

    assert (asked.status, asked.doubts) == (Status.POSSIBLE, (doubt,))


@pytest.mark.parametrize("other", [record(born=date(2016, 2, 13)), record(sex=Sex.MALE), record(born=None)])
def test_one_slip_of_a_clerk_is_no_doubt_where_nobody_else_at_home_bears_the_name(other: Prepared) -> None:
    assert judge([candidate(other)], MODEL).status is Status.MATCH


def test_who_goes_by_the_middle_name_and_was_born_on_that_day_is_a_match() -> None:
    assert judge([candidate(record("Katherine Zaynab"))], MODEL).status is Status.MATCH


def test_a_name_like_it_with_other_middle_names_is_asked_about() -> None:
    nathan, nathaniel = record("Nathan Dexter"), record("Nathaniel Theo")

    assert judge([Candidate("s-1", SCORER.score(nathan, nathaniel))], MODEL).doubts == (Doubt.FIRST_NAMES,)


def test_a_number_that_contradicts_is_asked_about() -> None:
    zaynab = record(nhs="9990000018")
    other = Candidate("s-1", SCORER.score(zaynab, record(nhs="9990000026")))

    assert judge([other], MODEL).doubts == (Doubt.NUMBERS,)


def test_a_number_that_agrees_settles_a_wrong_date_and_sex_but_never_another_first_name() -> None:
    upn = "P885990118107"
    zaynab = record(upn=upn)
    wrong = record(upn=upn, born=date(2012, 9, 17), sex=Sex.MALE)
    sibling = record("Oliver", upn=upn)

    assert judge([Candidate("s-1", SCORER.score(zaynab, wrong))], MODEL).status is Status.MATCH
    assert judge([Candidate("s-1", SCORER.score(zaynab, sibling))], MODEL).doubts == (Doubt.FIRST_NAMES,)


def test_two_who_are_about_as_like_are_several() -> None:
    best, second = with_bits(20.0), with_bits(20.0 - MODEL.thresholds.advantage + 0.1, "s-2")

    assert judge([second, best], MODEL) == Judgement(Status.SEVERAL, (best, second), (Doubt.ANOTHER_AS_GOOD,))


def test_a_leader_by_far_is_a_match_and_the_others_stay_to_be_seen() -> None:
    best, second = with_bits(20.0), with_bits(20.0 - MODEL.thresholds.advantage, "s-2")

    assert judge([second, best], MODEL) == Judgement(Status.MATCH, (best, second))


@pytest.mark.parametrize(
    ("bits", "linked_to", "status"),
    [
        (MODEL.thresholds.link, "", Status.MATCH),
        (MODEL.thresholds.link - 0.1, "", Status.POSSIBLE),
        (MODEL.thresholds.keep, "s-1", Status.MATCH),
        (MODEL.thresholds.keep, "s-2", Status.POSSIBLE),
        (MODEL.thresholds.keep - 0.1, "s-1", Status.POSSIBLE),
        (MODEL.thresholds.review, "", Status.POSSIBLE),
        (MODEL.thresholds.review - 0.1, "", Status.NONE),
    ],
)
def test_a_link_needs_more_than_keeping_it(bits: float, linked_to: str, status: Status) -> None:
    assert judge([with_bits(bits)], MODEL, linked_to).status is status


def test_what_people_decided_comes_first() -> None:
    other, best = with_bits(-30.0), with_bits(20.0, "s-2")

    assert judge([best, other], MODEL, decided=Decided(frozenset({"s-1"}))) == Judgement(
        Status.MATCH, (other, best), by_person=True
    )
    assert judge([best, other], MODEL, decided=Decided(never=frozenset({"s-2"}))) == Judgement(Status.NONE)


@pytest.mark.parametrize(
    "decided", [Decided(frozenset({"s-1", "s-2"})), Decided(frozenset({"s-1"}), frozenset({"s-1"}))]
)
def test_decisions_that_contradict_link_nobody(decided: Decided) -> None:
    found = judge([with_bits(20.0), with_bits(-5.0, "s-2")], MODEL, decided=decided)

    assert (found.status, found.doubts) == (Status.SEVERAL, (Doubt.CONTRADICTING_DECISIONS,))


def test_a_model_without_guards_asks_about_none() -> None:
    assert judge([candidate(record("Oliver"))], evolve(MODEL, guards=())).status is Status.MATCH


ruled_out = some.frozensets(some.sampled_from(["s-1", "s-2"]))
scored = some.builds(
    lambda one, other, number: Candidate(f"s-{number}", SCORER.score(one, other)), records, records, some.integers(1, 9)
)


@given(some.lists(scored, max_size=5, unique_by=lambda each: each.id), some.sampled_from(["", "s-1"]))
def test_a_match_by_itself_has_no_doubt_and_no_rival(candidates: list[Candidate], linked_to: str) -> None:
    found = judge(candidates, MODEL, linked_to)

    ranked = [each.evidence.bits for each in found.candidates]
    assert ranked == sorted(ranked, reverse=True)
    if found.status is Status.MATCH:
        assert found.doubts == ()
        assert ranked[0] >= MODEL.thresholds.keep
        assert all(ranked[0] - bits >= MODEL.thresholds.advantage for bits in ranked[1:])


@given(
    some.lists(scored, max_size=5, unique_by=lambda each: each.id), some.frozensets(some.sampled_from(["s-1", "s-2"]))
)
def test_whom_people_ruled_out_is_never_shown(candidates: list[Candidate], never: frozenset[str]) -> None:
    found = judge(candidates, MODEL, decided=Decided(never=never))

    assert never.isdisjoint(each.id for each in found.candidates)


def test_no_evidence_is_a_doubt_about_everything_a_link_rests_on() -> None:
    assert judge([Candidate("s-1", Evidence(50.0, ()))], MODEL).doubts == (Doubt.FIRST_NAMES, Doubt.BIRTH_DATES)
