"""Agencies, accounts, registrations and sign-ins, as columns and back."""

from collections.abc import Iterable
from typing import Any

from frontdoor.domain.agency import Admission, Agency, Professional, Role
from frontdoor_portal.storage.rows import AgencyRow, ProfessionalRow, RegistrationRow, SessionRow
from frontdoor_portal.use_cases.joining.addresses import mailbox_key
from frontdoor_portal.use_cases.models import Account, Assurance, Registration, Session, Standing

Columns = dict[str, Any]


def agency_of(row: AgencyRow, domains: Iterable[str], shared: Iterable[str] = ()) -> Agency:
    return Agency(
        row.id,
        row.name,
        row.kind,
        frozenset(domains),
        frozenset(shared),
        Admission(row.admission),
        tuple(row.refused_addresses.split()),
        row.takes_shared_mailboxes,
        row.lead_email,
    )


def agency_columns(agency: Agency) -> Columns:
    return {
        "id": agency.id,
        "name": agency.name,
        "kind": agency.kind,
        "admission": agency.admission.value,
        "refused_addresses": " ".join(agency.refused_addresses),
        "takes_shared_mailboxes": agency.takes_shared_mailboxes,
        "lead_email": agency.lead_email,
    }


def person_columns(person: Professional) -> Columns:
    return {
        "id": person.id,
        "email": person.email,
        "email_key": mailbox_key(person.email),
        "agency_id": person.agency.id,
        "roles": sorted(role.value for role in person.roles),
        **detail_columns(person),
    }


def detail_columns(person: Professional) -> Columns:
    """What somebody says of themselves, and nothing that others decide about them."""
    return {
        "name": person.name,
        "job_title": person.job_title,
        "phone": person.phone,
        "reply_address": person.reply_address,
        "preferred_times": person.preferred_times,
    }


def professional_columns(account: Account) -> Columns:
    return {
        **person_columns(account.professional),
        "password_hash": account.password_hash,
        "failures": account.failures,
        "locked_until": account.locked_until,
        "disabled": account.disabled,
        "standing": account.standing.value,
        "joined_at": account.joined_at,
        "signed_in_at": account.signed_in_at,
        "certified_at": account.certified_at,
        "role_doubted": account.role_doubted,
    }


def account_of(row: ProfessionalRow, agency: Agency) -> Account:
    return Account(
        professional=Professional(
            id=row.id,
            name=row.name,
            email=row.email,
            agency=agency,
            roles=frozenset(Role(role) for role in row.roles),
            job_title=row.job_title,
            phone=row.phone,
            reply_address=row.reply_address,
            preferred_times=row.preferred_times,
        ),
        password_hash=row.password_hash,
        failures=row.failures,
        locked_until=row.locked_until,
        disabled=row.disabled,
        standing=Standing(row.standing),
        joined_at=row.joined_at,
        signed_in_at=row.signed_in_at,
        certified_at=row.certified_at,
        role_doubted=row.role_doubted,
    )


def registration_columns(registration: Registration) -> Columns:
    return {
        "token_hash": registration.token_hash,
        "email": registration.email,
        "name": registration.name,
        "job_title": registration.job_title,
        "phone": registration.phone,
        "agency_id": registration.agency_id,
        "expires_at": registration.expires_at,
        "used_at": registration.used_at,
        "mailbox": registration.mailbox,
    }


def registration_of(row: RegistrationRow) -> Registration:
    return Registration(
        token_hash=row.token_hash,
        email=row.email,
        name=row.name,
        job_title=row.job_title,
        phone=row.phone,
        agency_id=row.agency_id,
        expires_at=row.expires_at,
        used_at=row.used_at,
        mailbox=row.mailbox,
    )


def session_columns(session: Session) -> Columns:
    return {
        "token_hash": session.token_hash,
        "professional_id": session.professional_id,
        "csrf_token": session.csrf_token,
        "started_at": session.started_at,
        "seen_at": session.seen_at,
        "assurance": session.assurance.value,
        "factor_at": session.factor_at,
    }


def session_of(row: SessionRow) -> Session:
    return Session(
        token_hash=row.token_hash,
        professional_id=row.professional_id,
        csrf_token=row.csrf_token,
        started_at=row.started_at,
        seen_at=row.seen_at,
        assurance=Assurance(row.assurance),
        factor_at=row.factor_at,
    )
