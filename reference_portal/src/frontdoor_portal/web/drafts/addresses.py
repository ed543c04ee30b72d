"""The addresses of forms and drafts. A page of a form has an id without hyphens, so none can be taken for another."""

from frontdoor.domain.identifiers import Reference
from frontdoor_portal.web.navigation import CLOSED_DRAFTS

FORM = "/forms/{form_id:str}"
"""What is said before a form is opened."""
DRAFTS = "/drafts"
DRAFT = f"{DRAFTS}/{{draft_id:str}}"
QUESTIONS = f"{DRAFT}/{{page_id:str}}"
CHECK = f"{DRAFT}/check-answers"
STOP = f"{DRAFT}/call-first"
DISCARD = f"{DRAFT}/throw-away"
SHARE = f"{DRAFT}/share-it"
STOP_SHARING = f"{DRAFT}/stop-sharing"
KEEP = f"{DRAFT}/keep-it"
CARRY_ON = f"{DRAFT}/new-version"
LEFT_BEHIND = f"{DRAFT}/earlier-answers"
VERSIONS = f"{DRAFT}/two-versions/{{version_id:str}}"
OF_AGENCY = "/agency-drafts"
TAKE_CLOSED = f"{CLOSED_DRAFTS}/{{draft_id:str}}"
"""Where a duty manager takes over what no lead may see."""
TAKE_OVER = f"{OF_AGENCY}/{{draft_id:str}}"


def of_draft(draft_id: str) -> str:
    return f"{DRAFTS}/{draft_id}"


def stop_of(draft_id: str) -> str:
    return f"{DRAFTS}/{draft_id}/call-first"


def share_of(draft_id: str) -> str:
    return f"{DRAFTS}/{draft_id}/share-it"


def carry_on_of(draft_id: str) -> str:
    return f"{DRAFTS}/{draft_id}/new-version"


def kept_earlier(draft_id: str) -> str:
    """Where the answers of earlier versions are, once a page of one has come to them."""
    return f"{DRAFTS}/{draft_id}/earlier-answers?just=kept"


def versions_of(draft_id: str, version_id: str) -> str:
    return f"{DRAFTS}/{draft_id}/two-versions/{version_id}"


def receipt_of(reference: Reference) -> str:
    return f"/contacts/{reference}/receipt"
