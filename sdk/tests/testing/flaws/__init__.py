"""Connectors that each break one promise, with the checks of the suite that must notice, and no others."""

from sdk.tests.testing.flaws import failing, reading, writing
from sdk.tests.testing.flaws.registry import FLAWS, Flaw

__all__ = ["FLAWS", "Flaw", "failing", "reading", "writing"]
