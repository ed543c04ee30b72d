"""Second factors with optimistic locking, one-time codes, and accounts kept elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from attrs import asdict, evolve, fields, frozen
from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from frontdoor_portal.storage.mapping import accounts as mapping
from frontdoor_portal.storage.rows import (
    AgencyRow,
    LinkedIdentityRow,
    OneTimeCodeRow,
    ProfessionalRow,
    ProviderAttemptRow,
    SecondFactorRow,
)
from frontdoor_portal.storage.stores.changes import (
    add_rows,
    change_row,
    execute_change,
    rows_changed,
    told_as_stale,
)
from frontdoor_portal.use_cases.provider_sign_in.models import Attempt, Identity, LinkedIdentity
from frontdoor_portal.use_cases.refusals import Stale
from frontdoor_portal.use_cases.second_factor.models import CodeKind, Factor, Helped, OneTimeCode

_CHANGED = "This second factor was changed at the same moment"


@frozen
class SqlFactors:
    """`use_cases.second_factor.models.FactorStore` in SQL."""

    _session: Session

    def get(self, professional_id: str) -> Factor | None:
        row = self._session.scalar(select(SecondFactorRow).where(SecondFactorRow.professional_id == professional_id))
        return Factor(**{part.name: getattr(row, part.name) for part in fields(Factor)}) if row else None

    def save(self, factor: Factor) -> Factor:
        """Store a change to the version that was read; answers with the next version. Raises `Stale`."""
        stored = evolve(factor, version=factor.version + 1)
        columns = asdict(stored)
        found_by = {"professional_id": factor.professional_id, "version": factor.version}
        if factor.version == 0:
            with told_as_stale(_CHANGED):
                add_rows(self._session, SecondFactorRow, columns)
        elif not change_row(self._session, SecondFactorRow, found_by, columns):
            raise Stale(_CHANGED)
        return stored

    def add_codes(self, codes: Sequence[OneTimeCode]) -> None:
        add_rows(self._session, OneTimeCodeRow, *(asdict(code) for code in codes))

    def use_code(self, professional_id: str, kind: CodeKind, digest: str, at: datetime) -> bool:
        """Use a code up; of two at once, one finds it."""
        return execute_change(
            self._session,
            delete(OneTimeCodeRow).where(
                OneTimeCodeRow.digest == digest,
                OneTimeCodeRow.professional_id == professional_id,
                OneTimeCodeRow.kind == kind,
                or_(OneTimeCodeRow.expires_at.is_(None), OneTimeCodeRow.expires_at > at),
            ),
        )

    def codes_left(self, professional_id: str) -> int:
        mine = OneTimeCodeRow.professional_id == professional_id, OneTimeCodeRow.kind == CodeKind.BACKUP
        return self._session.scalar(select(func.count()).where(*mine)) or 0

    def drop_codes(self, professional_id: str, kind: CodeKind) -> None:
        mine = OneTimeCodeRow.professional_id == professional_id, OneTimeCodeRow.kind == kind
        self._session.execute(delete(OneTimeCodeRow).where(*mine))

    def people_of(self, agency_id: str) -> tuple[Helped, ...]:
        found = self._session.execute(
            select(ProfessionalRow, AgencyRow, SecondFactorRow.enrolled_at, SecondFactorRow.reset_at)
            .join(AgencyRow, AgencyRow.id == ProfessionalRow.agency_id)
            .outerjoin(SecondFactorRow, SecondFactorRow.professional_id == ProfessionalRow.id)
            .where(ProfessionalRow.agency_id == agency_id)
            .order_by(ProfessionalRow.name, ProfessionalRow.id)
        )
        return tuple(
            Helped(
                mapping.account_of(row, mapping.agency_of(agency, ())).professional, row.disabled, enrolled_at, reset_at
            )
            for row, agency, enrolled_at, reset_at in found
        )

    def remove_expired(self, at: datetime) -> int:
        return rows_changed(self._session, delete(OneTimeCodeRow).where(OneTimeCodeRow.expires_at <= at))


@frozen
class SqlIdentities:
    """`use_cases.provider_sign_in.models.IdentityStore` in SQL."""

    _session: Session

    def add_attempt(self, attempt: Attempt) -> None:
        columns = asdict(attempt, recurse=False)
        identity = columns.pop("identity")
        named: dict[str, Any] = asdict(identity) if identity else {"issuer": None, "subject": None}
        add_rows(self._session, ProviderAttemptRow, columns | named)

    def take_attempt(self, state_digest: str) -> Attempt | None:
        attempt = self._attempt(ProviderAttemptRow.state_digest == state_digest)
        mine = delete(ProviderAttemptRow).where(ProviderAttemptRow.state_digest == state_digest)
        return attempt if execute_change(self._session, mine) else None

    def attempt_of_browser(self, browser_digest: str) -> Attempt | None:
        return self._attempt(
            ProviderAttemptRow.browser_digest == browser_digest, ProviderAttemptRow.subject.is_not(None)
        )

    def _attempt(self, *which: Any) -> Attempt | None:
        row = self._session.scalar(select(ProviderAttemptRow).where(*which))
        if row is None:
            return None
        found = {part.name: getattr(row, part.name) for part in fields(Attempt) if part.name != "identity"}
        known = row.issuer is not None and row.subject is not None
        return Attempt(**found, identity=Identity(str(row.issuer), str(row.subject)) if known else None)

    def linked(self, identity: Identity) -> LinkedIdentity | None:
        return self._link(LinkedIdentityRow.issuer == identity.issuer, LinkedIdentityRow.subject == identity.subject)

    def link_of(self, professional_id: str) -> LinkedIdentity | None:
        return self._link(LinkedIdentityRow.professional_id == professional_id)

    def _link(self, *which: Any) -> LinkedIdentity | None:
        row = self._session.scalar(select(LinkedIdentityRow).where(*which))
        return LinkedIdentity(Identity(row.issuer, row.subject), row.professional_id, row.linked_at) if row else None

    def link(self, linked: LinkedIdentity) -> None:
        columns = {**asdict(linked.identity), "professional_id": linked.professional_id, "linked_at": linked.linked_at}
        with told_as_stale("One of the two accounts is linked already"):
            add_rows(self._session, LinkedIdentityRow, columns)

    def unlink(self, professional_id: str) -> bool:
        mine = delete(LinkedIdentityRow).where(LinkedIdentityRow.professional_id == professional_id)
        return execute_change(self._session, mine)

    def remove_attempts(self, begun_before: datetime) -> int:
        return rows_changed(self._session, delete(ProviderAttemptRow).where(ProviderAttemptRow.begun_at < begun_before))
