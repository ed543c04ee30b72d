"""Making typed text fit to keep: one Unicode form, no control characters, nothing invisible in a name.

Words are never cut and never corrected here.
"""

import re
import unicodedata

from frontdoor.domain.texts import CONTROLS, INVISIBLE, without_controls
from frontdoor.forms.kinds import QuestionKind

_JOINERS = "\u200c\u200d"
_UNSEEN = re.compile(f"{CONTROLS.pattern}|{INVISIBLE.pattern}|[{_JOINERS}\\s]")
_SPACES = re.compile(r"\s+")


def clean_text(text: str, kind: QuestionKind) -> str:
    """The text as it is kept: trimmed, in NFC, without control characters; in names, nothing invisible."""
    text = without_controls(text)
    if kind is QuestionKind.NAME:
        text = _SPACES.sub(" ", _visible(text))
    elif kind is not QuestionKind.LONG_TEXT:
        text = text.replace("\n", " ").replace("\t", " ")
    # Last, because taking a character away can bring a letter and its accent together.
    return unicodedata.normalize("NFC", text).strip()


def _visible(text: str) -> str:
    text = INVISIBLE.sub("", text)
    return "".join(
        character for place, character in enumerate(text) if character not in _JOINERS or _joins_letters(text, place)
    )


def _joins_letters(text: str, place: int) -> bool:
    # Persian and several Indian scripts spell some names with a joiner; Latin, Greek and Cyrillic never do.
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return bool(before and after) and min(before, after) >= "\u0600" and after.isalpha()


def plain_digits(text: str) -> str:
    """The text with full-width and other compatibility forms turned into ordinary ones (１９ becomes 19)."""
    return unicodedata.normalize("NFKC", text)


def is_blank(text: str) -> bool:
    """Whether nothing that can be seen was typed."""
    return not _UNSEEN.sub("", text)
