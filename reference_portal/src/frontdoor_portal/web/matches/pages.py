"""The queue of records to compare, two records side by side, what a person says of them, and taking it back."""

import hashlib
import json
import re
from collections.abc import Mapping

from attrs import astuple, frozen

from frontdoor_portal.use_cases.drafts import today
from frontdoor_portal.use_cases.linking.links import LinkKind, RecordLink
from frontdoor_portal.use_cases.linking.review_matches import (
    MOST_LISTED,
    AlreadyDecided,
    Compared,
    ComparisonChanged,
    compare_records,
    match_queue,
    say_none,
    say_same,
    undo_link,
    view_link,
)
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.models import Page as Part
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import Stale
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.contacts.listing import page_number
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.matches.words import DECISION, STATUS, Row, agreed, decided, doubts_of, rows_of
from frontdoor_portal.web.navigation import MATCHES
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import NotFound
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.triage.clocks import span

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SAME, NONE, NONE_AT_ALL = "same-", "none", "none_at_all"
LONGEST_REASON = 1_000
SHOWN_FIRST, PER_PAGE = 5, 10
"""Decisions below what waits, and on a page of the list of them."""

CHANGED = "The comparison has changed since you opened it: look at the records below, then choose"


@frozen
class Side:
    """One candidate beside the record: what choosing it sends, and the two field by field."""

    value: str
    name: str
    record_id: str
    rows: tuple[Row, ...]


@frozen
class Choice:
    """What a person said: which record is the same child's, and why. `shown` stands for the page they said it of."""

    same: str = ""
    reason: str = ""
    shown: str = ""

    @classmethod
    def of(cls, form: Fields) -> "Choice":
        form.only("same", "reason", "shown")
        return cls(form.one("same"), form.one("reason").strip(), form.one("shown"))

    def faults(self, sides: tuple[Side, ...]) -> list[Fault]:
        found = []
        if self.same not in {NONE, NONE_AT_ALL, *(each.value for each in sides)}:
            found.append(Fault("same", "Select which record is the same child’s, or that none is"))
        return [*found, *_reason_faults(self.reason)]


@get(MATCHES, requires(Permission.REVIEW_MATCHES), writes(Action.LISTED_MATCHES))
def matches(request: AnyRequest, office: Office, who: SignedIn, params: Fields) -> Page:
    queue, titles = match_queue(office, who.professional), _titles(office)
    now = office.now()
    return page(
        request,
        "matches/list.html",
        waiting=queue.waiting,
        total=queue.total,
        found=STATUS,
        waited={each.id: span(now - each.raised_at) for each in queue.waiting},
        latest=queue.latest[:SHOWN_FIRST],
        more=len(queue.latest) > SHOWN_FIRST,
        decision=DECISION,
        agreed=agreed,
        titles=titles,
        done=params.one("done"),
    )


@get(f"{MATCHES}/decided", requires(Permission.REVIEW_MATCHES), writes(Action.LISTED_MATCHES))
def decided_lately(request: AnyRequest, office: Office, who: SignedIn, params: Fields) -> Page:
    """What was linked and decided lately, a page at a time: after a nightly comparison it is long."""
    number = page_number(params.only("page").one("page", "1"))
    latest = match_queue(office, who.professional).latest
    first = (number - 1) * PER_PAGE
    part = Part(latest[first : first + PER_PAGE], number, PER_PAGE, len(latest))
    return page(
        request,
        "matches/decided.html",
        part=part,
        latest=part.items,
        most=MOST_LISTED,
        decision=DECISION,
        agreed=agreed,
        titles=_titles(office),
    )


@get(f"{MATCHES}/{{review_id:str}}", requires(Permission.REVIEW_MATCHES), writes(Action.VIEWED_RECORDS))
def match(request: AnyRequest, office: Office, who: SignedIn, review_id: str) -> Page:
    return _form(request, office, _open(office, who, review_id), Choice(), [])


@post(f"{MATCHES}/{{review_id:str}}", requires(Permission.REVIEW_MATCHES), writes(Action.VIEWED_RECORDS))
def decide(request: AnyRequest, office: Office, who: SignedIn, form: Fields, review_id: str) -> Page:
    choice, compared = Choice.of(form), _open(office, who, review_id)
    sides, by, shown = _sides(office, compared), who.professional, compared.shown
    if choice.shown != mark(sides):
        return _changed(request, office, compared, choice)
    if faults := choice.faults(sides):
        return _form(request, office, compared, choice, faults)
    try:
        if choice.same in {NONE, NONE_AT_ALL}:
            at_all = choice.same == NONE_AT_ALL
            say_none(office, by, review_id, choice.reason, shown=shown, of_the_system=at_all)
        else:
            chosen = next(each for each in sides if each.value == choice.same)
            say_same(office, by, review_id, chosen.record_id, choice.reason, shown=shown)
    except AlreadyDecided as refused:
        said = f"{decided(refused.standing[0], compared.review.one, _titles(office))}. If that is wrong, undo it first"
        return _form(request, office, compared, choice, [Fault("same", said)], status=409, standing=refused.standing)
    except ComparisonChanged:
        return _changed(request, office, _open(office, who, review_id), choice)
    except Stale:
        return see_other(f"{MATCHES}?done=before")
    return see_other(f"{MATCHES}?done={'apart' if choice.same in {NONE, NONE_AT_ALL} else 'linked'}")


