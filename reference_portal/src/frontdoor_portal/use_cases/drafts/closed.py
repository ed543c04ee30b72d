"""Drafts that are closed to people to whom they would be open otherwise."""

from frontdoor.access import Sensitivity
from frontdoor.domain.agency import Professional
from frontdoor.forms import Concept
from frontdoor_portal.use_cases.models import Draft
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.reading_answers import ALLEGATION


def tells_of_worker(office: Office, draft: Draft) -> bool:
    """Whether a draft tells of an adult who works with children: it may be the lead of its writer's agency."""
    form = office.form_versions.get((draft.form_id, draft.form_version))
    question = form.supplier(Concept.CATEGORY) if form else None
    chosen = draft.answers.get(question.id) if question else None
    return chosen == ALLEGATION or (isinstance(chosen, (list, tuple)) and ALLEGATION in chosen)


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
