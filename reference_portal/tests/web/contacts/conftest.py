from collections.abc import Iterator

import pytest
from reference_portal.tests.fakes import CaseSystem, person
from reference_portal.tests.web.browsing import Browser, TestPortal
from reference_portal.tests.web.filling_in import portal_with, put_draft, two_systems, whole_answers


@pytest.fixture
def portal() -> Iterator[TestPortal]:
    """A portal with the shipped form, and a child both systems know."""
    with portal_with(two_systems(), episodes=CaseSystem(), teams=("Safeguarding Team North",)) as started:
        yield started


@pytest.fixture
def browser(portal: TestPortal) -> Browser:
    """A professional who is signed in."""
    return portal.client(person())


@pytest.fixture
def reference(portal: TestPortal, browser: Browser) -> str:
    """The reference of a contact that the professional has sent."""
    draft = put_draft(portal, person(), whole_answers())
    sent = browser.send(f"{draft}/check-answers", {"send": "whole"})
    return str(sent.headers["location"]).split("/")[2]
