"""What every page promises, whatever it is about."""

from reference_portal.tests.web.browsing import TestPortal, heading


def test_the_start_page_opens(portal: TestPortal) -> None:
    assert heading(portal.client().get("/")) == "Tell us about a child you are worried about"
