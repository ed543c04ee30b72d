"""Episodes queued as files or opened by hand, records that the case system offers, and more kinds of hand-offs."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.codes import widen

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    widen("contacts", "delivery_state", "not_needed", "waiting", "queued", "by_hand", "delivered", "needs_a_person")
    widen("hand_offs", "kind", "case_note", "episode", "document")
    op.add_column("hand_offs", sa.Column("reason", sa.Text(), nullable=True))
    for name, kind in (
        ("delivery_ticket", sa.Text()),
        ("delivery_person_id", sa.Text()),
        ("records_offered", sa.JSON()),
        ("record_choice", sa.JSON()),
    ):
        op.add_column("contact_details", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    refuse_downgrade()
