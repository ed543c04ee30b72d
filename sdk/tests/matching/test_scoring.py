"""What the fields of two records are worth together, in bits."""

from math import log2

import pytest
from attrs import evolve
from hypothesis import given
from sdk.tests.matching.people import AMONG, record
from sdk.tests.matching.test_comparing import records

from frontdoor.matching import Evidence, Field, FieldEvidence, Frequencies, Level, Prepared, Scorer, default_model

MODEL = default_model()
SCORER = Scorer(MODEL, AMONG)


def bits(one: Prepared, other: Prepared, field: Field) -> float:
    return next(each.bits for each in SCORER.score(one, other).fields if each.field is field)


def test_a_missing_field_says_nothing() -> None:
    unknown = record(born=None, sex=record().sex, postcodes=())

    assert [each.field for each in SCORER.score(record(), unknown).fields] == [
        Field.GIVEN_NAME,
        Field.FAMILY_NAME,
        Field.SEX,
    ]


def test_the_fields_and_how_many_people_there_are_make_the_sum() -> None:
    evidence = SCORER.score(record(), record(given="Oliver"))

    assert evidence.bits == pytest.approx(sum(each.bits for each in evidence.fields) - log2(AMONG.people))


def test_the_rarer_name_is_worth_more() -> None:
    rare, common = record(), record(family="Smith")

    assert bits(rare, rare, Field.FAMILY_NAME) - bits(common, common, Field.FAMILY_NAME) == pytest.approx(
        log2(1_200 / 8)
    )


def test_a_name_that_nobody_else_bears_is_worth_no_more_than_one_of_two() -> None:
    unseen = record(family="Quillfeather")

    assert bits(unseen, unseen, Field.FAMILY_NAME) == pytest.approx(
        log2(MODEL.levels[Field.FAMILY_NAME][Level.SAME].m * AMONG.people / 2)
    )


def test_what_differs_is_told_with_what_it_is_worth() -> None:
    found = SCORER.score(record(), record(given="Oliver")).fields[0]

    assert found == FieldEvidence(
        Field.GIVEN_NAME, Level.DIFFERENT, MODEL.levels[Field.GIVEN_NAME][Level.DIFFERENT].bits
    )
    assert found.bits < -4


def test_a_name_that_is_like_one_of_many_bearers_may_be_the_name_of_any_of_them() -> None:
    rare, common = record(family="Nkemelo"), record(family="Smiht")

    assert bits(record(), rare, Field.FAMILY_NAME) == MODEL.levels[Field.FAMILY_NAME][Level.TYPO].bits
    assert bits(record(family="Smith"), common, Field.FAMILY_NAME) == pytest.approx(
        log2(MODEL.levels[Field.FAMILY_NAME][Level.TYPO].m * AMONG.people / 1_200)
    )


def test_names_the_other_way_round_are_worth_what_the_two_names_are() -> None:
    evidence = SCORER.score(record(), record("Nkemelu", "Zaynab"))

    assert evidence.fields[0].bits + evidence.fields[1].bits == pytest.approx(
        log2(MODEL.levels[Field.GIVEN_NAME][Level.SWAPPED].m * AMONG.people / 20 * AMONG.people / 8)
    )


def test_two_like_names_that_many_bear_are_two_names() -> None:
    assert SCORER.score(record("Mia"), record("Mya")).fields[0].level is Level.TYPO
    among = evolve(AMONG, first_names={**AMONG.first_names, "mya": 40})

    found = Scorer(MODEL, among).score(record("Mia"), record("Mya")).fields[0]

    as_a_slip = SCORER.score(record("Mia"), record("Mya")).fields[0]
    assert found == evolve(as_a_slip, level=Level.TWO_NAMES)


def test_an_identifier_that_contradicts_weighs_against() -> None:
    one, other = record(nhs="9990000018"), record(nhs="9990000026")

    assert SCORER.score(one, other).bits < SCORER.score(one, record()).bits - 5


@pytest.mark.parametrize(("found", "probability"), [(0.0, 0.5), (1.0, 2 / 3), (5_000.0, 1.0), (-5_000.0, 0.0)])
def test_bits_are_odds(found: float, probability: float) -> None:
    assert Evidence(found, ()).probability == pytest.approx(probability)


@given(records, records)
def test_the_order_of_two_records_makes_no_difference(one: Prepared, other: Prepared) -> None:
    scorer = Scorer(MODEL, Frequencies.of([one, other]))

    assert scorer.score(one, other).bits == pytest.approx(scorer.score(other, one).bits)


def test_frequencies_count_who_bears_a_name_and_lives_somewhere() -> None:
    counted = Frequencies.of([record(), record(given="Mohammed Ali", family="Smith-Jones", postcodes=())])

    assert counted == Frequencies(2, {"zaynab": 1, "ali": 1}, {"nkemelu": 1, "smithjones": 1}, {"WR5 2NP": 1}, {})
