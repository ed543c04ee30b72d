"""Keeping what was typed by somebody whose sign-in was over when it arrived, until they are signed in again.

Whose it is says the mark that their form carries, which only the portal can have made. So it is known as well where the
session is not there any more: signed out elsewhere, ended by an operator, or lost with its store. A form without a mark
is kept for nobody.
"""

import secrets
from datetime import datetime, timedelta

from attrs import field, frozen

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.kept_forms.models import KeptForm
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.ports import Office

KEPT = timedelta(hours=1)
MOST_FORMS, MOST_LETTERS = 20, 4_000_000
"""What is kept for one person at most: more pages, and longer ones, than anybody has open."""
MARK_LASTS = timedelta(days=7)
"""A page that was left open for longer than this is not believed any more."""


@frozen
class Restored:
    """What somebody typed, encoded as their browser sent it, and when it arrived."""

    id: str
    page: str
    encoded: str = field(repr=False)
    arrived_at: datetime


def mark_of(office: Office, by: Professional) -> str:
    """What a form of this person carries."""
    return office.form_vault.mark(by.id, office.now())


def is_mark_of(office: Office, by: Professional, mark: str) -> bool:
    """Whether a form with this mark was given to this person, and not too long ago to be believed."""
    return office.form_vault.marked(mark, office.now() - MARK_LASTS) == by.id


def keep_form(office: Office, mark: str, page: str, encoded: str) -> bool:
    """Keep a form for whoever it was given to; False where that is nobody, or there is no room.

    The same form for the same page is kept once: the button may have been pressed twice.
    """
    now = office.now()
    person = office.form_vault.marked(mark, now - MARK_LASTS)
    if not person:
        return False
    with office.work.reading() as tx:
        account = tx.accounts.account(person)
        kept = tx.kept_forms.of_person(person, now - KEPT)
    if account is None or account.disabled:
        return False
    if any(each.page == page and _opened(office, each) == encoded for each in kept):
        return True
    sealed = office.form_vault.seal(person, page, encoded)
    if len(kept) >= MOST_FORMS or sum(len(each.sealed) for each in kept) + len(sealed) > MOST_LETTERS:
        return False
    with office.work.begin() as tx:
        tx.kept_forms.remove_before(now - KEPT)  # the sweep comes once a day only
        tx.kept_forms.add(KeptForm(secrets.token_urlsafe(16), person, page, sealed, now))
        tx.audit.add(AuditEntry(now, person, Action.KEPT_FORM, person))
    return True


def kept_for(office: Office, by: Professional, page: str) -> Restored | None:
    """What is kept of a page for this person: the last that they sent there."""
    with office.work.reading() as tx:
        kept = tx.kept_forms.of_person(by.id, office.now() - KEPT)
    for each in kept:
        encoded = _opened(office, each) if each.page == page else None
        if encoded is not None:
            return Restored(each.id, each.page, encoded, each.kept_at)
    return None


def pages_kept_for(office: Office, by: Professional) -> tuple[str, ...]:
    """The pages of which something is kept for this person, newest first."""
    with office.work.reading() as tx:
        kept = tx.kept_forms.of_person(by.id, office.now() - KEPT)
    return tuple(dict.fromkeys(each.page for each in kept))


def done_with(office: Office, by: Professional, kept_id: str) -> None:
    """It was sent again, and arrived: nothing need be kept."""
    with office.work.begin() as tx:
        tx.kept_forms.remove(kept_id, by.id)


def _opened(office: Office, kept: KeptForm) -> str | None:
    return office.form_vault.open(kept.professional_id, kept.page, kept.sealed)
