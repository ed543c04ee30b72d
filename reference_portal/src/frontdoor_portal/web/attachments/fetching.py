"""Fetching a file of a draft or of a contact, and, with a reason, a picture exactly as it was sent."""

from typing import Any

from litestar import Response

from frontdoor_portal.use_cases.attachments.fetching import (
    NotChecked,
    OriginalReason,
    fetch_from_contact,
    fetch_from_draft,
    fetch_original,
    sealed_original,
)
from frontdoor_portal.use_cases.attachments.models import Attachment
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.view_contact import view_contact
from frontdoor_portal.web.attachments import addresses
from frontdoor_portal.web.attachments.downloads import check_purpose, download
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.contacts.pages import reference_of
from frontdoor_portal.web.drafts.addresses import of_draft
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.file_words import REASON, STATE
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import requires, signed_in
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.routing import FormFields, FromPath, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest

Sent = Response[Any]


@get(addresses.ONE_OF_DRAFT, requires(Permission.SEND_CONCERNS), writes(Action.VIEWED_FILE))
def file_of_draft(
    request: AnyRequest, office: TheOffice, who: Who, draft_id: FromPath[str], file_id: FromPath[str]
) -> Sent:
    check_purpose(request)
    try:
        return download(request, fetch_from_draft(office, who.professional, draft_id, file_id))
    except NotChecked as problem:
        return _not_checked(request, problem.attachment, f"{of_draft(draft_id)}/files")


@get(addresses.OF_CONTACT, signed_in, writes(Action.VIEWED_FILE))
def file_of_contact(
    request: AnyRequest, office: TheOffice, who: Who, reference: FromPath[str], file_id: FromPath[str]
) -> Sent:
    check_purpose(request)
    found = reference_of(reference)
    try:
        return download(request, fetch_from_contact(office, who.professional, found, file_id))
    except NotChecked as problem:
        return _not_checked(request, problem.attachment, f"/contacts/{found}")


@get(addresses.ORIGINAL, requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def ask_for_original(
    request: AnyRequest, office: TheOffice, who: Who, reference: FromPath[str], file_id: FromPath[str]
) -> Page:
    """Why the picture is wanted exactly as it was sent: asked before it is, and kept in the audit."""
    return _reason_page(request, office, who, reference, file_id, [])


@post(
    addresses.ORIGINAL,
    requires(Permission.TRIAGE),
    writes(Action.VIEWED_ORIGINAL, Action.VIEWED_CONTACT),
)
def fetch_the_original(
    request: AnyRequest, office: TheOffice, who: Who, form: FormFields, reference: FromPath[str], file_id: FromPath[str]
) -> Sent:
    chosen = form.only("reason").one("reason")
    if not chosen:
        faults = [Fault("reason", "Select why you need the original")]
        return _reason_page(request, office, who, reference, file_id, faults)
    try:
        reason = OriginalReason(chosen)
    except ValueError:
        raise BadRequest("The reason is not one of the page's") from None
    check_purpose(request)
    found = reference_of(reference)
    try:
        return download(request, fetch_original(office, who.professional, found, file_id, reason))
    except NotChecked as problem:
        return _not_checked(request, problem.attachment, f"/contacts/{found}")


def _reason_page(
    request: AnyRequest, office: Office, who: SignedIn, reference: str, file_id: str, faults: list[Fault]
) -> Page:
    found = reference_of(reference)
    attachment = sealed_original(office, who.professional, found, file_id)
    view_contact(office, who.professional, found)
    return page(
        request,
        "attachments/original.html",
        status=400 if faults else 200,
        faults=faults,
        contact_address=f"/contacts/{found}",
        reference=found,
        file=attachment,
        reasons=REASON,
    )


def _not_checked(request: AnyRequest, attachment: Attachment, back: str) -> Page:
    """Why a file cannot be fetched; it says no more than the page it is listed on."""
    word = STATE[attachment.state]
    return page(request, "attachments/not_checked.html", status=400, name=attachment.name, word=word, back=back)


routes = (file_of_draft, file_of_contact, ask_for_original, fetch_the_original)
