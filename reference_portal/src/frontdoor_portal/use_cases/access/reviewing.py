"""The privacy officer's queue: what is to be reviewed, one of them, and the outcome."""

from collections.abc import Mapping

from attrs import frozen

from frontdoor.access import (
    BreakGlass,
    Review,
    ReviewOutcome,
    ReviewRefused,
    ReviewRule,
    TheirRelationship,
    decide_review,
    is_overdue,
)
from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.access.alerting import notice_of
from frontdoor_portal.use_cases.access.relationships import end_relationship
from frontdoor_portal.use_cases.models import Action, NoticeKind
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.seeing import audit

TELLS_VIEWER = frozenset({ReviewRule.BREAK_GLASS, ReviewRule.SELF_CLAIM})
"""What its viewer knows to be reviewed, and so is told the outcome of."""


PURPOSE = "Review of access"


@frozen
class ReviewQueue:
    """Undecided reviews, first due first; `names` of the viewers, `overdue` the ids of those that are late."""

    reviews: tuple[Review, ...]
    names: Mapping[str, str]
    overdue: frozenset[str]


@frozen
class ReviewPage:
    """One review with what it is about; `reference` of a contact. No record of a child is opened by it."""

    review: Review
    viewer: Professional | None
    glass: BreakGlass | None
    claim: TheirRelationship | None
    reference: str
    may_decide: bool


def review_queue(office: Office, by: Professional) -> ReviewQueue:
    """What waits for an outcome, but what the reader looked at themselves. Audited. Raises `NotPermitted`."""
    _only_reviewers(by)
    now = office.now()
    with office.work.begin() as tx:
        audit(office, tx, by, Action.LISTED_REVIEWS, "access_reviews", purpose=PURPOSE)
        reviews = tuple(each for each in tx.reviews.undecided_reviews() if each.viewer_id != by.id)
        names = tx.reviews.names_of({each.viewer_id for each in reviews})
    return ReviewQueue(reviews, names, frozenset(each.id for each in reviews if is_overdue(each, now)))


def open_review_page(office: Office, by: Professional, review_id: str) -> ReviewPage:
    """One review. Audited. Raises `NotPermitted`, and `NotVisible` for none and for one's own."""
    _only_reviewers(by)
    with office.work.begin() as tx:
        review = _theirs(tx, by, review_id)
        audit(office, tx, by, Action.VIEWED_REVIEW, review.id, purpose=PURPOSE)
        account = tx.accounts.account(review.viewer_id)
        glass = tx.access.glass(review.about) if review.rule is ReviewRule.BREAK_GLASS else None
        claim = tx.access.relationship(review.about) if review.rule is ReviewRule.SELF_CLAIM else None
    viewer = account.professional if account else None
    reference = review.about.partition(" ")[0] if review.rule is ReviewRule.UNSEEN_RECORD else ""
    return ReviewPage(review, viewer, glass, claim, reference, may_decide=review.outcome is None)


def decide(office: Office, by: Professional, review_id: str, outcome: str, note: str) -> Review:
    """Give a review its outcome; whoever broke a glass or claimed something is told.

    What was not justified ends at once: the claim, and the broken glass. Raises `ReviewRefused`, `NotPermitted` and
    `NotVisible`.
    """
    _only_reviewers(by)
    now = office.now()
    with office.work.begin() as tx:
        review = _theirs(tx, by, review_id)
        decided = decide_review(review, by.id, outcome, note, now)
        if not tx.reviews.decide_review(decided):
            raise ReviewRefused("", "This has been reviewed already")
        audit(office, tx, by, Action.REVIEWED, review.id, detail=f"{review.rule.value},{outcome}")
        if decided.outcome is ReviewOutcome.NOT_JUSTIFIED:
            _end_what_it_is_about(office, tx, by, review)
        if review.rule in TELLS_VIEWER:
            tx.outbox.put(notice_of(NoticeKind.ACCESS_REVIEWED, review, review.viewer_id))
    return decided


def escalate_overdue(office: Office) -> int:
    """Tell every privacy officer and senior manager of a review that is late, once each; how many reviews were late."""
    now = office.now()
    with office.work.begin() as tx:
        late = [each for each in tx.reviews.undecided_reviews() if is_overdue(each, now) and each.escalated_at is None]
        told = {*tx.reviews.people_with_role(Role.PRIVACY_OFFICER), *tx.reviews.people_with_role(Role.SENIOR_MANAGER)}
        for review in late:
            for person_id in sorted(told - {review.viewer_id}):
                tx.outbox.put(notice_of(NoticeKind.ACCESS_REVIEW_OVERDUE, review, person_id))
            tx.reviews.mark_escalated(review.id, now)
    return len(late)


def _end_what_it_is_about(office: Office, tx: Transaction, by: Professional, review: Review) -> None:
    if review.rule is ReviewRule.SELF_CLAIM:
        claim = tx.access.relationship(review.about)
        if claim is not None:
            end_relationship(office, tx, by.id, claim)
    if review.rule is ReviewRule.BREAK_GLASS:
        glass = tx.access.glass(review.about)
        if glass is not None and glass.is_in_force(office.now()):
            tx.access.end_glass(glass.ended(office.now()))
            audit(office, tx, by, Action.ENDED_BREAK_GLASS, str(glass.record), detail=glass.id)


def _theirs(tx: Transaction, by: Professional, review_id: str) -> Review:
    review = tx.reviews.review(review_id)
    if review is None or review.viewer_id == by.id:
        raise NotVisible(review_id)
    return review


def _only_reviewers(by: Professional) -> None:
    if not may(by, Permission.REVIEW_ACCESS):
        raise NotPermitted(Permission.REVIEW_ACCESS)
