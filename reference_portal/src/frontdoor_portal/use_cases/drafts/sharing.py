"""Working on a draft with a colleague of the same agency: chosen from its people, told by email, stopped again."""

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.drafts.access import draft_had_by, draft_open_to, has, may_discard, shut_out
from frontdoor_portal.use_cases.drafts.closed import is_authors_alone, tells_of_worker
from frontdoor_portal.use_cases.models import Action, Draft, NoticeKind
from frontdoor_portal.use_cases.notices import draft_notice
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.ports.drafts import Share
from frontdoor_portal.use_cases.refusals import NotPermitted
from frontdoor_portal.use_cases.seeing import audit


class NotAColleague(ValueError):
    """Whoever was chosen is not, or no longer, one of those with whom the draft may be shared."""


class NotShared(StrEnum):
    """Why a draft is shared with nobody, whoever asks."""

    STANDS_IN = "stands_in"
    """Somebody of the front door has it, whose colleagues it is not open to."""
    AUTHORS_ALONE = "authors_alone"
    """It is its author's alone: it is not open to those either with whom it was shared before."""


@frozen
class Sharing:
    """Who works on a draft, and who else of the agency could. People who left stand in neither.

    `why_not` where it goes no further. `without_leads` where leads are left out, since it tells of a worker, who may be
    one of them. `shut_out` holds the ids of those to whom it is closed by now.
    """

    draft: Draft
    shared_with: tuple[tuple[Professional, Share], ...]
    colleagues: tuple[Professional, ...]
    why_not: NotShared | None
    without_leads: bool
    shut_out: frozenset[str]


@frozen
class DraftPeople:
    """Who works on a draft, by id, with everybody's name; and what whoever asks may do about it."""

    names: Mapping[str, str]
    shared_with: tuple[str, ...]
    shut_out: frozenset[str]
    """Those of them, and of who took it over, to whom it is closed by now."""
    may_share: bool
    may_discard: bool


def people_of_draft(office: Office, by: Professional, draft: Draft) -> DraftPeople:
    """Who works on a draft that somebody has opened."""
    with office.work.reading() as tx:
        shared = tuple(each.professional_id for each in tx.drafts.shares_of((draft.id,)).get(draft.id, ()))
        known = {draft.author_id, draft.holder_id, draft.changed_by, *shared} - {""}
        return DraftPeople(
            tx.reviews.names_of(known),
            shared,
            shut_out(office, tx, draft),
            may_share=has(by, draft),
            may_discard=may_discard(tx, by, draft),
        )


def see_sharing(office: Office, by: Professional, draft_id: str) -> Sharing:
    """Who works on a draft one has. Raises `NotVisible`, or `NotPermitted`."""
    with office.work.reading() as tx:
        draft = draft_open_to(office, tx, by, draft_id)
        if not has(by, draft):
            raise NotPermitted("Only whoever has the draft may share it")
        shares = {share.professional_id: share for share in tx.drafts.shares_of((draft_id,)).get(draft_id, ())}
        people, why_not = colleagues_of(tx, by), _why_not(tx, by, draft)
        without_leads, closed_to = tells_of_worker(office, tx, draft), shut_out(office, tx, draft)
    shared = tuple((person, shares[person.id]) for person in people if person.id in shares)
    others = (each for each in people if each.id not in shares and not has(each, draft))
    chosen_from = tuple(each for each in others if not (without_leads and _is_lead(each)))
    return Sharing(draft, shared, () if why_not else chosen_from, why_not, without_leads, closed_to)


def _is_lead(person: Professional) -> bool:
    return may(person, Permission.TAKE_OVER_DRAFTS)


def _why_not(tx: Transaction, by: Professional, draft: Draft) -> NotShared | None:
    if draft.agency_id != by.agency.id:
        return NotShared.STANDS_IN
    return NotShared.AUTHORS_ALONE if is_authors_alone(tx, draft) else None


def share_draft(office: Office, by: Professional, draft_id: str, professional_id: str) -> None:
    """Let a colleague work on a draft one has; they are told by email, once however often it is sent.

    Raises `NotVisible`, `NotPermitted` and `NotAColleague`.
    """
    with office.work.begin() as tx:
        draft = draft_had_by(office, tx, by, draft_id)
        chosen = next((person for person in colleagues_of(tx, by) if person.id == professional_id), None)
        if chosen is None or has(chosen, draft) or _why_not(tx, by, draft):
            raise NotAColleague
        if _is_lead(chosen) and tells_of_worker(office, tx, draft):
            raise NotAColleague
        now = office.now()
        if tx.drafts.share(draft_id, Share(professional_id, by.id, now)):
            audit(office, tx, by, Action.SHARED_DRAFT, draft_id, detail=professional_id)
            tx.outbox.put(draft_notice(NoticeKind.DRAFT_SHARED, draft_id, professional_id, now))


def stop_sharing_draft(office: Office, by: Professional, draft_id: str, professional_id: str) -> None:
    """From now on the draft is not open to a colleague; what they wrote stays. Raises what `draft_had_by` does."""
    with office.work.begin() as tx:
        draft_had_by(office, tx, by, draft_id)
        if tx.drafts.stop_sharing(draft_id, professional_id):
            audit(office, tx, by, Action.STOPPED_SHARING_DRAFT, draft_id, detail=professional_id)


def colleagues_of(tx: Transaction, by: Professional) -> tuple[Professional, ...]:
    """The people of one's agency who write concerns and whose accounts are open, oneself left out, by name."""
    everybody = tx.factors.people_of(by.agency.id)
    return tuple(
        each.professional
        for each in everybody
        if not each.disabled and each.professional.id != by.id and may(each.professional, Permission.SEND_CONCERNS)
    )
