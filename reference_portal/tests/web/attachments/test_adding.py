"""The page of a draft's files: each bad file is named with what to do, and costs none of the others."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reference_portal.tests.attachments import samples as made
from reference_portal.tests.attachments.rooms import room_in
from reference_portal.tests.fakes import SURGERY, person
from reference_portal.tests.web.attachments.sending_files import body, post, shown_files, upload
from reference_portal.tests.web.browsing import Browser, TestPortal, checked, error_summary, form_token, heading, words
from reference_portal.tests.web.filling_in import (
    parsed,
    portal_with,
    put_draft,
    start_draft,
    two_systems,
    whole_answers,
)

from frontdoor_portal.use_cases.attachments.models import FileLimits, Unwanted
from frontdoor_portal.web.file_words import WHY, why_not

CHECKING = "Being checked"


def test_the_limits_are_said_before_anything_is_chosen(browser: Browser, draft: str) -> None:
    text = words(browser.get(f"{draft}/files").text)
    assert "Each file can be up to 100 kB . You can add up to 4 files , 250 kB in all." in text


def test_several_files_are_added_in_one_go(browser: Browser, draft: str) -> None:
    sent = upload(browser, draft, ("a.txt", made.TEXT), ("b.jpg", made.picture()), ("c.pdf", made.pdf()))
    assert (sent.status_code, sent.headers["location"]) == (303, f"{draft}/files?done=added")
    page = browser.get(sent.headers["location"])
    assert shown_files(page) == [("a.txt", CHECKING), ("b.jpg", CHECKING), ("c.pdf", CHECKING)]
    assert "What you chose is added" in words(page.text)


def test_what_a_photo_told_is_said_beside_it(browser: Browser, draft: str) -> None:
    upload(browser, draft, ("b.jpg", made.picture()))
    text = words(browser.get(f"{draft}/files").text)
    assert "Its copy does not say where it was taken, when it was taken and which camera took it." in text


def test_a_photo_inside_a_document_is_said_beside_it(browser: Browser, draft: str) -> None:
    letter = made.docx(word__media__image1_dot_jpeg=made.picture())
    upload(browser, draft, ("letter.docx", letter))
    text = words(browser.get(f"{draft}/files").text)
    assert "The file says: Author: Jo Bloggs. A picture inside it says where it was taken." in text


def refused(browser: Browser, draft: str, name: str, data: bytes) -> tuple[int, list[tuple[str, str]]]:
    """How a bad file is refused that is chosen with two good ones, which stay."""
    sent = upload(browser, draft, ("good.txt", made.TEXT), (name, data), ("good.pdf", made.pdf()))
    assert shown_files(sent) == [("good.txt", CHECKING), ("good.pdf", CHECKING)]
    return sent.status_code, error_summary(sent)


def test_61_an_empty_file_is_named(browser: Browser, draft: str) -> None:
    said = "a.txt: The file is empty. Check that you chose the right one"
    assert refused(browser, draft, "a.txt", b"") == (400, [("files", said)])


def test_62_a_file_of_one_byte_too_many_is_named(browser: Browser, draft: str) -> None:
    said = "a.txt: The file is larger than 100 kB. Make it smaller, or send the most important part"
    assert refused(browser, draft, "a.txt", b"x" * 100_001) == (413, [("files", said)])


def test_62_a_file_of_as_many_bytes_as_may_be_is_added(browser: Browser, draft: str) -> None:
    upload(browser, draft, ("a.txt", b"x" * 100_000))
    assert shown_files(browser.get(f"{draft}/files")) == [("a.txt", CHECKING)]


def test_63_a_program_that_is_called_a_pdf_is_named(browser: Browser, draft: str) -> None:
    said = (
        "a.pdf: This type of file cannot be added. "
        "It must be a picture, PDF, .docx, .xlsx, .odt, .txt, .eml or .msg file"
    )
    assert refused(browser, draft, "a.pdf", made.PROGRAM) == (400, [("files", said)])


def test_63_a_pdf_that_is_called_a_program_is_named(browser: Browser, draft: str) -> None:
    said = "a.pdf.exe: The name of the file ends like a program. Check where it comes from"
    assert refused(browser, draft, "a.pdf.exe", made.pdf()) == (400, [("files", said)])


def test_65_a_file_that_is_far_larger_inside_is_named(browser: Browser, draft: str) -> None:
    said = "a.docx: The file is far larger inside than it looks. Save it as a PDF and add that"
    assert refused(browser, draft, "a.docx", made.bomb(60)) == (400, [("files", said)])


def test_66_a_locked_file_is_named(browser: Browser, draft: str) -> None:
    said = "a.pdf: The file is locked, so we cannot open it. Remove its password and add it again"
    assert refused(browser, draft, "a.pdf", made.pdf("password")) == (400, [("files", said)])


def test_68_an_email_with_a_file_inside_is_named(browser: Browser, draft: str) -> None:
    said = "a.eml: There is another file inside this file. Take it out and add each one by itself"
    assert refused(browser, draft, "a.eml", made.mail_with("a.exe", b"x")) == (400, [("files", said)])


def test_72_a_picture_of_a_hundred_megapixels_is_named(browser: Browser, draft: str) -> None:
    said = "a.png: The picture is larger than 64 megapixels. Save a smaller copy and add that"
    assert refused(browser, draft, "a.png", made.huge_png(10_000, 10_000)) == (400, [("files", said)])


def test_67_heic_becomes_a_jpeg(browser: Browser, draft: str) -> None:
    upload(browser, draft, ("IMG_1.HEIC", made.picture("HEIF")))
    assert "Its copy is a JPEG picture." in words(browser.get(f"{draft}/files").text)


def test_69_the_same_file_twice(browser: Browser, draft: str) -> None:
    sent = upload(browser, draft, ("a.txt", made.TEXT), ("b.txt", made.TEXT))
    assert error_summary(sent) == [("files", "b.txt: You have already added this file")]
    assert shown_files(sent) == [("a.txt", CHECKING)]


def test_70_three_hundred_files(browser: Browser, draft: str) -> None:
    sent = upload(browser, draft, *((f"{number}.txt", b"text %d" % number) for number in range(300)))
    assert (sent.status_code, len(shown_files(sent)), len(error_summary(sent))) == (400, 4, 21)
    assert error_summary(sent)[0] == ("files", "4.txt: It was not added. You can add 4 files at most")
    assert error_summary(sent)[-1] == ("files", "276 more files were not added")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("CON.txt", "_CON.txt"),
        ("\U0001f600 Tŷ.txt", "\U0001f600 Tŷ.txt"),
        (f"{'a' * 300}.txt", f"{'a' * 115}….txt"),
        ('"\r\nX: y.txt', "_ X_ y.txt"),
        ("<script>x</script>.txt", "script_.txt"),
    ],
)
def test_71_names(browser: Browser, draft: str, name: str, shown: str) -> None:
    upload(browser, draft, (name, made.TEXT))
    assert shown_files(browser.get(f"{draft}/files")) == [(shown, CHECKING)]


def test_choosing_nothing_is_said(browser: Browser, draft: str) -> None:
    sent = upload(browser, draft, ("", b""))
    assert (sent.status_code, error_summary(sent)) == (400, [("files", "Choose a file to add")])


def test_the_other_answers_stay(portal: TestPortal, browser: Browser) -> None:
    address = put_draft(portal, person(), whole_answers())
    with portal.office.work.reading() as tx:
        before = tx.drafts.get(address.rpartition("/")[2])
    upload(browser, address, ("a.pdf", made.PROGRAM))
    with portal.office.work.reading() as tx:
        assert tx.drafts.get(address.rpartition("/")[2]) == before


def test_a_file_is_removed(browser: Browser, draft: str) -> None:
    upload(browser, draft, ("a.txt", made.TEXT), ("b.pdf", made.pdf()))
    page = browser.get(f"{draft}/files")
    remove = parsed(page).xpath("//form[contains(@action, '/remove')]/@action")[0]
    removed = browser.post(remove, {"form_token": form_token(page)})
    assert (removed.status_code, removed.headers["location"]) == (303, f"{draft}/files?done=removed")
    assert shown_files(browser.get(removed.headers["location"])) == [("b.pdf", CHECKING)]
    again = browser.post(remove, {"form_token": form_token(page)})
    assert again.headers["location"] == f"{draft}/files?done=removed"


def test_the_task_list_and_the_check_page_lead_there(browser: Browser, draft: str) -> None:
    assert "Files None added (optional)" in words(browser.get(draft).text)
    upload(browser, draft, ("a.txt", made.TEXT))
    assert "Files 1 added" in words(browser.get(draft).text)
    assert shown_files(browser.get(f"{draft}/check-answers")) == [("a.txt", CHECKING)]


def test_f44_a_file_that_was_added_since_its_sender_looked_is_shown_before_it_goes(
    browser: Browser, draft: str
) -> None:
    looked = checked(browser, draft)
    upload(browser, draft, ("a.txt", made.TEXT))

    again = browser.post(f"{draft}/check-answers", looked)

    assert (again.status_code, shown_files(again)) == (409, [("a.txt", CHECKING)])
    # Nobody is named: whoever saved the answers last need not be who added the file.
    assert (
        "Not sent yet This was changed while you had it open. Files were added or removed. "
        "It is sent under your name." in words(again.text)
    )


def test_from_the_check_page_one_comes_back_to_it(browser: Browser, draft: str) -> None:
    sent = upload(browser, draft, ("a.txt", made.TEXT), back="check-answers")
    page = browser.get(sent.headers["location"])
    assert f'href="{draft}/check-answers" role="button"' in page.text


def test_a_form_without_its_token_keeps_nothing(browser: Browser, draft: str, tmp_path: Path) -> None:
    """ASVS 3.5.1: as strictly as a form without files."""
    sent = [
        upload(browser, draft, ("a.txt", made.TEXT), token="x"),
        post(browser, f"{draft}/files", body({}, [("a.txt", made.TEXT)])),
        post(
            browser,
            f"{draft}/files",
            body({"form_token": form_token(browser.get(f"{draft}/files"))}, [("a.txt", made.TEXT)]),
            {"Origin": "https://evil.example"},
        ),
    ]
    assert [each.status_code for each in sent] == [403, 403, 403]
    assert list(tmp_path.rglob("files/*/*")) == []


def test_a_token_behind_the_files_is_too_late(browser: Browser, draft: str, tmp_path: Path) -> None:
    token = form_token(browser.get(f"{draft}/files"))
    late = body({}, [("a.txt", made.TEXT)])[: -len("--limit--\r\n")] + body({"form_token": token}, [])
    assert post(browser, f"{draft}/files", late).status_code == 403
    assert list(tmp_path.rglob("files/*/*")) == []


def test_a_form_with_files_is_read_nowhere_else(browser: Browser, draft: str) -> None:
    token = form_token(browser.get(f"{draft}/files"))
    sent = post(browser, f"{draft}/throw-away", body({"form_token": token}, []))
    assert sent.status_code == 415


def test_a_form_without_files_is_none_here(browser: Browser, draft: str) -> None:
    token = form_token(browser.get(f"{draft}/files"))
    assert browser.post(f"{draft}/files", {"form_token": token}).status_code == 415


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:-40],
        lambda whole: whole.replace(b"--limit--\r\n", b""),
        lambda whole: b"garbage" + whole,
        lambda whole: whole.replace(b'; name="files"', b""),
        lambda whole: whole.replace(b'name="files"', b'name="other"'),
        lambda whole: whole.replace(b"Content-Type: application/x-lie", b"Content-Disposition: form-data; name=x"),
        lambda whole: whole.replace(b"application/x-lie", b"y" * 9_000),
    ],
    ids=["cut in a file", "cut before the end", "begins otherwise", "no name", "other name", "header twice", "header"],
)
def test_a_damaged_form_is_a_400_and_keeps_what_came_whole(
    browser: Browser, draft: str, damage: Callable[[bytes], bytes]
) -> None:
    token = form_token(browser.get(f"{draft}/files"))
    whole = body({"form_token": token}, [("a.txt", made.TEXT)])
    assert post(browser, f"{draft}/files", damage(whole)).status_code == 400
    assert shown_files(browser.get(f"{draft}/files")) == []


def test_f43_a_line_that_breaks_keeps_the_files_that_came_whole(browser: Browser, draft: str) -> None:
    """A telephone that lost its signal: sent again, nothing is doubled."""
    token = form_token(browser.get(f"{draft}/files"))
    files = [("a.txt", made.TEXT), ("b.pdf", made.pdf())]
    whole = body({"form_token": token}, files)
    broken = post(browser, f"{draft}/files", whole[:-100])
    assert (broken.status_code, error_summary(broken), shown_files(broken)) == (
        400,
        [("files", "b.pdf: We did not get all of this. Add it again")],
        [("a.txt", CHECKING)],
    )
    again = upload(browser, draft, *files)
    assert error_summary(again) == [("files", "a.txt: You have already added this file")]
    assert shown_files(again) == [("a.txt", CHECKING), ("b.pdf", CHECKING)]


def test_somebody_elses_draft_takes_no_file(portal: TestPortal, draft: str) -> None:
    stranger = portal.client(person(agency=SURGERY))
    token = form_token(stranger.get("/children"))
    sent = upload(stranger, draft, ("a.txt", made.TEXT), token=token)
    assert (sent.status_code, stranger.get(f"{draft}/files").status_code) == (404, 404)


def test_whoever_is_signed_out_meanwhile_comes_back_to_choose_again(portal: TestPortal, draft: str) -> None:
    sent = upload(portal.client(), draft, ("a.txt", made.TEXT), token="x")
    assert (sent.status_code, sent.headers["location"]) == (303, f"/sign-in?next={draft}/files")


def test_without_a_scanner_the_page_says_so(tmp_path: Path) -> None:
    with portal_with(two_systems(), files=room_in(tmp_path)) as portal:
        browser = portal.client(person())
        draft = start_draft(browser)
        upload(browser, draft, ("a.txt", made.TEXT))
        page = browser.get(f"{draft}/files")
    assert shown_files(page) == [("a.txt", "Not checked")]
    assert "This portal does not check files for viruses. Every file says so." in words(page.text)


def test_a_portal_that_takes_no_files_says_nothing_of_them() -> None:
    with portal_with(two_systems()) as portal:
        browser = portal.client(person())
        draft = start_draft(browser)
        page = browser.get(f"{draft}/files")
        assert (page.status_code, heading(page)) == (404, "Page not found")
        assert f"{draft}/files" not in browser.get(draft).text + browser.get(f"{draft}/check-answers").text


def test_each_reason_is_said_in_its_own_words() -> None:
    said = [why_not(why, FileLimits()) for why in Unwanted]
    assert (set(WHY), len(set(said))) == (set(Unwanted), len(said))
