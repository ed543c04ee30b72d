"""How closely a child's record is kept: normal, sensitive, or sealed so that nobody outside can tell it exists."""

from enum import StrEnum

from frontdoor.access.relationships import BY_GRANT, RelationshipKind
from frontdoor.domain.agency import Role


class Sensitivity(StrEnum):
    """A level of a record."""

    NORMAL = "normal"
    SENSITIVE = "sensitive"
    """The child of a colleague, a family that fled, an adopted child: what anybody brings about alone opens nothing."""
    SEALED = "sealed"
    """To everybody but those who were let in by name there is no such record."""

    def is_closer_than(self, other: "Sensitivity") -> bool:
        """Whether a record of this level is kept more closely than one of the other."""
        levels = list(Sensitivity)
        return levels.index(self) > levels.index(other)


OPENED_BY: dict[Sensitivity, frozenset[RelationshipKind]] = {
    Sensitivity.NORMAL: frozenset(RelationshipKind),
    Sensitivity.SENSITIVE: BY_GRANT | {RelationshipKind.SCREENING_OFFICER},
    Sensitivity.SEALED: BY_GRANT,
}
"""The relationships that open a record of each level. Sending a concern, or saying that one works with a child, is
what somebody who hunts for a hidden family would do: neither opens more than a normal record."""

OPENS_NORMAL = frozenset({Role.SCREENING_OFFICER, Role.TEAM_MANAGER, Role.DUTY_MANAGER})
"""Roles that open normal records by themselves: a contact comes by telephone too, before there is an item to take."""

MAY_LOOK = OPENS_NORMAL | {Role.PROFESSIONAL, Role.AGENCY_LEAD, Role.MASH_PARTNER, Role.SOCIAL_WORKER}
"""Roles that may see records of children at all."""


def may_set(roles: frozenset[Role], before: Sensitivity) -> bool:
    """Whether somebody may give a record that is at a level another one.

    A team manager may restrict and seal, since who fears for a family must not wait. Only a duty manager opens again
    what is sealed.
    """
    if Role.DUTY_MANAGER in roles:
        return True
    return Role.TEAM_MANAGER in roles and before is not Sensitivity.SEALED
