"""One contact for the team: what was sent, what was done, how long there is, and what may be done next."""

from collections.abc import Mapping
from datetime import datetime

from attrs import field, frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Channel, Contact, ContactKind
from frontdoor.domain.kinds import KINDS, KindClock
from frontdoor.domain.triage import ChosenRecord, Priority
from frontdoor.workflow.carrying_out.second_looks import hindrance_to_answer, hindrance_to_decide_again
from frontdoor.workflow.deadlines import ClockPolicy
from frontdoor.workflow.events import Event, EventKind
from frontdoor.workflow.sides import MANAGERS
from frontdoor_portal.use_cases.attachments.own_form import went_without_own_form
from frontdoor_portal.use_cases.elsewhere import system_of, title_of
from frontdoor_portal.use_cases.figures import UNDECIDED
from frontdoor_portal.use_cases.models import HandOffKind
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.read_episode import can_read_episode
from frontdoor_portal.use_cases.view_contact import ContactView
from frontdoor_portal.web import wording
from frontdoor_portal.web.children.purposes import ANSWERING
from frontdoor_portal.web.contacts.sender_view import (
    BEFORE_AN_ANSWER,
    added,
    asked_questions,
    second_look_by_when,
)
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import read_query
from frontdoor_portal.web.navigation import HAND_OFFS
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.triage.child import about_facts, about_name
from frontdoor_portal.web.triage.clocks import due_in_words
from frontdoor_portal.web.triage.consent_words import consent_matters
from frontdoor_portal.web.triage.following import followed
from frontdoor_portal.web.triage.history import history
from frontdoor_portal.web.triage.labels import category_labels, source_label
from frontdoor_portal.web.triage.requests import about_request, release_of

DONE: Mapping[str, str] = {
    "taken": "You have taken this contact",
    "released": "You have put this contact back for others to take",
    "asked": "Your question was sent",
    "prioritised": "The priority was changed",
    "decided": "The decision is stored and the sender is told",
    "episode": "The episode number is recorded",
    "prepared": "The answer is kept, and waits to be released",
    "answered-sender": "The answer is released and the requester is told",
    "answered-leads": "The answer is released and the lead of the agency is told",
    "answered-nobody": "The answer is released. Call the agency: nobody there could be told",
    "sent-back": "The answer was given back to be changed",
    "again": "The referral is on its way to the case system again",
    "read": "You have read what is new, and the sender can see that",
    "second-look": "A second look is asked for, and the managers are told",
    "upheld": "Your answer is stored and the sender is told",
    "changed": "Your answer is stored and the sender is told. You have this contact now: decide it again",
    "added": "What you added is with the team",
    "chosen": "Your choice is kept, and the referral is on its way to the case system again",
}
"""What a banner says after an action, by the code in the address."""

CHANNEL = {
    Channel.FORM: "the form",
    Channel.PHONE: "telephone",
    Channel.EMAIL: "email",
    Channel.POST: "post",
    Channel.API: "another system",
    Channel.IMPORT: "import",
}


@frozen
class Clock:
    """One of a contact's two clocks, in words; `due` is None while it is paused."""

    title: str
    text: str
    due: datetime | None = None
    is_overdue: bool = False


@frozen
class Possible:
    """What this reader may do with a contact now. The use cases judge again when it is done."""

    take: bool = False
    release: bool = False
    prioritise: bool = False
    work: bool = False
    """Ask the sender for details, and prepare an answer."""
    decide: bool = False
    why_not_decide: str = ""
    """Why this reader, who may work on it, is not the one to decide; empty where they are."""
    read: bool = False
    """Say that what is new was read."""
    answer_second_look: bool = False


@frozen
class SenderSide:
    """What a reader of the team may do besides where their own agency sent the contact, and what came of trying.

    `typed` are answers to the team's questions that could not be taken, by question.
    """

    takes_answers: bool = True
    """Whether a question that is open may still be answered, by whomever."""
    may_answer: bool = False
    may_withdraw: bool = False
    may_add: bool = False
    may_ask_second_look: bool = False
    faults: tuple[Fault, ...] = ()
    typed: Mapping[str, str] = field(factory=dict)


def _done(code: str, view: ContactView) -> str:
    """What a banner says. Of a released answer nobody is said to be told who is not."""
    return DONE.get(f"{code}-{view.answer_for.value}" if code == "answered" else code, "")


