"""Agencies, the people registered with them, pending registrations and sign-ins."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from frontdoor.domain.agency import AgencyKind
from frontdoor_portal.storage.rows.base import CODE_LENGTH, Base, coded


class AgencyRow(Base):
    __tablename__ = "agencies"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[AgencyKind] = mapped_column(coded("kind", AgencyKind))
    admission: Mapped[str] = mapped_column(String(CODE_LENGTH), server_default="at_once")
    takes_shared_mailboxes: Mapped[bool] = mapped_column(server_default=false())
    refused_addresses: Mapped[str] = mapped_column(server_default=text("''"))
    lead_email: Mapped[str] = mapped_column(server_default=text("''"))
    reminded_at: Mapped[datetime | None]
    listed_at: Mapped[datetime | None]
    domains_checked_at: Mapped[datetime | None]


class AgencyDomainRow(Base):
    """A domain belongs to one agency, so it is the key itself."""

    __tablename__ = "agency_domains"

    domain: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), index=True)


class SharedDomainRow(Base):
    """A domain that several employers use; each agency that lists it lets people in one by one."""

    __tablename__ = "agency_shared_domains"

    domain: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), primary_key=True, index=True)


class ProfessionalRow(Base):
    """A person with their sign-in. `email_key` is the mailbox that their address leads to: one mailbox, one account.

    `disabled` is what every gate reads; `standing` says why.
    """

    __tablename__ = "professionals"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str]
    email_key: Mapped[str] = mapped_column(unique=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), index=True)
    roles: Mapped[list[str]]
    job_title: Mapped[str]
    phone: Mapped[str]
    password_hash: Mapped[str]
    failures: Mapped[int]
    locked_until: Mapped[datetime | None]
    disabled: Mapped[bool]
    standing: Mapped[str] = mapped_column(String(CODE_LENGTH), server_default="active", index=True)
    role_doubted: Mapped[bool] = mapped_column(server_default=false())
    joined_at: Mapped[datetime | None]
    signed_in_at: Mapped[datetime | None]
    certified_at: Mapped[datetime | None]
    reply_address: Mapped[str] = mapped_column(server_default=text("''"))
    preferred_times: Mapped[str] = mapped_column(server_default=text("''"))


class RegistrationRow(Base):
    __tablename__ = "registrations"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str]
    name: Mapped[str]
    job_title: Mapped[str]
    phone: Mapped[str]
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    mailbox: Mapped[str] = mapped_column(server_default=text("''"), index=True)


class AddressChangeRow(Base):
    """A new address that somebody with an account asked for; one at a time, the newest."""

    __tablename__ = "address_changes"

    professional_id: Mapped[str] = mapped_column(ForeignKey("professionals.id"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    old_email: Mapped[str]
    email: Mapped[str]
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    expires_at: Mapped[datetime]


class PasswordResetRow(Base):
    """A link to a new password; one at a time, the newest."""

    __tablename__ = "password_resets"

    professional_id: Mapped[str] = mapped_column(ForeignKey("professionals.id"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
    expires_at: Mapped[datetime]


class AgencyProposalRow(Base):
    """An agency as an administrator wants it to be, until another says yes or no."""

    __tablename__ = "agency_proposals"
    id: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(index=True)
    wanted: Mapped[dict[str, Any]]
    seen: Mapped[dict[str, Any] | None]
    why: Mapped[str]
    proposed_by: Mapped[str]
    proposed_by_name: Mapped[str]
    proposed_at: Mapped[datetime]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None]
    approved: Mapped[bool] = mapped_column(server_default=false())


class SessionRow(Base):
    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    professional_id: Mapped[str] = mapped_column(ForeignKey("professionals.id"), index=True)
    csrf_token: Mapped[str]
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    assurance: Mapped[str] = mapped_column(String(CODE_LENGTH), server_default="password")
    factor_at: Mapped[datetime | None]
