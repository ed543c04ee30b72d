"""Every route below a contact is “not found” to the lead from whom it is kept, as for a reference that nobody has."""

from collections.abc import Iterator

import pytest
from attrs import frozen
from httpx import Response
from reference_portal.tests.attachments import samples as made
from reference_portal.tests.attachments.rooms import Scanner, room_in
from reference_portal.tests.fakes import person
from reference_portal.tests.web.attachments.sending_files import upload
from reference_portal.tests.web.browsing import Browser, TestPortal, form_token, heading, words
from reference_portal.tests.web.contacts.test_sender_pages import decided
from reference_portal.tests.web.filling_in import links_of, portal_with, put_draft, two_systems, whole_answers

from frontdoor.domain.agency import Role
from frontdoor_portal.use_cases.attachments.checking import check_files
from frontdoor_portal.web.policy import Policy
from frontdoor_portal.web.routes import ROUTES

LEAD = person(Role.AGENCY_LEAD, name="Ivo Marsh")
NOBODYS = "FFD-2222-2222"


def below(*, for_everybody: bool) -> list[tuple[str, str]]:
    """The routes below a contact: those of whoever may see it, or those that a permission guards."""
    found = []
    for handler in ROUTES:
        policy = next(each for each in handler.guards or () if isinstance(each, Policy))
        found += [
            (method, path)
            for path in handler.paths
            for method in sorted({"GET", "POST"} & {str(each) for each in handler.http_methods})
            if path.startswith("/contacts/{reference:str}") and (policy.permission is None) is for_everybody
        ]
    return sorted(found)


@frozen
class Sent:
    """A decided contact of the lead's agency, and the id of the file that went with it."""

    reference: str
    file_id: str


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestPortal]:
    """One for all: nothing here changes anything."""
    room = room_in(tmp_path_factory.mktemp("files"), Scanner())
    with portal_with(two_systems(), files=room) as started:
        yield started


@pytest.fixture(scope="module")
def kept(portal: TestPortal) -> Sent:
    """It tells of an adult who works with children, so it is kept from the lead."""
    return sent(portal, 1, "allegation", "neglect")


@pytest.fixture(scope="module")
def lead(portal: TestPortal) -> Browser:
    return portal.client(LEAD)


def sent(portal: TestPortal, number: int, *categories: str) -> Sent:
    browser = portal.client(person())
    draft = put_draft(portal, person(), whole_answers(category=categories), number)
    upload(browser, draft, ("a.txt", made.TEXT))
    receipt = browser.send(f"{draft}/check-answers", {"send": "whole"}).headers["location"]
    check_files(portal.office)
    reference = receipt.split("/")[2]
    decided(portal, reference)
    [file] = [each for each in links_of(browser.get(receipt)) if "/files/" in each]
    return Sent(reference, file.rpartition("/")[2])


def answer(browser: Browser, method: str, path: str, reference: str, file_id: str) -> Response:
    address = path.replace("{reference:str}", reference).replace("{file_id:str}", file_id)
    if method == "GET":
        return browser.get(address)
    return browser.post(address, {"form_token": form_token(browser.get("/account/details"))})


def shown(response: Response, reference: str) -> tuple[int, str]:
    """The status and the words of a page, but for the reference that its reader typed."""
    return (response.status_code, words(response.text).replace(reference, "…"))


@pytest.mark.parametrize(("method", "path"), below(for_everybody=True))
def test_a_route_below_a_contact_is_not_found_by_the_lead_from_whom_it_is_kept(
    lead: Browser, kept: Sent, method: str, path: str
) -> None:
    refused, nowhere = (answer(lead, method, path, each, kept.file_id) for each in (kept.reference, NOBODYS))
    assert (refused.status_code, heading(refused)) == (404, "Page not found")
    assert shown(refused, kept.reference) == shown(nowhere, NOBODYS)


@pytest.mark.parametrize(("method", "path"), below(for_everybody=False))
def test_a_route_of_the_front_door_tells_that_lead_what_it_tells_of_a_reference_that_nobody_has(
    lead: Browser, kept: Sent, method: str, path: str
) -> None:
    refused, nowhere = (answer(lead, method, path, each, kept.file_id) for each in (kept.reference, NOBODYS))
    assert refused.status_code == 403
    assert shown(refused, kept.reference) == shown(nowhere, NOBODYS)


def test_the_lead_opens_these_pages_of_another_contact(portal: TestPortal, lead: Browser) -> None:
    other = sent(portal, 2, "neglect")
    pages = [path for method, path in below(for_everybody=True) if method == "GET"]
    answers = {path: answer(lead, "GET", path, other.reference, other.file_id).status_code for path in pages}
    of_a_request, before_a_decision = "/contacts/{reference:str}/answer", "/contacts/{reference:str}/withdraw"
    assert {path for path, status in answers.items() if status != 200} == {of_a_request, before_a_decision}
