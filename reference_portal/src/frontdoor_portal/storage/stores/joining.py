"""Agencies and their people as those who keep them need them, proposals, and addresses that are to change."""

from datetime import datetime
from typing import Any

from attrs import asdict, frozen
from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from frontdoor.conversion import structure
from frontdoor.domain.agency import Agency, Professional, Role
from frontdoor_portal.storage.mapping import accounts as mapping
from frontdoor_portal.storage.rows import (
    AddressChangeRow,
    AgencyDomainRow,
    AgencyProposalRow,
    AgencyRow,
    EmailTroubleRow,
    HeldNoticeRow,
    LinkedIdentityRow,
    NoticePreferencesRow,
    OneTimeCodeRow,
    PasswordResetRow,
    ProfessionalRow,
    SecondFactorRow,
    SentEmailRow,
    SessionRow,
    SharedDomainRow,
)
from frontdoor_portal.storage.stores.accounts import add_domains
from frontdoor_portal.storage.stores.changes import add_rows, execute_change, rows_changed, told_as_stale
from frontdoor_portal.use_cases.joining.addresses import domain_of
from frontdoor_portal.use_cases.joining.models import AddressChange, Marks, PasswordReset, Proposal, agency_to_data
from frontdoor_portal.use_cases.models import Account, Standing

_DOMAIN_TAKEN = "One of the domains is another agency's"


