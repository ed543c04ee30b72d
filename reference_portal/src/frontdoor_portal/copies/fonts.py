"""The fonts of a document, none of them the machine's own, and what they have letters for.

They come in two packages of Noto, so that a name reads alike wherever the portal runs: Latin, Greek, Cyrillic, Arabic,
Hebrew, Chinese, Japanese, Korean, the scripts of South Asia, emoji in outline. PDF/UA allows no text without letters,
and a child's name must not vanish: what no font has stands there by its number, `[U+1D11E]`.
"""

import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

import manimgx_fonts
import manimgx_fonts_cjk
import typst
from fontTools.ttLib import TTCollection, TTFont

FAMILIES = ("Noto Sans", "Noto Sans CJK SC", "Noto Emoji")
"""Asked in this order; typst then goes through the rest of the folders by itself."""

_NEVER = frozenset({"Cc", "Cn", "Co", "Cs", "Cf", "Zl", "Zp"})
_UNSEEN = frozenset(
    "\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufe0e\ufe0f\u00ad\u200b\u2060\ufeff"
)
"""Marks that show nothing themselves and that names in Arabic, Persian and emoji are joined or turned with."""
_FLAG_LETTERS = frozenset(map(chr, range(0xE0020, 0xE0080)))
"""Unseen letters in the flags of England, Scotland and Wales."""


def folders() -> tuple[Path, ...]:
    """Where the fonts lie."""
    return tuple(Path(str(files(package))) for package in (manimgx_fonts, manimgx_fonts_cjk))


@cache
def fonts() -> typst.Fonts:
    """The fonts as typst takes them, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders()))


@cache
def letters() -> frozenset[str]:
    """Every character that one of the fonts shows."""
    found: set[int] = set()
    for folder in folders():
        for path in folder.glob("*.ttf"):
            with TTFont(path, lazy=True) as font:
                found.update(font.getBestCmap())
        for path in folder.glob("*.ttc"):
            # Its fonts are the same characters as written in five places: one of them has them all.
            with TTCollection(path, lazy=True) as collection:
                found.update(collection.fonts[0].getBestCmap())
    seen = (chr(each) for each in found)
    return frozenset(each for each in seen if unicodedata.category(each) not in _NEVER) | _UNSEEN | _FLAG_LETTERS


def shown(text: str) -> str:
    """A text with the number in place of each character that no font shows. A line end stays; a tab is spaces."""
    known = letters()
    return "".join(each if each in known or each == "\n" else _in_its_place(each) for each in text)


def shown_alone(text: str) -> str:
    """As `shown`, with marks beside their letters by number too: for a pair of them that no one font has."""
    return "".join(
        _number(each) if unicodedata.category(each)[0] == "M" or each in _UNSEEN or each in _FLAG_LETTERS else each
        for each in shown(text)
    )


def _in_its_place(character: str) -> str:
    if character == "\t":
        return "    "
    return "\n" if character in "\u2028\u2029\x85\x0b\x0c" else _number(character)


def _number(character: str) -> str:
    return f"[U+{ord(character):04X}]"