@get(f"{MATCHES}/links/{{link_id:str}}", requires(Permission.REVIEW_MATCHES), writes(Action.VIEWED_RECORDS))
def link(request: AnyRequest, office: Office, who: SignedIn, link_id: str) -> Page:
    return _undo_form(request, office, _link(office, who, link_id), "", [])


@post(f"{MATCHES}/links/{{link_id:str}}", requires(Permission.REVIEW_MATCHES), writes(Action.VIEWED_RECORDS))
def undo(request: AnyRequest, office: Office, who: SignedIn, form: Fields, link_id: str) -> Page:
    form.only("reason")
    reason, found = form.one("reason").strip(), _link(office, who, link_id)
    if faults := _reason_faults(reason):
        return _undo_form(request, office, found, reason, faults)
    first = undo_link(office, who.professional, link_id, reason)
    return see_other(f"{MATCHES}?done={'undone' if first else 'before'}")


def _open(office: Office, who: SignedIn, review_id: str) -> Compared:
    """The review of an address; raises `NotFound` and `NotVisible`."""
    if not _ID.fullmatch(review_id):
        raise NotFound
    return compare_records(office, who.professional, review_id)


def _link(office: Office, who: SignedIn, link_id: str) -> RecordLink:
    if not _ID.fullmatch(link_id):
        raise NotFound
    return view_link(office, who.professional, link_id)


def _changed(request: AnyRequest, office: Office, compared: Compared, choice: Choice) -> Page:
    """The comparison as it is now. What was written is kept; what was chosen is not, since it was of other records."""
    return _form(request, office, compared, Choice(reason=choice.reason), [Fault("same", CHANGED)], status=409)


def _form(
    request: AnyRequest,
    office: Office,
    compared: Compared,
    choice: Choice,
    faults: list[Fault],
    *,
    status: int = 400,
    standing: tuple[RecordLink, ...] = (),
) -> Page:
    """`standing` are the decisions that speak against what was chosen."""
    titles, sides = _titles(office), _sides(office, compared)
    return page(
        request,
        "matches/compare.html",
        status=status if faults else 200,
        faults=faults,
        name=str(compared.one.name) or "No name recorded",
        source=titles.get(compared.review.one.source, compared.review.one.source),
        other_source=titles.get(compared.review.other_source, compared.review.other_source),
        doubts=doubts_of(compared.review.doubts),
        standing=[(each.id, decided(each, compared.review.one, titles)) for each in standing or compared.contradicting],
        sides=sides,
        shown=mark(sides),
        choice=choice,
    )


def _undo_form(request: AnyRequest, office: Office, found: RecordLink, reason: str, faults: list[Fault]) -> Page:
    titles = _titles(office)
    return page(
        request,
        "matches/undo.html",
        status=400 if faults else 200,
        faults=faults,
        link=found,
        by_itself=found.kind is LinkKind.BY_ITSELF,
        word=DECISION[found.kind],
        agreed=agreed(found),
        source=titles.get(found.one.source, found.one.source),
        other_source=titles.get(found.other.source, found.other.source),
        reason=reason,
    )


def _sides(office: Office, compared: Compared) -> tuple[Side, ...]:
    return tuple(
        Side(
            f"{_SAME}{number}",
            str(other.name) or "No name recorded",
            candidate.record_id,
            rows_of(compared.one, other, candidate.evidence, today(office)),
        )
        for number, candidate in enumerate(compared.review.candidates, start=1)
        if (other := compared.others.get(candidate.record_id)) is not None
    )


def mark(sides: tuple[Side, ...]) -> str:
    """Stands for exactly these records with these words in this order: a choice by its place is of no other page."""
    shown = [(side.record_id, side.name, [astuple(row) for row in side.rows]) for side in sides]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:32]


def _titles(office: Office) -> Mapping[str, str]:
    return {each.name: each.title for each in office.gateway.sources()}


def _reason_faults(reason: str) -> list[Fault]:
    if not reason:
        return [Fault("reason", "Say why you think so")]
    if len(reason) > LONGEST_REASON:
        return [Fault("reason", f"Use {LONGEST_REASON:,} characters or fewer")]
    return []


routes = (matches, decided_lately, match, decide, link, undo)
