"""Files that go with a concern."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.columns import UTC_TIME, WRITE_ORDER, codes

revision = "0020"
down_revision = "0019"

_KINDS = ("jpeg", "png", "gif", "webp", "heic", "pdf", "docx", "xlsx", "odt", "text", "eml", "msg")


def upgrade() -> None:
    op.create_table(
        "attachments",
        sa.Column("number", WRITE_ORDER, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", codes("kind", *_KINDS), nullable=False),
        sa.Column("original_key", sa.Text(), nullable=False),
        sa.Column("original_size", sa.BigInteger(), nullable=False),
        sa.Column("original_sha256", sa.Text(), nullable=False),
        sa.Column("copy_key", sa.Text(), nullable=True),
        sa.Column("copy_size", sa.BigInteger(), nullable=True),
        sa.Column("copy_sha256", sa.Text(), nullable=True),
        sa.Column("copy_kind", codes("copy_kind", *_KINDS), nullable=True),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", UTC_TIME, nullable=False),
        sa.Column("state", codes("state", "checking", "clean", "infected", "unchecked"), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.Column("next_check_at", UTC_TIME, nullable=False),
        sa.Column("checked_at", UTC_TIME, nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["professionals.id"], name=op.f("fk_attachments_added_by")),
        sa.ForeignKeyConstraint(["reference"], ["contacts.reference"], name=op.f("fk_attachments_reference")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_attachments")),
        sa.UniqueConstraint("id", name=op.f("uq_attachments_id")),
    )
    op.create_index(
        op.f("uq_attachments_draft_id_original_sha256"),
        "attachments",
        ["draft_id", "original_sha256"],
        unique=True,
        sqlite_where=sa.text("reference IS NULL"),
        postgresql_where=sa.text("reference IS NULL"),
    )
    op.create_index(op.f("ix_attachments_added_by"), "attachments", ["added_by"])
    op.create_index(op.f("ix_attachments_reference"), "attachments", ["reference"])
    op.create_index(op.f("ix_attachments_state_next_check_at"), "attachments", ["state", "next_check_at"])


def downgrade() -> None:
    refuse_downgrade()
