"""Filling in a form: saved on every page, shared, taken over, kept for a while, carried on to the form's next version.

`access` says who may do what with a draft, and `forgetting` what goes when a draft goes.
"""

from frontdoor_portal.use_cases.drafts.access import FormGone, OpenDraft, draft_open_to, own_draft
from frontdoor_portal.use_cases.drafts.filling import (
    SavedPage,
    discard_draft,
    mark_send_attempted,
    my_drafts,
    open_draft,
    save_page,
    start_draft,
    today,
)

__all__ = [
    "FormGone",
    "OpenDraft",
    "SavedPage",
    "discard_draft",
    "draft_open_to",
    "mark_send_attempted",
    "my_drafts",
    "open_draft",
    "own_draft",
    "save_page",
    "start_draft",
    "today",
]
