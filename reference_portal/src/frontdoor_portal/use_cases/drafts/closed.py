"""Drafts that are closed to people to whom they would be open otherwise."""

from frontdoor import forms
from frontdoor.access import Sensitivity
from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.models import Draft
from frontdoor_portal.use_cases.ports import Office, Transaction


def tells_of_worker(office: Office, draft: Draft) -> bool:
    """Whether a draft tells of somebody who works with those at risk: it may be the lead of its writer's agency."""
    form = office.form_versions.get((draft.form_id, draft.form_version))
    return form is not None and forms.tells_of_worker(form, draft.answers)


def is_authors_alone(tx: Transaction, draft: Draft) -> bool:
    """Whether a draft holds what a record says that is sensitive or sealed by now, and so goes round no further.

    Its author saw the record; sharing and taking over must show it to nobody else.
    """
    if not draft.holds_record:
        return False
    levels = tx.access.levels_of(tx.access.records_of(draft.id)).values()
    return any(each.level is not Sensitivity.NORMAL for each in levels)


def is_still_here(tx: Transaction, draft: Draft, professional_id: str) -> bool:
    """Whether somebody's account is open, at the agency of a draft."""
    account = tx.accounts.account(professional_id)
    return account is not None and not account.disabled and account.professional.agency.id == draft.agency_id


def may_discard(tx: Transaction, by: Professional, draft: Draft) -> bool:
    """Whether somebody who has a draft may throw it away: a lead only once its author is gone.

    Until then it is the author's words that would go, without the author being asked.
    """
    return draft.author_id == by.id or not is_still_here(tx, draft, draft.author_id)
