"""Workers' details that somebody found to be wrong."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.columns import UTC_TIME, codes

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "wrong_details",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("why", codes("why", "not_in_use", "somebody_else", "has_left"), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("reported_by", sa.Text(), nullable=False),
        sa.Column("reported_by_name", sa.Text(), nullable=False),
        sa.Column("reported_at", UTC_TIME, nullable=False),
        sa.Column("done_by", sa.Text(), nullable=False),
        sa.Column("done_at", UTC_TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_details")),
    )
    op.create_index(op.f("ix_wrong_details_reported_at"), "wrong_details", ["reported_at"])


def downgrade() -> None:
    refuse_downgrade()
