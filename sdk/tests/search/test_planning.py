"""From what was typed to what is looked up."""

from datetime import date

import pytest
from attrs import evolve

from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import BirthDate, BirthDateKind
from frontdoor.search import Age, Asked, Plan, Vocabulary, Worded, plan

KNOWN = Vocabulary({"zaynab": 5, "nkemelu": 2, "okafor": 40})
BORN = date(2016, 2, 9)


def test_every_part_has_its_way_of_being_found() -> None:
    asked = Asked(
        "Zaynab", "Nkemelu", BirthDate(BORN), None, Postcode("WR5 2NP"), NhsNumber("9990000018"),
        Upn("A885200010001"), "1002",
    )  # fmt: skip
    assert plan(asked, KNOWN) == Plan(
        words=(Worded(("nkemelu",), 2), Worded(("zaynab",), 5)),
        dates=(BORN, date(2016, 9, 2), date(2015, 2, 9), date(2017, 2, 9)),
        postcode="WR52NP",
        numbers=("9990000018", "A885200010001"),
        record_id="1002",
    )


@pytest.mark.parametrize(
    ("born", "slips"),
    [
        (date(2016, 2, 29), (date(2016, 2, 29),)),
        (date(2016, 5, 5), (date(2016, 5, 5), date(2015, 5, 5), date(2017, 5, 5))),
        (date(2016, 1, 13), (date(2016, 1, 13), date(2015, 1, 13), date(2017, 1, 13))),
    ],
    ids=["a leap day", "day and month the same", "no thirteenth month"],
)
def test_only_real_days_are_looked_up(born: date, slips: tuple[date, ...]) -> None:
    assert plan(Asked("Zaynab", born=BirthDate(born)), KNOWN).dates == slips


def test_a_due_date_may_be_some_weeks_out() -> None:
    due = BirthDate(date(2026, 9, 1), BirthDateKind.EXPECTED)
    found = plan(Asked(family="Nkemelu", born=due), KNOWN)
    assert (found.dates, found.due) == ((), (date(2026, 8, 4), date(2026, 9, 29)))


def test_a_postcode_that_stands_for_none_finds_nobody() -> None:
    assert plan(Asked("Zaynab", postcode=Postcode("ZZ99 3VZ")), KNOWN).postcode == ""


def test_all_words_are_looked_for_or_all_but_one_of_three() -> None:
    two, three = plan(Asked("Zaynab", "Nkemelu"), KNOWN), plan(Asked("Zaynab Ada", "Nkemelu"), KNOWN)
    sets = [[tuple(each.typed for each in words) for words in found.of_words] for found in (two, three)]
    assert sets == [[("nkemelu", "zaynab")], [("nkemelu", "zaynab"), ("ada", "zaynab"), ("ada", "nkemelu")]]


def test_one_word_alone_is_no_set_of_words() -> None:
    assert plan(Asked("Zaynab", born=BirthDate(BORN)), KNOWN).of_words == ()


@pytest.mark.parametrize(
    ("years", "earliest", "latest"),
    [(5, date(2019, 6, 4), date(2022, 6, 4)), (0, date(2024, 6, 4), date(2026, 6, 4))],
    ids=["about 5", "a baby"],
)
def test_an_age_is_a_guess_of_a_year_either_way(years: int, earliest: date, latest: date) -> None:
    assert Age.about(years, date(2026, 6, 4)) == Age(earliest, latest)


def test_an_age_is_guessed_on_a_leap_day_as_well() -> None:
    assert Age.about(5, date(2028, 2, 29)).fits(date(2023, 1, 1))


def test_the_names_can_be_taken_the_other_way_round() -> None:
    asked = Asked("Nkemelu", "Zaynab", BirthDate(BORN))
    assert asked.swapped == evolve(asked, given="Zaynab", family="Nkemelu")
