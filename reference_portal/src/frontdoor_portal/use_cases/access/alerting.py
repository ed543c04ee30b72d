"""Queueing a review, and telling whoever is to make it: by a reference and a link, never a name."""

import secrets
from datetime import datetime

from frontdoor.access import RecordKey, Review, ReviewRule, due_at
from frontdoor.access.reviews import URGENT
from frontdoor.domain.agency import Role
from frontdoor_portal.use_cases.models import Message, NoticeKind, Topic
from frontdoor_portal.use_cases.notices import NoticePayload
from frontdoor_portal.use_cases.ports import Transaction

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_TOLD_AT_ONCE = URGENT | {ReviewRule.SELF_CLAIM}


def new_review_id() -> str:
    """Ten signs that nobody mistakes for each other on the telephone."""
    return "AR-" + "".join(secrets.choice(_ALPHABET) for _ in range(10))


def open_review(
    tx: Transaction,
    rule: ReviewRule,
    viewer_id: str,
    record: RecordKey,
    about: str,
    happened_at: datetime,
    detail: str = "",
) -> bool:
    """Queue a review unless the rule met the same thing before; whether it is new."""
    review = Review(new_review_id(), rule, viewer_id, record, about, happened_at, due_at(rule, happened_at), detail)
    if not tx.reviews.add_review(review):
        return False
    if rule in _TOLD_AT_ONCE:
        for officer_id in tx.reviews.people_with_role(Role.PRIVACY_OFFICER):
            if officer_id != viewer_id:
                tx.outbox.put(notice_of(NoticeKind.ACCESS_TO_REVIEW, review, officer_id))
    return True


def notice_of(kind: NoticeKind, review: Review, to: str) -> Message:
    """An email about a review. Only a reviewer's leads to the review itself."""
    path = "/access/mine" if kind is NoticeKind.ACCESS_REVIEWED else f"/access/reviews/{review.id}"
    payload = NoticePayload(kind, to, review.id, path)
    return Message(f"notice/{kind.value}/{review.id}/{to}", Topic.NOTICE, payload.to_mapping())
