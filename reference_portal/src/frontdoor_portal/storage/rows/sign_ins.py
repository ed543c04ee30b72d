"""Second factors, one-time codes, accounts kept elsewhere and who is on the way there."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from frontdoor_portal.storage.rows.base import Base, coded
from frontdoor_portal.use_cases.second_factor.models import CodeKind


class SecondFactorRow(Base):
    """One a person. Secrets are sealed with a key that is not in the database; texts that are not there are empty."""

    __tablename__ = "second_factors"

    professional_id: Mapped[str] = mapped_column(ForeignKey("professionals.id"), primary_key=True)
    sealed_secret: Mapped[str]
    pending_secret: Mapped[str]
    pending_session: Mapped[str]
    last_step: Mapped[int]
    enrolled_at: Mapped[datetime | None]
    reset_at: Mapped[datetime | None]
    failures: Mapped[int]
    locked_until: Mapped[datetime | None]
    version: Mapped[int]


class OneTimeCodeRow(Base):
    """A code that is used is removed: using it and finding it are one statement."""

    __tablename__ = "one_time_codes"

    digest: Mapped[str] = mapped_column(primary_key=True)
    professional_id: Mapped[str] = mapped_column(ForeignKey("professionals.id"), index=True)
    kind: Mapped[CodeKind] = mapped_column(coded("kind", CodeKind))
    expires_at: Mapped[datetime | None]


class LinkedIdentityRow(Base):
    """An account elsewhere belongs to one here, and one here has one elsewhere at most."""

    __tablename__ = "linked_identities"

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    professional_id: Mapped[str] = mapped_column(ForeignKey("professionals.id"), unique=True)
    linked_at: Mapped[datetime]


class ProviderAttemptRow(Base):
    __tablename__ = "provider_attempts"

    state_digest: Mapped[str] = mapped_column(primary_key=True)
    browser_digest: Mapped[str] = mapped_column(index=True)
    nonce: Mapped[str]
    verifier: Mapped[str]
    destination: Mapped[str]
    begun_at: Mapped[datetime]
    confirms: Mapped[str]
    issuer: Mapped[str | None]
    subject: Mapped[str | None]
    shown_as: Mapped[str]
    kept: Mapped[str]
    sender_id: Mapped[str]
