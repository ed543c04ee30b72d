"""Names and dates as they are compared: what systems put in a field because a field wanted something is no evidence."""

import re
import unicodedata
from datetime import date

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u02b9`\u00b4]")
_JUNK = re.compile(
    r"\b(?:not known|not given|no name|name not known|unknown|n k|baby of|baby boy|baby girl|unborn|duplicate|"
    r"do not use|use other|deceased|test|tbc|twin (?:1|2|one|two|a|b))\b"
)
_JOINED_TO_THE_NEXT = frozenset({"mc", "o"})

NO_BIRTH_DATES = frozenset({date(1900, 1, 1), date(1901, 1, 1), date(1970, 1, 1), date(1, 1, 1)})
"""Days that systems store for none."""

NO_POSTCODES = frozenset({"ZZ99 3VZ", "ZZ99 3WZ", "ZZ99 3CZ", "ZZ99 3GZ", "AA1 1AA"})
"""Postcodes that mean no fixed address, an unknown one or abroad (ONS pseudo-postcodes), and a common placeholder."""

_PLAIN = str.maketrans(
    {chr(code): chr(code).lower() if chr(code).isalnum() else " " for code in range(128)} | {"'": None, "`": None}
)
"""ASCII as it is compared."""

_WITHOUT_STROKES = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ø": "o", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not take apart, as they are commonly typed on a British keyboard."""


def fold(name: str) -> str:
    """A name as it is compared: no case, no accents, no apostrophes or hyphens.

    Vowel signs and voicing marks of other scripts stay: there they are letters, and two names may differ by one.
    """
    if name.isascii():  # most are, and an index holds hundreds of thousands
        return "".join(filter(str.isalnum, name.lower()))
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not _is_accent(char))
    kept = (char for char in plain.casefold() if char.isalnum() or _is_mark(char))
    return "".join(kept).translate(_WITHOUT_STROKES)


def name_tokens(text: str) -> tuple[str, ...]:
    """The words of a name, folded: `O'Brien-Mc Gee` is `obrien` and `mcgee`. Junk that is no name is left out.

    The same however an accent is stored, as one character or as a letter and a mark.
    """
    said = _JUNK.sub(" ", " ".join(_folded_words(text))).split()
    tokens: list[str] = []
    for word in said:
        if tokens and tokens[-1] in _JOINED_TO_THE_NEXT:
            tokens[-1] += word
        else:
            tokens.append(word)
    return tuple(tokens)


def _folded_words(text: str) -> list[str]:
    if text.isascii():  # most are, and a search makes hundreds ready
        return text.translate(_PLAIN).split()
    closed = _APOSTROPHES.sub("", unicodedata.normalize("NFC", text))
    parted = "".join(char if char.isalnum() or _is_mark(char) else " " for char in closed)
    return [folded for word in parted.split() if (folded := fold(word))]


_KINDS_OF_STREET = {
    "ave": "avenue", "av": "avenue", "cl": "close", "cres": "crescent", "ct": "court", "dr": "drive", "gdns": "gardens",
    "gr": "grove", "hse": "house", "ln": "lane", "pk": "park", "pl": "place", "rd": "road", "sq": "square",
    "st": "street", "terr": "terrace", "wy": "way",
}  # fmt: skip

_FLAT = frozenset({"flat", "apartment", "apt", "unit", "room"})


def address_words(text: str) -> tuple[str, ...]:
    """The words of an address, folded: `Flat 2, 14 Larch Rd` is `2`, `14`, `larch` and `road`."""
    return tuple(_KINDS_OF_STREET.get(word, word) for word in name_tokens(text) if word not in _FLAT)


def _is_mark(char: str) -> bool:
    """Whether it is a vowel sign or another mark upon a letter, which no character class of `re` has."""
    return unicodedata.category(char).startswith("M")


def _is_accent(char: str) -> bool:
    # Combining classes of Unicode: 200 and up are marks above and below letters, 10 to 36 the points and short
    # vowels of Hebrew, Arabic and Syriac, which are usually left out in writing.
    kind = unicodedata.combining(char)
    return kind >= 200 or 10 <= kind <= 36
