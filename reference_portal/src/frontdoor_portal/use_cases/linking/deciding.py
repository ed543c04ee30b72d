"""What people and the evidence decided of a record and those of another system that stand beside it."""

from collections.abc import Collection, Iterable, Mapping

from attrs import evolve, field, frozen

from frontdoor.access import RecordKey
from frontdoor.single_view import Candidate as Seen
from frontdoor.single_view import Comparison, Match, MatchStatus
from frontdoor.single_view.matching import Record
from frontdoor_portal.use_cases.linking.contradicting import at_odds
from frontdoor_portal.use_cases.linking.links import EVERY_RECORD, LinkKind, MatchReview, RecordLink
from frontdoor_portal.use_cases.ports import Transaction


@frozen
class Decisions:
    """What stands between a record and those of one other system.

    `links` has for each record there what holds: a person's decision before the portal's. `none_there` is the decision
    that the system has no record of the child; `reviews` are those that wait for a person, by id with the records there
    that they ask about. `contradicting` has, for each record there of which people decided what cannot all be true,
    those decisions: none of them holds, and `links` has none of them.
    """

    links: Mapping[str, RecordLink] = field(factory=dict)
    none_there: RecordLink | None = None
    reviews: Mapping[str, frozenset[str]] = field(factory=dict)
    contradicting: Mapping[str, tuple[RecordLink, ...]] = field(factory=dict)

    def keeps_apart(self, record_id: str) -> bool:
        return self._is(record_id, LinkKind.NOT_SAME)

    def says_same(self, record_id: str) -> bool:
        """Whether a person decided that it is the same child's."""
        return self._is(record_id, LinkKind.SAME)

    @property
    def records(self) -> frozenset[str]:
        """Every record there that any of this is about."""
        return frozenset(self.links).union(self.contradicting, *self.reviews.values())

    @property
    def joined(self) -> Mapping[str, RecordLink]:
        """The records that are linked, by whomever."""
        return {key: link for key, link in self.links.items() if link.kind is not LinkKind.NOT_SAME}

    def _is(self, record_id: str, kind: LinkKind) -> bool:
        return record_id in self.links and self.links[record_id].kind is kind


def decisions_from(tx: Transaction, one: RecordKey, source: str, record_ids: Iterable[str]) -> Decisions:
    """For a record of case management, and those of another system with these ids."""
    found = tx.links.of(one, source)
    odds = at_odds(found, tx.links.to)
    held = _held(found, odds)
    every = [each for each in held if each.other.record_id == EVERY_RECORD]
    ids = {*record_ids, *(each.other.record_id for each in found)} - {EVERY_RECORD}
    review = tx.links.review_of(one, source)
    return Decisions(
        _in_force({key: [*every, *(each for each in held if each.other.record_id == key)] for key in ids}),
        every[-1] if every else None,
        {review.id: _asked(review)} if review else {},
        {each.other.record_id: odds for each in odds if each.one == one and each.other.record_id != EVERY_RECORD},
    )


def decisions_to(tx: Transaction, other: RecordKey, source: str, record_ids: Iterable[str]) -> Decisions:
    """For a record of another system, and those of case management (`source`) with these ids."""
    found: dict[str, list[RecordLink]] = {}
    for link in tx.links.to(other):
        if link.one.source == source:
            found.setdefault(link.one.record_id, []).append(link)
    reviews: dict[str, frozenset[str]] = {}
    contradicting: dict[str, tuple[RecordLink, ...]] = {}
    for record_id in dict.fromkeys((*record_ids, *found)):
        one = RecordKey(source, record_id)
        links = tx.links.of(one, other.source)
        found.setdefault(record_id, []).extend(each for each in links if each.other.record_id == EVERY_RECORD)
        odds = at_odds(links, tx.links.to)
        if any(each.one == one and each.other.record_id in {other.record_id, EVERY_RECORD} for each in odds):
            contradicting[record_id] = odds
            found[record_id] = _held(found[record_id], odds)
        review = tx.links.review_of(one, other.source)
        if review and other.record_id in _asked(review):
            reviews[review.id] = frozenset({record_id})
    return Decisions(_in_force(found), None, reviews, contradicting)


def as_decided(
    judged: Match[Record], compared: Iterable[tuple[Record, Comparison]], decisions: Decisions, known: Iterable[str]
) -> Match[Record]:
    """A judgement of records that nobody keeps apart, as people decided it.

    Where a person said which record is the child's, that is a match whatever the evidence says, and nothing else is;
    where people said what cannot all be true, nothing is. `known` are the records that may count: of one that the
    reader may not know of, not even a decision may show.
    """
    if unsettled := {record_id for record_id in known if record_id in decisions.contradicting}:
        return _unsettled(judged, compared, unsettled)
    same = {record_id for record_id in known if decisions.says_same(record_id)}
    if not same:
        return judged
    linked = tuple(Seen(record, each, is_match=True) for record, each in compared if record.id in same)
    if linked:
        return Match(MatchStatus.MATCH if len(linked) == 1 else MatchStatus.SEVERAL, linked)
    # The record that somebody linked did not come up, so none of those that did is the likely one.
    status = MatchStatus.POSSIBLE if judged.status is MatchStatus.MATCH else judged.status
    return Match(status, judged.candidates)


def _unsettled(
    judged: Match[Record], compared: Iterable[tuple[Record, Comparison]], unsettled: Collection[str]
) -> Match[Record]:
    """No match, and every record that somebody took for the child's shown, so that a person can tell them apart."""
    missing = {*unsettled} - {each.record.id for each in judged.candidates}
    more = tuple(Seen(record, each, is_match=False) for record, each in compared if record.id in missing)
    candidates = tuple(evolve(each, is_match=False) for each in judged.candidates) + more
    if not candidates:
        return judged
    return Match(MatchStatus.POSSIBLE if len(candidates) == 1 else MatchStatus.SEVERAL, candidates)


def _held(found: Iterable[RecordLink], odds: tuple[RecordLink, ...]) -> list[RecordLink]:
    """What holds beside decisions that contradict each other: nothing of them, and no link that the portal made."""
    return [each for each in found if not odds or (each not in odds and each.kind is not LinkKind.BY_ITSELF)]


def _asked(review: MatchReview) -> frozenset[str]:
    return frozenset(each.record_id for each in review.candidates)


def _in_force(found: Mapping[str, list[RecordLink]]) -> Mapping[str, RecordLink]:
    return {key: max(links, key=_weight) for key, links in found.items() if links}


def _weight(link: RecordLink) -> tuple[bool, float]:
    return link.kind is not LinkKind.BY_ITSELF, link.made_at.timestamp()
