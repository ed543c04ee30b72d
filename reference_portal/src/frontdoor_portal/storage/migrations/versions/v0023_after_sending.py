"""What may follow a contact's sending: additions, second looks, coded reasons; and emails that did not arrive."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.codes import widen
from frontdoor_portal.storage.migrations.columns import UTC_TIME, WRITE_ORDER, codes

revision = "0023"
down_revision = "0022"

_HAND_OFFS = ("case_note", "episode", "document", "adult_social_care", "added_information", "changed_decision")
_QUESTIONS = sa.table(
    "contact_questions",
    sa.column("reference"),
    sa.column("answered_at", UTC_TIME),
    sa.column("read_at", UTC_TIME),
)
_CONTACTS = sa.table("contacts", sa.column("reference"), sa.column("status"), sa.column("unread_information"))


def upgrade() -> None:
    op.add_column("contacts", sa.Column("unread_information", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("contacts", sa.Column("second_look_due", UTC_TIME, nullable=True))
    for name, kind in (
        ("withdrawn_as", sa.String(40)),
        ("additions", sa.JSON()),
        ("second_looks", sa.JSON()),
        ("earlier_decisions", sa.JSON()),
        ("decision_reason", sa.Text()),
        ("decision_reason_told", sa.Text()),
        ("next_steps", sa.Text()),
    ):
        op.add_column("contact_details", sa.Column(name, kind, nullable=True))
    for name in ("about", "read_by"):
        op.add_column("contact_questions", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("contact_questions", sa.Column("read_at", UTC_TIME, nullable=True))
    _answers_read()
    widen("hand_offs", "kind", *_HAND_OFFS)
    op.add_column("hand_offs", sa.Column("part", sa.Text(), nullable=True))
    _emails()


def _answers_read() -> None:
    """Answers from before reading was noted: read by whoever decided then, and new where nobody has decided yet."""
    over = sa.select(_CONTACTS.c.reference).where(_CONTACTS.c.status.in_(("decided", "withdrawn")))
    answered = _QUESTIONS.c.answered_at.is_not(None)
    decided = _QUESTIONS.update().where(answered, _QUESTIONS.c.reference.in_(over))
    op.execute(decided.values(read_at=_QUESTIONS.c.answered_at))
    new = (
        sa.select(sa.func.count())
        .select_from(_QUESTIONS)
        .where(answered, _QUESTIONS.c.read_at.is_(None), _QUESTIONS.c.reference == _CONTACTS.c.reference)
    )
    op.execute(_CONTACTS.update().values(unread_information=new.scalar_subquery()))


def _emails() -> None:
    op.create_table(
        "notice_preferences",
        sa.Column("professional_id", sa.Text(), nullable=False),
        sa.Column("off", sa.JSON(), nullable=False),
        sa.Column("daily", sa.Boolean(), nullable=False),
        sa.Column("changed_at", UTC_TIME, nullable=False),
        sa.PrimaryKeyConstraint("professional_id", name=op.f("pk_notice_preferences")),
    )
    op.create_table(
        "sent_emails",
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("professional_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("address_digest", sa.Text(), nullable=False),
        sa.Column("sent_at", UTC_TIME, nullable=False),
        sa.Column("failed_at", UTC_TIME, nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_sent_emails")),
    )
    op.create_index(op.f("ix_sent_emails_sent_at"), "sent_emails", ["sent_at"])
    op.create_table(
        "email_troubles",
        sa.Column("professional_id", sa.Text(), nullable=False),
        sa.Column("address_digest", sa.Text(), nullable=False),
        sa.Column("kind", codes("kind", "refused", "bounced"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("since", UTC_TIME, nullable=False),
        sa.Column("accepted_at", UTC_TIME, nullable=True),
        sa.Column("settled_at", UTC_TIME, nullable=True),
        sa.Column("check_hash", sa.Text(), nullable=False),
        sa.Column("check_expires_at", UTC_TIME, nullable=True),
        sa.PrimaryKeyConstraint("professional_id", name=op.f("pk_email_troubles")),
    )
    op.create_table(
        "held_notices",
        sa.Column("id", WRITE_ORDER, nullable=False),
        sa.Column("professional_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("held_at", UTC_TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_notices")),
    )
    op.create_index(op.f("ix_held_notices_professional_id"), "held_notices", ["professional_id"])


def downgrade() -> None:
    refuse_downgrade()
