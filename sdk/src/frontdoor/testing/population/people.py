"""What a population is: two views of the same children, and the truth, which no matching may read."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from frontdoor.connectors.feed import PersonIdentity


@frozen
class View:
    """What one system holds. `addresses` are by record id, and only where one is recorded.

    `unread` is what a file had that could not be read and counts as not known, a sentence for each column.
    """

    people: tuple[PersonIdentity, ...] = field(repr=False)
    addresses: Mapping[str, str] = field(repr=False)
    unread: tuple[str, ...] = ()


@frozen
class TrueChild:
    """Whom a record is really about: where the name comes from, the household, and the true date of birth."""

    origin: str
    household: int
    birth_date: date

    def is_twin_of(self, other: "TrueChild") -> bool:
        return self.household == other.household and self.birth_date == other.birth_date

    def is_sibling_of(self, other: "TrueChild") -> bool:
        """Whether both are children of one household; a twin counts."""
        return self.household == other.household


@frozen
class Truth:
    """`links` leads from the social-care record of a child to that child's education record.

    `pupils` and `clients` say who stands behind a record of education and of social care. Both are empty for a
    population that somebody else made and described by its links alone.
    """

    links: Mapping[str, str] = field(repr=False)
    pupils: Mapping[str, TrueChild] = field(factory=dict, repr=False)
    clients: Mapping[str, TrueChild] = field(factory=dict, repr=False)


@frozen
class Population:
    """The pupils of an education system, the children of a social-care system, and the truth between them."""

    education: View
    social_care: View
    truth: Truth
