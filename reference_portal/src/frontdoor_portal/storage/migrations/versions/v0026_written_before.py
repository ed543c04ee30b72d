"""Who wrote the text that a form version holds for undoing: it comes back with its writers."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade

revision = "0026"
down_revision = "0025"

_VERSIONS = sa.table(
    "form_versions",
    sa.column("id"),
    sa.column("state"),
    sa.column("made_by"),
    sa.column("text_before"),
    sa.column("written_by", sa.JSON()),
    sa.column("written_before", sa.JSON()),
)
_AUDIT = sa.table("audit_entries", sa.column("actor_id"), sa.column("action"), sa.column("subject"))


def upgrade() -> None:
    op.add_column("form_versions", sa.Column("written_before", sa.JSON(), nullable=True))
    _writers_of_what_was_undone()


def _writers_of_what_was_undone() -> None:
    """Of versions that are not approved yet: whoever began one, and everybody who changed it, as the audit says."""
    connection = op.get_bind()
    columns = (_VERSIONS.c.id, _VERSIONS.c.made_by, _VERSIONS.c.written_by)
    undoable = sa.select(*columns).where(
        _VERSIONS.c.state.in_(("editing", "submitted")), _VERSIONS.c.text_before != sa.literal("")
    )
    for version_id, made_by, written_by in connection.execute(undoable).all():
        edits = sa.select(_AUDIT.c.actor_id).where(_AUDIT.c.subject == version_id, _AUDIT.c.action == "edited_form")
        writers = sorted({made_by, *(written_by or ()), *connection.scalars(edits)})
        connection.execute(_VERSIONS.update().where(_VERSIONS.c.id == version_id).values(written_before=writers))


def downgrade() -> None:
    refuse_downgrade()
