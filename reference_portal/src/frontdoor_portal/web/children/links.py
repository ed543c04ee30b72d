"""What people and the portal decided of records beside this one, in words; where reviewers look at it."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from frontdoor_portal.use_cases.linking.links import LinkKind, RecordLink
from frontdoor_portal.use_cases.linking.told import Told
from frontdoor_portal.use_cases.telling_time import day
from frontdoor_portal.web.navigation import MATCHES

_SAID: Mapping[LinkKind, str] = {
    LinkKind.SAME: "two records are about the same child",
    LinkKind.NOT_SAME: "two records are not about the same child",
}


@frozen
class Note:
    """One sentence, and for reviewers the page on which the decision is seen and taken back."""

    text: str
    href: str = ""
    to: str = ""
    """What the link is called."""


def linked(link: RecordLink, *, reviews: bool) -> Note:
    """Who linked the record with the one that is open: `Linked by the portal on 3 June 2026`."""
    return _note(link, f"Linked by {_by(link)} on {day(link.made_at)}", reviews)


def notes_of(told: Told, source: str, *, reviews: bool) -> tuple[Note, ...]:
    """Everything decided of a system's records that no card shows."""
    elsewhere = (
        _note(
            link,
            f"A record of {source} was linked by {_by(link)} on {day(link.made_at)}, and did not come up this time",
            reviews,
        )
        for link in told.elsewhere
    )
    apart = (
        _note(
            each.link,
            f"Kept apart: {each.name}. {_by(each.link)} decided on {day(each.link.made_at)} that this is another child",
            reviews,
        )
        for each in told.apart
    )
    nobody = (
        _note(link, f"{_by(link)} decided on {day(link.made_at)} that {source} has no record of this child", reviews)
        for link in (told.none_there,)
        if link
    )
    waiting = (
        Note("Somebody must compare these records", f"{MATCHES}/{review}", "Compare them") for review in told.reviews
    )
    return (*elsewhere, *apart, *nobody, *_contradicting(told, source, reviews=reviews), *waiting)


def _contradicting(told: Told, source: str, *, reviews: bool) -> Iterator[Note]:
    """That decisions contradict each other; which they are is for whoever may take one back."""
    if told.contradicting:
        yield Note(
            f"People decided about records of {source} in two ways: nothing is linked until one decision is undone"
        )
    for link in told.contradicting if reviews else ():
        words = _SAID[link.kind] if link.other.record_id else f"{source} has no record of the child"
        yield _note(link, f"{_by(link)} decided on {day(link.made_at)} that {words}", reviews)


def _note(link: RecordLink, text: str, reviews: bool) -> Note:
    return Note(text, f"{MATCHES}/links/{link.id}", "See the decision") if reviews else Note(text)


def _by(link: RecordLink) -> str:
    return "the portal" if link.kind is LinkKind.BY_ITSELF else link.made_by_name
