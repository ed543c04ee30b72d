"""A model is learnt from records alone, by the product's own comparison, and never from who is who."""

import pytest

from frontdoor.matching import Field, Level, Model, default_model, prepare, training
from frontdoor.testing.population import PopulationSettings, make_population

pytest.importorskip("splink", reason="training needs Splink: install family-front-door-sdk[training]")


@pytest.fixture(scope="module")
def model() -> Model:
    """A model learnt from a small town, by a few thousand comparisons."""
    made = make_population(PopulationSettings(seed=4, education=1_200, social_care=400))
    left, right = ([prepare(each) for each in view.people] for view in (made.education, made.social_care))
    with training.DuckDb() as backend:
        learnt: Model = training.train(left, right, default_model(), training.Training("small", pairs=50_000), backend)
    return learnt


def test_what_is_learnt_is_near_what_the_truth_says(model: Model) -> None:
    given, born = model.levels[Field.GIVEN_NAME], model.levels[Field.BIRTH_DATE]

    assert 0.8 < given[Level.SAME].m < 0.97
    assert given[Level.SAME].u < 0.02
    assert given[Level.DIFFERENT].bits < -2
    assert 0.85 < born[Level.SAME].m < 0.99


def test_where_a_decision_falls_is_not_learnt(model: Model) -> None:
    before = default_model()

    assert (model.name, model.thresholds, model.guards) == ("small", before.thresholds, before.guards)


def test_what_no_record_tells_stays_as_it_was(model: Model) -> None:
    # Schools keep no NHS numbers.
    before = default_model().levels[Field.NHS_NUMBER][Level.SAME]

    assert model.levels[Field.NHS_NUMBER][Level.SAME].m == pytest.approx(before.m, rel=0.01)


def test_the_model_says_what_it_was_trained_on(model: Model) -> None:
    assert model.provenance == {
        "method": "Splink, expectation maximisation without truth",
        "records": "1,200 and 400",
        "seed": "1",
    }
