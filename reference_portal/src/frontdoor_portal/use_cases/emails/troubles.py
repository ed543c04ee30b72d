"""Who could not be reached by email: the person themselves, and the lead of their agency."""

import hashlib
import secrets
from datetime import timedelta

from attrs import evolve, frozen

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.emails.models import EmailTrouble
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.notices import address_check_notice
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted
from frontdoor_portal.use_cases.seeing import audit

LINK_LASTS = timedelta(hours=24)
_PAUSE = timedelta(minutes=2)
"""At most one such email in this time, so that nobody's mailbox is filled by a button."""


@frozen
class Unreached:
    """A colleague whom an email did not reach."""

    name: str
    email: str
    trouble: EmailTrouble


def own_trouble(office: Office, by: Professional) -> EmailTrouble | None:
    """What is wrong with this person's address now, if anything."""
    with office.work.reading() as tx:
        return open_trouble(office, tx, by)


def open_trouble(office: Office, tx: Transaction, person: Professional) -> EmailTrouble | None:
    """The same within a transaction."""
    trouble = tx.emails.trouble(person.id)
    return trouble if trouble is not None and trouble.is_open(person.email, office.now()) else None


def ask_to_check(office: Office, by: Professional) -> bool:
    """Send this person the link that proves that their address works again.

    False where there is nothing to prove, or such an email has just been sent.
    """
    token, now = secrets.token_urlsafe(32), office.now()
    with office.work.begin() as tx:
        trouble = open_trouble(office, tx, by)
        if trouble is None:
            return False
        expires = trouble.check_expires_at
        if expires is not None and now < expires - LINK_LASTS + _PAUSE:
            return False
        tx.emails.save_trouble(evolve(trouble, check_hash=_hashed(token), check_expires_at=now + LINK_LASTS))
        tx.outbox.put(address_check_notice(by.id, token))
    return True


def confirm_address(office: Office, by: Professional, token: str) -> bool:
    """The link of that email was opened by its owner: the address works. False where the link is worth nothing."""
    now = office.now()
    with office.work.begin() as tx:
        trouble = tx.emails.trouble(by.id)
        if trouble is None or not trouble.check_hash or trouble.check_expires_at is None:
            return False
        if now >= trouble.check_expires_at or not secrets.compare_digest(trouble.check_hash, _hashed(token)):
            return False
        tx.emails.save_trouble(evolve(trouble, settled_at=now, check_hash="", check_expires_at=None))
        audit(office, tx, by, Action.EMAIL_CONFIRMED, by.id)
    return True


def unreached_colleagues(office: Office, by: Professional) -> tuple[Unreached, ...]:
    """Whom of the lead's own agency an email does not reach, the longest first. Raises `NotPermitted`."""
    if not may(by, Permission.SEE_AGENCY_LOG):
        raise NotPermitted(Permission.SEE_AGENCY_LOG)
    now = office.now()
    with office.work.reading() as tx:
        found = []
        for trouble in tx.emails.troubles(tx.emails.people_of(by.agency.id)):
            account = tx.accounts.account(trouble.professional_id)
            if account is not None and trouble.is_open(account.professional.email, now):
                found.append(Unreached(account.professional.name, account.professional.email, trouble))
    return tuple(found)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
