"""Files for a draft that was sent or is gone meanwhile: those that the front door has not received are named."""

from typing import Any

import pytest
from httpx import Response
from reference_portal.tests.attachments import samples as made
from reference_portal.tests.fakes import SURGERY, person, register_people
from reference_portal.tests.web.attachments.sending_files import body, post, upload
from reference_portal.tests.web.browsing import Browser, TestPortal, form_token, heading
from reference_portal.tests.web.filling_in import parsed, put_draft, whole_answers

from frontdoor_portal.use_cases.attachments.adding import add_file
from frontdoor_portal.use_cases.send_draft import send_draft
from frontdoor_portal.web.attachments import adding

SENT = "This was already sent"
BY_COLLEAGUE = "A colleague has sent this draft"
GONE = "Your files were not added"
PHOTO, NOTES = ("bruise.jpg", made.picture()), ("notes.txt", made.TEXT)
FEMI = person(name="Femi Okoro")


def said(page: Response) -> tuple[int, str, list[str]]:
    """The status, the heading and the files that the front door has not received."""
    names = parsed(page).xpath("//h2[contains(., 'has not received')]/following-sibling::ul[1]/li")
    return page.status_code, heading(page), [each.text_content() for each in names]


@pytest.fixture
def draft(portal: TestPortal) -> str:
    """The address of a draft that can be sent."""
    register_people(portal.office, person())
    return put_draft(portal, person(), whole_answers())


@pytest.fixture
def token(browser: Browser, draft: str) -> str:
    """Of the page of files, which was opened in time."""
    return form_token(browser.get(f"{draft}/files"))


def send(browser: Browser, draft: str) -> str:
    return str(browser.send(f"{draft}/check-answers", {"send": "whole"}).headers["location"])


def test_files_that_come_after_sending_are_said_not_to_have_gone(browser: Browser, draft: str, token: str) -> None:
    send(browser, draft)
    late = upload(browser, draft, PHOTO, NOTES, token=token)
    assert said(late) == (409, SENT, ["bruise.jpg", "notes.txt"])


def test_files_that_break_off_after_sending_are_named_as_well(browser: Browser, draft: str, token: str) -> None:
    """Bad signal: which of the others would have come, nobody knows."""
    send(browser, draft)
    whole = body({"form_token": token}, [PHOTO, NOTES])
    late = post(browser, f"{draft}/files", whole[:-50])
    assert said(late) == (409, SENT, ["bruise.jpg", "notes.txt", "The other files"])


def test_the_receipt_is_led_to_from_there(browser: Browser, draft: str, token: str) -> None:
    receipt = send(browser, draft)
    late = upload(browser, draft, PHOTO, token=token)
    assert receipt in parsed(late).xpath("//main//a/@href")


def test_a_file_that_had_gone_already_is_not_called_late(browser: Browser, draft: str, token: str) -> None:
    upload(browser, draft, PHOTO)
    receipt = send(browser, draft)
    both = upload(browser, draft, PHOTO, NOTES, token=token)
    again = upload(browser, draft, PHOTO, token=token)
    assert (said(both), again.status_code, again.headers["location"]) == ((409, SENT, ["notes.txt"]), 303, receipt)


def test_no_file_chosen_leads_to_the_receipt(browser: Browser, draft: str, token: str) -> None:
    receipt = send(browser, draft)
    late = upload(browser, draft, ("", b""), token=token)
    assert (late.status_code, late.headers["location"]) == (303, receipt)


def test_sent_in_the_middle_of_several_the_rest_is_named(
    portal: TestPortal, browser: Browser, draft: str, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add_and_send(office: Any, by: Any, draft_id: str, name: str, chunks: Any) -> None:
        add_file(office, by, draft_id, name, chunks)
        if name == "notes.txt":
            send_draft(portal.office, by, draft_id)

    monkeypatch.setattr(adding, "add_file", add_and_send)
    page = upload(browser, draft, ("a.exe", made.PROGRAM), NOTES, PHOTO, ("more.pdf", made.pdf()), token=token)
    assert said(page) == (409, SENT, ["a.exe", "bruise.jpg", "more.pdf"])


def test_a_colleague_who_sent_it_is_named_to_whoever_chose_a_file(
    portal: TestPortal, browser: Browser, draft: str, token: str
) -> None:
    register_people(portal.office, FEMI)
    browser.send(f"{draft}/share-it", {"colleague": FEMI.id})
    send(portal.client(FEMI), draft)
    late = upload(browser, draft, PHOTO, token=token)
    assert said(late) == (410, BY_COLLEAGUE, ["bruise.jpg"])


def test_a_draft_that_is_gone_says_which_files_were_not_received(browser: Browser, draft: str, token: str) -> None:
    browser.send(f"{draft}/throw-away", {})
    late = upload(browser, draft, PHOTO, token=token)
    assert said(late) == (404, GONE, ["bruise.jpg"])


def test_somebody_elses_draft_reads_as_one_that_is_gone(portal: TestPortal, draft: str) -> None:
    stranger = portal.client(person(agency=SURGERY))
    token = form_token(stranger.get("/children"))
    assert said(upload(stranger, draft, PHOTO, token=token)) == (404, GONE, ["bruise.jpg"])
