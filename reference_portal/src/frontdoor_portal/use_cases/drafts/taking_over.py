"""Taking over a draft whose author left or is away: by the lead of the agency, with a reason, words and author kept.

Of somebody who is still here a lead takes over nothing that they are at work on, and never what tells of a worker: that
may be the lead.
"""

from collections.abc import Mapping
from enum import StrEnum

from attrs import evolve, frozen

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.drafts.access import draft_open_to, may_take_over
from frontdoor_portal.use_cases.drafts.closed import is_kept_from_leads, stands_in
from frontdoor_portal.use_cases.models import Action, Draft, NoticeKind
from frontdoor_portal.use_cases.notices import draft_notice
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.seeing import OF_THE_AGENCY, audit


class WhyTaken(StrEnum):
    """Why a lead takes a draft over."""

    LEFT = "left"
    AWAY = "away"
    ASKED = "asked"


class Whereabouts(StrEnum):
    """Where whoever has a draft is, as far as the portal knows."""

    HERE = "here"
    LEFT = "left"
    """Their account is closed."""
    MOVED = "moved"
    """They are registered with another agency now."""


class NotNow(ValueError):
    """Why a draft is not taken over now; the message is for whoever asked."""


@frozen
class AgencyDraft:
    """A draft of an agency that its lead could take over: who has it now, where they are, and for which reasons."""

    draft: Draft
    held_by: str
    job_title: str
    whereabouts: Whereabouts

    @property
    def reasons(self) -> tuple[WhyTaken, ...]:
        """Nobody left who is here."""
        is_here = self.whereabouts is Whereabouts.HERE
        return tuple(each for each in WhyTaken if each is not WhyTaken.LEFT or not is_here)


def agency_drafts(office: Office, by: Professional) -> tuple[AgencyDraft, ...]:
    """Every draft of one's agency that others have: whoever left first, then last changed first.

    Raises `NotPermitted`. That somebody looked is audited.
    """
    if not may(by, Permission.TAKE_OVER_DRAFTS):
        raise NotPermitted(Permission.TAKE_OVER_DRAFTS)
    with office.work.begin() as tx:
        drafts = tx.drafts.of_agency(by.agency.id)
        found = tuple(described(tx, draft) for draft in drafts if _is_to_take(office, tx, by, draft))
        audit(office, tx, by, Action.LISTED_DRAFTS, by.agency.id, purpose=OF_THE_AGENCY)
    return tuple(sorted(found, key=lambda each: each.whereabouts is Whereabouts.HERE))


def draft_to_take(office: Office, by: Professional, draft_id: str) -> AgencyDraft:
    """One of them, before it is taken over: nothing that was written in it is shown. Raises `NotVisible`."""
    with office.work.reading() as tx:
        draft = tx.drafts.get(draft_id)
        if draft is None or not _is_to_take(office, tx, by, draft):
            raise NotVisible(draft_id)
        return described(tx, draft)


def take_over_draft(office: Office, by: Professional, draft_id: str, why: WhyTaken) -> None:
    """Have a draft from now on. Whoever had it is told, unless they left; sent twice, it is taken once.

    Its author goes on standing as its author, and goes on seeing it while they are of the agency. Raises `NotVisible`,
    and `NotNow` for the draft of somebody who is still here: as left behind, or while they are at work on it.
    """
    with office.work.begin() as tx:
        draft = tx.drafts.get_to_change(draft_id)
        if draft is None:
            raise NotVisible(draft_id)
        if not _is_to_take(office, tx, by, draft):
            draft_open_to(office, tx, by, draft_id)
            return
        now = office.now()
        if described(tx, draft).whereabouts is Whereabouts.HERE:
            _only_when_left_alone(office, draft, why)
        before = draft.holder_id or draft.author_id
        tx.drafts.save(evolve(draft, holder_id=by.id, taken_over_at=now, taken_over_why=why.value, kept_at=now))
        tx.drafts.stop_sharing(draft_id, by.id)
        audit(office, tx, by, Action.TOOK_OVER_DRAFT, draft_id, detail=f"{why.value},{before}")
        for told in dict.fromkeys((draft.author_id, before)):
            if _whereabouts(tx, draft, told)[2] is Whereabouts.HERE:
                tx.outbox.put(draft_notice(NoticeKind.DRAFT_TAKEN_OVER, draft_id, told, now))


def _is_to_take(office: Office, tx: Transaction, by: Professional, draft: Draft) -> bool:
    return may_take_over(by, draft) and not is_kept_from_leads(office, tx, draft) and not _is_stood_in_for(tx, draft)


def _is_stood_in_for(tx: Transaction, draft: Draft) -> bool:
    """Whether somebody of the front door has it, who took it over while its agency had no lead, and can go on."""
    holder = tx.accounts.account(draft.holder_id) if draft.holder_id else None
    return holder is not None and not holder.disabled and stands_in(holder.professional, draft)


def _only_when_left_alone(office: Office, draft: Draft, why: WhyTaken) -> None:
    if why is WhyTaken.LEFT:
        raise NotNow("They still have an account with your agency. Say first that they have left")
    if office.now() < draft.used_at + office.drafts.left_alone:
        raise NotNow("Somebody worked on it less than a day ago. Ask them to share it with you")


def names_of(office: Office, drafts: tuple[Draft, ...]) -> Mapping[str, str]:
    """The names of everybody who began, took over, last saved or shares one of these drafts, by id."""
    with office.work.reading() as tx:
        shares = tx.drafts.shares_of([draft.id for draft in drafts]).values()
        shared = {share.professional_id for each in shares for share in each}
        known = {person for draft in drafts for person in (draft.author_id, draft.holder_id, draft.changed_by)}
        return tx.reviews.names_of((known | shared) - {""})


def described(tx: Transaction, draft: Draft) -> AgencyDraft:
    """A draft with who has it now, and where they are."""
    return AgencyDraft(draft, *_whereabouts(tx, draft, draft.holder_id or draft.author_id))


def _whereabouts(tx: Transaction, draft: Draft, professional_id: str) -> tuple[str, str, Whereabouts]:
    account = tx.accounts.account(professional_id)
    if account is None:
        return "", "", Whereabouts.LEFT
    person = account.professional
    if account.disabled:
        return person.name, person.job_title, Whereabouts.LEFT
    is_here = person.agency.id == draft.agency_id
    return person.name, person.job_title, Whereabouts.HERE if is_here else Whereabouts.MOVED
