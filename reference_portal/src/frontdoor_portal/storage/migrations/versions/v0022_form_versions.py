"""Versions of forms, of which the database itself keeps the published ones from being changed."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.columns import UTC_TIME, codes

revision = "0022"
down_revision = "0021"

_FROZEN = "A published version of a form never changes"
_STAYS = ("form_id", "text", "version", "digest", "in_force_from")
"""What of a version that is scheduled or published may not differ in another row of its id."""


def upgrade() -> None:
    op.create_table(
        "form_versions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("form_id", sa.Text(), nullable=False),
        sa.Column("state", codes("state", "editing", "submitted", "scheduled", "published"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_before", sa.Text(), nullable=False),
        sa.Column("based_on", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_by_name", sa.Text(), nullable=False),
        sa.Column("made_at", UTC_TIME, nullable=False),
        sa.Column("changed_at", UTC_TIME, nullable=False),
        sa.Column("wanted_at", UTC_TIME, nullable=True),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("submitted_by_name", sa.Text(), nullable=False),
        sa.Column("submitted_at", UTC_TIME, nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("approved_by_name", sa.Text(), nullable=False),
        sa.Column("rejection", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("in_force_from", UTC_TIME, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_versions")),
        sa.UniqueConstraint("form_id", "version", name=op.f("uq_form_versions_form_id")),
        sa.CheckConstraint(
            "(state IN ('scheduled', 'published')) = "
            "(version IS NOT NULL AND digest IS NOT NULL AND in_force_from IS NOT NULL)",
            name=op.f("ck_form_versions_numbered_when_frozen"),
        ),
    )
    _freeze_what_is_published()


def downgrade() -> None:
    refuse_downgrade()


def _freeze_what_is_published() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    differs = "IS DISTINCT FROM" if is_postgresql else "IS NOT"
    changed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in ("id", *_STAYS))
    # What is scheduled may be taken back to be edited, which takes its number away, or become published.
    refused = (
        f"(OLD.state = 'published' AND (NEW.state <> 'published' OR {changed})) OR "
        f"(OLD.state = 'scheduled' AND NEW.state = 'submitted') OR "
        f"(OLD.state = 'scheduled' AND NEW.state <> 'editing' AND ({changed})) OR "
        f"(OLD.state = 'scheduled' AND NEW.state = 'editing' AND NEW.form_id <> OLD.form_id)"
    )
    frozen = "OLD.state IN ('scheduled', 'published')"
    if is_postgresql:
        op.execute(
            "CREATE FUNCTION refuse_form_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_FROZEN}'; END $$"
        )
        for change, when in (("UPDATE", f"WHEN ({refused})"), ("DELETE", f"WHEN ({frozen})")):
            op.execute(
                f"CREATE TRIGGER form_versions_no_{change.lower()} BEFORE {change} ON form_versions "
                f"FOR EACH ROW {when} EXECUTE FUNCTION refuse_form_change()"
            )
        op.execute(
            "CREATE TRIGGER form_versions_no_truncate BEFORE TRUNCATE ON form_versions "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_form_change()"
        )
        return
    for change, when in (("UPDATE", refused), ("DELETE", frozen)):
        op.execute(
            f"CREATE TRIGGER form_versions_no_{change.lower()} BEFORE {change} ON form_versions WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, '{_FROZEN}'); END"
        )
    # INSERT OR REPLACE would remove the old row without asking the triggers above.
    op.execute(
        "CREATE TRIGGER form_versions_no_replace BEFORE INSERT ON form_versions "
        "WHEN EXISTS (SELECT 1 FROM form_versions WHERE state IN ('scheduled', 'published') "
        "AND (id = NEW.id OR (form_id = NEW.form_id AND version = NEW.version))) "
        f"BEGIN SELECT RAISE(ABORT, '{_FROZEN}'); END"
    )
