"""The same cleaning for every method that we compare ourselves with, so that none fails by capitals or accents.

Case, accents, apostrophes and the space after Mc are levelled; hyphens become spaces; a clerk's remarks, placeholder
dates and placeholder postcodes become blanks. What follows is what such a method reads of a record.
"""

import re
import unicodedata
from datetime import date

from attrs import frozen

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.people import Sex

_UNMARKED = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "'": "", "’": "", "`": ""})
_REMARKS = re.compile(r"\([^)]*\)|\b(do not use|duplicate|not known( as)?|see also|baby of|twin [12]|unknown|test)\b")
_PLACEHOLDER_DATES = {date(1900, 1, 1), date(1970, 1, 1), date(1901, 1, 1)}
_PLACEHOLDER_POSTCODES = re.compile(r"ZZ99")


@frozen
class Tidy:
    """A record as names in small letters; what is not known is an empty text or None.

    `other_names` are first and family name of each other name on record.
    """

    id: str
    first: str
    middle: str
    family: str
    other_names: tuple[tuple[str, str], ...]
    born: date | None
    sex: str
    postcodes: tuple[str, ...]
    upns: tuple[str, ...]

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """First and family name, and those of each other name, where both parts are known."""
        return tuple(pair for pair in ((self.first, self.family), *self.other_names) if all(pair))


def tidy(person: PersonIdentity) -> Tidy:
    first, _, middle = words(person.name.given).partition(" ")
    born = person.birth_date.on if person.birth_date else None
    return Tidy(
        id=person.id,
        first=first,
        middle=middle,
        family=words(person.name.family),
        other_names=tuple((words(each.given).partition(" ")[0], words(each.family)) for each in person.other_names),
        born=None if born in _PLACEHOLDER_DATES else born,
        sex="" if person.sex is Sex.UNKNOWN else person.sex.value,
        postcodes=tuple(each.value for each in person.postcodes if not _PLACEHOLDER_POSTCODES.match(each.value)),
        upns=tuple(each.value for each in person.upns),
    )


def words(name: str) -> str:
    """A name levelled: `O'Brien-Smith` and `OBRIEN SMITH` are the same."""
    decomposed = unicodedata.normalize("NFKD", name.lower().translate(_UNMARKED))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    plain = _REMARKS.sub(" ", plain)
    plain = re.sub(r"[^a-z]+", " ", plain) if plain.isascii() else re.sub(r"[\W\d_]+", " ", plain)
    return re.sub(r"\b(mac|mc) (?=[a-z])", r"\1", " ".join(plain.split()))
