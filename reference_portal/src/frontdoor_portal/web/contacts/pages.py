"""One contact: its page, and the receipt with a copy of exactly what was sent."""

from collections.abc import Mapping

from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.sides import speaks_for_sender
from frontdoor_portal.use_cases.attachments.own_form import went_without_own_form
from frontdoor_portal.use_cases.figures import UNDECIDED
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.view_contact import ContactView, view_contact
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.contacts.sender_view import (
    added,
    asked_questions,
    decided_by_when,
    has_children_in_household,
    level_in_words,
    may_add,
    may_ask_second_look,
    may_withdraw,
    second_look_by_when,
    second_look_ends,
    takes_answers,
    timeline_for_sender,
    word_on_page,
)
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import read_query
from frontdoor_portal.web.keeping import restored
from frontdoor_portal.web.kind_words import KIND_WORDS
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import signed_in
from frontdoor_portal.web.refusing import NotFound
from frontdoor_portal.web.routing import FromPath, TheOffice, Who, get
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.triage.child import about_name
from frontdoor_portal.web.triage.contact_page import SenderSide, triage_contact_page

CONTACT = "/contacts/{reference:str}"


DONE: Mapping[str, str] = {
    "added": "What you added is with the team",
    "second-look": "You have asked for a second look",
}
"""What a banner says after an action, by the code in the address."""


@get(CONTACT, signed_in, writes(Action.VIEWED_CONTACT))
def contact_page(request: AnyRequest, office: TheOffice, who: Who, reference: FromPath[str]) -> Page:
    """One address for both sides: the sender's page, or triage's for the front door team."""
    view = view_contact(office, who.professional, reference_of(reference))
    kept = restored(request, office, who)
    typed = {name.removeprefix("answer-"): kept.fields.one(name) for name in kept.fields.values} if kept else {}
    return page_of_contact(request, office, who, view, typed=typed)


@get(f"{CONTACT}/receipt", signed_in, writes(Action.VIEWED_CONTACT))
def receipt(request: AnyRequest, office: TheOffice, who: Who, reference: FromPath[str]) -> Page:
    """Proof that the front door has it, what happens next and by when; the same page for ever."""
    view = view_contact(office, who.professional, reference_of(reference))
    return page(
        request,
        "contacts/receipt.html",
        view=view,
        contact=view.contact,
        words=KIND_WORDS[view.contact.kind],
        word=word_on_page(office, view, who.professional),
        has_children=has_children_in_household(office, view.contact),
        by_when=decided_by_when(office, view),
        lacks_own_form=went_without_own_form(office, view.contact, view.files),
        is_waiting=view.contact.status in UNDECIDED,
        printed_at=office.now(),
    )


def page_of_contact(
    request: AnyRequest,
    office: Office,
    who: SignedIn,
    view: ContactView,
    *,
    faults: tuple[Fault, ...] = (),
    typed: Mapping[str, str] | None = None,
) -> Page:
    """The page of a contact for its reader's side. One of the team who may speak for its sender has both on one.

    `typed` are answers to the team's questions that could not be taken, by question.
    """
    contact = view.contact
    side = SenderSide(
        takes_answers=takes_answers(contact),
        may_answer=takes_answers(contact) and speaks_for_sender(contact, who.professional),
        may_withdraw=may_withdraw(contact, who.professional),
        may_add=may_add(contact, who.professional),
        may_ask_second_look=may_ask_second_look(office, contact, who.professional),
        faults=faults,
        typed=typed or {},
    )
    if view.for_team:
        return triage_contact_page(request, office, who.professional, view, side)
    return page(
        request,
        "contacts/contact.html",
        status=400 if side.faults else 200,
        faults=side.faults,
        view=view,
        contact=contact,
        word=word_on_page(office, view, who.professional),
        words=KIND_WORDS[contact.kind],
        name=about_name(contact),
        has_children=has_children_in_household(office, contact),
        side=side,
        questions=asked_questions(view),
        added=added(view),
        by_when=decided_by_when(office, view),
        takes_second_looks=office.rules.second_looks.times > 0,
        look_by_when=second_look_by_when(office, contact),
        second_look_ends=second_look_ends(office, contact),
        pauses=office.rules.clocks.pause_while_waiting,
        done=DONE.get(read_query(request).one("done"), ""),
        level=level_in_words(office, contact),
        timeline=timeline_for_sender(view, who.professional),
    )


def reference_of(text: str) -> Reference:
    """The reference in an address; raises `NotFound` for one that is malformed or has a wrong check character."""
    try:
        return Reference.parse(text)
    except ValueError:
        raise NotFound from None


routes = (contact_page, receipt)
