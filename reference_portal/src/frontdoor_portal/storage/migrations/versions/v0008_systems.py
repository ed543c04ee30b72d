"""Which case-management system a record was chosen in, and which one has the episode. Older rows do not say."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    for name in ("record_system", "delivery_system"):
        op.add_column("contact_details", sa.Column(name, sa.Text(), nullable=True))


def downgrade() -> None:
    refuse_downgrade()
