"""Asking for an account: open to the exact email domains of approved agencies, and to nobody else.

What happens next is told by email alone, so that the screen is the same whether or not an address has an account.
"""

import re
import secrets
from datetime import timedelta

from attrs import frozen

from frontdoor.domain.agency import AgencyKind
from frontdoor_portal.use_cases.models import Registration
from frontdoor_portal.use_cases.notices import already_registered_notice, confirm_registration_notice
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import RegistrationRefused
from frontdoor_portal.use_cases.resume_session import digest

LINK_LASTS = timedelta(hours=24)

_SHARED = """
accounts admin administration administrator appointments bookings bursar contact enquiries enquiry finance
head headteacher hello help helpdesk hr info information it mail manager no-reply noreply office postmaster
practice reception recruitment root safeguarding school secretary security senco support surgery team
webmaster
"""
SHARED_MAILBOXES = frozenset(_SHARED.split())
"""Names before the @ that several people read: an account is one person's."""

_A_PUPIL = re.compile(r"[a-z]{0,2}[0-9]{4,}|[0-9]{2}[a-z][a-z.]*")
"""Pupils have addresses on their school's domain; these are the two usual patterns, `s12345` and `19jsmith`."""


@frozen
class Application:
    """What somebody says of themselves. `email` is an address in ASCII, its domain in lower case."""

    name: str
    email: str
    job_title: str
    phone: str


def register(office: Office, application: Application) -> None:
    """Send a confirmation link, or, to whoever has an account already, an email that says so.

    Raises `RegistrationRefused` for a domain that no agency approved and for addresses that are not one grown-up
    person's. Neither depends on who has an account.
    """
    local, _, domain = application.email.lower().rpartition("@")
    now = office.now()
    with office.work.begin() as tx:
        agency = tx.accounts.agency_of_domain(domain)
        if agency is None:
            raise RegistrationRefused(RegistrationRefused.DOMAIN)
        if local in SHARED_MAILBOXES:
            raise RegistrationRefused(RegistrationRefused.SHARED)
        if agency.kind is AgencyKind.SCHOOL and _A_PUPIL.fullmatch(local):
            raise RegistrationRefused(RegistrationRefused.PUPIL)
        if tx.accounts.account_of_email(application.email) is not None:
            tx.outbox.put(already_registered_notice(application.email))
            return
        token = secrets.token_urlsafe(32)
        tx.accounts.add_registration(
            Registration(
                token_hash=digest(token),
                email=application.email,
                name=application.name,
                job_title=application.job_title,
                phone=application.phone,
                agency_id=agency.id,
                expires_at=now + LINK_LASTS,
            )
        )
        tx.outbox.put(confirm_registration_notice(application.email, token))
