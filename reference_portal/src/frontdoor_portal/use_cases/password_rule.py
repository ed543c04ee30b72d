"""Which passwords may be chosen: long ones that are not made of what everybody would try first (ASVS 6.2)."""

import re
from collections.abc import Iterable
from itertools import pairwise

from frontdoor_portal.use_cases.refusals import WeakPassword

SHORTEST = 12
LONGEST = 200
ENOUGH_LEFT = 6
"""Letters that must remain once everything guessable is taken out."""

_COMMON_WORDS = """
abc admin administrator april asdfgh august autumn changeme charlie childprotection children christmas council
daniel december default dragon earlyhelp england family february football frontdoor harry hello iloveyou
january july june letmein liverpool login london march master michael monday monkey november october oliver
password passwort princess qazwsx qwerty qwertyuiop referral safeguard safeguarding school secret september
social socialcare socialwork spring summer sunday sunshine superman teacher temp temporary test thomas trustno
user welcome winter zxcvbn zxcvbnm
"""
COMMON = frozenset(_COMMON_WORDS.split())
_LEET = str.maketrans("013457@$!", "oleastasi")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def check_password(password: str, context: Iterable[str] = ()) -> None:
    """Raise `WeakPassword` unless it may be chosen.

    `context` are texts that belong to the person or the place (names, address, council): their words count as
    guessable. Any character is allowed, spaces too, and nothing is cut off or changed.
    """
    if len(password) < SHORTEST:
        raise WeakPassword(f"Password must be {SHORTEST} characters or more")
    if len(password) > LONGEST:
        raise WeakPassword(f"Password must be {LONGEST} characters or fewer")
    if len(set(password.lower())) < 5 or _is_a_run(password):
        raise WeakPassword("Password must not be one character repeated or a simple sequence")
    words = COMMON | {word for text in context for word in _words_of(text)}
    left = _without(password.lower(), words)
    if min(len(left), len(_without(password.lower().translate(_LEET), words))) < ENOUGH_LEFT:
        raise WeakPassword("Password is too easy to guess: use three random words that have nothing to do with work")


def _words_of(text: str) -> set[str]:
    found = {word for word in _NOT_LETTERS.split(text.lower()) if len(word) > 2}
    return found | {_NOT_LETTERS.sub("", text.lower())} - {""}


def _without(password: str, words: Iterable[str]) -> str:
    """What remains of the letters when digits, marks and the words, longest first, are taken out."""
    left = _NOT_LETTERS.sub("", password)
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    return left


def _is_a_run(password: str) -> bool:
    steps = [ord(after) - ord(before) for before, after in pairwise(password)]
    return sum(step in (-1, 0, 1) for step in steps) > 0.7 * len(steps)
