from collections.abc import Iterator

import pytest
from reference_portal.tests.fakes import SURGERY, person
from reference_portal.tests.web.browsing import Browser, TestPortal
from reference_portal.tests.web.filling_in import portal_with, two_systems

DOCTOR = person(agency=SURGERY, name="Nia Cole")


@pytest.fixture
def portal() -> Iterator[TestPortal]:
    """A portal with a child both systems know, and whom the doctor does not work with."""
    with portal_with(two_systems()) as started:
        yield started


@pytest.fixture
def doctor(portal: TestPortal) -> Browser:
    return portal.client(DOCTOR)
