"""Contacts of several children that were sent in one form."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    with op.batch_alter_table("contact_submissions") as table:
        table.add_column(sa.Column("child_number", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("together", sa.JSON(), nullable=True))


def downgrade() -> None:
    refuse_downgrade()
