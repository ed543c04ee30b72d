"""The suite that a connector must pass: ordinary pytest classes, against the plugin's own simulator.

A connector's whole conformance file is this:

    from frontdoor.testing.conformance import CaseManagementConformance
    from frontdoor_x.simulator import XSimulator

    class TestConformance(CaseManagementConformance):
        plugin = "x"
        simulator = XSimulator

It may touch every room of the SDK, and pytest, which the SDK itself does not need.
"""

import pkgutil

try:
    import pytest
except ImportError as problem:
    raise ImportError(
        "The conformance suite runs under pytest: pip install 'family-front-door-sdk[testing]'"
    ) from problem

# Asked for before any module with checks is imported: a failed assertion then shows the values it compared.
pytest.register_assert_rewrite(*(f"{__name__}.{module.name}" for module in pkgutil.iter_modules(__path__)))

from frontdoor.testing.conformance.suites import CaseManagementConformance, EducationConformance  # noqa: E402

__all__ = ["CaseManagementConformance", "EducationConformance"]
