"""What is counted of an outcome, on cases small enough to count by hand."""

from datetime import date

import pytest
from reference_portal.tests.unit.benchmarks.people import person, view

from frontdoor.testing.population import TrueChild, Truth
from frontdoor_benchmarks.linkage.kinship import Kin, Kinship, origin_of_name
from frontdoor_benchmarks.linkage.measures import Found, Measures, gap, gap_by_chance, measure
from frontdoor_benchmarks.linkage.outcome import Outcome

BORN, LATER = date(2015, 3, 9), date(2017, 5, 1)
ELLA = TrueChild("english", 1, BORN)
TWIN = TrueChild("english", 1, BORN)
BROTHER = TrueChild("english", 1, LATER)
STRANGER = TrueChild("polish", 2, BORN)

TRUTH = Truth(
    links={"S1": "E1", "S2": "E2", "S3": "E3", "S4": "E4"},
    pupils={"E1": ELLA, "E2": TWIN, "E3": BROTHER, "E4": STRANGER},
    clients={"S1": ELLA, "S2": TWIN, "S3": BROTHER, "S4": STRANGER, "S5": STRANGER},
)
KINSHIP = Kinship(view(), view(), TRUTH)


def measured(links: dict[str, str], reviews: dict[str, tuple[str, ...]] | None = None) -> Measures:
    return measure(Outcome(links, reviews or {}), TRUTH.links, KINSHIP, records=5)


def test_links_are_counted_right_and_wrong_with_siblings_and_twins_among_the_wrong() -> None:
    taken = measured({"S1": "E1", "S2": "E1", "S3": "E2", "S4": "E3"})

    assert (taken.links, taken.right, taken.wrong_links, taken.siblings, taken.twins) == (4, 1, 3, 2, 1)
    assert (taken.precision, taken.recall) == (0.25, 0.25)


def test_a_link_of_a_client_who_is_no_pupil_is_wrong() -> None:
    taken = measured({"S5": "E4"})

    assert (taken.wrong_links, taken.twins, taken.recall) == (1, 1, 0.0)


def test_reviews_are_a_share_of_the_records_and_some_hold_the_true_pupil() -> None:
    taken = measured({}, {"S1": ("E2", "E1"), "S5": ("E4",)})

    assert (taken.review_share, taken.found_in_review) == (0.4, 1)


def test_no_link_at_all_is_precise_and_finds_nobody() -> None:
    taken = measured({})

    assert (taken.precision, taken.recall) == (1.0, 0.0)


def test_recall_is_told_for_each_origin() -> None:
    taken = measured({"S1": "E1", "S4": "E1"})

    assert taken.by_origin == {"english": Found(3, 1), "polish": Found(1, 0)}
    assert taken.origin_gap == pytest.approx(1 / 3)


def test_the_figures_for_programs_have_the_agreed_names() -> None:
    figures = measured({"S1": "E1"}).as_json()

    agreed = {name: figures[name] for name in ("precision", "recall", "wrong_links", "review_share", "origin_gap")}
    assert agreed == {
        "precision": 1.0,
        "recall": 0.25,
        "wrong_links": 0,
        "review_share": 0.0,
        "origin_gap": pytest.approx(1 / 3, abs=1e-6),
    }


def test_the_gap_leaves_out_groups_that_are_too_small_to_tell() -> None:
    assert gap([Found(1_000, 950), Found(1_000, 900), Found(10, 1)]) == pytest.approx(0.05)
    assert gap([Found(10, 10), Found(10, 5)]) == 0.5
    assert gap([]) == 0.0


def test_chance_alone_makes_a_gap_between_equal_groups_and_a_smaller_one_between_larger() -> None:
    small = gap_by_chance([Found(200, 180)] * 10)
    large = gap_by_chance([Found(20_000, 18_000)] * 10)

    assert 0.04 < small < 0.09
    assert large == pytest.approx(small / 10, rel=0.2)
    assert gap_by_chance([Found(200, 180)]) == 0.0


def test_without_a_truth_of_households_records_of_one_name_and_postcode_are_siblings() -> None:
    pupils = view(
        person("E1"), person("E2", "Grace"), person("E3", "Tom", born=LATER), person("E4", postcode="WR81 9ZZ")
    )
    kinship = Kinship(pupils, view(person("S1"), person("S2", "Ann")), Truth({"S1": "E1"}))

    told = [kinship.of("S1", each) for each in ("E2", "E3", "E4")]
    assert told == [Kin(True, True), Kin(True, False), Kin(False, False)]
    assert kinship.of("S2", "E3") == Kin(True, False)


@pytest.mark.parametrize(
    ("given", "family", "origin"),
    [
        ("Harpreet Kaur", "Sandhu", "sikh"),
        ("Zuzanna", "KOWALSKI", "eastern_european"),
        ("Abdirahman Ali", "Warsame", "somali"),
        ("Oliver", "Smith", "english"),
        ("Xq", "Zz", "english"),
    ],
)
def test_without_a_truth_of_origins_the_names_tell(given: str, family: str, origin: str) -> None:
    assert origin_of_name(person("S1", given, family)) == origin
