"""Roles that wait for a second administrator, who wrote a form's text, and what the lead of an agency does not see."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.columns import UTC_TIME

revision = "0024"
down_revision = "0023"

_VERSIONS = sa.table(
    "form_versions", sa.column("id"), sa.column("state"), sa.column("made_by"), sa.column("written_by", sa.JSON())
)
_AT_ONCE = 500
"""How many answers are held in memory."""
_SENT = sa.table("contact_submissions", sa.column("reference"), sa.column("answers", sa.JSON()))
_CONTACTS = sa.table("contacts", sa.column("reference"), sa.column("kept_from_lead", sa.Boolean()))
_AUDIT = sa.table("audit_entries", sa.column("actor_id"), sa.column("action"), sa.column("subject"))


def upgrade() -> None:
    op.create_table(
        "role_proposals",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("professional_id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(40), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_by_name", sa.Text(), nullable=False),
        sa.Column("proposed_at", UTC_TIME, nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", UTC_TIME, nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_proposals")),
    )
    undecided = sa.text("decided_at IS NULL")
    op.create_index(
        "ix_role_proposals_waiting",
        "role_proposals",
        ["professional_id"],
        unique=True,
        sqlite_where=undecided,
        postgresql_where=undecided,
    )
    op.add_column("form_versions", sa.Column("written_by", sa.JSON(), nullable=True))
    _writers_so_far()
    _add_flag("contacts", "kept_from_lead")
    _told_of_workers_so_far()
    _add_flag("drafts", "holds_record")
    # Whether its author saw the record or typed the words is not known any more: kept as if they saw it.
    op.execute("UPDATE drafts SET holds_record = (1 = 1) WHERE id IN (SELECT subject FROM access_subjects)")


def _add_flag(table: str, name: str) -> None:
    op.add_column(table, sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))


def _told_of_workers_so_far() -> None:
    """What was sent under the category of allegations, as the shipped forms ask for it.

    Answers are read a few at a time: those of a year are more than a small server holds.
    """
    connection = op.get_bind()
    sent = connection.execute(sa.select(_SENT.c.reference, _SENT.c.answers), execution_options={"yield_per": _AT_ONCE})
    told = [reference for reference, answers in sent if "allegation" in (answers.get("category") or ())]
    for reference in told:
        of_it = _CONTACTS.update().where(_CONTACTS.c.reference == reference)
        connection.execute(of_it.values(kept_from_lead=True))


def _writers_so_far() -> None:
    """Of versions that are not approved yet: whoever began one, and everybody who changed it, as the audit says."""
    connection = op.get_bind()
    unapproved = sa.select(_VERSIONS.c.id, _VERSIONS.c.made_by).where(_VERSIONS.c.state.in_(("editing", "submitted")))
    for version_id, made_by in connection.execute(unapproved).all():
        edits = sa.select(_AUDIT.c.actor_id).where(_AUDIT.c.subject == version_id, _AUDIT.c.action == "edited_form")
        writers = sorted({made_by, *connection.scalars(edits)})
        connection.execute(_VERSIONS.update().where(_VERSIONS.c.id == version_id).values(written_by=writers))


def downgrade() -> None:
    refuse_downgrade()
