"""A file on its way to a browser: as a download and nothing else, whatever is in it."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import structlog
from litestar.response import Stream

from frontdoor_portal.use_cases.attachments.fetching import Fetched
from frontdoor_portal.use_cases.attachments.models import FileKind
from frontdoor_portal.use_cases.attachments.names import ENDINGS
from frontdoor_portal.use_cases.attachments.ports import FileUnreadable
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.shell import CONTENT_POLICY, FILE_POLICY
from frontdoor_portal.web.site import AnyRequest

LOG = structlog.get_logger("frontdoor_portal.web")

MEDIA_TYPE = {
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.GIF: "image/gif",
    FileKind.WEBP: "image/webp",
    FileKind.HEIC: "image/heic",
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.TEXT: "application/octet-stream",
    FileKind.EML: "application/octet-stream",
    FileKind.MSG: "application/vnd.ms-outlook",
}
"""Text and emails go without a type that a browser might show."""

DOWNLOADED_AS = frozenset({"document", "empty", ""})
"""What a browser may want a file for (`Sec-Fetch-Dest`): to save it. Never as a picture or a frame of some page."""


def download(request: AnyRequest, fetched: Fetched) -> Stream:
    """Send a file. Raises `BadRequest` where another page wants to show it."""
    check_purpose(request)
    headers = {
        "Content-Disposition": disposition(file_name(fetched)),
        "Content-Length": str(fetched.content.size),
        # A part of a file is of no use to anybody here, and the whole is what the audit says was fetched.
        "Accept-Ranges": "none",
        CONTENT_POLICY: FILE_POLICY,
    }
    return Stream(_told(fetched.chunks), media_type=MEDIA_TYPE[fetched.kind], headers=headers)


def check_purpose(request: AnyRequest) -> None:
    if request.headers.get("sec-fetch-dest", "") not in DOWNLOADED_AS:
        raise BadRequest("A file is fetched by itself")


def file_name(fetched: Fetched) -> str:
    """The name to save it under: its own, with an ending that says what it is."""
    name, endings = fetched.attachment.name, ENDINGS[fetched.kind]
    stem, _, ending = name.rpartition(".")
    if ending.lower() in endings and stem:
        return name
    was = ENDINGS[fetched.attachment.kind]
    return f"{stem if ending.lower() in was and stem else name}.{endings[0]}"


def disposition(name: str) -> str:
    """`Content-Disposition` for a name of any letters (RFC 6266, RFC 8187), with one of plain letters beside it."""
    plain = re.sub(r"[^A-Za-z0-9 ._()-]", "_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _told(chunks: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from chunks
    except FileUnreadable:
        # The browser has been told the length, so it knows that what it has is not the whole.
        LOG.error("file_unreadable")
        raise
