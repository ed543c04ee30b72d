"""A portal on fakes, and browsers for it."""

from collections.abc import Iterator
from typing import Any

import pytest
from reference_portal.tests.web.browsing import TestPortal, start_portal


@pytest.fixture
def portal() -> Iterator[TestPortal]:
    """The whole web application on stores in memory, at a time that the test sets (`portal.clock`)."""
    with start_portal() as started:
        yield started


def pytest_configure(config: Any) -> None:
    config.addinivalue_line("filterwarnings", "error::litestar.exceptions.LitestarWarning")
