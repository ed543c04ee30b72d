"""What people and the portal decided of records beside this one, in words; where reviewers look at it."""

from attrs import frozen

from frontdoor_portal.use_cases.linking.links import LinkKind, RecordLink
from frontdoor_portal.use_cases.linking.told import Told
from frontdoor_portal.use_cases.telling_time import day
from frontdoor_portal.web.navigation import MATCHES


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
    return (*elsewhere, *apart, *nobody, *waiting)


def _note(link: RecordLink, text: str, reviews: bool) -> Note:
    return Note(text, f"{MATCHES}/links/{link.id}", "See the decision") if reviews else Note(text)


def _by(link: RecordLink) -> str:
    return "the portal" if link.kind is LinkKind.BY_ITSELF else link.made_by_name
