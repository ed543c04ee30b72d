"""The connector keeps what the SDK asks of an education system."""

from frontdoor.testing.conformance import EducationConformance
from frontdoor_capita_one.simulator import CapitaOneSimulator


class TestConformance(EducationConformance):
    plugin = "capita_one"
    simulator = CapitaOneSimulator
