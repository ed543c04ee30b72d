"""A duty manager takes over a draft that no lead can see, where everybody is gone to whom it was open.

It tells of a sensitive or sealed child, or of somebody who works with children, or its agency has no lead: what is in
it must reach somebody.
"""

from attrs import evolve, frozen

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.drafts.access import readers_of_draft
from frontdoor_portal.use_cases.drafts.closed import is_for_no_lead, stands_in
from frontdoor_portal.use_cases.drafts.taking_over import AgencyDraft, WhyTaken, described
from frontdoor_portal.use_cases.models import Action, Draft
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.seeing import AT_THE_FRONT_DOOR, audit


@frozen
class ClosedDraft:
    """A draft that may be taken over: who had it, and of which agency it is. Nothing that it says."""

    found: AgencyDraft
    agency: str


def closed_drafts(office: Office, by: Professional) -> tuple[ClosedDraft, ...]:
    """Every draft that may be taken over, last changed first. Raises `NotPermitted`.

    That somebody looked is audited.
    """
    _only_who_stands_in(by)
    with office.work.begin() as tx:
        # An author who is here reads their draft, whatever it says: it is not left.
        left = tuple(each for each in tx.drafts.left_behind() if _is_left(office, tx, each))
        audit(office, tx, by, Action.LISTED_DRAFTS, by.agency.id, purpose=AT_THE_FRONT_DOOR)
        return tuple(_closed(tx, each) for each in left)


def closed_draft_to_take(office: Office, by: Professional, draft_id: str) -> ClosedDraft:
    """One of them. Raises `NotPermitted`, and `NotVisible`, also for one that is taken already."""
    _only_who_stands_in(by)
    with office.work.reading() as tx:
        draft = tx.drafts.get(draft_id)
        if draft is None or stands_in(by, draft) or not _is_left(office, tx, draft):
            raise NotVisible(draft_id)
        return _closed(tx, draft)


def take_closed_draft(office: Office, by: Professional, draft_id: str) -> None:
    """Have it from now on, to read, finish and send it; sent twice, it is taken once.

    Its author goes on standing as its author. Raises `NotPermitted` and `NotVisible`.
    """
    _only_who_stands_in(by)
    with office.work.begin() as tx:
        draft = tx.drafts.get_to_change(draft_id)
        if draft is None:
            raise NotVisible(draft_id)
        if stands_in(by, draft):
            return
        if not _is_left(office, tx, draft):
            raise NotVisible(draft_id)
        before, why, now = draft.holder_id or draft.author_id, WhyTaken.LEFT.value, office.now()
        tx.drafts.save(evolve(draft, holder_id=by.id, taken_over_at=now, taken_over_why=why, kept_at=now))
        detail = f"{why},{before}"
        audit(office, tx, by, Action.TOOK_OVER_DRAFT, draft_id, purpose=AT_THE_FRONT_DOOR, detail=detail)


def _only_who_stands_in(by: Professional) -> None:
    if not may(by, Permission.TAKE_CLOSED_DRAFTS):
        raise NotPermitted(Permission.TAKE_CLOSED_DRAFTS)


def _closed(tx: Transaction, draft: Draft) -> ClosedDraft:
    agency = tx.joining.agency(draft.agency_id)
    return ClosedDraft(described(tx, draft), agency.name if agency else "")


def _is_left(office: Office, tx: Transaction, draft: Draft) -> bool:
    """Whether no lead can take it over, and nobody else is left to whom it is open."""
    return is_for_no_lead(office, tx, draft) and not readers_of_draft(office, tx, draft)
