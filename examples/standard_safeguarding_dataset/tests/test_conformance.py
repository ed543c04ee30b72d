"""The connector keeps every rule of the SDK's suite, against its own simulator."""

from frontdoor_ssd.simulator import SafeguardingDataset

from frontdoor.testing.conformance import CaseManagementConformance


class TestConformance(CaseManagementConformance):
    plugin = "ssd"
    simulator = SafeguardingDataset
