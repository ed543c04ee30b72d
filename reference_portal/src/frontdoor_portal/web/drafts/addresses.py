"""The addresses of forms and drafts. A page of a form has an id without hyphens, so none can be taken for another."""

from frontdoor.domain.identifiers import Reference

FORM = "/forms/{form_id:str}"
"""What is said before a form is opened."""
DRAFTS = "/drafts"
DRAFT = f"{DRAFTS}/{{draft_id:str}}"
QUESTIONS = f"{DRAFT}/{{page_id:str}}"
CHECK = f"{DRAFT}/check-answers"
STOP = f"{DRAFT}/call-first"
DISCARD = f"{DRAFT}/throw-away"


def of_draft(draft_id: str) -> str:
    return f"{DRAFTS}/{draft_id}"


def stop_of(draft_id: str) -> str:
    return f"{DRAFTS}/{draft_id}/call-first"


def receipt_of(reference: Reference) -> str:
    return f"/contacts/{reference}/receipt"
