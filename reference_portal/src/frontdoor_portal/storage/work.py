"""The unit of work: one database transaction, with every store on it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from attrs import field, frozen
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from frontdoor_portal.storage.clock import DatabaseTime
from frontdoor_portal.storage.engine import READ_ONLY
from frontdoor_portal.storage.listening import Heard, listening
from frontdoor_portal.storage.stores.access import SqlAccess
from frontdoor_portal.storage.stores.accounts import SqlAccounts
from frontdoor_portal.storage.stores.attachments import SqlAttachments
from frontdoor_portal.storage.stores.audit import SqlAudit, SqlAuditLog
from frontdoor_portal.storage.stores.contacts import SqlContacts
from frontdoor_portal.storage.stores.drafts import SqlDrafts, SqlSightings
from frontdoor_portal.storage.stores.emails import SqlEmails
from frontdoor_portal.storage.stores.form_report import SqlFormReport
from frontdoor_portal.storage.stores.form_versions import SqlFormVersions
from frontdoor_portal.storage.stores.hand_offs import SqlHandOffs
from frontdoor_portal.storage.stores.joining import SqlJoining
from frontdoor_portal.storage.stores.kept_forms import SqlKeptForms
from frontdoor_portal.storage.stores.links import SqlLinks
from frontdoor_portal.storage.stores.outbox import ANY_DUE, SqlOutbox
from frontdoor_portal.storage.stores.people import SqlPeople
from frontdoor_portal.storage.stores.people_search import SqlPeopleIndex
from frontdoor_portal.storage.stores.reviews import SqlReviews
from frontdoor_portal.storage.stores.role_proposals import SqlRoleProposals
from frontdoor_portal.storage.stores.seals import SqlSeals
from frontdoor_portal.storage.stores.sign_ins import SqlFactors, SqlIdentities
from frontdoor_portal.storage.stores.wrong_details import SqlWrongDetails
from frontdoor_portal.storage.trouble import told_in_our_words


@frozen
class SqlTransaction:
    """`use_cases.ports.Transaction`: everything done through its stores is kept or dropped together."""

    contacts: SqlContacts
    drafts: SqlDrafts
    kept_forms: SqlKeptForms
    accounts: SqlAccounts
    audit: SqlAudit
    outbox: SqlOutbox
    hand_offs: SqlHandOffs
    sightings: SqlSightings
    links: SqlLinks
    people: SqlPeople
    people_index: SqlPeopleIndex
    seals: SqlSeals
    audit_log: SqlAuditLog
    factors: SqlFactors
    identities: SqlIdentities
    access: SqlAccess
    reviews: SqlReviews
    wrong_details: SqlWrongDetails
    emails: SqlEmails
    joining: SqlJoining
    role_proposals: SqlRoleProposals
    attachments: SqlAttachments
    form_versions: SqlFormVersions
    form_report: SqlFormReport


@frozen
class SqlWork:
    """`use_cases.ports.Work` on a database that `open_engine` opened and `migrations.upgrade` prepared.

    On PostgreSQL, transactions run side by side at READ COMMITTED: whatever two may change at once is guarded by a
    version, a fence, a unique key or a row that is held (`accounts.hold`). On SQLite they take turns. Never call
    another system inside one.

    `now` replaces the database's clock in judging whether a sighting has expired, for a test whose clock stands
    still; the outbox always goes by the database's own.
    """

    _engine: Engine
    _now: Callable[[], datetime] | None = None
    _reader: Engine = field(init=False)

    @_reader.default
    def _on_the_same_connections(self) -> Engine:
        return self._engine.execution_options(**READ_ONLY)

    @contextmanager
    def begin(self) -> Iterator[SqlTransaction]:
        """Open a transaction: committed when the block ends well, dropped when it raises.

        Raises `Stale` and `StoreUnavailable` for the database's own trouble.
        """
        with told_in_our_words(), self._open(self._engine) as transaction:
            yield transaction

    @contextmanager
    def reading(self) -> Iterator[SqlTransaction]:
        """Open a transaction that only reads: on SQLite it waits for no writer. Raises what `begin` raises."""
        with told_in_our_words(), self._open(self._reader) as transaction:
            yield transaction

    def listening(self) -> AbstractContextManager[Heard]:
        """Hear of queued messages for as long as the block lasts (`storage.listening`)."""
        return listening(self._engine, ANY_DUE)

    @contextmanager
    def _open(self, engine: Engine) -> Iterator[SqlTransaction]:
        # Rows already in memory are read again: another statement of this transaction may have changed them.
        with (
            Session(engine, autoflush=False, execution_options={"populate_existing": True}) as session,
            session.begin(),
        ):
            yield SqlTransaction(
                contacts=SqlContacts(session),
                drafts=SqlDrafts(session),
                kept_forms=SqlKeptForms(session),
                accounts=SqlAccounts(session),
                audit=SqlAudit(session),
                outbox=SqlOutbox(session),
                hand_offs=SqlHandOffs(session),
                sightings=SqlSightings(session, self._now() if self._now else DatabaseTime()),
                links=SqlLinks(session),
                people=SqlPeople(session),
                people_index=SqlPeopleIndex(session),
                seals=SqlSeals(session),
                audit_log=SqlAuditLog(session),
                factors=SqlFactors(session),
                identities=SqlIdentities(session),
                access=SqlAccess(session),
                reviews=SqlReviews(session),
                wrong_details=SqlWrongDetails(session),
                emails=SqlEmails(session),
                joining=SqlJoining(session),
                role_proposals=SqlRoleProposals(session),
                attachments=SqlAttachments(session),
                form_versions=SqlFormVersions(session),
                form_report=SqlFormReport(session),
            )
