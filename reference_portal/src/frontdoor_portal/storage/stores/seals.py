"""The seals of the audit, and the entries in the order in which they were sealed."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdoor_portal.storage.rows import AuditChainRow, AuditEntryRow, AuditSealRow
from frontdoor_portal.storage.stores.changes import add_rows
from frontdoor_portal.use_cases.auditing.chain import ChainHead, Seal, StoredEntry, beginning_of

_ENTRY = (
    AuditEntryRow.id,
    AuditEntryRow.at,
    AuditEntryRow.actor_id,
    AuditEntryRow.action,
    AuditEntryRow.subject,
    AuditEntryRow.purpose,
    AuditEntryRow.detail,
)
_CHAIN = select(AuditChainRow.deployment)
_LAST = select(AuditSealRow.seq, AuditSealRow.hash).order_by(AuditSealRow.seq.desc()).limit(1)
_SEAL = select(AuditSealRow.seq).where(AuditSealRow.entry_id == AuditEntryRow.id)


@frozen
class SqlSeals:
    """`use_cases.auditing.seals.SealStore` in SQL."""

    _session: Session

    def head(self) -> ChainHead:
        return self._head(self._session.scalars(_CHAIN).one())

    def lock(self) -> ChainHead:
        # On SQLite the transaction itself is the lock: it began as a writer.
        return self._head(self._session.scalars(_CHAIN.with_for_update()).one())

    def unsealed(
        self, after_id: int, size: int, before_id: int | None = None, up_to_seq: int | None = None
    ) -> tuple[StoredEntry, ...]:
        # The seals are bounded as the entries are, or a database might read millions of them to find these few.
        seal = _SEAL.where(AuditSealRow.entry_id > after_id)
        wanted = select(*_ENTRY).where(AuditEntryRow.id > after_id)
        if before_id is not None:
            seal, wanted = seal.where(AuditSealRow.entry_id < before_id), wanted.where(AuditEntryRow.id < before_id)
        if up_to_seq is not None:
            seal = seal.where(AuditSealRow.seq <= up_to_seq)
        wanted = wanted.where(~seal.exists())
        rows = self._session.execute(wanted.order_by(AuditEntryRow.id).limit(size))
        return tuple(StoredEntry(*row) for row in rows)

    def add(self, seals: Sequence[Seal]) -> None:
        rows = [{"seq": seal.seq, "entry_id": seal.entry_id, "hash": seal.hash} for seal in seals]
        add_rows(self._session, AuditSealRow, *rows)

    def hash_of(self, seq: int) -> str | None:
        return self._session.scalar(select(AuditSealRow.hash).where(AuditSealRow.seq == seq))

    def sealed(self, after_seq: int, size: int) -> tuple[tuple[Seal, StoredEntry | None], ...]:
        wanted = (
            select(AuditSealRow.seq, AuditSealRow.entry_id, AuditSealRow.hash, *_ENTRY)
            .join(AuditEntryRow, AuditEntryRow.id == AuditSealRow.entry_id, isouter=True)
            .where(AuditSealRow.seq > after_seq)
            .order_by(AuditSealRow.seq)
            .limit(size)
        )
        return tuple(_sealed(tuple(row)) for row in self._session.execute(wanted))

    def highest_sealed_id(self) -> int:
        return self._session.scalar(select(func.max(AuditSealRow.entry_id))) or 0

    def highest_id(self) -> int:
        return self._session.scalar(select(func.max(AuditEntryRow.id))) or 0

    def _head(self, deployment: str) -> ChainHead:
        last = self._session.execute(_LAST).first()
        return ChainHead(deployment, *(last or (0, beginning_of(deployment))))


def _sealed(row: tuple[Any, ...]) -> tuple[Seal, StoredEntry | None]:
    seq, entry_id, digest, *entry = row
    return Seal(seq, entry_id, digest), StoredEntry(*entry) if entry[0] is not None else None
