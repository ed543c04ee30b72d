"""What the page of a request says besides: by when it is wanted, and who may release its answer."""

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact, ContactKind
from frontdoor.forms import AnswersDoNotFit, Concept, display, from_json
from frontdoor.workflow.answering import ReleaseRule, why_not_own, why_not_released
from frontdoor_portal.use_cases.figures import UNDECIDED
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.reading_submission import form_of


@frozen
class AboutRequest:
    """By when the requester says that they need it, and what happens then; empty where they named no date."""

    needed_by: str = ""
    because: str = ""


@frozen
class ReleaseOf:
    """Whether an answer waits to be released, and why this reader cannot release it, if they cannot."""

    waits: bool = False
    why_not: str = ""


def about_request(office: Office, contact: Contact) -> AboutRequest | None:
    """None for what is no request."""
    if contact.kind is not ContactKind.INFORMATION_REQUEST:
        return None
    form = form_of(office, contact)
    if form is None:
        return AboutRequest()
    try:
        answers = from_json(form, contact.submission.answers)
    except AnswersDoNotFit:
        return AboutRequest()
    said = {
        concept: display(question, answers[question.id])
        for concept in (Concept.NEEDED_BY, Concept.DEADLINE_REASON)
        if (question := form.supplier(concept)) and question.id in answers
    }
    return AboutRequest(said.get(Concept.NEEDED_BY, ""), said.get(Concept.DEADLINE_REASON, ""))


def release_of(office: Office, contact: Contact, person: Professional) -> ReleaseOf:
    answer = contact.answer
    if answer is None or not answer.waits_for_release or contact.status not in UNDECIDED or contact.holder is None:
        return ReleaseOf()
    if not may(person, Permission.TRIAGE):
        return ReleaseOf(waits=True, why_not="The front door team releases it")
    rule = ReleaseRule.MANAGER if answer.outcome in office.rules.manager_decides else office.rules.release
    return ReleaseOf(waits=True, why_not=why_not_own(contact, person) or why_not_released(answer, person, rule))
