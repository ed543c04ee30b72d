"""The closed lists of access as readers see them."""

from collections.abc import Mapping
from types import MappingProxyType

from frontdoor.access import Basis, BreakGlassReason, RelationshipKind, ReviewOutcome, ReviewRule, Sensitivity
from frontdoor.access.relationships import BY_GRANT
from frontdoor_portal.use_cases.searching.limiting import MOST_SEARCHES, SEARCHES

KINDS: Mapping[str, str] = MappingProxyType(
    {
        RelationshipKind.NAMED_PROFESSIONAL: "Works with the child by name",
        RelationshipKind.TEAM_HOLDS_CASE: "Their whole agency works with the child",
        RelationshipKind.STRATEGY_MEETING: "Is invited to a strategy meeting",
        RelationshipKind.SCREENING_OFFICER: "Took a contact about the child",
        RelationshipKind.SUBMITTED_REFERRAL: "Sent a concern about the child",
        RelationshipKind.SELF_CLAIMED: "Says that they work with the child",
    }
)
GRANTABLE: Mapping[str, str] = MappingProxyType({kind: words for kind, words in KINDS.items() if kind in BY_GRANT})
LEVELS: Mapping[str, str] = MappingProxyType(
    {
        Sensitivity.NORMAL: "Normal",
        Sensitivity.SENSITIVE: "Sensitive",
        Sensitivity.SEALED: "Sealed",
    }
)
LEVEL_HINTS: Mapping[str, str] = MappingProxyType(
    {
        Sensitivity.NORMAL: "Open to those who work with the child, and to the front door team",
        Sensitivity.SENSITIVE: "Open to those whom a manager let in, and to whoever took a contact about the child",
        Sensitivity.SEALED: "Open to those whom a manager let in. To everybody else there is no such record",
    }
)
REASONS: Mapping[str, str] = MappingProxyType(
    {
        BreakGlassReason.IMMEDIATE_DANGER: "A child is in danger now",
        BreakGlassReason.MEDICAL_EMERGENCY: "A child needs medical help now",
        BreakGlassReason.MISSING_CHILD: "A child is missing",
        BreakGlassReason.OUT_OF_HOURS: "It cannot wait until somebody can be asked",
        BreakGlassReason.OTHER: "Another emergency",
    }
)
RULES: Mapping[str, str] = MappingProxyType(
    {
        ReviewRule.BREAK_GLASS: "Opened a record in an emergency",
        ReviewRule.SELF_CLAIM: "Says that they work with the child",
        ReviewRule.SAME_SURNAME: "Has the same surname as somebody in the record",
        ReviewRule.SAME_ADDRESS: "Lives at the same postcode",
        ReviewRule.COLLEAGUE: "A person of their agency is named in the record",
        ReviewRule.NO_CASE_LINK: "No contact or case links them to the child",
        ReviewRule.VOLUME: "Opened or searched for many children within a short time",
        ReviewRule.OUT_OF_HOURS: "Opened a record out of hours",
        ReviewRule.CANARY: "Opened a record that nobody has work with",
        ReviewRule.SAMPLE: "Drawn by chance from all looks",
        ReviewRule.UNSEEN_RECORD: "Confirmed a contact to be about a record that they may not open",
        ReviewRule.UNSEALED: "Opened up a sealed record in an emergency",
    }
)
OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        ReviewOutcome.JUSTIFIED: "Justified",
        ReviewOutcome.NOT_JUSTIFIED: "Not justified",
        ReviewOutcome.TRAINING: "Needs training",
    }
)
BASES: Mapping[str, str] = MappingProxyType(
    {
        **{kind.value: words for kind, words in KINDS.items()},  # type: ignore[attr-defined]
        Basis.BREAK_GLASS: "Opened it in an emergency",
        Basis.ROLE: "Works at the front door",
        Basis.RESTRICTED: "Nothing: the record is sensitive",
        Basis.SEALED: "Nothing: the record is sealed",
        **REASONS,
        SEARCHES: f"More than {MOST_SEARCHES} searches for children within ten minutes",
    }
)
"""What a look rested on, or why a glass was broken."""
