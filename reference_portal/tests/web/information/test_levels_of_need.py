"""The levels of need, and the few questions that lead to one: for anybody, and nothing is kept."""

import pytest
from reference_portal.tests.web.browsing import TestPortal
from reference_portal.tests.web.filling_in import parsed


def heading(portal: TestPortal, address: str) -> str:
    return str(parsed(portal.client().get(address)).xpath("string(//h1)")).strip()


def choices(portal: TestPortal, address: str) -> list[str]:
    page = parsed(portal.client().get(address))
    return [str(each) for each in page.xpath("//main//a[contains(@class, 'govuk-button')]/@href")]


def test_the_page_has_every_level_of_the_scheme(portal: TestPortal) -> None:
    page = parsed(portal.client().get("/levels-of-need"))
    assert [str(each.text) for each in page.xpath("//main//h2")] == [
        f"Level {level.code}: {level.title.lower()}" for level in portal.office.rules.need_scheme.levels
    ]


def test_the_way_to_a_level_begins_with_the_highest(portal: TestPortal) -> None:
    assert choices(portal, "/levels-of-need") == ["/levels-of-need/4"]
    assert choices(portal, "/levels-of-need/4") == ["/levels-of-need/4?fits=yes", "/levels-of-need/3"]


@pytest.mark.parametrize("address", ["/levels-of-need/3?fits=yes", "/levels-of-need/1"])
def test_a_level_that_fits_or_the_lowest_is_found(portal: TestPortal, address: str) -> None:
    code = address.removeprefix("/levels-of-need/")[0]
    level = portal.office.rules.need_scheme.level(code)
    assert heading(portal, address) == f"Level {code} may fit: {level.title.lower()}"


def test_a_level_that_the_scheme_does_not_have_is_not_found(portal: TestPortal) -> None:
    assert portal.client().get("/levels-of-need/9").status_code == 404
