"""A gate that is opened at the end of each test, so that no thread waits on after it."""

from collections.abc import Iterator

import pytest
from reference_portal.tests.unit.connections.systems import Gate


@pytest.fixture
def gate() -> Iterator[Gate]:
    shut = Gate()
    yield shut
    shut.opened.set()
