"""Who may see a child's record, and which looks somebody else looks at again: rules alone, with no store behind them.

It may touch `frontdoor.domain`, attrs and the standard library only.
"""

from frontdoor.access.break_glass import (
    BREAK_GLASS_LASTS,
    LEAST_EXPLANATION,
    BreakGlass,
    BreakGlassReason,
    BreakGlassRefused,
    break_glass,
    check_explanation,
)
from frontdoor.access.policy import Answer, Basis, Ruling, Viewer, judge
from frontdoor.access.relationships import LASTS, RecordKey, RelationshipKind, TheirRelationship, relate
from frontdoor.access.restrictions import OPENS_NORMAL, Sensitivity, may_set
from frontdoor.access.review_rules import Look, ReviewRule, ReviewSettings, Sign, Way, is_sampled, rules_met, signs_in
from frontdoor.access.reviews import Review, ReviewOutcome, ReviewRefused, decide_review, due_at, is_overdue

__all__ = [
    "BREAK_GLASS_LASTS",
    "LASTS",
    "LEAST_EXPLANATION",
    "OPENS_NORMAL",
    "Answer",
    "Basis",
    "BreakGlass",
    "BreakGlassReason",
    "BreakGlassRefused",
    "Look",
    "RecordKey",
    "RelationshipKind",
    "Review",
    "ReviewOutcome",
    "ReviewRefused",
    "ReviewRule",
    "ReviewSettings",
    "Ruling",
    "Sensitivity",
    "Sign",
    "TheirRelationship",
    "Viewer",
    "Way",
    "break_glass",
    "check_explanation",
    "decide_review",
    "due_at",
    "is_overdue",
    "is_sampled",
    "judge",
    "may_set",
    "relate",
    "rules_met",
    "signs_in",
]
