"""The connector keeps what the SDK asks of a case-management system."""

from frontdoor.testing.conformance import CaseManagementConformance
from frontdoor_mosaic.simulator import Simulator


class TestConformance(CaseManagementConformance):
    plugin = "mosaic"
    simulator = Simulator
