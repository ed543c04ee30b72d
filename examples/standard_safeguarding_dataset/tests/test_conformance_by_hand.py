"""The same without a folder for referrals: what is read keeps every rule, and nothing is written."""

from frontdoor.testing.conformance import CaseManagementConformance
from frontdoor_ssd.simulator import SafeguardingDataset


class TestConformanceByHand(CaseManagementConformance):
    plugin = "ssd"
    simulator = SafeguardingDataset
