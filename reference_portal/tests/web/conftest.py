"""A portal on a database in a file, and what it logs."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from reference_portal.tests.web.browsing import TestPortal, start_portal
from structlog.testing import capture_logs


@pytest.fixture
def portal() -> Iterator[TestPortal]:
    """The whole web application on an empty database, at a time that the test sets (`portal.clock`)."""
    with start_portal() as started:
        yield started


@pytest.fixture
def make_portal() -> Iterator[Callable[..., TestPortal]]:
    """Starts portals with what a test needs beside the usual, as `browsing.start_portal` takes it."""
    with ExitStack() as stack:
        yield lambda **parts: stack.enter_context(start_portal(**parts))


@pytest.fixture
def log() -> Iterator[list[dict[str, Any]]]:
    """Every line logged during the test, as its keys and values."""
    with capture_logs() as lines:
        yield lines  # type: ignore[misc]
