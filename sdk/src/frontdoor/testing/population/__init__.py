"""A synthetic population of UK children as two systems record them, with the truth of who is who kept apart.

It may touch the standard library and the SDK. Nobody is real: NHS numbers are in the 999 range, UPNs of establishments
that do not exist, postcodes of districts that do not. It is for measuring how well records are linked and found; the
handful of families with a story each is `frontdoor.testing.families`.
"""

from frontdoor.testing.population.files import BadFile, read_population, read_truth, read_view, write_population
from frontdoor.testing.population.making import make_population
from frontdoor.testing.population.people import Population, TrueChild, Truth, View
from frontdoor.testing.population.settings import EDUCATION_NOISE, SOCIAL_CARE_NOISE, Noise, PopulationSettings

__all__ = [
    "EDUCATION_NOISE",
    "SOCIAL_CARE_NOISE",
    "BadFile",
    "Noise",
    "Population",
    "PopulationSettings",
    "TrueChild",
    "Truth",
    "View",
    "make_population",
    "read_population",
    "read_truth",
    "read_view",
    "write_population",
]
