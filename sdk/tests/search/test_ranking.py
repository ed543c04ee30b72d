"""Whom to show, in which order, how sure, and why."""

from datetime import date

import pytest
from attrs import evolve

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.identifiers import NhsNumber, Postcode
from frontdoor.domain.people import BirthDate, BirthDateKind, PersonName
from frontdoor.matching import Field, Frequencies, Level, Scorer, default_model
from frontdoor.search import Age, Asked, Found, Sureness, rank

SCORER = Scorer(default_model(), Frequencies(300_000, {"zaynab": 40}, {"nkemelu": 12}))
BORN, NHS, HERE = date(2016, 2, 9), NhsNumber("9990000018"), Postcode("WR5 2NP")
ZAYNAB = PersonIdentity(
    "p-1", PersonName("Zaynab", "Nkemelu"), birth_date=BirthDate(BORN), postcodes=(HERE,), nhs_numbers=(NHS,)
)
TWIN = evolve(ZAYNAB, id="p-2", name=PersonName("Zahra", "Nkemelu"), nhs_numbers=())
STRANGER = PersonIdentity("p-3", PersonName("Ella", "Ashdown"), birth_date=BirthDate(BORN), postcodes=(HERE,))
ASKED = Asked("Zaynab", "Nkemelu", BirthDate(BORN))


def found(asked: Asked, *people: PersonIdentity) -> list[Found[str]]:
    return list(rank(asked, [(each.id, each) for each in people], SCORER, 10))


def shown(asked: Asked, *people: PersonIdentity) -> list[str]:
    return [each.key for each in found(asked, *people)]


def test_the_likeliest_comes_first_and_a_twin_after() -> None:
    assert shown(ASKED, TWIN, ZAYNAB) == ["p-1", "p-2"]


def test_a_day_of_birth_alone_shows_nobody() -> None:
    assert shown(ASKED, STRANGER) == []


def test_a_number_at_anothers_name_comes_to_light_first() -> None:
    other = evolve(STRANGER, nhs_numbers=(NHS,))
    assert shown(evolve(ASKED, nhs_number=NHS), evolve(ZAYNAB, nhs_numbers=()), other) == ["p-3", "p-1"]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (Asked("Zaynab", "Nkemelu", record_id="p-1"), ["p-1"]),
        (Asked("Zaynab", "Okafor", record_id="p-1"), ["p-1"]),
        (Asked("Ella", born=BirthDate(BORN), record_id="p-1"), ["p-1"]),
        (Asked("Ella", "Ashdown", BirthDate(date(2009, 7, 1)), record_id="p-1"), []),
        (Asked(record_id="p-1"), []),
    ],
    ids=["both names", "one name", "the date", "nothing else fits", "nothing else"],
)
def test_a_case_number_shows_its_record_only_where_something_else_fits(asked: Asked, ids: list[str]) -> None:
    assert shown(asked, ZAYNAB) == ids


def test_names_the_other_way_round_are_said_to_be() -> None:
    (only,) = found(Asked("Nkemelu", "Zaynab", BirthDate(BORN)), ZAYNAB)
    levels = [only.evidence.level(field) for field in (Field.GIVEN_NAME, Field.FAMILY_NAME, Field.BIRTH_DATE)]
    assert levels == [Level.SWAPPED, Level.SWAPPED, Level.SAME]


def test_an_age_leaves_out_whoever_it_does_not_fit() -> None:
    asked = Asked("Zaynab", "Nkemelu", age=Age.about(10, date(2026, 6, 4)))
    older, undated = evolve(ZAYNAB, id="p-4", birth_date=BirthDate(date(2010, 1, 1))), evolve(ZAYNAB, birth_date=None)
    assert [(each.key, each.fits_age) for each in found(asked, ZAYNAB, older)] == [("p-1", True)]
    assert [each.fits_age for each in found(asked, undated)] == [False]


def test_an_unborn_child_is_found_by_a_due_date_nearby() -> None:
    unborn = PersonIdentity(
        "p-5", PersonName("Baby of", "Nkemelu"), birth_date=BirthDate(date(2026, 9, 14), BirthDateKind.EXPECTED)
    )
    asked = Asked(family="Nkemelu", born=BirthDate(date(2026, 9, 1), BirthDateKind.EXPECTED))
    assert shown(asked, unborn) == ["p-5"]


def test_how_sure_it_is_falls_with_what_is_known() -> None:
    everything = evolve(ASKED, nhs_number=NHS, postcode=HERE)
    sure = [found(asked, ZAYNAB)[0].sureness for asked in (everything, Asked("Zaynab", "Okafor"))]
    assert sure == [Sureness.VERY_LIKELY, Sureness.POSSIBLE]


def test_whoever_is_far_less_likely_than_the_first_is_left_out() -> None:
    asked = evolve(ASKED, postcode=HERE)
    far = PersonIdentity("p-6", PersonName("Zaynab", "Okafor"), birth_date=BirthDate(date(2010, 1, 1)))
    assert (shown(asked, ZAYNAB, far), shown(asked, far)) == (["p-1"], ["p-6"])
