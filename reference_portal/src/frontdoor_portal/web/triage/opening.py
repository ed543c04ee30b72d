"""From an address to a contact that somebody wants to work on, or to the page that says why not now."""

from collections.abc import Sequence

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.answering import why_not_own
from frontdoor.workflow.carrying_out.second_looks import hindrance_to_decide_again
from frontdoor.workflow.commands import Command, Decide, PrepareAnswer, Take
from frontdoor.workflow.refusals import Refused
from frontdoor.workflow.sides import MANAGERS
from frontdoor.workflow.transitions import TRANSITIONS, NotAllowed, cell_of
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.view_contact import view_contact
from frontdoor_portal.web import wording
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.refusing import NotFound
from frontdoor_portal.web.site import AnyRequest

Typed = Sequence[tuple[str, str]]
"""What somebody wrote, by the name of its field: shown again where it could not be saved."""


def reference_of(text: str) -> Reference:
    """The reference in an address; raises `NotFound` for what is none."""
    try:
        return Reference.parse(text)
    except ValueError:
        raise NotFound from None


def hindrance(contact: Contact, by: Professional, command: type[Command] = Decide) -> str:
    """Why this person cannot ask about a contact, decide it or answer it now, or nothing.

    It spares people a page they could not use; the use case judges again when the page is sent.
    """
    cell = cell_of(contact, command)
    if isinstance(cell, NotAllowed):
        return cell.reason
    if command is PrepareAnswer and (reason := why_not_own(contact, by)):
        return reason
    if contact.holder is None:
        return "Take this contact before you work on it"
    if contact.holder.officer_id != by.id and not by.has_role(*MANAGERS):
        return f"{contact.holder.officer_name} has already taken this contact"
    return hindrance_to_decide_again(contact, by) if command is Decide else ""


def cannot_now(
    request: AnyRequest,
    office: Office,
    by: Professional,
    reference: Reference,
    reason: str,
    typed: Typed = (),
) -> Page:
    """The page that says why a contact cannot be worked on now, how it stands, and what somebody typed meanwhile."""
    contact = view_contact(office, by, reference).contact
    return page(
        request,
        "triage/cannot_now.html",
        status=409,
        reason=reason,
        contact=contact,
        word=wording.OUTCOME[contact.decision.outcome] if contact.decision else wording.STATUS[contact.status],
        can_take=_can_take(contact, by),
        typed=[(name, text) for name, text in typed if text.strip()],
    )


def _can_take(contact: Contact, by: Professional) -> bool:
    is_free = contact.holder is None and not is_over(contact)
    return may(by, Permission.TRIAGE) and is_free and not why_not_own(contact, by)


def is_over(contact: Contact) -> bool:
    """Whether a contact was decided or withdrawn, so that nobody can take it any more."""
    return isinstance(TRANSITIONS[contact.status][Take], NotAllowed)


def whole_refusal(refused: Refused) -> str:
    """Why the whole command was refused, or nothing where only fields are wrong."""
    return next((fault.message for fault in refused.faults if not fault.field), "")


def faults_of(refused: Refused) -> list[Fault]:
    """Faults of a command as faults of its form: both name a field alike."""
    return [Fault(fault.field, fault.message) for fault in refused.faults if fault.field]
