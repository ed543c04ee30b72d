"""Asking the sender for details, and setting another priority: a form of one or two questions each."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact, ContactKind
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Priority
from frontdoor.workflow.commands import AskForDetails
from frontdoor.workflow.refusals import Refused
from frontdoor_portal.use_cases.ask_for_details import ask_for_details, is_question_id, new_question_id
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.sent_questions import SentQuestion, sent_questions
from frontdoor_portal.use_cases.set_priority import set_priority
from frontdoor_portal.use_cases.view_contact import view_contact
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.triage.child import about_facts, about_name
from frontdoor_portal.web.triage.opening import (
    Typed,
    cannot_now,
    faults_of,
    hindrance,
    is_over,
    reference_of,
    whole_refusal,
)

EXAMPLE_QUESTIONS: Mapping[ContactKind, tuple[str, ...]] = {
    ContactKind.CAUSE_FOR_CONCERN: (
        "Who else lives in the household, and who looks after the child?",
        "What did the child say, in the child’s own words, and to whom?",
        "Have you told the family that you sent this, and what did they say?",
        "When did you last see the child, and how were they?",
    ),
    ContactKind.INFORMATION_REQUEST: (
        "Which law or order lets you ask for this? Send its date and number.",
        "What will you decide with the information?",
        "Which period do you need?",
        "Who in your agency agreed to this request, and when?",
    ),
    ContactKind.ADULT_CONCERN: (
        "What does the adult want to happen?",
        "Is the adult safe now, and who is with them?",
        "Who else helps or cares for the adult?",
        "Are there children in the household?",
    ),
}
"""What screening most often has to ask back: offered as hints, never sent by themselves."""


@frozen
class _Asked:
    """The contact that a small form is about, and who fills it in."""

    request: AnyRequest
    office: Office
    by: Professional
    reference: Reference

    def contact(self) -> Contact:
        return view_contact(self.office, self.by, self.reference).contact

    def show(self, template: str, faults: list[Fault], **values: Any) -> Page:
        contact = self.contact()
        return page(
            self.request,
            template,
            status=400 if faults else 200,
            faults=faults,
            contact=contact,
            name=about_name(contact),
            facts=about_facts(contact, self.office.now()),
            **values,
        )

    def refuse(self, reason: str, typed: Typed = ()) -> Page:
        return cannot_now(self.request, self.office, self.by, self.reference, reason, typed)


@get("/contacts/{reference:str}/ask", requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def ask_page(request: AnyRequest, office: Office, who: SignedIn, reference: str) -> Page:
    asked = _Asked(request, office, who.professional, reference_of(reference))
    if reason := hindrance(asked.contact(), who.professional, AskForDetails):
        return asked.refuse(reason)
    return _ask_form(asked, new_question_id(), "", "", [])


@post("/contacts/{reference:str}/ask", requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def ask(request: AnyRequest, office: Office, who: SignedIn, form: Fields, reference: str) -> Page:
    """Ask, once however often the button is pressed: the page brings the id of the question it was opened for."""
    form.only("text", "question_id", "about")
    text, about, question_id = form.one("text"), form.one("about"), form.one("question_id") or new_question_id()
    if not is_question_id(question_id):
        raise BadRequest("The question's id is not one that a page of ours was given")
    asked = _Asked(request, office, who.professional, reference_of(reference))
    try:
        ask_for_details(office, who.professional, asked.reference, text, question_id, about)
    except Refused as refused:
        if reason := whole_refusal(refused):
            return asked.refuse(reason, [("Your question", text)])
        return _ask_form(asked, question_id, text, about, faults_of(refused))
    return see_other(f"/contacts/{asked.reference}?done=asked")


@get("/contacts/{reference:str}/priority", requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def priority_page(request: AnyRequest, office: Office, who: SignedIn, reference: str) -> Page:
    asked = _Asked(request, office, who.professional, reference_of(reference))
    contact = asked.contact()
    if is_over(contact):
        return asked.refuse(hindrance(contact, who.professional, AskForDetails))
    return _priority_form(asked, "", "", [])


@post("/contacts/{reference:str}/priority", requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def priority(request: AnyRequest, office: Office, who: SignedIn, form: Fields, reference: str) -> Page:
    form.only("to", "reason")
    to, why = form.one("to"), form.one("reason")
    asked = _Asked(request, office, who.professional, reference_of(reference))
    try:
        if to not in set(Priority):
            missing_reason = [] if why.strip() else [Fault("reason", "Say why the priority changes")]
            return _priority_form(asked, to, why, [Fault("to", "Select the new priority"), *missing_reason])
        set_priority(office, who.professional, asked.reference, Priority(to), why)
    except Refused as refused:
        if reason := whole_refusal(refused):
            return asked.refuse(reason, [("Your reason", why)])
        return _priority_form(asked, to, why, faults_of(refused))
    return see_other(f"/contacts/{asked.reference}?done=prioritised")


def _ask_form(asked: _Asked, question_id: str, text: str, about: str, faults: list[Fault]) -> Page:
    sections: dict[str, list[SentQuestion]] = {}
    contact = asked.contact()
    for question in sent_questions(asked.office, contact):
        sections.setdefault(question.section, []).append(question)
    return asked.show(
        "triage/ask.html",
        faults,
        question_id=question_id,
        text=text,
        about=about,
        sections=sections,
        examples=EXAMPLE_QUESTIONS[contact.kind],
    )


def _priority_form(asked: _Asked, to: str, why: str, faults: list[Fault]) -> Page:
    return asked.show("triage/priority.html", faults, to=to, why=why, priorities=tuple(Priority))


routes = (ask_page, ask, priority_page, priority)
