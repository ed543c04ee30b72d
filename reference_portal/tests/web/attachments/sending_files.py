"""Sending files as a browser's form does, and byte for byte where no browser would."""

from collections.abc import Mapping, Sequence

from httpx import Response
from reference_portal.tests.web.browsing import ORIGIN, Browser, form_token
from reference_portal.tests.web.filling_in import parsed

File = tuple[str, bytes]


def upload(browser: Browser, draft: str, *files: File, token: str | None = None, **fields: str) -> Response:
    """Choose files on a draft's page and press “Upload”."""
    known = form_token(browser.get(f"{draft}/files")) if token is None else token
    return post(browser, f"{draft}/files", body({"form_token": known, **fields}, files))


def body(fields: Mapping[str, str], files: Sequence[File], name: str = "files") -> bytes:
    """A form with files, as browsers write it."""
    parts = [f'Content-Disposition: form-data; name="{key}"\r\n\r\n{value}'.encode() for key, value in fields.items()]
    for filename, content in files:
        shown = filename.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        head = f'Content-Disposition: form-data; name="{name}"; filename="{shown}"\r\n'
        parts.append(head.encode("utf-8", "surrogatepass") + b"Content-Type: application/x-lie\r\n\r\n" + content)
    return b"".join(b"--limit\r\n" + part + b"\r\n" for part in parts) + b"--limit--\r\n"


def post(browser: Browser, path: str, content: bytes, headers: Mapping[str, str] | None = None) -> Response:
    told = {"Origin": ORIGIN, "Content-Type": "multipart/form-data; boundary=limit", **(headers or {})}
    return browser.client.post(path, content=content, headers=told, follow_redirects=False)


def shown_files(page: Response) -> list[tuple[str, str]]:
    """The files that a page lists: (name, state)."""
    return [
        (
            item.xpath(".//p[1]")[0].text_content().strip(),
            item.xpath(".//strong[contains(@class,'govuk-tag')]/text()")[0].strip(),
        )
        for item in parsed(page).xpath("//li[contains(@class, 'ffd-files__item')]")
    ]
