"""Drafts that are closed to people to whom they would be open otherwise."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from frontdoor import forms
from frontdoor.access import Sensitivity
from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.models import Action, Draft
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction

_WRITES = frozenset({Action.SAVED_DRAFT, Action.CHOSE_ANSWERS, Action.CARRIED_DRAFT})


def tells_of_worker(office: Office, tx: Transaction, draft: Draft) -> bool:
    """Whether a draft tells of somebody who works with those at risk: it may be the lead of its writer's agency.

    All that its readers would read of it is looked at: its answers, those that an earlier version of its form left
    behind, and versions of a page that wait for a choice. Where nothing is installed that says what answers mean, they
    count as telling.
    """

    def tells(form_version: str, answers: Mapping[str, Any]) -> bool:
        form = office.form_versions.get((draft.form_id, form_version))
        return bool(answers) if form is None else forms.tells_of_worker(form, answers)

    return (
        tells(draft.form_version, draft.answers)
        or any(tells(each["version"], each["answers"]) for each in draft.left_behind)
        or any(tells(draft.form_version, each.answers) for each in tx.drafts.versions_of(draft.id))
    )


def is_authors_alone(tx: Transaction, draft: Draft) -> bool:
    """Whether a draft holds what a record says that is sensitive or sealed by now, and so goes round no further.

    Its author saw the record; sharing and taking over must show it to nobody else.
    """
    if not draft.holds_record:
        return False
    levels = tx.access.levels_of(tx.access.records_of(draft.id)).values()
    return any(each.level is not Sensitivity.NORMAL for each in levels)


def is_kept_from_leads(office: Office, tx: Transaction, draft: Draft) -> bool:
    """Whether no lead may take a draft over, whoever left it."""
    return is_authors_alone(tx, draft) or tells_of_worker(office, tx, draft)


def is_for_no_lead(office: Office, tx: Transaction, draft: Draft) -> bool:
    """Whether no lead can take a draft over that is open to nobody any more: it is kept from them, or there is none."""
    return not tx.joining.leads_of(draft.agency_id) or is_kept_from_leads(office, tx, draft)


def stands_in(by: Professional, draft: Draft) -> bool:
    """Whether somebody of the front door took a draft over that was open to nobody of its agency any more."""
    return draft.holder_id == by.id and may(by, Permission.TAKE_CLOSED_DRAFTS)


def is_closed_to(office: Office, tx: Transaction, by: Professional, draft: Draft) -> bool:
    """Whether a draft is kept from somebody to whom it would be open: never from its author.

    Whoever took it over goes on reading a sensitive or sealed one in which they wrote themselves; it would tell them
    much if it went. One that tells of a worker is closed to every lead, whether they took it over or it was shared with
    them before it said so or before they were lead. They read it where nobody else wrote in it since they had it: then
    it is they who say so.
    """
    if draft.author_id == by.id or stands_in(by, draft):
        return False
    is_holder = draft.holder_id == by.id
    if is_authors_alone(tx, draft):
        return not (is_holder and by.id in _writers_since(tx, draft, _had_since(tx, by, draft)))
    if not (is_holder or may(by, Permission.TAKE_OVER_DRAFTS)) or not tells_of_worker(office, tx, draft):
        return False
    return _writers_since(tx, draft, _had_since(tx, by, draft)) != {by.id}


def _had_since(tx: Transaction, by: Professional, draft: Draft) -> datetime:
    """Since when somebody who did not begin a draft has it: taken over, or shared with them."""
    if draft.holder_id == by.id:
        return draft.taken_over_at or draft.created_at
    shares = tx.drafts.shares_of((draft.id,)).get(draft.id, ())
    return next((each.shared_at for each in shares if each.professional_id == by.id), draft.created_at)


def _writers_since(tx: Transaction, draft: Draft, since: datetime) -> set[str]:
    """Everybody who changed a draft since a time."""
    return {each.actor_id for each in tx.audit.of_subject(draft.id) if each.action in _WRITES and each.at >= since}
