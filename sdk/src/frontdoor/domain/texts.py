"""Free text as it is kept, whoever typed it: in a form, a decision or an answer."""

import re

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
"""Control characters but tabs and line feeds: nobody types them. The last two are no characters at all: XML cannot
carry them, so that a text with one would never reach a case-management system."""

INVISIBLE = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Bidirectional marks and overrides, zero-width space, word joiner, byte-order mark: they can make a name look like
another name, and nobody types them on purpose. The joiners of Persian and Indian scripts are none of them."""


def has_lone_surrogate(text: str) -> bool:
    """Whether the text holds half of a character pair, which cannot be stored or sent as UTF-8."""
    return any("\ud800" <= character <= "\udfff" for character in text)


def without_controls(text: str) -> str:
    """The text with line feeds alone at the ends of its lines, and without control characters."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def as_kept(text: str) -> str:
    """A text as it is kept: trimmed, without control characters."""
    return without_controls(text).strip()
