"""A person compares two records field by field, says whether they are about one child, and may take it back."""

import secrets
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from frontdoor.access import Answer, RecordKey
from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.agency import Professional
from frontdoor.matching import Doubt
from frontdoor_portal.use_cases.access.judging import rulings_on
from frontdoor_portal.use_cases.linking.contradicting import against, contradicting
from frontdoor_portal.use_cases.linking.links import EVERY_RECORD, LinkKind, MatchReview, RecordLink, ReviewCandidate
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible, Stale
from frontdoor_portal.use_cases.seeing import audit

MOST_LISTED = 50
PURPOSE = "Compare records that may be about one child"


@frozen
class MatchQueue:
    """What waits, the oldest first and at most `MOST_LISTED`, how many there are, and the links last made."""

    waiting: tuple[MatchReview, ...]
    total: int
    latest: tuple[RecordLink, ...]


class ComparisonChanged(Stale):
    """Other records stand on the comparison now than those somebody saw: what they said is of another page."""


class AlreadyDecided(Stale):
    """Decisions `standing` speak against a new one: it is not stored beside them."""

    def __init__(self, standing: tuple[RecordLink, ...]) -> None:
        super().__init__("Decisions that stand speak against this one")
        self.standing = standing


@frozen
class Compared:
    """A record and those of another system that may be about the same child. Who is gone from the index is left out.

    `contradicting` are decisions of people about it that cannot all be true.
    """

    review: MatchReview
    one: PersonIdentity
    others: Mapping[str, PersonIdentity]
    contradicting: tuple[RecordLink, ...] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """The other system's records that somebody sees, in their order."""
        return tuple(each.record_id for each in self.review.candidates if each.record_id in self.others)


def match_queue(office: Office, by: Professional) -> MatchQueue:
    """What waits for somebody to compare, without records that they may not see. Raises `NotPermitted`."""
    _only_reviewers(by)
    with office.work.begin() as tx:
        audit(office, tx, by, Action.LISTED_MATCHES, "matches", purpose=PURPOSE)
        waiting = _seen_reviews(office, tx, by, tx.links.reviews())
        shown = _told_links(office, tx, by, tx.links.latest(MOST_LISTED))
    return MatchQueue(waiting[:MOST_LISTED], len(waiting), shown)


def compare_records(office: Office, by: Professional, review_id: str) -> Compared:
    """The records of one review; who looks at which is written down first.

    Raises `NotPermitted`, and `NotVisible` where nothing waits under that id, or the record is gone or not theirs.
    """
    _only_reviewers(by)
    with office.work.begin() as tx:
        compared = _compared(office, tx, by, review_id)
        review = compared.review
        for subject in (review.one, *(RecordKey(review.other_source, record_id) for record_id in compared.shown)):
            audit(office, tx, by, Action.VIEWED_RECORDS, str(subject), purpose=PURPOSE)
    return compared


def say_same(
    office: Office, by: Professional, review_id: str, record_id: str, reason: str, *, shown: Sequence[str]
) -> None:
    """This record, one of those that were `shown`, is about the same child.

    Raises `NotVisible`, `NotPermitted`, `Stale`, `ComparisonChanged` and `AlreadyDecided`.
    """
    _decide(office, by, review_id, LinkKind.SAME, (record_id,), reason, shown)


def say_none(
    office: Office, by: Professional, review_id: str, reason: str, *, shown: Sequence[str], of_the_system: bool
) -> None:
    """None of those `shown` is about this child, or no record of that system at all: then none is looked for again.

    Raises `NotVisible`, `NotPermitted`, `Stale`, `ComparisonChanged` and `AlreadyDecided`.
    """
    _decide(office, by, review_id, LinkKind.NOT_SAME, (EVERY_RECORD,) if of_the_system else shown, reason, shown)


def view_link(office: Office, by: Professional, link_id: str) -> RecordLink:
    """A link or a decision, whether or not it stands. Raises `NotVisible` and `NotPermitted`."""
    _only_reviewers(by)
    with office.work.begin() as tx:
        link = tx.links.get(link_id)
        if link is None or not _records(link) <= _seen(office, tx, by, _records(link)):
            raise NotVisible(link_id)
        _audit_pair(office, tx, by, Action.VIEWED_RECORDS, link)
    return link


def undo_link(office: Office, by: Professional, link_id: str, reason: str) -> bool:
    """Take a link or a decision back; False where somebody did already. Raises `NotVisible` and `NotPermitted`."""
    _only_reviewers(by)
    with office.work.begin() as tx:
        link = tx.links.get(link_id)
        if link is None or not _records(link) <= _seen(office, tx, by, _records(link)):
            raise NotVisible(link_id)
        undone = tx.links.undo(link_id, office.now(), by.name, reason)
        if undone:
            if link.kind is LinkKind.BY_ITSELF:
                # Or the next comparison would make it again.
                tx.links.add(_decision(office, by, LinkKind.NOT_SAME, link.one, link.other, reason))
            _ask_no_more(tx, link)
            _audit_pair(office, tx, by, Action.UNLINKED_RECORDS, link)
        return undone


