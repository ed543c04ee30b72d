"""Asking for an account: open to the exact email domains of approved agencies, and to nobody else.

What happens next is told by email alone, so that the screen is the same whether or not an address has an account.
"""

import secrets
from datetime import timedelta

from attrs import frozen

from frontdoor.domain.agency import Agency
from frontdoor_portal.use_cases.joining.addresses import Entry, domain_of, entry_of, mailbox_key
from frontdoor_portal.use_cases.models import Registration
from frontdoor_portal.use_cases.notices import already_registered_notice, confirm_registration_notice
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import RegistrationRefused
from frontdoor_portal.use_cases.resume_session import digest

LINK_LASTS = timedelta(hours=24)


@frozen
class Application:
    """What somebody says of themselves. `email` is an address in ASCII, its domain in lower case.

    `agency_id` is what they chose where several agencies share the domain; elsewhere it counts for nothing.
    """

    name: str
    email: str
    job_title: str
    phone: str
    agency_id: str = ""


class ChooseAgency(ValueError):
    """The domain is one that several agencies share: the person says which of these is theirs."""

    def __init__(self, agencies: tuple[Agency, ...]) -> None:
        super().__init__("Choose one of the agencies")
        self.agencies = agencies


def register(office: Office, application: Application) -> None:
    """Send a confirmation link, or, to whoever has an account already, an email that says so.

    An earlier link to the same mailbox is worth nothing from then on. Raises `RegistrationRefused` for a domain that
    no agency approved, for addresses that are not one grown-up person's, and where too many of the domain wait;
    `ChooseAgency` where the domain does not say which agency. None of these depends on who has an account.
    """
    now = office.now()
    with office.work.begin() as tx:
        entry = entry_at(office, tx, application.email, application.agency_id)
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
                agency_id=entry.agency.id,
                expires_at=now + LINK_LASTS,
                mailbox=mailbox_key(application.email),
            )
        )
        tx.outbox.put(confirm_registration_notice(application.email, token))


def entry_at(office: Office, tx: Transaction, email: str, agency_id: str) -> Entry:
    """What an address opens, at the agency whose own domain it has or else at the one that was chosen.

    Raises what `register` raises.
    """
    domain = domain_of(email)
    agency = tx.accounts.agency_of_domain(domain)
    if agency is None:
        sharing = tx.joining.agencies_sharing(domain)
        if not sharing:
            raise RegistrationRefused(RegistrationRefused.DOMAIN)
        # Even one alone is chosen: the domain does not say that this person works there.
        agency = next((each for each in sharing if each.id == agency_id), None)
        if agency is None:
            raise ChooseAgency(sharing)
    entry = entry_of(email, agency)
    if not entry.at_once and tx.joining.waiting_of_domain(domain) >= office.joining.waiting_per_domain:
        raise RegistrationRefused(RegistrationRefused.FULL)
    return entry
