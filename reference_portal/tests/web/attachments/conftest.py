from collections.abc import Iterator
from pathlib import Path

import pytest
from reference_portal.tests.attachments.rooms import Scanner, room_in
from reference_portal.tests.fakes import person
from reference_portal.tests.web.browsing import Browser, TestPortal
from reference_portal.tests.web.filling_in import portal_with, start_draft, two_systems


@pytest.fixture
def scanner() -> Scanner:
    return Scanner()


@pytest.fixture
def portal(tmp_path: Path, scanner: Scanner) -> Iterator[TestPortal]:
    """A portal that takes files: at most 4 in a draft, of 100 kB each and 250 kB in all."""
    room = room_in(tmp_path / "files", scanner, per_draft=4, one=100_000, draft=250_000)
    with portal_with(two_systems(), files=room) as started:
        yield started


@pytest.fixture
def browser(portal: TestPortal) -> Browser:
    """A professional who is signed in."""
    return portal.client(person())


@pytest.fixture
def draft(browser: Browser) -> str:
    """The address of an empty draft."""
    return start_draft(browser)
