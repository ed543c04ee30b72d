"""Links between records of two systems, and what waits for a person to compare."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.columns import UTC_TIME, codes

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "record_links",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", codes("kind", "by_itself", "same", "not_same"), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("other_source", sa.Text(), nullable=False),
        sa.Column("other_record_id", sa.Text(), nullable=False),
        sa.Column("made_at", UTC_TIME, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_by_name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("bits", sa.Double(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("undone_at", UTC_TIME, nullable=True),
        sa.Column("undone_by_name", sa.Text(), nullable=False),
        sa.Column("undone_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_links")),
    )
    op.create_index(op.f("ix_record_links_made_at"), "record_links", ["made_at"])
    for side in (["source", "record_id"], ["other_source", "other_record_id"]):
        op.create_index(op.f(f"ix_record_links_{'_'.join(side)}"), "record_links", side)
    op.create_table(
        "match_reviews",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("other_source", sa.Text(), nullable=False),
        sa.Column("status", codes("status", "match", "possible", "several", "none"), nullable=False),
        sa.Column("doubts", sa.JSON(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("raised_at", UTC_TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_reviews")),
        sa.UniqueConstraint("source", "record_id", "other_source", name=op.f("uq_match_reviews_source")),
    )
    op.create_index(op.f("ix_match_reviews_raised_at"), "match_reviews", ["raised_at"])


def downgrade() -> None:
    refuse_downgrade()
