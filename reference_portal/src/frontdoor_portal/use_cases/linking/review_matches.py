"""A person compares two records field by field, says whether they are about one child, and may take it back."""

import secrets
from collections.abc import Mapping

from attrs import frozen

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.agency import Professional
from frontdoor.matching import Status
from frontdoor_portal.use_cases.linking.links import LinkKind, MatchReview, RecordKey, RecordLink, ReviewCandidate
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible, Stale
from frontdoor_portal.use_cases.seeing import audit

MOST_LISTED = 50
PURPOSE = "Compare records that may be about one child"


@frozen
class MatchQueue:
    """What waits, the oldest first and at most `MOST_LISTED`, how many there are, and the links last made."""

    waiting: tuple[MatchReview, ...]
    counts: Mapping[Status, int]
    latest: tuple[RecordLink, ...]


@frozen
class Compared:
    """A record and those of another system that may be about the same child. Who is gone from the index is left out."""

    review: MatchReview
    one: PersonIdentity
    others: Mapping[str, PersonIdentity]


def match_queue(office: Office, by: Professional) -> MatchQueue:
    """What waits for somebody to compare. Raises `NotPermitted`."""
    _only_reviewers(by)
    with office.work.begin() as tx:
        audit(office, tx, by, Action.LISTED_MATCHES, "matches", purpose=PURPOSE)
        return MatchQueue(tx.links.reviews(MOST_LISTED), tx.links.review_counts(), tx.links.latest(MOST_LISTED))


def compare_records(office: Office, by: Professional, review_id: str) -> Compared:
    """The records of one review; who looks at which is written down first.

    Raises `NotPermitted`, and `NotVisible` where nothing waits under that id, or the record is gone.
    """
    _only_reviewers(by)
    with office.work.begin() as tx:
        review = tx.links.review(review_id)
        one = tx.people.get(review.one.source, review.one.record_id) if review else None
        if review is None or one is None or one.restricted:
            raise NotVisible(review_id)
        held = {
            each.record_id: person
            for each in review.candidates
            if (person := tx.people.get(review.other_source, each.record_id)) is not None and not person.restricted
        }
        for subject in (review.one, *(RecordKey(review.other_source, record_id) for record_id in held)):
            audit(office, tx, by, Action.VIEWED_RECORDS, f"{subject.source}/{subject.record_id}", purpose=PURPOSE)
    return Compared(review, one, held)


def say_same(office: Office, by: Professional, review_id: str, record_id: str, reason: str) -> None:
    """This record of the other system is about the same child. Raises `NotVisible`, `NotPermitted` and `Stale`."""
    _decide(office, by, review_id, LinkKind.SAME, {record_id}, reason)


def say_none(office: Office, by: Professional, review_id: str, reason: str, *, of_the_system: bool) -> None:
    """None of the candidates is about this child, or no record of that system at all: then none is looked for again.

    Raises `NotVisible`, `NotPermitted` and `Stale`.
    """
    _decide(office, by, review_id, LinkKind.NOT_SAME, {""} if of_the_system else None, reason)


def view_link(office: Office, by: Professional, link_id: str) -> RecordLink:
    """A link or a decision, whether or not it stands. Raises `NotVisible` and `NotPermitted`."""
    _only_reviewers(by)
    with office.work.begin() as tx:
        link = tx.links.get(link_id)
        if link is None:
            raise NotVisible(link_id)
        audit(office, tx, by, Action.VIEWED_RECORDS, _subject(link.one, link.other), purpose=PURPOSE)
    return link


def undo_link(office: Office, by: Professional, link_id: str, reason: str) -> bool:
    """Take a link or a decision back; False where somebody did already. Raises `NotVisible` and `NotPermitted`."""
    _only_reviewers(by)
    with office.work.begin() as tx:
        link = tx.links.get(link_id)
        if link is None:
            raise NotVisible(link_id)
        undone = tx.links.undo(link_id, office.now(), by.name, reason)
        if undone:
            if link.kind is LinkKind.BY_ITSELF:
                # Or the next comparison would make it again.
                tx.links.add(_decision(office, by, LinkKind.NOT_SAME, link.one, link.other, reason))
            audit(office, tx, by, Action.UNLINKED_RECORDS, _subject(link.one, link.other), purpose=PURPOSE)
        return undone


def _decide(
    office: Office, by: Professional, review_id: str, kind: LinkKind, others: set[str] | None, reason: str
) -> None:
    _only_reviewers(by)
    with office.work.begin() as tx:
        review = tx.links.review(review_id)
        if review is None:
            raise Stale("Somebody else has decided this")
        known = {each.record_id: each for each in review.candidates}
        chosen = {*known} if others is None else others
        if not chosen <= {*known, ""}:
            raise NotVisible(review_id)
        for record_id in sorted(chosen):
            other = RecordKey(review.other_source, record_id)
            decision = _decision(office, by, kind, review.one, other, reason, known.get(record_id))
            tx.links.add(decision)
            audit(office, tx, by, _ACTIONS[kind], _subject(review.one, other), purpose=PURPOSE)
        tx.links.drop_review(review.one, review.other_source)


_ACTIONS = {LinkKind.SAME: Action.LINKED_RECORDS, LinkKind.NOT_SAME: Action.KEPT_RECORDS_APART}


def _decision(
    office: Office,
    by: Professional,
    kind: LinkKind,
    one: RecordKey,
    other: RecordKey,
    reason: str,
    seen: ReviewCandidate | None = None,
) -> RecordLink:
    return RecordLink(
        id=secrets.token_urlsafe(12),
        kind=kind,
        one=one,
        other=other,
        made_at=office.now(),
        made_by=by.id,
        made_by_name=by.name,
        reason=reason,
        bits=seen.bits if seen else 0.0,
        evidence=seen.evidence if seen else (),
    )


def _subject(one: RecordKey, other: RecordKey) -> str:
    return f"{one.source}/{one.record_id}={other.source}/{other.record_id or 'none'}"


def _only_reviewers(by: Professional) -> None:
    if not may(by, Permission.REVIEW_MATCHES):
        raise NotPermitted(Permission.REVIEW_MATCHES)
