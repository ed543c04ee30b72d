"""A file whose bytes are lost or damaged has a state of its own."""

from frontdoor_portal.storage.migrations import refuse_downgrade
from frontdoor_portal.storage.migrations.codes import widen

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    widen("attachments", "state", "checking", "clean", "infected", "unchecked", "unreadable")


def downgrade() -> None:
    refuse_downgrade()
