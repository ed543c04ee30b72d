"""Making typed text fit to keep: one Unicode form, no control characters, nothing invisible in a name.

Words are never cut and never corrected here.
"""

import re
import unicodedata

from frontdoor.domain.texts import CONTROLS, without_controls
from frontdoor.forms.kinds import QuestionKind

# Bidirectional overrides and marks, zero-width space, word joiner, byte-order mark: they can make a name
# look like another name, and nobody types them on purpose.
_INVISIBLE = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_JOINERS = "\u200c\u200d"
_UNSEEN = re.compile(f"{CONTROLS.pattern}|{_INVISIBLE.pattern}|[{_JOINERS}\\s]")
_SPACES = re.compile(r"\s+")


def has_lone_surrogate(text: str) -> bool:
    """Whether the text holds half of a character pair, which cannot be stored or sent as UTF-8."""
    return any("\ud800" <= character <= "\udfff" for character in text)


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
    text = _INVISIBLE.sub("", text)
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
