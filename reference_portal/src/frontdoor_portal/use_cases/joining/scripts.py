"""Names that look like others: whoever decides about a person is shown which signs their name is made of."""

import unicodedata

from attrs import frozen
from confusable_homoglyphs import confusables


@frozen
class Sign:
    """One sign of another script, as a reviewer is shown it: `U+0430 CYRILLIC SMALL LETTER A`."""

    code: str
    name: str


def strange_signs(text: str) -> tuple[Sign, ...]:
    """The signs beyond Latin of a text that mixes scripts, each once; none where it is of one script throughout."""
    if not confusables.is_mixed_script(text):
        return ()
    strange = {letter: None for letter in text if _is_strange(letter)}
    return tuple(Sign(f"U+{ord(letter):04X}", unicodedata.name(letter, "UNNAMED")) for letter in strange)


def _is_strange(letter: str) -> bool:
    return letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN")
