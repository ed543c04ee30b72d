"""What a page of a draft answers with once the draft was sent: its receipt, and nothing typed there is swallowed."""

from frontdoor.forms import AnswersDoNotFit, display, from_json
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.send_draft import reference_sent_from
from frontdoor_portal.use_cases.view_contact import view_contact
from frontdoor_portal.web.drafts import addresses
from frontdoor_portal.web.drafts.typed import read_page
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.site import AnyRequest


def receipt_of_sent(office: Office, who: SignedIn, draft_id: str) -> Page:
    """The receipt of a draft that was sent meanwhile, for whatever page of it was still open.

    Raises `NotVisible`, or `SentByAnother`.
    """
    return see_other(addresses.receipt_of(reference_sent_from(office, who.professional, draft_id)))


def typed_after_sending(
    request: AnyRequest, office: Office, who: SignedIn, draft_id: str, page_id: str, form: Fields
) -> Page:
    """A question page that arrives after its draft was sent: what was typed is shown, since it is not in what went.

    Where it says nothing that was not sent, as when somebody goes back and presses the button again, it is the receipt.
    """
    reference = reference_sent_from(office, who.professional, draft_id)
    contact = view_contact(office, who.professional, reference).contact
    submission = contact.submission
    known = office.form_versions.get((submission.form_id, submission.form_version))
    if known is None or not known.has_page(page_id):
        return see_other(addresses.receipt_of(reference))
    try:
        typed = read_page(known.page(page_id), form).typed
    except BadRequest:
        raise NotVisible(draft_id) from None
    try:
        sent = from_json(known, submission.answers)
    except AnswersDoNotFit:
        sent = {}
    unsent = [
        (question.label, text)
        for question in known.page(page_id).questions
        if (text := display(question, typed.get(question.id)))
        and text.split() != display(question, sent.get(question.id)).split()
    ]
    if not unsent:
        return see_other(addresses.receipt_of(reference))
    return page(request, "drafts/sent_already.html", status=409, reference=reference, unsent=unsent)
