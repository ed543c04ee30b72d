"""Who may see whom: relationships, levels, broken glasses, reviews; what somebody typed who found a record."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.columns import UTC_TIME, codes

revision = "0013"
down_revision = "0012"

_LEVELS = ("normal", "sensitive", "sealed")
_KINDS = (
    "submitted_referral",
    "named_professional",
    "screening_officer",
    "team_holds_case",
    "strategy_meeting",
    "self_claimed",
)
_REASONS = ("immediate_danger", "medical_emergency", "missing_child", "out_of_hours", "other")
_RULES = (
    "break_glass",
    "self_claim",
    "same_surname",
    "same_address",
    "colleague",
    "no_case_link",
    "volume",
    "out_of_hours",
    "canary",
    "sample",
    "unseen_record",
    "unsealed",
)
_OUTCOMES = ("justified", "not_justified", "training")


def upgrade() -> None:
    op.add_column("sightings", sa.Column("typed", sa.JSON(), nullable=True))
    _relationships()
    _levels()
    _break_glass()
    _reviews()
    _others()


def _record() -> tuple[sa.Column[str], sa.Column[str]]:
    return sa.Column("source", sa.Text(), nullable=False), sa.Column("record_id", sa.Text(), nullable=False)


def _relationships() -> None:
    op.create_table(
        "access_relationships",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("professional_id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("kind", codes("kind", *_KINDS), nullable=False),
        *_record(),
        sa.Column("starts_at", UTC_TIME, nullable=False),
        sa.Column("ends_at", UTC_TIME, nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("granted_by", sa.Text(), nullable=False),
        sa.Column("ended_at", UTC_TIME, nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_access_relationships_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_relationships")),
    )
    op.create_index(op.f("ix_access_relationships_professional_id"), "access_relationships", ["professional_id"])
    op.create_index(op.f("ix_access_relationships_record"), "access_relationships", ["source", "record_id"])


def _levels() -> None:
    op.create_table(
        "access_levels",
        *_record(),
        sa.Column("level", codes("level", *_LEVELS), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", UTC_TIME, nullable=False),
        sa.PrimaryKeyConstraint("source", "record_id", name=op.f("pk_access_levels")),
    )


def _break_glass() -> None:
    op.create_table(
        "access_break_glass",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("professional_id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        *_record(),
        sa.Column("reason", codes("reason", *_REASONS), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("from_at", UTC_TIME, nullable=False),
        sa.Column("until", UTC_TIME, nullable=False),
        sa.Column("ended_at", UTC_TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["professional_id"], ["professionals.id"], name=op.f("fk_access_break_glass_professional_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_break_glass")),
    )
    op.create_index(op.f("ix_access_break_glass_professional_id"), "access_break_glass", ["professional_id"])


def _reviews() -> None:
    op.create_table(
        "access_reviews",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("rule", codes("rule", *_RULES), nullable=False),
        sa.Column("viewer_id", sa.Text(), nullable=False),
        *_record(),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("happened_at", UTC_TIME, nullable=False),
        sa.Column("due_at", UTC_TIME, nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("outcome", codes("outcome", *_OUTCOMES), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reviewer_id", sa.Text(), nullable=False),
        sa.Column("reviewed_at", UTC_TIME, nullable=True),
        sa.Column("escalated_at", UTC_TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_reviews")),
        sa.UniqueConstraint("rule", "about", name=op.f("uq_access_reviews_rule")),
    )
    op.create_index(op.f("ix_access_reviews_due_at"), "access_reviews", ["due_at"])
    op.create_index(op.f("ix_access_reviews_viewer_id"), "access_reviews", ["viewer_id"])


def _others() -> None:
    op.create_table(
        "access_subjects",
        sa.Column("subject", sa.Text(), nullable=False),
        *_record(),
        sa.PrimaryKeyConstraint("subject", "source", "record_id", name=op.f("pk_access_subjects")),
    )
    op.create_index(op.f("ix_access_subjects_record"), "access_subjects", ["source", "record_id"])
    op.create_table(
        "access_canaries",
        *_record(),
        sa.PrimaryKeyConstraint("source", "record_id", name=op.f("pk_access_canaries")),
    )
    op.create_table(
        "access_own_postcodes",
        sa.Column("professional_id", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["professional_id"], ["professionals.id"], name=op.f("fk_access_own_postcodes_professional_id")
        ),
        sa.PrimaryKeyConstraint("professional_id", "postcode", name=op.f("pk_access_own_postcodes")),
    )
    op.create_table(
        "access_review_scans",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("read_to", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_access_review_scans")),
    )


def downgrade() -> None:
    refuse_downgrade()
