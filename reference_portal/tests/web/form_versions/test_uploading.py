"""A form is uploaded as a new version, as text or as a file; what is no form is told, and can be put right."""

import pytest
from httpx import Response
from reference_portal.tests.unit.use_cases.form_versions.office_of_forms import ADA, TEXT
from reference_portal.tests.web.attachments.sending_files import File, body, post
from reference_portal.tests.web.browsing import Browser, TestPortal, error_summary, form_token, heading
from reference_portal.tests.web.filling_in import parsed

from frontdoor_portal.use_cases.form_versions.looking import see_version


def test_a_text_is_uploaded_as_a_new_version(portal: TestPortal) -> None:
    browser = portal.client(ADA)
    refused = browser.send("/form-versions/upload", {"text": "nothing"})
    assert (refused.status_code, error_summary(refused)) == (
        400,
        [("text", "The text must be TOML and begin with the form’s id")],
    )
    made = browser.send("/form-versions/upload", {"text": TEXT})
    assert heading(browser.get(made.headers["location"])).startswith("Concern Version FV-")


def uploaded(browser: Browser, *files: File) -> Response:
    token = form_token(browser.get("/form-versions/upload"))
    return post(browser, "/form-versions/upload/file", body({"form_token": token}, files))


def test_a_file_is_uploaded_as_a_new_version(portal: TestPortal) -> None:
    browser = portal.client(ADA)
    windows = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    made = uploaded(browser, ("concern.toml", windows))
    version = see_version(portal.office, ADA, made.headers["location"].rpartition("/")[2])
    assert (made.status_code, version.text) == (303, TEXT)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        pytest.param([("", b"")], "Choose a file", id="none"),
        pytest.param([("a.toml", b"a"), ("b.toml", b"b")], "You can only choose one file at a time", id="two"),
        pytest.param([("a.toml", b"\xff\xfe")], "The file must be text in UTF-8, as TOML is", id="not-text"),
        pytest.param([("a.toml", b"a\0")], "The file must be text in UTF-8, as TOML is", id="nul"),
        pytest.param([("a.toml", b"x" * 600_001)], "The text must be 600,000 characters or fewer", id="long"),
        pytest.param([("a.toml", b"x" * 9_000_000)], "The file must hold 600,000 characters or fewer", id="huge"),
        pytest.param([("a.txt", b"hello")], "The text must be TOML and begin with the form\u2019s id", id="no-form"),
    ],
)
def test_a_file_that_is_no_form_is_told_at_its_field(portal: TestPortal, files: list[File], told: str) -> None:
    answer = uploaded(portal.client(ADA), *files)
    assert (answer.status_code, error_summary(answer)) == (400, [("files", told)])


def test_what_was_read_of_a_file_that_is_no_form_can_be_put_right(portal: TestPortal) -> None:
    page = parsed(uploaded(portal.client(ADA), ("a.toml", b'titel = "Ours"')))
    assert page.xpath("//textarea[@name='text']")[0].text.strip() == 'titel = "Ours"'
