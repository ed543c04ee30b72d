"""The outbox, and hand-offs to a person."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.columns import UTC_TIME, WRITE_ORDER, codes

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "outbox_messages",
        sa.Column("id", WRITE_ORDER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("state", codes("state", "waiting", "sending", "done", "aside"), nullable=False),
        sa.Column("outcome_unknown", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("leased_by", sa.Text(), nullable=True),
        sa.Column("leased_until", sa.Double(), nullable=True),
        sa.Column("queued_at", sa.Double(), nullable=False),
        sa.Column("due_at", sa.Double(), nullable=False),
        sa.Column("changed_at", sa.Double(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_messages")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_messages_key")),
    )
    op.create_index(op.f("ix_outbox_messages_state_due_at"), "outbox_messages", ["state", "due_at"])
    op.create_table(
        "hand_offs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("kind", codes("kind", "case_note"), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("created_at", UTC_TIME, nullable=False),
        sa.Column("done_by", sa.Text(), nullable=False),
        sa.Column("done_at", UTC_TIME, nullable=True),
        sa.ForeignKeyConstraint(["reference"], ["contacts.reference"], name=op.f("fk_hand_offs_reference")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_offs")),
    )
    op.create_index(op.f("ix_hand_offs_reference"), "hand_offs", ["reference"])


def downgrade() -> None:
    refuse_downgrade()
