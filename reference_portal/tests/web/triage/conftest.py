from collections.abc import Iterator

import pytest
from reference_portal.tests.web.triage.scene import FrontDoor, opened


@pytest.fixture
def door() -> Iterator[FrontDoor]:
    """A front door whose case system knows Zaynab."""
    with opened() as front_door:
        yield front_door
