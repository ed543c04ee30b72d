"""Drafts and sightings."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.columns import UTC_TIME

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("form_id", sa.Text(), nullable=False),
        sa.Column("form_version", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("created_at", UTC_TIME, nullable=False),
        sa.Column("changed_at", UTC_TIME, nullable=False),
        sa.Column("send_attempted", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_drafts_agency_id")),
        sa.ForeignKeyConstraint(["author_id"], ["professionals.id"], name=op.f("fk_drafts_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_agency_id"), "drafts", ["agency_id"])
    op.create_index(op.f("ix_drafts_author_id"), "drafts", ["author_id"])
    op.create_table(
        "sightings",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("professional_id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("is_case_management", sa.Boolean(), nullable=False),
        sa.Column("identity", sa.JSON(), nullable=False),
        sa.Column("expires_at", UTC_TIME, nullable=False),
        sa.ForeignKeyConstraint(["professional_id"], ["professionals.id"], name=op.f("fk_sightings_professional_id")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_sightings")),
    )
    op.create_index(op.f("ix_sightings_expires_at"), "sightings", ["expires_at"])


def downgrade() -> None:
    refuse_downgrade()
