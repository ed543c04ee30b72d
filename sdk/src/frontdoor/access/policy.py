"""The one question: what may this person see of this child now, and why."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from attrs import frozen

from frontdoor.access.break_glass import BreakGlass
from frontdoor.access.relationships import RelationshipKind, TheirRelationship
from frontdoor.access.restrictions import MAY_LOOK, OPENED_BY, OPENS_NORMAL, Sensitivity
from frontdoor.domain.agency import Professional, Role


class Answer(StrEnum):
    """How much is shown."""

    FULL = "full"
    LITTLE = "little"
    """That a record may exist, and whom to contact: the same words whatever stands in the way."""
    NOTHING = "nothing"
    """As if there were no such record."""


class Basis(StrEnum):
    """Why: kept with every look in the audit."""

    SUBMITTED_REFERRAL = "submitted_referral"
    NAMED_PROFESSIONAL = "named_professional"
    SCREENING_OFFICER = "screening_officer"
    TEAM_HOLDS_CASE = "team_holds_case"
    STRATEGY_MEETING = "strategy_meeting"
    SELF_CLAIMED = "self_claimed"
    BREAK_GLASS = "break_glass"
    ROLE = "role"
    """The front door's own work, without a relationship."""
    NO_RELATIONSHIP = "no_relationship"
    RESTRICTED = "restricted"
    SEALED = "sealed"
    NOT_A_VIEWER = "not_a_viewer"
    """A role that sees no child's record, or an account that is closed."""


@frozen
class Viewer:
    """Whoever asks, as the portal knows them at this moment."""

    id: str
    agency_id: str
    roles: frozenset[Role]
    disabled: bool = False

    @classmethod
    def of(cls, person: Professional) -> "Viewer":
        return cls(person.id, person.agency.id, person.roles)


@frozen
class Ruling:
    answer: Answer
    basis: Basis

    @property
    def is_full(self) -> bool:
        return self.answer is Answer.FULL


def judge(
    viewer: Viewer,
    level: Sensitivity,
    relationships: Iterable[TheirRelationship],
    glasses: Iterable[BreakGlass],
    now: datetime,
) -> Ruling:
    """What a person may see of one child at a moment.

    `level` is the closest of the child's records that are linked; `relationships` and `glasses` are those that anybody
    has with this child, in force or not. A person's best relationship is named as the basis: one that somebody gave
    before one that they brought about themselves.
    """
    if viewer.disabled or viewer.roles.isdisjoint(MAY_LOOK):
        return Ruling(Answer.NOTHING, Basis.NOT_A_VIEWER)
    theirs = {
        each.kind for each in relationships if each.is_of(viewer.id, viewer.agency_id) and each.is_in_force(now)
    } & OPENED_BY[level]
    if theirs:
        return Ruling(Answer.FULL, Basis(min(theirs, key=_BEST_FIRST.index).value))
    may_break = level is not Sensitivity.SEALED or Role.DUTY_MANAGER in viewer.roles
    if may_break and any(_is_theirs(each, viewer) and each.is_in_force(now) for each in glasses):
        return Ruling(Answer.FULL, Basis.BREAK_GLASS)
    if level is Sensitivity.NORMAL:
        if not viewer.roles.isdisjoint(OPENS_NORMAL):
            return Ruling(Answer.FULL, Basis.ROLE)
        return Ruling(Answer.LITTLE, Basis.NO_RELATIONSHIP)
    if level is Sensitivity.SENSITIVE:
        return Ruling(Answer.LITTLE, Basis.RESTRICTED)
    # A duty manager must learn of it, since nobody else can open it in an emergency.
    return Ruling(Answer.LITTLE if may_break else Answer.NOTHING, Basis.SEALED)


def _is_theirs(glass: BreakGlass, viewer: Viewer) -> bool:
    return (glass.professional_id, glass.agency_id) == (viewer.id, viewer.agency_id)


_BEST_FIRST = (
    RelationshipKind.NAMED_PROFESSIONAL,
    RelationshipKind.TEAM_HOLDS_CASE,
    RelationshipKind.STRATEGY_MEETING,
    RelationshipKind.SCREENING_OFFICER,
    RelationshipKind.SUBMITTED_REFERRAL,
    RelationshipKind.SELF_CLAIMED,
)
