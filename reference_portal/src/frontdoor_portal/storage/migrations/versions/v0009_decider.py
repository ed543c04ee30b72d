"""Who decided, by the id under which they search and read as well. Older rows do not say."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("contact_details", sa.Column("decider_id", sa.Text(), nullable=True))


def downgrade() -> None:
    refuse_downgrade()
