"""What it takes to relate somebody to a child, to break a glass, to set a level and to decide a review."""

from datetime import timedelta

import pytest
from sdk.tests.access.scene import NOW, RECORD, WHY, glass

from frontdoor.access import (
    LASTS,
    BreakGlassRefused,
    RelationshipKind,
    Review,
    ReviewOutcome,
    ReviewRefused,
    ReviewRule,
    Sensitivity,
    TheirRelationship,
    break_glass,
    decide_review,
    due_at,
    is_overdue,
    may_set,
    relate,
)
from frontdoor.domain.agency import Role

Kind = RelationshipKind


def related(kind: Kind, **parts: object) -> TheirRelationship:
    values: dict[str, object] = {
        "professional_id": "asha",
        "agency_id": "school",
        "evidence": "FD-2222-2222",
        "granted_by": "manager",
        "now": NOW,
    }
    return relate("r-1", kind, RECORD, **{**values, **parts})  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", Kind)
def test_a_relationship_ends_by_itself_when_its_kind_does(kind: Kind) -> None:
    held = related(kind)

    assert (held.is_in_force(NOW + LASTS[kind] - timedelta(seconds=1)), held.is_in_force(NOW + LASTS[kind])) == (
        True,
        False,
    )


REFUSED: dict[str, tuple[Kind, dict[str, object]]] = {
    "no evidence": (Kind.SELF_CLAIMED, {"evidence": "  "}),
    "given to oneself": (Kind.NAMED_PROFESSIONAL, {"granted_by": "asha"}),
    "of a whole agency": (Kind.STRATEGY_MEETING, {"professional_id": ""}),
    "too long": (Kind.STRATEGY_MEETING, {"lasts": timedelta(days=15)}),
    "for no time": (Kind.STRATEGY_MEETING, {"lasts": timedelta(0)}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_relationship_that_cannot_be_is_refused(case: str) -> None:
    kind, parts = REFUSED[case]

    with pytest.raises(ValueError, match=r"relationship|gives|held"):
        related(kind, **parts)


def test_a_broken_glass_holds_what_was_said_and_for_how_long() -> None:
    broken = break_glass(
        "g-1",
        RECORD,
        professional_id="asha",
        agency_id="school",
        reason="medical_emergency",
        explanation=f"  {WHY}\n",
        now=NOW,
    )

    assert broken == glass()


NOT_SAID = {
    "no reason": ("", WHY, "reason"),
    "a reason of no list": ("curiosity", WHY, "reason"),
    "too few words": ("other", "It is urgent", "explanation"),
    "spaces": ("other", "a" + " " * 40 + "b", "explanation"),
    "one letter over and over": ("other", "xxxxx " * 10, "explanation"),
    "too many words": ("other", WHY * 40, "explanation"),
}


@pytest.mark.parametrize("case", NOT_SAID)
def test_a_glass_stays_whole_without_a_reason_and_a_real_explanation(case: str) -> None:
    reason, explanation, fault = NOT_SAID[case]

    with pytest.raises(BreakGlassRefused) as refused:
        break_glass("g-1", RECORD, professional_id="a", agency_id="s", reason=reason, explanation=explanation, now=NOW)
    assert refused.value.fault == fault


@pytest.mark.parametrize("before", Sensitivity)
@pytest.mark.parametrize("role", Role)
def test_a_team_manager_sets_levels_and_only_a_duty_manager_opens_what_is_sealed(
    role: Role, before: Sensitivity
) -> None:
    expected = role is Role.DUTY_MANAGER or (role is Role.TEAM_MANAGER and before is not Sensitivity.SEALED)

    assert may_set(frozenset({role}), before) == expected


def review(rule: ReviewRule = ReviewRule.SELF_CLAIM, outcome: ReviewOutcome | None = None) -> Review:
    return Review("AR-1", rule, "asha", RECORD, "r-1", NOW, due_at(rule, NOW), outcome=outcome)


def test_what_cannot_wait_is_due_in_a_day_and_the_rest_in_five() -> None:
    days = {rule: (due_at(rule, NOW) - NOW).days for rule in ReviewRule}
    in_a_day = {ReviewRule.BREAK_GLASS, ReviewRule.CANARY, ReviewRule.UNSEEN_RECORD, ReviewRule.UNSEALED}

    assert days == {rule: 1 if rule in in_a_day else 5 for rule in ReviewRule}


def test_a_review_is_overdue_from_the_moment_it_is_due_until_it_is_decided() -> None:
    due = NOW + timedelta(days=5)

    assert [
        is_overdue(review(), due - timedelta(seconds=1)),
        is_overdue(review(), due),
        is_overdue(review(outcome=ReviewOutcome.TRAINING), due),
    ] == [False, True, False]


def test_an_outcome_is_kept_with_who_how_and_when() -> None:
    decided = decide_review(review(), "owen", "training", " Spoke with their manager ", NOW)

    assert (decided.outcome, decided.note, decided.reviewer_id, decided.reviewed_at) == (
        ReviewOutcome.TRAINING,
        "Spoke with their manager",
        "owen",
        NOW,
    )


UNDECIDABLE = {
    "by the viewer": (review(), "asha", "justified", "I know why I did it", ""),
    "twice": (review(outcome=ReviewOutcome.JUSTIFIED), "owen", "training", "Thought again", ""),
    "no outcome": (review(), "owen", "", "Spoke with them", "outcome"),
    "no note": (review(), "owen", "justified", "ok", "note"),
}


@pytest.mark.parametrize("case", UNDECIDABLE)
def test_nobody_reviews_themselves_or_twice_or_without_saying_how(case: str) -> None:
    about, by, outcome, note, fault = UNDECIDABLE[case]

    with pytest.raises(ReviewRefused) as refused:
        decide_review(about, by, outcome, note, NOW)
    assert refused.value.fault == fault
