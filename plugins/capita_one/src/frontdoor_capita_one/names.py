"""How names are compared in a Capita ONE enquiry: by their letters and digits alone, whatever case or accents."""

import unicodedata

# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


def folded(text: str) -> str:
    """`text` for comparing: `O'Brennan-Ní` and `o brennan ni` give the same."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(character for character in apart if character.isalnum())
