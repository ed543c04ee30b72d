"""The suite passes with a connector that keeps its promises: both kinds, every operation, over a real socket."""

from pathlib import Path

from sdk.tests.testing.reference.plugin import ENTRY_POINTS
from sdk.tests.testing.reference.simulator import ReferencePupilsSimulator, ReferenceSimulator

from frontdoor.testing.conformance import CaseManagementConformance, EducationConformance

QUALITY = Path(__file__).parent / "reference" / "quality.toml"


class TestCaseManagement(CaseManagementConformance):
    plugin = "reference"
    offer = "reference"
    simulator = ReferenceSimulator
    available = ENTRY_POINTS
    quality = QUALITY


class TestEducation(EducationConformance):
    plugin = "reference"
    offer = "reference_pupils"
    simulator = ReferencePupilsSimulator
    available = ENTRY_POINTS
    quality = QUALITY
