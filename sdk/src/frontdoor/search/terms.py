"""What a record can be found by, as an index keeps it."""

from functools import lru_cache

from attrs import frozen

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.identifiers import closed_up
from frontdoor.matching.cleaning import NO_POSTCODES, name_tokens


@frozen
class Terms:
    """The words of every name of a record, and its postcodes and numbers, each closed up in capitals.

    By their shape no number is a postcode, and none an NHS number and a UPN, so that they stand in one list.
    """

    names: frozenset[str]
    keys: frozenset[str]


_NOTHING = Terms(frozenset(), frozenset())


def terms_of(person: PersonIdentity) -> Terms:
    """What to keep of a record. Of a restricted one nothing is kept, so that no search can tell it from none."""
    if person.restricted:
        return _NOTHING
    names = frozenset(
        token
        for name in (person.name, *person.other_names)
        for part in (name.given, name.family)
        for token in _remembered(part)
    )
    postcodes = (closed_up(each.value) for each in person.postcodes if each.value not in NO_POSTCODES)
    nhs_numbers, upns = (each.value for each in person.nhs_numbers), (each.value for each in person.upns)
    return Terms(names, frozenset((*postcodes, *nhs_numbers, *upns)))


@lru_cache(maxsize=1 << 15)
def _remembered(part: str) -> tuple[str, ...]:
    # Half of all people share some thousands of names.
    return name_tokens(part)
