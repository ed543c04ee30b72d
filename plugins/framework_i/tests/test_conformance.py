"""The connector keeps what the SDK asks of a case-management system, case notes included."""

from types import MappingProxyType

from frontdoor.testing.conformance import CaseManagementConformance
from frontdoor_framework_i.simulator import FrameworkISimulator


class TestConformance(CaseManagementConformance):
    plugin = "framework_i"
    simulator = FrameworkISimulator
    settings = MappingProxyType({"case_notes": "native"})
