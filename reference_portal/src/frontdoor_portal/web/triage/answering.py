"""Answering a request for information: the outcome, what it needs, and then its release by whoever may."""

from datetime import datetime
from typing import Any

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.answering import InformationAnswer, Withholding
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Outcome
from frontdoor.workflow.answering import why_not_own
from frontdoor.workflow.commands import PrepareAnswer
from frontdoor.workflow.refusals import Refused
from frontdoor_portal.use_cases.answer_request import prepare_answer, release_answer, send_answer_back
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.view_contact import ContactView, view_contact
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.triage.answer_form import OUTCOMES, AnswerForm, in_page_order
from frontdoor_portal.web.triage.child import about_facts, about_name
from frontdoor_portal.web.triage.opening import cannot_now, faults_of, hindrance, reference_of, whole_refusal
from frontdoor_portal.web.triage.requests import about_request, release_of

CHOOSE, CHANGE, PREPARE = "choose", "change", "prepare"
"""What a button of the two pages asks for."""

NO_ANSWER = "No answer waits to be released"
_PREPARING = "/contacts/{reference:str}/answer/prepare"
_RELEASING = "/contacts/{reference:str}/answer/release"


@frozen
class _Answering:
    """The request to answer, and who works on it."""

    request: AnyRequest
    office: Office
    by: Professional
    reference: Reference

    def view(self) -> ContactView:
        return view_contact(self.office, self.by, self.reference)

    def refuse(self, reason: str, typed: AnswerForm | None = None) -> Page:
        written = typed.written if typed else ()
        return cannot_now(self.request, self.office, self.by, self.reference, reason, written)

    def show(self, template: str, view: ContactView, faults: list[Fault], **values: Any) -> Page:
        contact = view.contact
        return page(
            self.request,
            template,
            status=400 if faults else 200,
            faults=faults,
            contact=contact,
            view=view,
            name=about_name(contact),
            facts=about_facts(contact, self.office.now()),
            sections=view.sections,
            about_request=about_request(self.office, contact),
            is_late=view.deadlines.is_overdue(self.office.now()) or any(each.field == "reason_late" for each in faults),
            due=view.deadlines.decision_due,
            **values,
        )


@get(_PREPARING, requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def prepare_page(request: AnyRequest, office: Office, who: SignedIn, reference: str) -> Page:
    """The outcome to choose first; an answer that was begun before opens as it was left."""
    answering = _Answering(request, office, who.professional, reference_of(reference))
    view = answering.view()
    if reason := hindrance(view.contact, who.professional, PrepareAnswer):
        return answering.refuse(reason)
    begun = view.contact.answer
    if begun is not None:
        return _details(answering, view, begun.outcome, _typed_before(begun), [])
    return _outcome(answering, view, AnswerForm(), [])


@post(_PREPARING, requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def prepare(request: AnyRequest, office: Office, who: SignedIn, form: Fields, reference: str) -> Page:
    answering = _Answering(request, office, who.professional, reference_of(reference))
    typed, step = AnswerForm.of(form), form.one("step")
    view = answering.view()
    if reason := hindrance(view.contact, who.professional, PrepareAnswer):
        return answering.refuse(reason, typed)
    if typed.chosen is None:
        return _outcome(answering, view, typed, [Fault("outcome", "Select what you answer")])
    if step == CHANGE:
        return _outcome(answering, view, typed, [])
    if step == CHOOSE:
        return _details(answering, view, typed.chosen, typed, [])
    return _prepare(answering, view, typed.chosen, typed)


def _prepare(answering: _Answering, view: ContactView, outcome: Outcome, typed: AnswerForm) -> Page:
    try:
        prepare_answer(
            answering.office,
            answering.by,
            answering.reference,
            outcome=outcome,
            rationale=typed.rationale,
            shared=typed.shared,
            withheld=typed.withheld,
            refused_because=typed.refusal,
            message=typed.message,
            reason_late=typed.reason_late,
        )
    except Refused as refused:
        if reason := whole_refusal(refused):
            return answering.refuse(reason, typed)
        return _details(answering, view, outcome, typed, faults_of(refused))
    return see_other(f"/contacts/{answering.reference}?done=prepared")


def _outcome(answering: _Answering, view: ContactView, typed: AnswerForm, faults: list[Fault]) -> Page:
    return answering.show("triage/answer_outcome.html", view, faults, typed=typed, outcomes=OUTCOMES)


def _details(
    answering: _Answering, view: ContactView, outcome: Outcome, typed: AnswerForm, faults: list[Fault]
) -> Page:
    return answering.show(
        "triage/answer_details.html",
        view,
        in_page_order(faults),
        typed=typed,
        chosen=outcome,
        reasons=tuple(Withholding),
    )


def _typed_before(answer: InformationAnswer) -> AnswerForm:
    """The answer as it stands, to be changed."""
    return AnswerForm(
        outcome=answer.outcome.value,
        refused_because=answer.refused_because.value if answer.refused_because else "",
        shared=answer.shared,
        message=answer.message,
        rationale=answer.rationale,
        reason_late=answer.reason_late,
        reasons=frozenset(each.reason for each in answer.withheld),
        words={each.reason: each.words for each in answer.withheld if each.words},
    )


@get(_RELEASING, requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def release_page(request: AnyRequest, office: Office, who: SignedIn, reference: str) -> Page:
    answering = _Answering(request, office, who.professional, reference_of(reference))
    return _release_form(answering, answering.view(), {}, [])


@post(_RELEASING, requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def release(request: AnyRequest, office: Office, who: SignedIn, form: Fields, reference: str) -> Page:
    """Release the answer that was read, or give it back: a button for each."""
    form.only("step", "prepared_at", "checked", "reason", "reason_late")
    answering = _Answering(request, office, who.professional, reference_of(reference))
    typed = {name: form.one(name) for name in ("checked", "reason", "reason_late")}
    read_at, step = _time(form.one("prepared_at")), form.one("step")
    try:
        if step == "back":
            send_answer_back(office, who.professional, answering.reference, read_at, typed["reason"])
        else:
            release_answer(
                office,
                who.professional,
                answering.reference,
                read_at,
                checked=typed["checked"] == "yes",
                reason_late=typed["reason_late"],
            )
    except Refused as refused:
        if reason := whole_refusal(refused):
            given = (("What must change", typed["reason"]), ("Why it is late", typed["reason_late"]))
            return cannot_now(request, office, who.professional, answering.reference, reason, given)
        return _release_form(answering, answering.view(), typed, faults_of(refused))
    return see_other(f"/contacts/{answering.reference}?done={'sent-back' if step == 'back' else 'answered'}")


def _release_form(answering: _Answering, view: ContactView, typed: dict[str, str], faults: list[Fault]) -> Page:
    contact = view.contact
    if reason := why_not_own(contact, answering.by):  # they do not read it either
        return answering.refuse(reason)
    releasing = release_of(answering.office, contact, answering.by)
    if contact.answer is None or not releasing.waits:
        return answering.refuse(NO_ANSWER)
    return answering.show(
        "triage/answer_release.html",
        view,
        faults,
        answer=contact.answer,
        prepared_at=contact.answer.prepared_at.isoformat(),
        why_not=releasing.why_not,
        typed=typed,
    )


def _time(text: str) -> datetime:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise BadRequest("The time of the answer is not one that a page of ours was given") from None
    if read.tzinfo is None:
        raise BadRequest("The time of the answer is not one that a page of ours was given")
    return read


routes = (prepare_page, prepare, release_page, release)
