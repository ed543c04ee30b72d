"""Whose record a contact is about, in columns of their own: what was said of one child before is found by them."""

import sqlalchemy as sa
from alembic import op

from frontdoor_portal.storage.migrations import refuse_downgrade

revision = "0015"
down_revision = "0014"

_DETAILS = sa.table(
    "contact_details",
    sa.column("reference", sa.Text()),
    sa.column("record_id", sa.Text()),
    sa.column("record_system", sa.Text()),
    sa.column("record_choice", sa.JSON()),
    sa.column("delivery_person_id", sa.Text()),
    sa.column("delivery_system", sa.Text()),
    sa.column("about_system", sa.Text()),
    sa.column("about_person_id", sa.Text()),
)


def upgrade() -> None:
    for name in ("about_system", "about_person_id"):
        op.add_column("contact_details", sa.Column(name, sa.Text(), nullable=True))
    op.create_index(
        op.f("ix_contact_details_about_person_id_about_system"), "contact_details", ["about_person_id", "about_system"]
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(_DETAILS)).mappings().all():
        system, person_id = _about(row)
        if person_id:
            connection.execute(
                _DETAILS.update()
                .where(_DETAILS.c.reference == row["reference"])
                .values(about_system=system, about_person_id=person_id)
            )


def _about(row: sa.RowMapping) -> tuple[str, str]:
    """As `Contact.person_id` had it at this step: what an officer chose last, or what was made with the episode."""
    chosen = row["record_choice"]["record"] if row["record_choice"] else None
    person_id = (chosen["person_id"] if chosen else row["record_id"]) or ""
    system = (chosen["system"] if chosen else row["record_system"]) or ""
    delivered_to = row["delivery_system"] or ""
    if not person_id or (delivered_to and system not in {"", delivered_to}):
        person_id = row["delivery_person_id"] or ""
    return delivered_to or system, person_id


def downgrade() -> None:
    refuse_downgrade()
