"""What was decided of records beside the one somebody opened, as far as that person may know of it."""

from collections.abc import Mapping

from attrs import field, frozen

from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.agency import Professional
from frontdoor.domain.facts import SourceAnswer
from frontdoor_portal.use_cases.access.viewing import AroundIt
from frontdoor_portal.use_cases.linking.deciding import Decisions
from frontdoor_portal.use_cases.linking.links import RecordLink
from frontdoor_portal.use_cases.permissions import Permission, may


@frozen
class KeptApart:
    """A record that came up and that people decided is not this child's."""

    name: str
    link: RecordLink


@frozen
class Told:
    """Decisions of one other system's records.

    `joined` are links with records that came up, by record id; `elsewhere` those whose record did not. `reviews` are
    comparisons that wait for this person. `contradicting` are decisions that cannot all be true, so that none holds.
    """

    joined: Mapping[str, RecordLink] = field(factory=dict)
    elsewhere: tuple[RecordLink, ...] = ()
    apart: tuple[KeptApart, ...] = ()
    none_there: RecordLink | None = None
    reviews: tuple[str, ...] = ()
    contradicting: tuple[RecordLink, ...] = ()


def told_of(
    decided: Decisions, answer: SourceAnswer[PersonRecord] | SourceAnswer[PupilRecord], seen: AroundIt, by: Professional
) -> Told:
    """Of a record kept apart, which is another child's, only who may see it by itself is told."""
    source, came_up = answer.source, {each.id for each in answer.items}
    joined = {key: link for key, link in decided.joined.items() if seen.may_be_compared(source, key)}
    apart = (
        KeptApart(str(each.name) or "Name not recorded", decided.links[each.id])
        for each in answer.items
        if decided.keeps_apart(each.id) and seen.is_theirs(source, each.id) and not _is_restricted(each)
    )
    return Told(
        joined={key: link for key, link in joined.items() if key in came_up},
        elsewhere=tuple(link for key, link in sorted(joined.items()) if key not in came_up),
        apart=tuple(apart),
        none_there=decided.none_there,
        reviews=_reviews(decided, source, seen) if may(by, Permission.REVIEW_MATCHES) else (),
        contradicting=_contradicting(decided, source, seen),
    )


def _reviews(decided: Decisions, source: str, seen: AroundIt) -> tuple[str, ...]:
    """Those with a record of this system that the person may see by itself, as the queue of comparisons asks."""
    return tuple(key for key, asked in decided.reviews.items() if any(seen.is_theirs(source, each) for each in asked))


def _contradicting(decided: Decisions, source: str, seen: AroundIt) -> tuple[RecordLink, ...]:
    of_known = (links for key, links in decided.contradicting.items() if seen.exists(source, key))
    return tuple({link.id: link for links in of_known for link in links}.values())


def _is_restricted(record: PersonRecord | PupilRecord) -> bool:
    return isinstance(record, PersonRecord) and record.restricted
