"""What tests need of the machine: where it is missing they fail, unless whoever runs them says to go without."""

import os

import pytest

WITHOUT = "FRONTDOOR_TESTS_WITHOUT"
"""The environment variable that names, with commas between, what to go without: `postgresql`, `browser`, `clamd`."""


def report_missing(part: str, reason: str) -> None:
    """Fail the test, or skip it where `WITHOUT` names the part: a run that tested less must not look like the whole."""
    if part in os.environ.get(WITHOUT, "").split(","):
        pytest.skip(reason)
    pytest.fail(f"{reason}\nTo leave out what needs it: {WITHOUT}={part}", pytrace=False)
