"""What a plugin claims of itself in `quality.toml`, judged by the run that has just been made."""

import pytest

from frontdoor.testing.conformance.checks import Checks
from frontdoor.testing.conformance.quality import QualityFault, faults_of
from frontdoor.testing.conformance.results import results_of
from frontdoor.testing.conformance.rules import EVERY_RULE


class Claims(Checks):
    """The plugin's `quality.toml` says no more and no less than what its connector keeps."""

    def test_quality_toml_claims_the_tier_that_this_run_computes(self, request: pytest.FixtureRequest) -> None:
        tally = results_of(request.config).of(type(self))
        if tally.not_run():
            pytest.fail("a tier can be told only after every test of the class: run the whole file", pytrace=False)
        try:
            faults = faults_of(tally.quality(), tally.verdicts(), EVERY_RULE)
        except QualityFault as problem:
            faults = (str(problem),)
        if faults:
            pytest.fail("\n".join(faults), pytrace=False)
