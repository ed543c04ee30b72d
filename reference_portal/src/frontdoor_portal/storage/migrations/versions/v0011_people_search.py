"""What people of the index are searched by: the words of their names, their postcodes and numbers, their birth date.

People who are held already have none of it until their source is read again, so every source is read from its
beginning next.
"""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.columns import WRITE_ORDER

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    for table, column in (("people_words", "word"), ("people_keys", "key")):
        op.create_table(
            table,
            sa.Column("person", WRITE_ORDER, nullable=False, autoincrement=False),
            sa.Column(column, sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("person", column, name=op.f(f"pk_{table}")),
            sqlite_with_rowid=False,
        )
        op.create_index(op.f(f"ix_{table}_{column}_person"), table, [column, "person"])
    op.create_index(op.f("ix_people_birth_date_birth_date_kind"), "people", ["birth_date", "birth_date_kind"])
    op.execute(
        sa.text("UPDATE people_feeds SET cursor = '', is_under_way = false, as_at = NULL, version = version + 1")
    )


def downgrade() -> None:
    refuse_downgrade()
