"""Agencies, the people registered with them, pending registrations and sign-ins."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdoor.domain.agency import AgencyKind
from frontdoor_portal.storage.rows.base import CODE_LENGTH, Base, coded


class AgencyRow(Base):
    __tablename__ = "agencies"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[AgencyKind] = mapped_column(coded("kind", AgencyKind))


class AgencyDomainRow(Base):
    """A domain belongs to one agency, so it is the key itself."""

    __tablename__ = "agency_domains"

    domain: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"), index=True)


class ProfessionalRow(Base):
    """A person with their sign-in. `email_key` is the address in lower case: one mailbox, one account."""

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


class SessionRow(Base):
    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    professional_id: Mapped[str] = mapped_column(ForeignKey("professionals.id"), index=True)
    csrf_token: Mapped[str]
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    assurance: Mapped[str] = mapped_column(String(CODE_LENGTH), server_default="password")
    factor_at: Mapped[datetime | None]
