"""The index of people, and how far each source's feed was read."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.columns import UTC_TIME, WRITE_ORDER, codes

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", WRITE_ORDER, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("other_names", sa.JSON(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("birth_date_kind", codes("birth_date_kind", "known", "estimated", "expected"), nullable=True),
        sa.Column("sex", codes("sex", "M", "F", "U"), nullable=False),
        sa.Column("postcodes", sa.JSON(), nullable=False),
        sa.Column("nhs_numbers", sa.JSON(), nullable=False),
        sa.Column("upns", sa.JSON(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("duplicate_of", sa.Text(), nullable=False),
        sa.Column("walk", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("source", "record_id", name=op.f("uq_people_source")),
    )
    op.create_table(
        "people_feeds",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("walk", sa.Integer(), nullable=False),
        sa.Column("is_under_way", sa.Boolean(), nullable=False),
        sa.Column("is_whole_walk", sa.Boolean(), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("started_at", UTC_TIME, nullable=False),
        sa.Column("oldest_page", UTC_TIME, nullable=True),
        sa.Column("finished_at", UTC_TIME, nullable=True),
        sa.Column("as_at", UTC_TIME, nullable=True),
        sa.Column(
            "failure",
            codes("failure", "unavailable", "account_refused", "rate_limited", "not_trusted", "shrunk"),
            nullable=True,
        ),
        sa.Column("failed_at", UTC_TIME, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_people_feeds")),
    )


def downgrade() -> None:
    refuse_downgrade()
