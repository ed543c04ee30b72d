"""Free text as it is kept, whoever typed it: in a form, a decision or an answer."""

import re

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
"""Control characters but tabs and line feeds: nobody types them. The last two are no characters at all: XML cannot
carry them, so that a text with one would never reach a case-management system."""


def without_controls(text: str) -> str:
    """The text with line feeds alone at the ends of its lines, and without control characters."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def as_kept(text: str) -> str:
    """A text as it is kept: trimmed, without control characters."""
    return without_controls(text).strip()
