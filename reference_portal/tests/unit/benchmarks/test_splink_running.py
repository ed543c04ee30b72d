"""What becomes of Splink's guesses, and Splink itself on a population of a village."""

from frontdoor.testing.population import PopulationSettings, make_population
from frontdoor_benchmarks.linkage.by_splink import link_by_splink
from frontdoor_benchmarks.linkage.febrl_data import febrl3, febrl4
from frontdoor_benchmarks.linkage.outcome import Outcome
from frontdoor_benchmarks.linkage.splink_running import Guess, best_of_each


def test_the_best_candidate_is_linked_from_95_per_cent_and_reviewed_from_50() -> None:
    guesses = [
        Guess("E1", "S1", 0.96),
        Guess("E2", "S1", 0.99),
        Guess("E2", "S2", 0.94),
        Guess("E1", "S3", 0.5),
        Guess("E1", "S4", 0.4),
    ]

    assert best_of_each(guesses) == Outcome({"S1": "E2"}, {"S2": ("E2",), "S3": ("E1",)})


def test_of_two_equally_good_candidates_the_same_is_taken_each_time() -> None:
    both = [Guess("E2", "S1", 0.99), Guess("E1", "S1", 0.99)]

    assert best_of_each(both) == best_of_each(both[::-1]) == Outcome({"S1": "E1"})


def test_splink_learns_from_the_records_alone_and_is_mostly_right() -> None:
    made = make_population(PopulationSettings(seed=11, education=4_000, social_care=1_000))

    outcome = link_by_splink(made.education, made.social_care)

    right = sum(made.truth.links.get(client) == pupil for client, pupil in outcome.links.items())
    assert right / len(outcome.links) > 0.97
    assert right / len(made.truth.links) > 0.85


def test_febrl_is_what_it_is_known_to_be() -> None:
    three, four = febrl3(), febrl4()

    assert (len(three.left), len(three.right), len(three.true)) == (5_000, 0, 6_538)
    assert (len(four.left), len(four.right), len(four.true)) == (5_000, 5_000, 5_000)
    assert {pair <= {each.id for each in (*four.left, *four.right)} for pair in four.true} == {True}
