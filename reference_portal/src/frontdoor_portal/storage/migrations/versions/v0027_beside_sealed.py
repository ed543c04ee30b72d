"""A hand-off for a record that was filled in before another child of the same form was sealed."""

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.codes import widen

revision = "0027"
down_revision = "0026"

_KINDS = (
    "case_note",
    "episode",
    "document",
    "adult_social_care",
    "added_information",
    "changed_decision",
    "record_beside_sealed",
)


def upgrade() -> None:
    widen("hand_offs", "kind", *_KINDS)


def downgrade() -> None:
    refuse_downgrade()
