"""`python -m frontdoor.testing.conformance FILES`: run conformance files and print the table of rules and tiers.

Any option of pytest may be added. The exit code is pytest's: 0 where every connector keeps what it claims.
"""

import sys

import pytest

if __name__ == "__main__":
    # `-rsx` shows each skip with the declaration it rests on, and each exemption with its words.
    sys.exit(pytest.main(["-rsx", *sys.argv[1:]]))
