"""`python -m frontdoor.testing.conformance FILES`: run conformance files and print the table of rules and tiers.

Any option of pytest may be added. The exit code is pytest's: 0 where every connector keeps what it claims.
"""

import sys

import pytest

if __name__ == "__main__":
    # `-rsx` shows each skip with the declaration it rests on, and each exemption with its words. Conformance files of
    # many plugins bear one name, so that they are imported by their place and not by it.
    sys.exit(pytest.main(["-rsx", "--import-mode=importlib", *sys.argv[1:]]))
