"""The seals of the audit, which the database itself keeps from being changed, and whose chain they are."""

import uuid

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    chain = op.create_table(
        "audit_chain",
        sa.Column("deployment", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("deployment", name=op.f("pk_audit_chain")),
    )
    op.create_table(
        "audit_seals",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_seals")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_audit_seals_entry_id")),
    )
    op.bulk_insert(chain, [{"deployment": str(uuid.uuid4())}])
    for table in ("audit_chain", "audit_seals"):
        _refuse_changes(table)
    # The seals are numbered once; which deployment this is is said once.
    _refuse_more_chains()


def downgrade() -> None:
    refuse_downgrade()


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'The audit is append-only'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
    )


def _refuse_more_chains() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER audit_chain_no_insert BEFORE INSERT ON audit_chain "
            "BEGIN SELECT RAISE(ABORT, 'The audit is append-only'); END"
        )
        # INSERT OR REPLACE would remove the old row without asking the triggers above.
        op.execute(
            "CREATE TRIGGER audit_seals_no_replace BEFORE INSERT ON audit_seals "
            "WHEN EXISTS (SELECT 1 FROM audit_seals WHERE seq = NEW.seq OR entry_id = NEW.entry_id) "
            "BEGIN SELECT RAISE(ABORT, 'The audit is append-only'); END"
        )
        return
    op.execute(
        "CREATE TRIGGER audit_chain_no_insert BEFORE INSERT ON audit_chain "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
    )
