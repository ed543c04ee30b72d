"""Kinds of contacts: in lists and figures, with an adult, the answer to a request, and that one was passed on."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.codes import add_codes, widen
from frontdoor_portal.storage.migrations.columns import UTC_TIME

revision = "0021"
down_revision = "0020"

_KINDS = ("cause_for_concern", "information_request", "adult_concern")
_OUTCOMES = (
    "referral",
    "early_help",
    "advice",
    "no_further_action",
    "other_council",
    "answered",
    "nothing_to_share",
    "refused",
    "adult_social_care",
)


def upgrade() -> None:
    widen("contacts", "outcome", *_OUTCOMES)
    widen("contact_details", "kind", *_KINDS)
    widen("hand_offs", "kind", "case_note", "episode", "document", "adult_social_care")
    add_codes("contacts", "kind", "cause_for_concern", *_KINDS)
    op.execute(
        "UPDATE contacts SET kind = 'information_request' WHERE reference IN "
        "(SELECT reference FROM contact_details WHERE kind = 'information_request')"
    )
    op.add_column("contacts", sa.Column("answer_waits_since", UTC_TIME, nullable=True))
    op.create_index(op.f("ix_contacts_kind_status"), "contacts", ["kind", "status"])
    for name in ("adult", "answer", "passed_on"):
        op.add_column("contact_details", sa.Column(name, sa.JSON(), nullable=True))


def downgrade() -> None:
    refuse_downgrade()
