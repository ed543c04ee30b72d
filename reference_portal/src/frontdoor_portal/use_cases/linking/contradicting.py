"""Decisions of people that cannot all be true: they link nobody until a person takes one of them back."""

from collections.abc import Callable, Iterable, Sequence

from frontdoor.access import RecordKey
from frontdoor_portal.use_cases.linking.links import EVERY_RECORD, LinkKind, RecordLink
from frontdoor_portal.use_cases.ports import Transaction


def contradicting(tx: Transaction, one: RecordKey, other_source: str) -> tuple[RecordLink, ...]:
    """Of a record of case management and another system, the decisions that contradict each other, oldest first."""
    return at_odds(tx.links.of(one, other_source), tx.links.to)


def at_odds(of_one: Sequence[RecordLink], to: Callable[[RecordKey], Sequence[RecordLink]]) -> tuple[RecordLink, ...]:
    """The same, of what stands of the record; `to` has what leads to a record of the other system."""
    found: dict[str, RecordLink] = {}
    for link in of_one:
        if link.kind is LinkKind.SAME and (rivals := against(link, (*of_one, *to(link.other)))):
            found |= {each.id: each for each in (link, *rivals)}
    return tuple(sorted(found.values(), key=lambda each: (each.made_at, each.id)))


def against(decision: RecordLink, standing: Iterable[RecordLink]) -> tuple[RecordLink, ...]:
    """What people decided that cannot be true together with a decision of the same two systems."""
    return tuple(each for each in standing if _cannot_both_be(decision, each) or _cannot_both_be(each, decision))


def _cannot_both_be(same: RecordLink, other: RecordLink) -> bool:
    """Whether two records are about one child, and `other` says otherwise.

    A system has one record of a child: what is linked with a second one of it may be a twin's.
    """
    if same.kind is not LinkKind.SAME or other.kind is LinkKind.BY_ITSELF or other.one.source != same.one.source:
        return False
    if other.kind is LinkKind.NOT_SAME:
        return other.one == same.one and other.other.record_id in {same.other.record_id, EVERY_RECORD}
    return (other.one == same.one) is not (other.other == same.other)
