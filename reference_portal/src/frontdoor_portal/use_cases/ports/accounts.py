"""Agencies and their people, the proof of their passwords, and the record of what they did."""

from datetime import datetime
from typing import Protocol

from frontdoor.domain.agency import Agency, Role
from frontdoor_portal.use_cases.models import Account, AuditEntry, Registration, Session


class AccountStore(Protocol):
    """Agencies, the people registered with them, their sign-ins and pending registrations."""

    def add_agency(self, agency: Agency) -> None: ...

    def remove_domain(self, agency_id: str, domain: str) -> bool:
        """Take an approved domain from an agency; False where it was not that agency's."""
        ...

    def agencies(self) -> tuple[Agency, ...]:
        """Every approved agency, by name."""
        ...

    def agency_of_domain(self, domain: str) -> Agency | None:
        """The agency that approved exactly this domain (lower-case ASCII)."""
        ...

    def add_account(self, account: Account) -> None: ...

    def account_of_email(self, email: str) -> Account | None: ...

    def account(self, professional_id: str) -> Account | None: ...

    def hold(self, professional_id: str) -> Account | None:
        """The account as it stands once nobody else changes it: nobody does before this transaction ends.

        For whatever reads an account and then writes what follows from it: a decision about somebody's standing or
        roles that two take at once must be two decisions, one after the other.
        """
        ...

    def save_account(self, account: Account) -> None:
        """Store sign-in failures, lock and password hash. The last writer wins: these are counters, not decisions."""

    def set_roles(self, professional_id: str, roles: frozenset[Role]) -> None: ...

    def end_sessions_of(self, professional_id: str) -> None:
        """End every sign-in of a person, as when what they may do has changed."""

    def add_registration(self, registration: Registration) -> None:
        """Keep a registration; earlier ones of the same mailbox, opened or not, are worth nothing from then on."""

    def registration(self, token_hash: str) -> Registration | None: ...

    def use_registration(self, token_hash: str, at: datetime) -> bool:
        """Mark a registration used; False where somebody already did, so that one link makes one account."""
        ...

    def add_session(self, session: Session) -> None: ...

    def session(self, token_hash: str) -> Session | None: ...

    def touch_session(self, token_hash: str, at: datetime) -> None: ...

    def end_session(self, token_hash: str) -> None: ...

    def remove_sessions(self, started_before: datetime) -> int:
        """Remove the sign-ins begun before a time; how many there were."""
        ...

    def remove_registrations(self, expired_at: datetime) -> int:
        """Remove the registrations that were used, or whose link was worth nothing any more; how many there were."""
        ...


class PasswordHasher(Protocol):
    def hash(self, password: str) -> str: ...

    def matches(self, hashed: str, password: str) -> bool: ...

    def needs_rehash(self, hashed: str) -> bool: ...


class AuditStore(Protocol):
    """Append-only: who did what to which record, why and when."""

    def add(self, entry: AuditEntry) -> None: ...

    def of_subject(self, subject: str) -> tuple[AuditEntry, ...]:
        """Entries about one subject, oldest first."""
        ...
