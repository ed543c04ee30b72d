"""A portal whose case-management system lists its people, and a search that is typed as people type it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from httpx import Response
from reference_portal.tests.fakes import COUNCIL, TwoSystems, person
from reference_portal.tests.web.browsing import Browser, TestPortal, words
from reference_portal.tests.web.filling_in import SEARCH, parsed, portal_with

from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.agency import Role
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import BirthDate, PersonName
from frontdoor_portal.use_cases.people import PeopleFeed

BORN = BirthDate(date(2016, 2, 9))
ZAYNAB = PersonIdentity(
    "p-1",
    PersonName("Zaynab", "Nkemelu"),
    birth_date=BORN,
    postcodes=(Postcode("WR5 2NP"),),
    nhs_numbers=(NhsNumber("9990000018"),),
    upns=(Upn("A885200010001"),),
)
OFFICER = person(Role.SCREENING_OFFICER, COUNCIL)
"""Whoever screens may see every child that is not specially guarded: what a search shows is not what access leaves."""
NO_NAME = {**SEARCH, "given_name": "", "family_name": ""}


@contextmanager
def portal_listing(*people: PersonIdentity, **parts: Any) -> Iterator[TestPortal]:
    """The list was read to its end an hour ago; education answers for itself and knows nobody.

    `parts` are those of the office, as `fakes.office_on` takes them.
    """
    with portal_with(TwoSystems(care_levels={Operation.LIST_CHANGED_PEOPLE: Level.NATIVE}), **parts) as portal:
        read_at = portal.clock() - timedelta(hours=1)
        feed = PeopleFeed("framework_i", 1, read_at, is_under_way=False, finished_at=read_at, as_at=read_at)
        with portal.office.work.begin() as tx:
            tx.people.put("framework_i", people, 1)
            tx.people.save_feed(feed)
        yield portal


def searched(people: Sequence[PersonIdentity], **typed: str) -> Response:
    """The page that answers a search in a list of these people; `__` stands for the hyphen of a field's name."""
    with portal_listing(*people) as portal:
        return typed_into(portal.client(OFFICER), **typed)


def typed_into(browser: Browser, **typed: str) -> Response:
    return browser.send("/children", {**NO_NAME, **{name.replace("__", "-"): text for name, text in typed.items()}})


def rows(page: Response) -> list[list[str]]:
    """The table's rows on the results page."""
    return [[words(cell.text_content()) for cell in row] for row in parsed(page).xpath("//tbody/tr")]


def names(page: Response) -> list[str]:
    """The name of each record that is shown."""
    return [words(each) for each in parsed(page).xpath("//tbody/tr/th/a/text()[1]")]


def told(page: Response) -> list[str]:
    """What the page says of the search before its results."""
    return [words(each.text_content()) for each in parsed(page).xpath("//div[contains(@class, 'govuk-inset-text')]")]
