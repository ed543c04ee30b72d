"""Drafts that nobody uses: people are warned, may keep one by a click, and after that it is removed with an entry."""

from datetime import datetime

from attrs import evolve, frozen

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.drafts.access import draft_open_to, readers_of_draft
from frontdoor_portal.use_cases.drafts.closed import is_for_no_lead
from frontdoor_portal.use_cases.drafts.forgetting import forget_draft
from frontdoor_portal.use_cases.models import Action, AuditEntry, Draft, NoticeKind
from frontdoor_portal.use_cases.notices import draft_notice
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.ports.drafts import DraftRules
from frontdoor_portal.use_cases.refusals import Stale
from frontdoor_portal.use_cases.seeing import audit

SWEEPER = "sweep"
"""The actor in the audit when the daily sweep warns of a draft or removes one, or puts a contact back."""


OPEN, OF_AGENCY, CLOSED = "drafts", "agency-drafts", "closed-drafts"
"""Where a draft is found: by those to whom it is open, by a lead, and by a duty manager who may take it over."""


@frozen
class Expired:
    """How many drafts were warned of, and how many were removed."""

    warned: int
    removed: int


def is_warned(draft: Draft) -> bool:
    """Whether its people were told that it will be removed, and nobody used it since."""
    return draft.warned_at is not None and draft.warned_at > draft.used_at


def expires_at(draft: Draft, rules: DraftRules) -> datetime:
    """When a draft is removed if nobody uses it: never sooner after its warning than the rules say."""
    due = draft.used_at + rules.kept
    if is_warned(draft) and draft.warned_at is not None:
        return max(due, draft.warned_at + rules.warned_before)
    return due


def expires_soon(draft: Draft, rules: DraftRules, now: datetime) -> bool:
    """Whether it is time to say so."""
    return is_warned(draft) or now >= draft.used_at + rules.kept - rules.warned_before


def keep_draft(office: Office, by: Professional, draft_id: str) -> None:
    """Keep a draft as long as if it were changed now. Raises `NotVisible`."""
    with office.work.begin() as tx:
        draft = draft_open_to(office, tx, by, draft_id, to_change=True)
        tx.drafts.save(evolve(draft, kept_at=office.now()))
        audit(office, tx, by, Action.KEPT_DRAFT, draft_id)


def expire_drafts(office: Office) -> Expired:
    """Warn of drafts that are soon to be removed, and remove those whose time is over. Safe to repeat at any time.

    Each has a transaction of its own: one that somebody is saving at this moment stops no other.
    """
    rules, now = office.drafts, office.now()
    with office.work.reading() as tx:
        unused = tx.drafts.unused_since(now - rules.kept + rules.warned_before)
    done = [_expire(office, draft_id, now) for draft_id in unused]
    return Expired(done.count(Action.WARNED_OF_DRAFT), done.count(Action.EXPIRED_DRAFT))


def _expire(office: Office, draft_id: str, now: datetime) -> Action | None:
    try:
        with office.work.begin() as tx:
            draft = tx.drafts.get_to_change(draft_id)
            if draft is None or not expires_soon(draft, office.drafts, now):
                return None
            concerned = _to_be_warned(office, tx, draft)
            told = _told(tx, draft)
            if untold := tuple(each for each in concerned if each[0] not in told):
                return _warn(tx, draft, untold, now)
            # Where there is nobody at all who could keep it, it waits until there is.
            is_over = bool(concerned) and now >= expires_at(draft, office.drafts)
            return _remove(tx, draft, now) if is_over else None
    except Stale:
        # Somebody is using it.
        return None


def _warn(tx: Transaction, draft: Draft, untold: tuple[tuple[str, str], ...], now: datetime) -> Action:
    """Tell those who were not told yet, and leave them the whole time: who can act may have changed since."""
    tx.drafts.save(evolve(draft, warned_at=now))
    for professional_id, place in untold:
        notice = draft_notice(NoticeKind.DRAFT_EXPIRES, draft.id, professional_id, now, place=place)
        tx.outbox.put(notice)
    told = ",".join(professional_id for professional_id, _ in untold)
    tx.audit.add(AuditEntry(now, SWEEPER, Action.WARNED_OF_DRAFT, draft.id, detail=told))
    return Action.WARNED_OF_DRAFT


def _told(tx: Transaction, draft: Draft) -> frozenset[str]:
    """Everybody who was warned since somebody used it last."""
    warnings = (each for each in tx.audit.of_subject(draft.id) if each.action is Action.WARNED_OF_DRAFT)
    return frozenset(told for each in warnings if each.at > draft.used_at for told in each.detail.split(","))


def _remove(tx: Transaction, draft: Draft, now: datetime) -> Action:
    """What goes is written down by ids and codes alone."""
    went = (draft.form_id, draft.form_version, draft.agency_id, draft.author_id, draft.holder_id)
    forget_draft(tx, draft)
    tx.audit.add(AuditEntry(now, SWEEPER, Action.EXPIRED_DRAFT, draft.id, detail=",".join(filter(None, went))))
    return Action.EXPIRED_DRAFT


def _to_be_warned(office: Office, tx: Transaction, draft: Draft) -> tuple[tuple[str, str], ...]:
    """Everybody to whom it is open, and where they find it; where that is nobody any more, those who may take it over.

    They are the leads of its agency, and where it is kept from them or there is none, the duty managers: somebody is
    told of every one.
    """
    readers = readers_of_draft(office, tx, draft)
    if readers:
        return tuple((each, OPEN) for each in readers)
    if is_for_no_lead(office, tx, draft):
        return tuple((each, CLOSED) for each in tx.reviews.people_with_role(Role.DUTY_MANAGER))
    return tuple((each, OF_AGENCY) for each in tx.joining.leads_of(draft.agency_id))
