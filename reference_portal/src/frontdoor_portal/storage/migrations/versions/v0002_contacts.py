"""Contacts with their details, submission, priority changes, questions and timeline."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.columns import UTC_TIME, WRITE_ORDER, codes

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            codes("status", "draft", "sent", "being_looked_at", "more_information_asked", "decided", "withdrawn"),
            nullable=False,
        ),
        sa.Column("priority", codes("priority", "urgent", "high", "standard"), nullable=False),
        sa.Column("priority_rank", sa.Integer(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("child_initials", sa.Text(), nullable=False),
        sa.Column("child_birth_date", sa.Date(), nullable=True),
        sa.Column("sender_id", sa.Text(), nullable=False),
        sa.Column("sender_name", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("agency_name", sa.Text(), nullable=False),
        sa.Column("referral_source", sa.Text(), nullable=False),
        sa.Column("received_at", UTC_TIME, nullable=False),
        sa.Column("decision_due", UTC_TIME, nullable=True),
        sa.Column("working_day_due", UTC_TIME, nullable=True),
        sa.Column("holder_id", sa.Text(), nullable=True),
        sa.Column("holder_name", sa.Text(), nullable=True),
        sa.Column("holder_since", UTC_TIME, nullable=True),
        sa.Column(
            "outcome",
            codes("outcome", "referral", "early_help", "advice", "no_further_action", "other_council"),
            nullable=True,
        ),
        sa.Column("decided_at", UTC_TIME, nullable=True),
        sa.Column(
            "delivery_state",
            codes("delivery_state", "not_needed", "waiting", "delivered", "needs_a_person"),
            nullable=False,
        ),
        sa.Column("open_questions", sa.Integer(), nullable=False),
        sa.CheckConstraint("(holder_id IS NULL) = (holder_since IS NULL)", name=op.f("ck_contacts_holder_whole")),
        sa.CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name=op.f("ck_contacts_decision_whole")),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_contacts")),
    )
    op.create_index(op.f("ix_contacts_agency_id_received_at"), "contacts", ["agency_id", "received_at"])
    op.create_index("ix_contacts_by_due", "contacts", ["status", "decision_due", "reference"], unique=False)
    op.create_index(
        "ix_contacts_by_priority", "contacts", ["status", "priority_rank", "decision_due", "reference"], unique=False
    )
    op.create_index("ix_contacts_by_receipt", "contacts", ["status", "received_at", "reference"], unique=False)
    op.create_index(op.f("ix_contacts_delivery_state"), "contacts", ["delivery_state"])
    op.create_index(op.f("ix_contacts_holder_id"), "contacts", ["holder_id"])
    op.create_index(op.f("ix_contacts_received_at"), "contacts", ["received_at"])
    op.create_index(op.f("ix_contacts_referral_source"), "contacts", ["referral_source"])
    op.create_index(op.f("ix_contacts_sender_id_received_at"), "contacts", ["sender_id", "received_at"])
    op.create_index(op.f("ix_contacts_status_outcome"), "contacts", ["status", "outcome"])
    op.create_table(
        "contact_details",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("kind", codes("kind", "cause_for_concern", "information_request"), nullable=False),
        sa.Column("channel", codes("channel", "form", "phone", "email", "post", "api", "import"), nullable=False),
        sa.Column("sender_priority", codes("sender_priority", "urgent", "high", "standard"), nullable=False),
        sa.Column("sender_job_title", sa.Text(), nullable=False),
        sa.Column("sender_phone", sa.Text(), nullable=False),
        sa.Column("child_given_name", sa.Text(), nullable=False),
        sa.Column("child_family_name", sa.Text(), nullable=False),
        sa.Column("child_other_names", sa.Text(), nullable=False),
        sa.Column(
            "child_birth_date_kind", codes("child_birth_date_kind", "known", "estimated", "expected"), nullable=True
        ),
        sa.Column("child_birth_date_text", sa.Text(), nullable=False),
        sa.Column("child_sex", codes("child_sex", "M", "F", "U"), nullable=False),
        sa.Column("child_address_lines", sa.JSON(), nullable=False),
        sa.Column("child_postcode", sa.Text(), nullable=True),
        sa.Column("child_address_note", sa.Text(), nullable=False),
        sa.Column("child_nhs_number", sa.Text(), nullable=True),
        sa.Column("child_upn", sa.Text(), nullable=True),
        sa.Column("child_school", sa.Text(), nullable=False),
        sa.Column("factors", sa.JSON(), nullable=False),
        sa.Column("family_informed", sa.Boolean(), nullable=True),
        sa.Column("reasons_not_informed", sa.JSON(), nullable=False),
        sa.Column("agreement_sought", sa.Boolean(), nullable=True),
        sa.Column("agreement_given", sa.Boolean(), nullable=True),
        sa.Column("agreement_by_whom", sa.Text(), nullable=False),
        sa.Column("agreement_on", sa.Date(), nullable=True),
        sa.Column("agreement_form", codes("agreement_form", "verbal", "written"), nullable=True),
        sa.Column("lawful_bases", sa.JSON(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decider_role", sa.Text(), nullable=True),
        sa.Column("decided_team", sa.Text(), nullable=True),
        sa.Column("level_of_need", sa.Text(), nullable=True),
        sa.Column("need_scheme", sa.Text(), nullable=True),
        sa.Column("record_confirmed", sa.Boolean(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=True),
        sa.Column("record_described_as", sa.Text(), nullable=True),
        sa.Column("episode_id", sa.Text(), nullable=False),
        sa.Column("delivery_team", sa.Text(), nullable=False),
        sa.Column("delivery_reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.Column("message_to_sender", sa.Text(), nullable=True),
        sa.Column("reason_late", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=True),
        sa.Column("internal_note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["reference"], ["contacts.reference"], name=op.f("fk_contact_details_reference")),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_contact_details")),
    )
    op.create_table(
        "contact_submissions",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("form_id", sa.Text(), nullable=False),
        sa.Column("form_version", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("dropped", sa.JSON(), nullable=False),
        sa.Column("urgent_and_incomplete", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["reference"], ["contacts.reference"], name=op.f("fk_contact_submissions_reference")),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_contact_submissions")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_contact_submissions_submission_key")),
    )
    op.create_table(
        "contact_priority_changes",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("to_priority", codes("to_priority", "urgent", "high", "standard"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", UTC_TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["reference"], ["contacts.reference"], name=op.f("fk_contact_priority_changes_reference")
        ),
        sa.PrimaryKeyConstraint("reference", "position", name=op.f("pk_contact_priority_changes")),
    )
    op.create_table(
        "contact_questions",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", UTC_TIME, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("answered_at", UTC_TIME, nullable=True),
        sa.ForeignKeyConstraint(["reference"], ["contacts.reference"], name=op.f("fk_contact_questions_reference")),
        sa.PrimaryKeyConstraint("reference", "position", name=op.f("pk_contact_questions")),
    )
    op.create_table(
        "contact_events",
        sa.Column("id", WRITE_ORDER, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", UTC_TIME, nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reference"], ["contacts.reference"], name=op.f("fk_contact_events_reference")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_events")),
    )
    op.create_index(op.f("ix_contact_events_reference"), "contact_events", ["reference"])


def downgrade() -> None:
    refuse_downgrade()
