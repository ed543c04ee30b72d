"""How people come to an agency, stay with it and leave it: shared domains, standings, proposals, changed addresses."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.columns import UTC_TIME

revision = "0019"
down_revision = "0018"

_PEOPLE = sa.table(
    "professionals",
    sa.column("id", sa.Text()),
    sa.column("email", sa.Text()),
    sa.column("email_key", sa.Text()),
    sa.column("disabled", sa.Boolean()),
    sa.column("standing", sa.Text()),
)


def upgrade() -> None:
    # Without CHECKs: SQLite adds none to a table that is there.
    _add("agencies", sa.Column("admission", sa.String(40), nullable=False, server_default="at_once"))
    _add("agencies", sa.Column("takes_shared_mailboxes", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in ("refused_addresses", "lead_email"):
        _add("agencies", sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("''")))
    for name in ("reminded_at", "listed_at", "domains_checked_at"):
        _add("agencies", sa.Column(name, UTC_TIME, nullable=True))
    _add("professionals", sa.Column("standing", sa.String(40), nullable=False, server_default="active"))
    _add("professionals", sa.Column("role_doubted", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in ("joined_at", "signed_in_at", "certified_at"):
        _add("professionals", sa.Column(name, UTC_TIME, nullable=True))
    for name in ("reply_address", "preferred_times"):
        _add("professionals", sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("''")))
        _add("contact_details", sa.Column(f"sender_{name}", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.create_index(op.f("ix_professionals_standing"), "professionals", ["standing"])
    _add("registrations", sa.Column("mailbox", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.create_index(op.f("ix_registrations_mailbox"), "registrations", ["mailbox"])
    _make_tables()
    _read_again()


def _add(table: str, column: "sa.Column[object]") -> None:
    op.add_column(table, column)


def _make_tables() -> None:
    op.create_table(
        "agency_shared_domains",
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_agency_shared_domains_agency_id")),
        sa.PrimaryKeyConstraint("domain", "agency_id", name=op.f("pk_agency_shared_domains")),
    )
    op.create_index(op.f("ix_agency_shared_domains_agency_id"), "agency_shared_domains", ["agency_id"])
    op.create_table(
        "address_changes",
        sa.Column("professional_id", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("old_email", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("expires_at", UTC_TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["professional_id"], ["professionals.id"], name=op.f("fk_address_changes_professional_id")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_address_changes_agency_id")),
        sa.PrimaryKeyConstraint("professional_id", name=op.f("pk_address_changes")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_address_changes_token_hash")),
    )
    op.create_table(
        "password_resets",
        sa.Column("professional_id", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("expires_at", UTC_TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["professional_id"], ["professionals.id"], name=op.f("fk_password_resets_professional_id")
        ),
        sa.PrimaryKeyConstraint("professional_id", name=op.f("pk_password_resets")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_password_resets_token_hash")),
    )
    op.create_table(
        "agency_proposals",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_by_name", sa.Text(), nullable=False),
        sa.Column("proposed_at", UTC_TIME, nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", UTC_TIME, nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_proposals")),
    )
    op.create_index(op.f("ix_agency_proposals_agency_id"), "agency_proposals", ["agency_id"])


def _read_again() -> None:
    """Closed accounts say so, and each mailbox has its one form, unless two accounts have it already."""
    connection = op.get_bind()
    connection.execute(_PEOPLE.update().where(_PEOPLE.c.disabled).values(standing="closed"))
    rows = connection.execute(sa.select(_PEOPLE)).mappings().all()
    taken = {row["email_key"] for row in rows}
    for row in rows:
        key = _mailbox(row["email"])
        if key != row["email_key"] and key not in taken:
            taken.add(key)
            connection.execute(_PEOPLE.update().where(_PEOPLE.c.id == row["id"]).values(email_key=key))


def _mailbox(email: str) -> str:
    """As `mailbox_key` had it at this step."""
    local, _, domain = email.strip().lower().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in ("gmail.com", "googlemail.com"):
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def downgrade() -> None:
    refuse_downgrade()
