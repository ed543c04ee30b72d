"""The connector keeps every rule of the SDK's suite, against its own simulator."""

from frontdoor_ssd.simulator import SafeguardingDatasetWithImports

from frontdoor.testing.conformance import CaseManagementConformance


class TestConformance(CaseManagementConformance):
    plugin = "ssd"
    simulator = SafeguardingDatasetWithImports
