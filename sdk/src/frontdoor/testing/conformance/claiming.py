"""What a plugin claims of itself in `quality.toml`, judged by the run that has just been made."""

import pytest

from frontdoor.testing.conformance.checks import Checks
from frontdoor.testing.conformance.quality import faults_of
from frontdoor.testing.conformance.results import results_of


class Claims(Checks):
    """The plugin's `quality.toml` says no more and no less than what its connector keeps."""

    def test_quality_toml_claims_the_tier_that_this_run_computes(self, request: pytest.FixtureRequest) -> None:
        tally = results_of(request.config).of(type(self))
        left_out = tally.not_run()

        assert left_out == (), "a tier can be told only after every test of the class: run the whole file"
        assert faults_of(tally.quality(), tally.verdicts()) == ()