@frozen
class SqlJoining:
    """`use_cases.joining.models.JoiningStore` in SQL."""

    _session: Session

    def agency(self, agency_id: str) -> Agency | None:
        row = self._session.scalar(select(AgencyRow).where(AgencyRow.id == agency_id))
        return self._agency_of(row) if row else None

    def agencies_sharing(self, domain: str) -> tuple[Agency, ...]:
        sharing = (
            select(AgencyRow)
            .join(SharedDomainRow, SharedDomainRow.agency_id == AgencyRow.id)
            .where(SharedDomainRow.domain == domain)
            .order_by(AgencyRow.name, AgencyRow.id)
        )
        return tuple(self._agency_of(row) for row in self._session.scalars(sharing))

    def _agency_of(self, row: AgencyRow) -> Agency:
        domains = select(AgencyDomainRow.domain).where(AgencyDomainRow.agency_id == row.id)
        shared = select(SharedDomainRow.domain).where(SharedDomainRow.agency_id == row.id)
        return mapping.agency_of(row, self._session.scalars(domains), self._session.scalars(shared))

    def save_agency(self, agency: Agency) -> None:
        columns = mapping.agency_columns(agency)
        with told_as_stale(_DOMAIN_TAKEN):
            changed = update(AgencyRow).where(AgencyRow.id == agency.id).values(**columns)
            if not execute_change(self._session, changed):
                add_rows(self._session, AgencyRow, columns)
            self._session.execute(delete(AgencyDomainRow).where(AgencyDomainRow.agency_id == agency.id))
            self._session.execute(delete(SharedDomainRow).where(SharedDomainRow.agency_id == agency.id))
            add_domains(self._session, agency)

    def marks(self, agency_id: str) -> Marks:
        row = self._session.scalars(select(AgencyRow).where(AgencyRow.id == agency_id)).one()
        return Marks(row.reminded_at, row.listed_at, row.domains_checked_at)

    def save_marks(self, agency_id: str, marks: Marks) -> None:
        change = update(AgencyRow).where(AgencyRow.id == agency_id)
        change = change.values(
            reminded_at=marks.reminded_at, listed_at=marks.listed_at, domains_checked_at=marks.domains_checked_at
        )
        execute_change(self._session, change)

    def people_of(self, agency_id: str) -> tuple[Account, ...]:
        people = self._accounts(ProfessionalRow.agency_id == agency_id)
        return tuple(sorted(people, key=lambda each: (each.professional.name.casefold(), each.professional.id)))

    def with_standing(self, standing: Standing) -> tuple[Account, ...]:
        people = self._accounts(ProfessionalRow.standing == standing.value)
        # Whose time is not known joined before such times were kept.
        return tuple(
            sorted(people, key=lambda each: (each.joined_at.timestamp() if each.joined_at else 0, each.professional.id))
        )

    def _accounts(self, which: ColumnElement[bool]) -> tuple[Account, ...]:
        agencies: dict[str, Agency] = {}
        found = self._session.execute(
            select(ProfessionalRow, AgencyRow).join(AgencyRow, AgencyRow.id == ProfessionalRow.agency_id).where(which)
        ).all()
        for _, agency in found:
            if agency.id not in agencies:
                agencies[agency.id] = self._agency_of(agency)
        return tuple(mapping.account_of(row, agencies[agency.id]) for row, agency in found)

    def leads_of(self, agency_id: str) -> tuple[str, ...]:
        rows = self._session.execute(
            select(ProfessionalRow.id, ProfessionalRow.roles)
            .where(ProfessionalRow.agency_id == agency_id, ProfessionalRow.disabled.is_(False))
            .order_by(ProfessionalRow.id)
        )
        return tuple(person_id for person_id, roles in rows if Role.AGENCY_LEAD.value in roles)

    def waiting_of_domain(self, domain: str) -> int:
        waiting = select(ProfessionalRow.email).where(ProfessionalRow.standing == Standing.WAITING.value)
        return sum(domain_of(email) == domain for email in self._session.scalars(waiting))

    def save_person(self, person: Professional) -> None:
        columns = mapping.person_columns(person)
        change = update(ProfessionalRow).where(ProfessionalRow.id == columns.pop("id"))
        with told_as_stale("This mailbox has an account already"):
            execute_change(self._session, change.values(**columns))

    def save_details(self, person: Professional) -> None:
        columns = mapping.detail_columns(person)
        self._change(person.id, **columns)

    def set_standing(self, professional_id: str, standing: Standing) -> None:
        self._change(professional_id, standing=standing.value, disabled=standing is not Standing.ACTIVE)

    def certify(self, professional_id: str, at: datetime) -> None:
        self._change(professional_id, certified_at=at)

    def doubt_role(self, professional_id: str, *, doubted: bool) -> None:
        self._change(professional_id, role_doubted=doubted)

    def note_joined(self, professional_id: str, at: datetime) -> None:
        self._change(professional_id, joined_at=at)

    def note_signed_in(self, professional_id: str, at: datetime) -> None:
        self._change(professional_id, signed_in_at=at)

    def _change(self, professional_id: str, **columns: Any) -> None:
        change = update(ProfessionalRow).where(ProfessionalRow.id == professional_id)
        execute_change(self._session, change.values(**columns))

    def remove_account(self, professional_id: str) -> None:
        for kind in (
            SessionRow,
            SecondFactorRow,
            OneTimeCodeRow,
            LinkedIdentityRow,
            AddressChangeRow,
            PasswordResetRow,
            NoticePreferencesRow,
            SentEmailRow,
            EmailTroubleRow,
            HeldNoticeRow,
        ):
            self._session.execute(delete(kind).where(kind.professional_id == professional_id))
        self._session.execute(delete(ProfessionalRow).where(ProfessionalRow.id == professional_id))

    def add_address_change(self, change: AddressChange) -> None:
        self.drop_address_change(change.professional_id)
        with told_as_stale("Another change of the address was asked for"):
            add_rows(self._session, AddressChangeRow, asdict(change))

    def address_change(self, token_hash: str) -> AddressChange | None:
        row = self._session.scalar(select(AddressChangeRow).where(AddressChangeRow.token_hash == token_hash))
        if row is None:
            return None
        return AddressChange(
            row.professional_id, row.token_hash, row.old_email, row.email, row.agency_id, row.expires_at
        )

    def drop_address_change(self, professional_id: str) -> bool:
        mine = delete(AddressChangeRow).where(AddressChangeRow.professional_id == professional_id)
        return execute_change(self._session, mine)

    def add_password_reset(self, reset: PasswordReset) -> None:
        self.drop_password_reset(reset.professional_id)
        with told_as_stale("Another link was asked for"):
            add_rows(self._session, PasswordResetRow, asdict(reset))

    def password_reset(self, token_hash: str) -> PasswordReset | None:
        row = self._session.scalar(select(PasswordResetRow).where(PasswordResetRow.token_hash == token_hash))
        return PasswordReset(row.professional_id, row.token_hash, row.email, row.expires_at) if row else None

    def drop_password_reset(self, professional_id: str) -> bool:
        mine = delete(PasswordResetRow).where(PasswordResetRow.professional_id == professional_id)
        return execute_change(self._session, mine)

    def remove_expired(self, at: datetime) -> int:
        return sum(
            rows_changed(self._session, delete(kind).where(kind.expires_at <= at))
            for kind in (AddressChangeRow, PasswordResetRow)
        )

    def add_proposal(self, proposal: Proposal) -> None:
        columns = {
            "id": proposal.id,
            "agency_id": proposal.wanted.id,
            "wanted": agency_to_data(proposal.wanted),
            "seen": agency_to_data(proposal.seen) if proposal.seen else None,
            "why": proposal.why,
            "proposed_by": proposal.proposed_by,
            "proposed_by_name": proposal.proposed_by_name,
            "proposed_at": proposal.proposed_at,
            "decided_by": "",
            "decided_at": None,
        }
        add_rows(self._session, AgencyProposalRow, columns)

    def proposals(self) -> tuple[Proposal, ...]:
        open_ones = (
            select(AgencyProposalRow)
            .where(AgencyProposalRow.decided_at.is_(None))
            .order_by(AgencyProposalRow.proposed_at, AgencyProposalRow.id)
        )
        return tuple(
            Proposal(
                row.id,
                structure(row.wanted, Agency),
                structure(row.seen, Agency) if row.seen else None,
                row.why,
                row.proposed_by,
                row.proposed_by_name,
                row.proposed_at,
            )
            for row in self._session.scalars(open_ones)
        )

    def decide_proposal(self, proposal_id: str, by: str, at: datetime, *, approved: bool) -> bool:
        change = update(AgencyProposalRow).where(
            AgencyProposalRow.id == proposal_id, AgencyProposalRow.decided_at.is_(None)
        )
        return execute_change(self._session, change.values(decided_by=by, decided_at=at, approved=approved))