def _decide(
    office: Office,
    by: Professional,
    review_id: str,
    kind: LinkKind,
    others: Sequence[str],
    reason: str,
    shown: Sequence[str],
) -> None:
    _only_reviewers(by)
    with office.work.begin() as tx:
        if tx.links.review(review_id) is None:
            raise Stale("Somebody else has decided this")
        compared = _compared(office, tx, by, review_id)
        if compared.shown != tuple(shown):
            # A review that is judged again keeps its id: nobody decides of a record that they did not see.
            raise ComparisonChanged("The records to compare have changed")
        review = compared.review
        known = {each.record_id: each for each in review.candidates}
        if not {*others} <= {*shown, EVERY_RECORD}:
            raise NotVisible(review_id)
        decisions = [
            _decision(office, by, kind, review.one, RecordKey(review.other_source, each), reason, known.get(each))
            for each in sorted(others)
        ]
        if standing := _against(office, tx, by, decisions):
            raise AlreadyDecided(standing)
        for decision in decisions:
            tx.links.add(decision)
            _audit_pair(office, tx, by, _ACTIONS[kind], decision)
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


def _against(
    office: Office, tx: Transaction, by: Professional, decisions: Sequence[RecordLink]
) -> tuple[RecordLink, ...]:
    """What stands against new decisions, as far as this person may know of it: the rest is told to whoever may."""
    found: dict[str, RecordLink] = {}
    for decision in decisions:
        standing = (*tx.links.of(decision.one, decision.other.source), *tx.links.to(decision.other))
        found |= {each.id: each for each in against(decision, standing)}
    return _told_links(office, tx, by, tuple(found.values()))


def _told_links(
    office: Office, tx: Transaction, by: Professional, links: tuple[RecordLink, ...]
) -> tuple[RecordLink, ...]:
    seen = _seen(office, tx, by, {key for link in links for key in _records(link)})
    return tuple(link for link in links if _records(link) <= seen)


def _ask_no_more(tx: Transaction, undone: RecordLink) -> None:
    """Drop the reviews that asked which of several decisions is right, where what is left can be true."""
    rivals = (each.one for each in tx.links.to(undone.other) if each.one.source == undone.one.source)
    for one in {undone.one, *rivals}:
        review = tx.links.review_of(one, undone.other.source)
        if review is None or Doubt.CONTRADICTING_DECISIONS not in review.doubts:
            continue
        if not contradicting(tx, one, undone.other.source):
            tx.links.drop_review(one, undone.other.source)


def _audit_pair(office: Office, tx: Transaction, by: Professional, action: Action, link: RecordLink) -> None:
    """One line for each record, or whoever asks who looked at a child would miss half of them."""
    pair = f"{link.one}={link.other.source}/{link.other.record_id or 'none'}"
    for record in sorted(map(str, _records(link))):
        audit(office, tx, by, action, record, purpose=PURPOSE, detail=pair)


def _records(link: RecordLink) -> set[RecordKey]:
    return {link.one, *([link.other] if link.other.record_id != EVERY_RECORD else [])}


def _seen(office: Office, tx: Transaction, by: Professional, records: set[RecordKey]) -> set[RecordKey]:
    """Those records that a person may see whole: of any other, nothing is listed, counted or compared."""
    rulings = rulings_on(office, tx, by, records)
    return {record for record in records if rulings.of(record.source, record.record_id).answer is Answer.FULL}


def _seen_reviews(
    office: Office, tx: Transaction, by: Professional, reviews: Sequence[MatchReview]
) -> tuple[MatchReview, ...]:
    """Reviews with those candidates that a person may see; a review of which nothing else is left is not shown."""
    records = {
        record
        for review in reviews
        for record in (review.one, *(RecordKey(review.other_source, each.record_id) for each in review.candidates))
    }
    seen = _seen(office, tx, by, records)
    shown = (
        evolve(
            review,
            candidates=tuple(
                each for each in review.candidates if RecordKey(review.other_source, each.record_id) in seen
            ),
        )
        for review in reviews
        if review.one in seen
    )
    return tuple(review for review in shown if review.candidates)


def _seen_review(office: Office, tx: Transaction, by: Professional, review_id: str) -> MatchReview | None:
    review = tx.links.review(review_id)
    return next(iter(_seen_reviews(office, tx, by, (review,) if review else ())), None)


def _compared(office: Office, tx: Transaction, by: Professional, review_id: str) -> Compared:
    """The records of a review as this person sees them; raises `NotVisible`."""
    review = _seen_review(office, tx, by, review_id)
    one = tx.people.get(review.one.source, review.one.record_id) if review else None
    if review is None or one is None or one.restricted:
        raise NotVisible(review_id)
    held = {
        each.record_id: person
        for each in review.candidates
        if (person := tx.people.get(review.other_source, each.record_id)) is not None and not person.restricted
    }
    odds = _told_links(office, tx, by, contradicting(tx, review.one, review.other_source))
    return Compared(review, one, held, odds)


def _only_reviewers(by: Professional) -> None:
    if not may(by, Permission.REVIEW_MATCHES):
        raise NotPermitted(Permission.REVIEW_MATCHES)
