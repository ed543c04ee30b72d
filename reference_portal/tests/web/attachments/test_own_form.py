"""A request that comes with a form of the sender's own: asked for until a file is there, and missed if none came."""

from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from reference_portal.tests.attachments import samples as made
from reference_portal.tests.attachments.rooms import Scanner, room_in
from reference_portal.tests.fakes import COUNCIL, person, register_people
from reference_portal.tests.web.attachments.sending_files import upload
from reference_portal.tests.web.browsing import Browser, TestPortal, words
from reference_portal.tests.web.filling_in import portal_with, two_systems

from frontdoor.domain.agency import Role
from frontdoor.forms import Concept, library_form
from frontdoor.testing.filling import fill_in
from frontdoor_portal.use_cases.attachments.checking import check_files
from frontdoor_portal.use_cases.models import Draft

REQUEST = library_form("information_request")
ASHA, OFFICER = person(), person(Role.SCREENING_OFFICER, COUNCIL, "Ola Finch")
MISSED = (
    "The sender said that their agency has a form of its own, and no file that can be opened came with this. "
    "Ask them for it."
)


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[TestPortal]:
    """A portal that takes files and requests for information."""
    versions = {(REQUEST.id, REQUEST.version): REQUEST}
    with portal_with(
        two_systems(), files=room_in(tmp_path / "files", Scanner()), forms={REQUEST.id: REQUEST}, form_versions=versions
    ) as started:
        register_people(started.office, ASHA, OFFICER)
        yield started


@pytest.fixture
def draft(portal: TestPortal) -> str:
    """The address of a request that says it comes with a form of the sender's own."""
    now, draft_id = portal.office.now(), token_hex(8)
    known = {Concept.ADULT_NAME: {"given": "Ada", "family": "Example"}}
    given = {"child_at_risk": "no", "own_format": "yes", "subject_is": "adult", "urgency": "standard"}
    answers = fill_in(REQUEST, known, now.date(), given)
    with portal.office.work.begin() as tx:
        tx.drafts.add(Draft(draft_id, ASHA.id, ASHA.agency.id, REQUEST.id, REQUEST.version, answers, now, now))
    return f"/drafts/{draft_id}"


def asked_for(browser: Browser, draft: str) -> tuple[bool, bool]:
    """Whether the task list and check answers ask for the form."""
    list_, check = browser.get(draft), browser.get(f"{draft}/check-answers")
    return "Your own form is to be added" in list_.text, "Your own form is not here yet" in check.text


def test_it_is_asked_for_until_a_file_is_there(browser: Browser, draft: str) -> None:
    before = asked_for(browser, draft)
    upload(browser, draft, ("form.txt", made.TEXT))

    assert (before, asked_for(browser, draft)) == ((True, True), (False, False))


def missed(portal: TestPortal, browser: Browser, draft: str) -> tuple[bool, bool]:
    """Send it: whether the receipt, and the team's page, say that the form is not there."""
    receipt = browser.send(f"{draft}/check-answers", {"send": "whole"}).headers["location"]
    check_files(portal.office)
    contact = portal.client(OFFICER).get(receipt.removesuffix("/receipt"))
    return "Your own form did not reach the team." in words(browser.get(receipt).text), MISSED in words(contact.text)


def test_where_it_went_without_one_sender_and_team_read_so(portal: TestPortal, browser: Browser, draft: str) -> None:
    assert missed(portal, browser, draft) == (True, True)


def test_where_a_file_went_along_nobody_misses_one(portal: TestPortal, browser: Browser, draft: str) -> None:
    upload(browser, draft, ("form.txt", made.TEXT))

    assert missed(portal, browser, draft) == (False, False)


def test_64_a_file_with_something_harmful_in_it_is_not_the_form(
    portal: TestPortal, browser: Browser, draft: str
) -> None:
    upload(browser, draft, ("form.txt", made.EICAR))
    before = asked_for(browser, draft)
    check_files(portal.office)

    assert (before, asked_for(browser, draft)) == ((False, False), (True, True))


def test_64_a_form_in_which_something_harmful_is_found_later_is_missed(
    portal: TestPortal, browser: Browser, draft: str
) -> None:
    upload(browser, draft, ("form.txt", made.EICAR))

    assert missed(portal, browser, draft) == (True, True)
