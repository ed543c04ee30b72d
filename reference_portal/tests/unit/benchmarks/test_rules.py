"""The eight steps: what each links, and what none does."""

from datetime import date

import pytest
from reference_portal.tests.unit.benchmarks.people import person, upn, view

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.identifiers import Postcode
from frontdoor.domain.people import PersonName, Sex
from frontdoor_benchmarks.linkage.outcome import Outcome
from frontdoor_benchmarks.linkage.rules import STEPS, link_by_rules, soundex

PUPIL = person("E1", upns=(upn(1),))


def test_there_are_eight_steps() -> None:
    assert len(STEPS) == 8


@pytest.mark.parametrize(
    "client",
    [
        pytest.param(person("S1", "Nobody", "Else", postcode="", upns=(upn(1),)), id="UPN and date of birth"),
        pytest.param(person("S1", "ella"), id="names, date, sex, postcode"),
        pytest.param(person("S1", "ella", sex=Sex.UNKNOWN), id="names, date, postcode"),
        pytest.param(person("S1", "ella", postcode="WR81 9ZZ"), id="names, date, sex"),
        pytest.param(person("S1", "Ashdown", "Ella", sex=Sex.UNKNOWN), id="names swapped, date, postcode"),
        pytest.param(person("S1", "Ellie", "Ashden"), id="names alike, date, sex, postcode"),
        pytest.param(person("S1", "Ella", "Frost"), id="first name, date, sex, postcode"),
        pytest.param(person("S1", "Ella", born=date(2015, 3, 19)), id="names, two parts of the date, sex, postcode"),
        pytest.param(
            person("S1", "Ellie", "Frost", other_names=(PersonName("Ella", "Ashdown"),), postcode=""),
            id="another name on record",
        ),
        pytest.param(
            person("S1", "Ella", "Frost", postcodes=(Postcode("WR81 9ZZ"), Postcode("WR80 2NP"))),
            id="a former postcode",
        ),
    ],
)
def test_a_step_links(client: PersonIdentity) -> None:
    assert link_by_rules(view(PUPIL), view(client)) == Outcome({"S1": "E1"})


@pytest.mark.parametrize(
    "client",
    [
        pytest.param(person("S1", "Grace"), id="a twin of another name"),
        pytest.param(person("S1", "Ella", born=date(2018, 4, 1)), id="another date"),
        pytest.param(person("S1", "Ella", "Frost", postcode="WR81 9ZZ"), id="another family name and home"),
        pytest.param(person("S1", "", "", born=None, postcode="", sex=Sex.UNKNOWN), id="nothing known"),
    ],
)
def test_no_step_links(client: PersonIdentity) -> None:
    assert link_by_rules(view(PUPIL), view(client)) == Outcome({})


def test_a_key_that_two_pupils_share_links_neither() -> None:
    outcome = link_by_rules(view(person("E1"), person("E2")), view(person("S1", "Ella")))

    assert outcome == Outcome({}, {"S1": ("E1", "E2")})


def test_a_stricter_step_comes_first_and_frees_nobody_for_a_looser_one() -> None:
    clients = view(person("S1"), person("S2", "Ella", "Frost"))

    assert link_by_rules(view(person("E1")), clients) == Outcome({"S1": "E1"})


@pytest.mark.parametrize(
    ("name", "code"),
    [("robert", "r163"), ("rupert", "r163"), ("ashcraft", "a261"), ("tymczak", "t522"), ("lee", "l000")],
)
def test_soundex_is_the_american_one(name: str, code: str) -> None:
    assert soundex(name) == code
