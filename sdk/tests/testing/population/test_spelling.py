"""Slips of the keyboard: each makes something else of what it is given, and something of the same kind."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from frontdoor.domain.identifiers import Postcode
from frontdoor.testing.population.spelling import misdated, misplaced, mistyped, repunctuated, respaced, without_accents

LATEST = date(2026, 9, 1)
seeds = st.integers(0, 10_000).map(Random)


@given(st.dates(date(2005, 1, 1), date(2026, 8, 1)), seeds)
def test_a_wrong_date_is_another_date_before_the_extract(on: date, rng: Random) -> None:
    wrong = misdated(on, LATEST, rng)

    assert wrong != on
    assert wrong < LATEST
    assert abs((wrong - on).days) <= 366


@given(st.from_regex(r"WR8[0-9] [0-9][ABDEFGH]{2}", fullmatch=True).map(Postcode), seeds)
def test_a_mistyped_postcode_is_another_one_of_the_district(postcode: Postcode, rng: Random) -> None:
    wrong = misplaced(postcode, rng)

    assert wrong != postcode
    assert wrong.value.partition(" ")[0] == postcode.value.partition(" ")[0]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12).map(str.capitalize), seeds)
def test_a_mistyped_name_is_one_slip_away(name: str, rng: Random) -> None:
    wrong = mistyped(name, rng)

    assert abs(len(wrong) - len(name)) <= 1
    assert sum(map(str.isupper, wrong)) <= 1


def test_a_name_of_two_letters_is_not_mistyped() -> None:
    assert {mistyped("Ng", Random(seed)) for seed in range(50)} == {"Ng"}


def test_accents_go_and_their_letters_stay() -> None:
    assert [without_accents(name) for name in ("Łukasz", "Seán", "Gonçalves", "Ștefan")] == [
        "Lukasz",
        "Sean",
        "Goncalves",
        "Stefan",
    ]


def test_an_apostrophe_and_a_mac_are_written_in_several_ways() -> None:
    assert {repunctuated("O'Brien", Random(seed)) for seed in range(50)} == {"OBrien", "O Brien", "Obrien"}
    assert {repunctuated("McDonald", Random(seed)) for seed in range(50)} == {"Mc Donald", "Mcdonald"}
    assert repunctuated("Macey", Random(1)) == "Macey"


def test_a_double_name_is_joined_in_several_ways() -> None:
    assert {respaced("Bevan-Jones", Random(seed)) for seed in range(50)} == {"Bevan Jones", "BevanJones"}
    assert {respaced("Silva Santos", Random(seed)) for seed in range(50)} == {"Silva-Santos", "SilvaSantos"}
