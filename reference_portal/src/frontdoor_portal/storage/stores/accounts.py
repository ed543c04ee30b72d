"""Agencies and their domains, accounts, pending registrations and sign-ins."""

from collections import defaultdict
from datetime import datetime

from attrs import frozen
from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session as SqlSession

from frontdoor.domain.agency import Agency, Role
from frontdoor_portal.storage.mapping import accounts as mapping
from frontdoor_portal.storage.rows import (
    AgencyDomainRow,
    AgencyRow,
    ProfessionalRow,
    RegistrationRow,
    SessionRow,
    SharedDomainRow,
)
from frontdoor_portal.storage.stores.changes import add_rows, execute_change, rows_changed, told_as_stale
from frontdoor_portal.use_cases.joining.addresses import mailbox_key
from frontdoor_portal.use_cases.models import Account, Registration, Session


@frozen
class SqlAccounts:
    """`use_cases.ports.AccountStore` in SQL."""

    _session: SqlSession

    def add_agency(self, agency: Agency) -> None:
        """Store an approved agency. Raises `Stale` where its id or one of its domains is taken."""
        with told_as_stale("This agency, or one of its domains, is already registered"):
            add_rows(self._session, AgencyRow, mapping.agency_columns(agency))
            add_domains(self._session, agency)

    def remove_domain(self, agency_id: str, domain: str) -> bool:
        return execute_change(
            self._session,
            delete(AgencyDomainRow).where(AgencyDomainRow.agency_id == agency_id, AgencyDomainRow.domain == domain),
        )

    def agencies(self) -> tuple[Agency, ...]:
        domains: defaultdict[str, set[str]] = defaultdict(set)
        shared: defaultdict[str, set[str]] = defaultdict(set)
        for kind, found in ((AgencyDomainRow, domains), (SharedDomainRow, shared)):
            for agency_id, domain in self._session.execute(select(kind.agency_id, kind.domain)):
                found[agency_id].add(domain)
        rows = self._session.scalars(select(AgencyRow).order_by(AgencyRow.name, AgencyRow.id))
        return tuple(mapping.agency_of(row, domains[row.id], shared[row.id]) for row in rows)

    def agency_of_domain(self, domain: str) -> Agency | None:
        agency_id = self._session.scalar(select(AgencyDomainRow.agency_id).where(AgencyDomainRow.domain == domain))
        return self._agency(agency_id) if agency_id is not None else None

    def _agency(self, agency_id: str) -> Agency:
        row = self._session.scalars(select(AgencyRow).where(AgencyRow.id == agency_id)).one()
        domains = self._session.scalars(select(AgencyDomainRow.domain).where(AgencyDomainRow.agency_id == agency_id))
        shared = self._session.scalars(select(SharedDomainRow.domain).where(SharedDomainRow.agency_id == agency_id))
        return mapping.agency_of(row, domains, shared)

    def add_account(self, account: Account) -> None:
        """Store a new account. Raises `Stale` where its address, in whatever case, already has one."""
        with told_as_stale("This account already exists"):
            add_rows(self._session, ProfessionalRow, mapping.professional_columns(account))

    def account_of_email(self, email: str) -> Account | None:
        return self._account(ProfessionalRow.email_key == mailbox_key(email))

    def account(self, professional_id: str) -> Account | None:
        return self._account(ProfessionalRow.id == professional_id)

    def hold(self, professional_id: str) -> Account | None:
        # The weaker of the two locks: a row that only points at this person need not wait. Read again in a statement of
        # its own: one that waited for the lock shows the joined rows as they were before.
        mine = select(ProfessionalRow.id).where(ProfessionalRow.id == professional_id)
        self._session.scalar(mine.with_for_update(key_share=True))
        return self.account(professional_id)

    def _account(self, which: ColumnElement[bool]) -> Account | None:
        # Asked for with every page: one question, whose lines differ in the agency's domains only.
        found = self._session.execute(
            select(ProfessionalRow, AgencyRow, AgencyDomainRow.domain, SharedDomainRow.domain)
            .join(AgencyRow, AgencyRow.id == ProfessionalRow.agency_id)
            .outerjoin(AgencyDomainRow, AgencyDomainRow.agency_id == AgencyRow.id)
            .outerjoin(SharedDomainRow, SharedDomainRow.agency_id == AgencyRow.id)
            .where(which)
        ).all()
        if not found:
            return None
        row, agency, *_ = found[0]
        domains = {domain for _, _, domain, _ in found if domain is not None}
        shared = {domain for *_, domain in found if domain is not None}
        return mapping.account_of(row, mapping.agency_of(agency, domains, shared))

    def save_account(self, account: Account) -> None:
        """Store sign-in failures, lock and password hash; the last writer wins.

        It leaves alone whether the account is disabled: a sign-in under way must not undo what an operator did.
        """
        change = update(ProfessionalRow).where(ProfessionalRow.id == account.professional.id)
        change = change.values(
            password_hash=account.password_hash,
            failures=account.failures,
            locked_until=account.locked_until,
        )
        execute_change(self._session, change)

    def set_roles(self, professional_id: str, roles: frozenset[Role]) -> None:
        change = update(ProfessionalRow).where(ProfessionalRow.id == professional_id)
        execute_change(self._session, change.values(roles=sorted(role.value for role in roles)))

    def end_sessions_of(self, professional_id: str) -> None:
        self._session.execute(delete(SessionRow).where(SessionRow.professional_id == professional_id))

    def add_registration(self, registration: Registration) -> None:
        if registration.mailbox:
            earlier = delete(RegistrationRow).where(RegistrationRow.mailbox == registration.mailbox)
            self._session.execute(earlier)
        add_rows(self._session, RegistrationRow, mapping.registration_columns(registration))

    def registration(self, token_hash: str) -> Registration | None:
        row = self._session.scalar(select(RegistrationRow).where(RegistrationRow.token_hash == token_hash))
        return mapping.registration_of(row) if row else None

    def use_registration(self, token_hash: str, at: datetime) -> bool:
        return execute_change(
            self._session,
            update(RegistrationRow)
            .where(RegistrationRow.token_hash == token_hash, RegistrationRow.used_at.is_(None))
            .values(used_at=at),
        )

    def add_session(self, session: Session) -> None:
        add_rows(self._session, SessionRow, mapping.session_columns(session))

    def session(self, token_hash: str) -> Session | None:
        row = self._session.scalar(select(SessionRow).where(SessionRow.token_hash == token_hash))
        return mapping.session_of(row) if row else None

    def touch_session(self, token_hash: str, at: datetime) -> None:
        """Note when a session was last used; requests that arrive out of order never turn it back."""
        execute_change(
            self._session,
            update(SessionRow).where(SessionRow.token_hash == token_hash, SessionRow.seen_at < at).values(seen_at=at),
        )

    def end_session(self, token_hash: str) -> None:
        self._session.execute(delete(SessionRow).where(SessionRow.token_hash == token_hash))

    def remove_sessions(self, started_before: datetime) -> int:
        return rows_changed(self._session, delete(SessionRow).where(SessionRow.started_at < started_before))

    def remove_registrations(self, expired_at: datetime) -> int:
        over = or_(RegistrationRow.used_at.is_not(None), RegistrationRow.expires_at <= expired_at)
        return rows_changed(self._session, delete(RegistrationRow).where(over))


def add_domains(session: SqlSession, agency: Agency) -> None:
    """Store the domains of an agency that has none stored."""
    for kind, listed in ((AgencyDomainRow, agency.email_domains), (SharedDomainRow, agency.shared_domains)):
        add_rows(session, kind, *({"domain": domain, "agency_id": agency.id} for domain in sorted(listed)))
