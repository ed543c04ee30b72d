"""Outlook's .msg, and the old Office files that share its container and are not taken."""

import io

import olefile

from frontdoor_portal.attachments.judging.dangers import refuse_dangerous
from frontdoor_portal.attachments.judging.finding import Finding, told
from frontdoor_portal.attachments.judging.places import place_inside, says_place
from frontdoor_portal.use_cases.attachments.models import FileKind, NotTaken, Unwanted

_MOST_STREAMS = 5_000
_SUBJECT, _SENDER = "__substg1.0_0037", "__substg1.0_0C1A"
_CONTENT, _NAME, _LONG_NAME = "__substg1.0_37010102", "__substg1.0_3704", "__substg1.0_3707"


def read(data: bytes) -> Finding:
    """Raises `NotTaken`."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return _judged(container)
    except NotTaken:
        raise
    except Exception:
        raise NotTaken(Unwanted.DAMAGED) from None


def _judged(container: "olefile.OleFileIO[str]") -> Finding:
    streams = container.listdir()
    if len(streams) > _MOST_STREAMS:
        raise NotTaken(Unwanted.BOMB)
    if container.exists("EncryptedPackage"):
        raise NotTaken(Unwanted.LOCKED)
    if any("vba" in part.lower() or "macros" in part.lower() for stream in streams for part in stream):
        raise NotTaken(Unwanted.MACROS)
    if not container.exists("__properties_version1.0"):
        office = any(container.exists(name) for name in ("WordDocument", "Workbook", "Book", "PowerPoint Document"))
        raise NotTaken(Unwanted.OLD_OFFICE if office else Unwanted.WRONG_TYPE)
    inside = False
    for stream in streams:
        if stream[-1].startswith((_NAME, _LONG_NAME)):
            refuse_dangerous(_text(container, stream), b"")
        elif stream[-1] == _CONTENT:
            content: bytes = container.openstream(stream).read()
            refuse_dangerous("", content)
            inside = inside or says_place(content)
    about: tuple[str, ...] = ()
    for label, beginning in (("From", _SENDER), ("Subject", _SUBJECT)):
        found = next((stream for stream in streams if len(stream) == 1 and stream[0].startswith(beginning)), None)
        if found:
            about += told(label, _text(container, found))
    return Finding(FileKind.MSG, about=about + place_inside(inside))


def _text(container: "olefile.OleFileIO[str]", stream: list[str]) -> str:
    raw: bytes = container.openstream(stream).read(4_000)
    return raw.decode("utf-16-le" if stream[-1].upper().endswith("001F") else "latin-1", "replace")
