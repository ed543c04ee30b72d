"""How names sound, and how they would be written if there were one way to write them.

A name that comes from another script, or is older than dictionaries, has several spellings in Latin letters: `Meera`
and `Mira`, `Khalid` and `Kalid`, `Aaliyah` and `Aliya`. Which of them stands in a record depends on the clerk, not on
the child. The rules are few and know no names; names that follow none are groups of `nicknames.toml`.
"""

import re
from functools import cache

import jellyfish

_ONE_WAY: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        ("ph", "f"),
        ("kh|ck|q|c(?=[aolru])", "k"),
        ("(?<=[dgt])h", ""),  # Thomas, Dhillon, Ghani
        ("x", "ks"),
        ("w", "v"),
        ("[ae][iy]", "ai"),  # Zayn, Zain, Zein
        ("ee|ii|iy|(?:ie|y)$|y(?=[^aeiou])", "i"),  # but not Mya, which is no Mia
        ("oo|ou", "u"),
        ("(?<=[aeiou])h$", ""),
        (r"(.)\1+", r"\1"),
    )
)


@cache
def one_way(token: str) -> str:
    """A folded name in the one spelling that stands for all that it may have; the name itself in another script."""
    if not token.isascii():
        return token
    for pattern, instead in _ONE_WAY:
        token = pattern.sub(instead, token)
    return token


@cache
def sound(token: str) -> str:
    """How a token sounds in English (Metaphone); empty for one in another script."""
    return jellyfish.metaphone(token) if token.isascii() else ""
