from collections.abc import Iterator

import pytest
from reference_portal.tests.fakes import person
from reference_portal.tests.web.browsing import Browser, TestPortal
from reference_portal.tests.web.filling_in import portal_with, start_draft, two_systems


@pytest.fixture
def portal() -> Iterator[TestPortal]:
    """A portal with the shipped form, and a child both systems know."""
    with portal_with(two_systems()) as started:
        yield started


@pytest.fixture
def browser(portal: TestPortal) -> Browser:
    """A professional who is signed in."""
    return portal.client(person())


@pytest.fixture
def draft(browser: Browser) -> str:
    """The address of an empty draft."""
    return start_draft(browser)
