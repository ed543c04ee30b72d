"""Second factors with their one-time codes, accounts kept elsewhere, and what a session has proved.

Sessions begun before had given a password.
"""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.columns import UTC_TIME, codes

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    # Without a CHECK: SQLite adds none to a table that is there, and to make this one anew would sign everybody out.
    op.add_column("sessions", sa.Column("assurance", sa.String(40), nullable=False, server_default="password"))
    op.add_column("sessions", sa.Column("factor_at", UTC_TIME, nullable=True))
    op.create_table(
        "second_factors",
        sa.Column("professional_id", sa.Text(), nullable=False),
        sa.Column("sealed_secret", sa.Text(), nullable=False),
        sa.Column("pending_secret", sa.Text(), nullable=False),
        sa.Column("pending_session", sa.Text(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("enrolled_at", UTC_TIME, nullable=True),
        sa.Column("reset_at", UTC_TIME, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", UTC_TIME, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("professional_id", name=op.f("pk_second_factors")),
        sa.ForeignKeyConstraint(
            ["professional_id"], ["professionals.id"], name=op.f("fk_second_factors_professional_id")
        ),
    )
    op.create_table(
        "one_time_codes",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("professional_id", sa.Text(), nullable=False),
        sa.Column("kind", codes("kind", "backup", "recovery"), nullable=False),
        sa.Column("expires_at", UTC_TIME, nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_one_time_codes")),
        sa.ForeignKeyConstraint(
            ["professional_id"], ["professionals.id"], name=op.f("fk_one_time_codes_professional_id")
        ),
    )
    op.create_index(op.f("ix_one_time_codes_professional_id"), "one_time_codes", ["professional_id"])
    op.create_table(
        "linked_identities",
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("professional_id", sa.Text(), nullable=False),
        sa.Column("linked_at", UTC_TIME, nullable=False),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_linked_identities")),
        sa.UniqueConstraint("professional_id", name=op.f("uq_linked_identities_professional_id")),
        sa.ForeignKeyConstraint(
            ["professional_id"], ["professionals.id"], name=op.f("fk_linked_identities_professional_id")
        ),
    )
    op.create_table(
        "provider_attempts",
        sa.Column("state_digest", sa.Text(), nullable=False),
        sa.Column("browser_digest", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("verifier", sa.Text(), nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("begun_at", UTC_TIME, nullable=False),
        sa.Column("confirms", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("shown_as", sa.Text(), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("sender_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("state_digest", name=op.f("pk_provider_attempts")),
    )
    op.create_index(op.f("ix_provider_attempts_browser_digest"), "provider_attempts", ["browser_digest"])


def downgrade() -> None:
    refuse_downgrade()