def triage_contact_page(
    request: AnyRequest, office: Office, person: Professional, view: ContactView, sender_side: SenderSide
) -> Page:
    """The page of a contact for somebody who may see every contact (`view.for_team`)."""
    contact, now = view.contact, office.now()
    system = title_of(office, system_of(contact))
    return page(
        request,
        "triage/contact.html",
        status=400 if sender_side.faults else 200,
        faults=sender_side.faults,
        side=sender_side,
        questions=asked_questions(view),
        added=added(view),
        look_by_when=second_look_by_when(office, contact),
        unread=contact.unread,
        must_look=must_look(contact),
        view=view,
        contact=contact,
        name=about_name(contact),
        facts=about_facts(contact, now),
        kind=wording.KIND[contact.kind].label,
        rules=KINDS[contact.kind],
        about_request=about_request(office, contact),
        lacks_own_form=went_without_own_form(office, contact, view.files),
        release=release_of(office, contact, person),
        passing=next((each for each in view.hand_offs if each.kind is HandOffKind.ADULT_SOCIAL_CARE), None),
        PURPOSE=ANSWERING,
        channel=CHANNEL[contact.channel],
        category=category_labels(office).get(contact.category, contact.category) or "Not given",
        source=source_label(contact.sender.referral_source),
        clocks=clocks(office, view),
        possible=possible(contact, person),
        is_mine=contact.holder is not None and contact.holder.officer_id == person.id,
        consent=consent_matters(office, contact) if contact.kind is ContactKind.CAUSE_FOR_CONCERN else (),
        level=level_of_need(office, contact),
        record=record_in_words(contact.record) if contact.record else "",
        chosen_in=title_of(office, contact.record.system) if contact.record else "",
        follows=followed(view.filings, system),
        by_hand=next((f"{HAND_OFFS}/{each.id}" for each in view.hand_offs if each.kind is HandOffKind.EPISODE), ""),
        can_read_episode=can_read_episode(office, contact),
        history=history(_timeline_for(view), contact.kind),
        system=system,
        may_triage=may(person, Permission.TRIAGE),
        done=_done(read_query(request).one("done"), view),
    )


def _timeline_for(view: ContactView) -> tuple[Event, ...]:
    """What happened, without how an answer went to and fro where the reader is none of those who work on it."""
    inside = frozenset[EventKind]() if view.may_read_inside else BEFORE_AN_ANSWER
    return tuple(event for event in view.timeline if event.kind not in inside)


def clocks(office: Office, view: ContactView) -> tuple[Clock, ...]:
    """Both clocks, while a decision is still to come."""
    if view.contact.status not in UNDECIDED:
        return ()
    now = office.now()
    dues = _dues(office.rules.clocks, view)
    return tuple(
        Clock(title, "Paused until the sender answers")
        if due is None
        else Clock(title, due_in_words(due, now).capitalize(), due, now > due)
        for title, due in dues
    )


def _dues(policy: ClockPolicy, view: ContactView) -> tuple[tuple[str, datetime | None], ...]:
    first, second = view.deadlines.decision_due, view.deadlines.working_day_due
    if KINDS[view.contact.kind].clock is KindClock.DECISION:
        return (
            (f"Decision due ({policy.decision_hours} hours)", first),
            (f"Decision due ({_days(policy.decision_working_days)})", second),
        )
    if view.contact.priority is Priority.URGENT:
        return (f"Answer due ({policy.answer_hours} hours)", first), ("Answer due (same working day)", second)
    return ((f"Answer due ({_days(policy.answer_working_days)})", first),)


def _days(days: int) -> str:
    return f"{days} working day{'' if days == 1 else 's'}"


def possible(contact: Contact, person: Professional) -> Possible:
    if not may(person, Permission.TRIAGE):
        return Possible()
    is_manager, is_unread = person.has_role(*MANAGERS), bool(contact.unread)
    if contact.status not in UNDECIDED:
        decision, look = contact.decision, contact.open_second_look
        decided = decision is None or decision.decider in {person.id, person.name}
        answers = look is not None and decision is not None and is_manager
        return Possible(
            read=is_unread and (decided or is_manager),
            answer_second_look=bool(
                answers and look and decision and not hindrance_to_answer(contact, look, decision, person)
            ),
        )
    if contact.holder is None:
        return Possible(take=True, prioritise=True)
    works = contact.holder.officer_id == person.id or is_manager
    why_not = hindrance_to_decide_again(contact, person) if works else ""
    return Possible(
        release=works,
        prioritise=True,
        work=works,
        decide=works and not why_not,
        why_not_decide=why_not,
        read=works and is_unread,
    )


def must_look(contact: Contact) -> str:
    """Who reads what is new, in words."""
    if contact.decision is not None:
        did = "released the answer" if contact.kind is ContactKind.INFORMATION_REQUEST else "decided this"
        return f"{contact.decision.decided_by}, who {did}, or a manager"
    if contact.status not in UNDECIDED:
        return "Anybody in the team"
    return f"{contact.holder.officer_name}, who has this contact" if contact.holder else "Whoever takes this contact"


def level_of_need(office: Office, contact: Contact) -> str:
    """The level of need of a decision, by its title where the scheme in force still has it."""
    if contact.decision is None or not contact.decision.level_of_need:
        return ""
    code = contact.decision.level_of_need
    titles = {level.code: level.title for level in office.rules.need_scheme.levels}
    return f"Level {code}: {titles[code]}" if code in titles else f"Level {code}"


def record_in_words(record: ChosenRecord) -> str:
    if record.person_id is None:
        return "A new record, after looking for one"
    return f"{record.person_id} ({record.described_as})" if record.described_as else record.person_id
