"""Exact linkage: all names and the date of birth, and nobody else like that."""

from datetime import date

from reference_portal.tests.unit.benchmarks.people import person, view

from frontdoor_benchmarks.linkage.exact import link_exactly
from frontdoor_benchmarks.linkage.outcome import Outcome


def test_the_same_names_and_date_are_linked_whatever_their_case() -> None:
    outcome = link_exactly(view(person("E1")), view(person("S1", "ELLA ROSE", "ASHDOWN", postcode="")))

    assert outcome == Outcome({"S1": "E1"})


def test_a_middle_name_less_or_another_date_is_no_link() -> None:
    clients = view(person("S1", "Ella"), person("S2", born=date(2015, 9, 3)), person("S3", born=None))

    assert link_exactly(view(person("E1")), clients) == Outcome({})


def test_two_pupils_of_the_same_names_are_for_a_person() -> None:
    outcome = link_exactly(view(person("E1"), person("E2")), view(person("S1")))

    assert outcome == Outcome({}, {"S1": ("E1", "E2")})
