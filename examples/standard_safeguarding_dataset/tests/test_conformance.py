"""The connector keeps every rule of the SDK's suite, against its own simulator."""

from frontdoor.testing.conformance import CaseManagementConformance
from frontdoor_ssd.simulator import SafeguardingDatasetWithImports


class TestConformance(CaseManagementConformance):
    plugin = "ssd"
    simulator = SafeguardingDatasetWithImports
