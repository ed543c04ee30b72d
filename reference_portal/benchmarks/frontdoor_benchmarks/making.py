"""Drafts ready to send, and contacts by the thousand, made without the web."""

from datetime import timedelta

from attrs import evolve

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import PersonName
from frontdoor.domain.triage import Priority
from frontdoor.forms import Concept, RawAnswer
from frontdoor.testing.families import children
from frontdoor.testing.filling import fill_in
from frontdoor.workflow.deadlines import deadlines_of
from frontdoor.workflow.events import Event, EventKind
from frontdoor_portal.demo.seeding import ACCOUNTS, FORM
from frontdoor_portal.use_cases.drafts import start_draft, today
from frontdoor_portal.use_cases.find_child import ChildQuery, remember_search
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.send_draft import send_draft

CHILD_NAME: dict[str, str] = {"given": "Ella", "family": "Ashdown"}


def account(key: str) -> Professional:
    """The demonstration's account of that key, like `teacher`."""
    return next(each.professional for each in ACCOUNTS if each.professional.id == f"demo-{key}")


def complete_draft(office: Office, by: Professional) -> str:
    """The id of a draft with every answer in it, ready to send."""
    form = office.forms[FORM]
    known: dict[Concept, RawAnswer] = {
        Concept.CHILD_NAME: CHILD_NAME,
        Concept.CHILD_STAGE: "born",
        Concept.CATEGORY: ("neglect",),
        Concept.HELP_WANTED: "social_work_assessment",
        Concept.URGENCY: "standard",
    }
    answers = fill_in(form, known, today(office), {"immediate_danger": "no"})
    draft = start_draft(office, by, FORM, remember_search(office, by, ChildQuery()))
    with office.work.begin() as tx:
        tx.drafts.save(evolve(draft, answers=answers))
    return draft.id


def sent_contact(office: Office, by: Professional) -> Reference:
    """A contact that was sent and waits to be taken."""
    return send_draft(office, by, complete_draft(office, by))


def fill_holding_area(office: Office, count: int) -> None:
    """So many open contacts of mixed age, priority and category, all like one that was really sent."""
    by = account("teacher")
    reference = sent_contact(office, by)
    with office.work.begin() as tx:
        pattern = tx.contacts.get(reference)
    assert pattern is not None
    names = [child.name for child in children()]
    for first in range(0, count, 500):
        with office.work.begin() as tx:
            for number in range(first, min(first + 500, count)):
                contact = _like(pattern, number, names[number % len(names)])
                events = (Event(EventKind.SENT, contact.received_at, by.id, by.name),)
                deadlines = deadlines_of(contact, office.rules.clocks, office.rules.calendar)
                tx.contacts.add(contact, deadlines, events, submission_key=f"bench-{number}")


def _like(pattern: Contact, number: int, name: PersonName) -> Contact:
    priorities = tuple(Priority)
    return evolve(
        pattern,
        reference=Reference.new(),
        child=evolve(pattern.child, name=name),
        sender_priority=priorities[number % len(priorities)],
        category=("neglect", "missing", "domestic_abuse", "something_else")[number % 4],
        received_at=pattern.received_at - timedelta(minutes=number),
    )
