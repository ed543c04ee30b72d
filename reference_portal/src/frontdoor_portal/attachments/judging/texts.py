"""Plain text: letters and nothing else, in an encoding that says so."""

import re

from frontdoor_portal.attachments.judging.finding import Finding
from frontdoor_portal.use_cases.attachments.models import FileKind, NotTaken, Unwanted

_MARKUP = re.compile(
    r"(?is)\s*(?:<!doctype|<html|<script|<svg|<\?xml|<\?php|<head|<body|#!|\{\\rtf|%!ps|MIME-Version:)"
)
_ALLOWED = frozenset("\t\n\r\f")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read(data: bytes) -> Finding:
    """Raises `NotTaken`: for what is no text, that its type is not one of those taken."""
    if b"\0" in data[:1_024] and not data.startswith(_UTF16):
        raise NotTaken(Unwanted.WRONG_TYPE)
    try:
        text = data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError:
        raise NotTaken(Unwanted.WRONG_TYPE if _is_binary(data) else Unwanted.NOT_TEXT) from None
    if _MARKUP.match(text) or any(ord(letter) < 32 and letter not in _ALLOWED for letter in text):
        raise NotTaken(Unwanted.WRONG_TYPE)
    return Finding(FileKind.TEXT)


def _is_binary(data: bytes) -> bool:
    return any(each < 32 and chr(each) not in _ALLOWED for each in data[:4_096])
