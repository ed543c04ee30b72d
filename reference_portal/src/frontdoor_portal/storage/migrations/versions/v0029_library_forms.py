"""What the versions of forms that ship with the portal said when this council was first brought them."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "library_forms",
        sa.Column("form_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("form_id", "version", name=op.f("pk_library_forms")),
    )


def downgrade() -> None:
    refuse_downgrade()
