"""Files on their way out: as downloads alone, with their states and hashes on each page, and to nobody else."""

import hashlib
from pathlib import Path

import pytest
from httpx import Response
from reference_portal.tests.attachments import samples as made
from reference_portal.tests.attachments.rooms import Scanner
from reference_portal.tests.fakes import COUNCIL, SURGERY, person
from reference_portal.tests.web.attachments.sending_files import shown_files, upload
from reference_portal.tests.web.browsing import Browser, TestPortal, error_summary, heading, words
from reference_portal.tests.web.filling_in import parsed, put_draft, whole_answers

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.attachments.checking import check_files
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.web.attachments.downloads import disposition

OFFICER = person(Role.SCREENING_OFFICER, COUNCIL, "Olu Grant")
PARTNER = person(Role.MASH_PARTNER, COUNCIL, "Bea Hill")


@pytest.fixture
def draft(portal: TestPortal) -> str:
    """The address of a draft that can be sent."""
    return put_draft(portal, person(), whole_answers())


@pytest.fixture
def contact(portal: TestPortal, browser: Browser, draft: str) -> str:
    """The address of a contact with a photo and a text, both clean."""
    upload(browser, draft, ("Tŷ.jpg", made.picture()), ("a.txt", made.TEXT))
    sent = browser.send(f"{draft}/check-answers", {"send": "whole"})
    check_files(portal.office)
    return sent.headers["location"].removesuffix("/receipt")


def links(page: Response, ending: str = "") -> list[str]:
    return [
        str(each)
        for each in parsed(page).xpath("//li[contains(@class,'ffd-files__item')]//a/@href")
        if str(each).endswith(ending)
    ]


@pytest.mark.parametrize("page", ["", "/receipt"])
@pytest.mark.parametrize("by", [person(), person(Role.AGENCY_LEAD, name="Ivo Marsh"), OFFICER])
def test_each_page_of_a_contact_shows_its_files(portal: TestPortal, contact: str, by: Professional, page: str) -> None:
    shown = portal.client(by).get(contact + page)
    assert shown_files(shown) == [("Tŷ.jpg", "Checked"), ("a.txt", "Checked")]
    digest = hashlib.sha256(made.picture()).hexdigest()
    assert f"SHA-256 of what was sent: {digest}" in words(shown.text)


def test_a_file_is_a_download_and_nothing_else(browser: Browser, contact: str) -> None:
    file = browser.get(links(browser.get(contact))[0])
    wanted = {
        "content-disposition": "attachment; filename=\"T_.jpg\"; filename*=UTF-8''T%C5%B7.jpg",
        "content-type": "image/jpeg",
        "content-length": str(len(file.content)),
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store",
        "accept-ranges": "none",
    }
    assert (file.status_code, {name: file.headers[name] for name in wanted}) == (200, wanted)
    assert made.place_in(file.content) == {}


def test_a_text_comes_as_it_was_sent(browser: Browser, contact: str) -> None:
    file = browser.get(links(browser.get(contact))[1])
    assert (file.content, file.headers["content-type"]) == (made.TEXT, "application/octet-stream")


@pytest.mark.parametrize("asked", ["bytes=0-9", "bytes=-1", "bytes=9999999-", "nonsense"])
def test_a_part_is_answered_with_the_whole(browser: Browser, contact: str, asked: str) -> None:
    file = browser.get(links(browser.get(contact))[1], headers={"Range": asked})
    assert (file.status_code, file.content) == (200, made.TEXT)


@pytest.mark.parametrize("use", ["image", "iframe", "object", "embed", "script", "style", "video", "worker"])
def test_no_page_shows_a_file_in_itself(browser: Browser, contact: str, use: str) -> None:
    file = browser.get(links(browser.get(contact))[0], headers={"Sec-Fetch-Dest": use})
    assert file.status_code == 400


@pytest.mark.parametrize("use", ["document", "empty"])
def test_a_browser_may_save_it(browser: Browser, contact: str, use: str) -> None:
    assert browser.get(links(browser.get(contact))[0], headers={"Sec-Fetch-Dest": use}).status_code == 200


def test_to_others_there_is_no_such_file(portal: TestPortal, browser: Browser, contact: str) -> None:
    stranger = portal.client(person(agency=SURGERY))
    found = [stranger.get(each) for each in (links(browser.get(contact))[0], f"{contact}/files/nothing")]
    assert [(each.status_code, heading(each)) for each in found] == [(404, "Page not found")] * 2


