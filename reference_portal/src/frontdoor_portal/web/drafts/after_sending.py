"""What a page of a draft answers with once the draft was sent, or is gone: nothing typed there is swallowed."""

from frontdoor.domain.contact import Submission
from frontdoor.forms import AnswersDoNotFit, FormDefinition, display, from_json
from frontdoor_portal.use_cases.drafts import open_draft
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.send_draft import reference_sent_from
from frontdoor_portal.use_cases.view_contact import view_contact
from frontdoor_portal.web.auditing import write_refusal
from frontdoor_portal.web.contacts.sender_view import may_add
from frontdoor_portal.web.drafts import addresses
from frontdoor_portal.web.drafts.typed import read_page
from frontdoor_portal.web.drafts.unsaved import Why, form_asked, kind_asked, page_fields, typed_rows, unsaved_page
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.kind_words import KIND_WORDS
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.site import AnyRequest


def receipt_of_sent(office: Office, who: SignedIn, draft_id: str) -> Page:
    """The receipt of a draft that was sent meanwhile, for whatever page of it was still open.

    Raises `NotVisible`, or `SentByAnother`.
    """
    return see_other(addresses.receipt_of(reference_sent_from(office, who.professional, draft_id)))


def where_it_is_now(office: Office, who: SignedIn, draft_id: str) -> Page:
    """For whoever comes to take a draft over that is not there to be taken: the draft, if they have it, or its receipt.

    Raises `NotVisible`, `FormGone`, or `SentByAnother`.
    """
    try:
        open_draft(office, who.professional, draft_id)
    except NotVisible:
        return receipt_of_sent(office, who, draft_id)
    return see_other(addresses.of_draft(draft_id))


def typed_after_sending(
    request: AnyRequest, office: Office, who: SignedIn, draft_id: str, page_id: str, form: Fields
) -> Page:
    """A question page that arrives when its draft is open to them no more: what was typed there is shown.

    Once the draft was sent it says what of this is not in what went. Where all of it is, as when somebody goes back and
    presses the button again, it is the receipt.
    """
    try:
        reference = reference_sent_from(office, who.professional, draft_id)
    except NotVisible as refusal:
        rows = typed_rows(office, page_id, form)
        if not rows:
            raise
        write_refusal(office, who.professional, addresses.QUESTIONS, refusal)
        return unsaved_page(request, draft_id, rows, Why.NOT_OPEN, kind=kind_asked(form))
    contact = view_contact(office, who.professional, reference).contact
    submission = contact.submission
    known = office.form_versions.get((submission.form_id, submission.form_version))
    unsent = _unsent(office, known, submission, page_id, form)
    if not unsent:
        return see_other(addresses.receipt_of(reference))
    return page(
        request,
        "drafts/sent_already.html",
        status=409,
        reference=reference,
        unsent=unsent,
        words=KIND_WORDS[contact.kind],
        may_add=may_add(contact, who.professional),
    )


def _unsent(
    office: Office, known: FormDefinition | None, submission: Submission, page_id: str, form: Fields
) -> list[tuple[str, str]]:
    """What of a page that came too late is not in what was sent."""
    asked = form_asked(office, form) or known
    if known is None or asked is None or not asked.has_page(page_id):
        return typed_rows(office, page_id, form)
    try:
        typed = read_page(asked.page(page_id), page_fields(form)).typed
    except BadRequest:
        return typed_rows(office, page_id, form)
    try:
        sent = from_json(known, submission.answers)
    except AnswersDoNotFit:
        sent = {}
    return [
        (question.label, text)
        for question in asked.page(page_id).questions
        if (text := display(question, typed.get(question.id)))
        and text.split() != display(question, sent.get(question.id)).split()
    ]
