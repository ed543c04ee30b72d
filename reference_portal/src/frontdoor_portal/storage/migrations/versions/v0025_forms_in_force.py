"""A scheduled form version is frozen by its time, with who approved it; the report of forms finds its entries fast."""

from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade

revision = "0025"
down_revision = "0024"

_FROZEN = "A published version of a form never changes"
_NUMBERED = ("version", "digest", "in_force_from")
"""What a version loses that is taken back before its time."""
_STAYS = (
    "id",
    "form_id",
    "text",
    "text_before",
    "based_on",
    "note",
    "made_by",
    "made_by_name",
    "made_at",
    "wanted_at",
    "submitted_by",
    "submitted_by_name",
    "submitted_at",
    "approved_by",
    "approved_by_name",
    "rejection",
)
"""What of a frozen version may not differ afterwards, taken back or not: its text, and who stands for it."""


def upgrade() -> None:
    op.create_index(op.f("ix_audit_entries_action_subject"), "audit_entries", ["action", "subject"])
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    differs = "IS DISTINCT FROM" if is_postgresql else "IS NOT"
    # People are asked a scheduled version from its time on, whenever it is called published. The database goes by its
    # own clock: what another program claims the time to be counts for nothing. SQLite keeps times as text, in UTC.
    now = "clock_timestamp()" if is_postgresql else "strftime('%Y-%m-%d %H:%M:%f', 'now')"
    other = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in _STAYS)
    # PostgreSQL compares no JSON, but its text: a frozen row is never written with the same writers in another order.
    other += f" OR CAST(NEW.written_by AS TEXT) {differs} CAST(OLD.written_by AS TEXT)"
    any_other = " OR ".join((other, *(f"NEW.{column} {differs} OLD.{column}" for column in _NUMBERED)))
    refused = (
        f"(OLD.state = 'published' AND (NEW.state <> 'published' OR {any_other})) OR "
        f"(OLD.state = 'scheduled' AND NEW.state = 'submitted') OR "
        f"(OLD.state = 'scheduled' AND NEW.state <> 'editing' AND ({any_other})) OR "
        f"(OLD.state = 'scheduled' AND NEW.state = 'editing' AND (OLD.in_force_from <= {now} OR {other}))"
    )
    if is_postgresql:
        op.execute("DROP TRIGGER form_versions_no_update ON form_versions")
        op.execute(
            "CREATE TRIGGER form_versions_no_update BEFORE UPDATE ON form_versions "
            f"FOR EACH ROW WHEN ({refused}) EXECUTE FUNCTION refuse_form_change()"
        )
        return
    op.execute("DROP TRIGGER form_versions_no_update")
    op.execute(
        f"CREATE TRIGGER form_versions_no_update BEFORE UPDATE ON form_versions WHEN {refused} "
        f"BEGIN SELECT RAISE(ABORT, '{_FROZEN}'); END"
    )


def downgrade() -> None:
    refuse_downgrade()