def test_head_tells_of_it_without_its_bytes(browser: Browser, contact: str) -> None:
    file = browser.client.head(links(browser.get(contact))[1])
    assert (file.status_code, file.content) == (200, b"")


def test_what_is_being_checked_is_no_link_and_says_why(portal: TestPortal, browser: Browser, draft: str) -> None:
    upload(browser, draft, ("a.txt", made.TEXT))
    with portal.office.work.reading() as tx:
        [file] = tx.attachments.of_draft(draft.rpartition("/")[2])
    page = browser.get(f"{draft}/files/{file.id}")
    assert (links(browser.get(f"{draft}/files")), page.status_code, heading(page)) == (
        [],
        400,
        "This file cannot be opened yet",
    )


def test_58_f34_with_no_scanner_the_concern_goes_and_the_officer_is_told(
    portal: TestPortal, browser: Browser, draft: str, scanner: Scanner
) -> None:
    scanner.trouble = "The scanner cannot be reached"
    upload(browser, draft, ("a.txt", made.TEXT))
    sent = browser.send(f"{draft}/check-answers", {"send": "whole"})
    check_files(portal.office)
    page = portal.client(OFFICER).get(sent.headers["location"].removesuffix("/receipt"))
    assert (shown_files(page), links(page)) == ([("a.txt", "Being checked")], [])
    assert "We are checking it for viruses. Nobody can open it until that is done." in words(page.text)


def test_64_eicar_is_refused_for_good(portal: TestPortal, browser: Browser, draft: str) -> None:
    upload(browser, draft, ("eicar.txt", made.EICAR))
    check_files(portal.office)
    page = browser.get(f"{draft}/files")
    assert (shown_files(page), links(page)) == ([("eicar.txt", "Refused")], [])
    assert "Something harmful was found in it, so nobody can open it. The scanner calls it Eicar-Test." in words(
        page.text
    )


def test_an_officer_gets_the_original_with_a_reason(portal: TestPortal, contact: str) -> None:
    officer = portal.client(OFFICER)
    [original] = links(officer.get(contact), "/original")
    nothing = officer.send(original, {"reason": ""})
    assert (nothing.status_code, error_summary(nothing)) == (400, [("reason", "Select why you need the original")])
    file = officer.send(original, {"reason": "evidence"})
    assert (file.status_code, file.content) == (200, made.picture())
    with portal.office.work.reading() as tx:
        last = tx.audit.of_subject(contact.rpartition("/")[2])[-1]
    assert (last.action, last.actor_id, last.purpose) == (Action.VIEWED_ORIGINAL, OFFICER.id, "evidence")


@pytest.mark.parametrize("by", [person(), PARTNER], ids=["sender", "partner"])
def test_others_are_not_offered_the_original(portal: TestPortal, contact: str, by: Professional) -> None:
    browser = portal.client(by)
    original = links(portal.client(OFFICER).get(contact), "/original")[0]
    assert (links(browser.get(contact), "/original"), browser.get(original).status_code) == ([], 403)


def test_a_reason_of_no_page_is_refused(portal: TestPortal, contact: str) -> None:
    officer = portal.client(OFFICER)
    [original] = links(officer.get(contact), "/original")
    assert officer.send(original, {"reason": "curious"}).status_code == 400


def test_a_file_whose_bytes_are_gone_is_a_500_with_a_number(browser: Browser, contact: str, tmp_path: Path) -> None:
    file = links(browser.get(contact))[1]
    for path in tmp_path.glob("files/*/*"):
        path.unlink()
    assert browser.get(file).status_code == 500


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("a.pdf", "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf"),
        ("Tŷ ŵ.pdf", "attachment; filename=\"T_ _.pdf\"; filename*=UTF-8''T%C5%B7%20%C5%B5.pdf"),
        ("😀.pdf", "attachment; filename=\"_.pdf\"; filename*=UTF-8''%F0%9F%98%80.pdf"),
        ('a"b;c.pdf', "attachment; filename=\"a_b_c.pdf\"; filename*=UTF-8''a%22b%3Bc.pdf"),
        ("a\r\nX: y.pdf", "attachment; filename=\"a__X_ y.pdf\"; filename*=UTF-8''a%0D%0AX%3A%20y.pdf"),
        ("100%.pdf", "attachment; filename=\"100_.pdf\"; filename*=UTF-8''100%25.pdf"),
    ],
)
def test_v5_4_2_the_name_of_a_download(name: str, header: str) -> None:
    assert disposition(name) == header
