"""One population for all tests of it: large enough for rates, small enough to be made in seconds."""

import pytest

from frontdoor.testing.population import Population, PopulationSettings, make_population

SETTINGS = PopulationSettings(seed=7, education=40_000, social_care=12_000)


@pytest.fixture(scope="session")
def population() -> Population:
    return make_population(SETTINGS)
