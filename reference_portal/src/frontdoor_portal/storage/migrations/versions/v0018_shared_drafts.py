"""Drafts that several people work on, are taken over and expire; pages kept for whoever was signed out."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.columns import UTC_TIME

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("drafts", sa.Column("changed_by", sa.Text(), nullable=True))
    op.add_column("drafts", sa.Column("holder_id", sa.Text(), nullable=True))
    op.add_column("drafts", sa.Column("taken_over_at", UTC_TIME, nullable=True))
    op.add_column("drafts", sa.Column("taken_over_why", sa.Text(), nullable=True))
    op.add_column("drafts", sa.Column("kept_at", UTC_TIME, nullable=True))
    op.add_column("drafts", sa.Column("warned_at", UTC_TIME, nullable=True))
    op.add_column("drafts", sa.Column("left_behind", sa.JSON(), nullable=True))
    op.create_index(op.f("ix_drafts_holder_id"), "drafts", ["holder_id"])
    _shares()
    _versions()
    op.create_table(
        "forms_in_force",
        sa.Column("form_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("since", UTC_TIME, nullable=False),
        sa.PrimaryKeyConstraint("form_id", "version", name=op.f("pk_forms_in_force")),
    )
    _kept_forms()


def _shares() -> None:
    op.create_table(
        "draft_shares",
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("professional_id", sa.Text(), nullable=False),
        sa.Column("shared_by", sa.Text(), nullable=False),
        sa.Column("shared_at", UTC_TIME, nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_draft_shares_draft_id")),
        sa.ForeignKeyConstraint(
            ["professional_id"], ["professionals.id"], name=op.f("fk_draft_shares_professional_id")
        ),
        sa.PrimaryKeyConstraint("draft_id", "professional_id", name=op.f("pk_draft_shares")),
    )
    op.create_index(op.f("ix_draft_shares_professional_id"), "draft_shares", ["professional_id"])


def _versions() -> None:
    op.create_table(
        "draft_versions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("page_id", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("written_at", UTC_TIME, nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_draft_versions_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_versions")),
    )
    op.create_index(op.f("ix_draft_versions_draft_id"), "draft_versions", ["draft_id"])


def _kept_forms() -> None:
    op.create_table(
        "kept_forms",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("professional_id", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("kept_at", UTC_TIME, nullable=False),
        sa.ForeignKeyConstraint(["professional_id"], ["professionals.id"], name=op.f("fk_kept_forms_professional_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_forms")),
    )
    for column in ("professional_id", "kept_at"):
        op.create_index(op.f(f"ix_kept_forms_{column}"), "kept_forms", [column])


def downgrade() -> None:
    refuse_downgrade()
