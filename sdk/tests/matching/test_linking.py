"""Whole systems: each record is linked once at most, twins and siblings never by themselves."""

from datetime import date

import pytest
from sdk.tests.matching.people import record

from frontdoor.domain.people import Sex
from frontdoor.matching import Doubt, Linkage, Prepared, Status, default_model, link_all, prepare
from frontdoor.matching.pairing import Pairing
from frontdoor.testing.population import PopulationSettings, make_population

MODEL = default_model()


def crowd(*people: Prepared) -> list[Prepared]:
    """The people among others, so that a name is as rare as it is in life."""
    others = [
        record(
            f"Given{letter}{other}",
            f"Family{other}{letter}",
            date(2012, 1 + number % 12, 1),
            record_id=f"other-{number}",
        )
        for number, (letter, other) in enumerate((a, b) for a in "bcdfghjklm" for b in "npqrstvwxz")
    ]
    return [*people, *others]


def linked(found: Linkage) -> set[tuple[str, str]]:
    return {(link.left_id, link.right_id) for link in found.links}


def test_one_child_in_both_is_linked() -> None:
    assert linked(link_all(crowd(record(record_id="pupil")), [record(record_id="client")], MODEL)) == {
        ("pupil", "client")
    }


def test_of_twins_each_is_linked_to_the_record_of_their_own_name() -> None:
    left = crowd(record("Amaka", record_id="a"), record("Zaynab", record_id="z"))
    right = [record("Zaynab", record_id="Z"), record("Amaka", record_id="A")]

    assert linked(link_all(left, right, MODEL)) == {("a", "A"), ("z", "Z")}


def test_a_twin_whose_own_record_is_missing_is_asked_about() -> None:
    found = link_all(crowd(record("Amaka", record_id="a")), [record("Zaynab", record_id="Z")], MODEL)

    assert (found.links, found.reviews["Z"].status, found.reviews["Z"].doubts) == (
        (),
        Status.POSSIBLE,
        (Doubt.FIRST_NAMES,),
    )


def test_two_records_that_claim_the_same_one_are_both_asked_about() -> None:
    right = [record(record_id="client"), record(record_id="duplicate")]

    found = link_all(crowd(record(record_id="pupil")), right, MODEL)

    assert (found.links, {*found.reviews}) == ((), {"client", "duplicate"})


@pytest.mark.parametrize(
    "other",
    [
        record("Nkemelu", "Zaynab"),
        record("Zaynab", "Adeyemi"),
        record(born=date(2015, 2, 28)),
        record(born=None),
        record("Zainab", born=date(2016, 2, 26), postcodes=("DY1 1AA",)),
        record("Qwerty", "Uiop", postcodes=()),
        record(upn="P885990118107", born=None, postcodes=(), family="", sex=Sex.UNKNOWN),
    ],
    ids=["swapped", "other family name", "a year out", "no date", "sounds alike", "date alone", "number alone"],
)
def test_whoever_may_be_the_same_child_is_compared(other: Prepared) -> None:
    zaynab = record(upn="P885990118107")

    assert other in [*Pairing(crowd(other)).candidates(zaynab)]


def test_among_made_up_children_nobody_is_linked_to_a_twin_or_sibling() -> None:
    made = make_population(PopulationSettings(seed=5, education=4_000, social_care=800, twin_births=0.1))
    left, right = ([prepare(each) for each in view.people] for view in (made.education, made.social_care))

    found = link_all(left, right, MODEL)

    wrong = [link for link in found.links if made.truth.links.get(link.right_id) != link.left_id]
    right_ones = len(found.links) - len(wrong)
    assert wrong == []
    assert right_ones >= 0.85 * len(made.truth.links)


MOTHERS_DAY = date(1989, 11, 30)


def test_nobody_is_asked_whether_a_mother_is_her_daughter() -> None:
    mother = record("Rachel", born=MOTHERS_DAY, record_id="mother")

    assert link_all(crowd(record(record_id="pupil")), [mother], MODEL).reviews == {}


@pytest.mark.parametrize(
    "odd",
    [
        record("Rachel", born=MOTHERS_DAY, upn="A885200010001", record_id="odd"),
        record(born=date(1996, 2, 28), record_id="odd"),
        record(born=MOTHERS_DAY, record_id="odd"),
    ],
    ids=["the same number", "another year only", "the same first name"],
)
def test_a_record_that_makes_a_child_an_adult_by_mistake_comes_to_light(odd: Prepared) -> None:
    pupil = record(upn="A885200010001", record_id="pupil")

    found = link_all(crowd(pupil), [odd], MODEL)

    assert {*found.reviews, *(each.right_id for each in found.links)} == {"odd"}
