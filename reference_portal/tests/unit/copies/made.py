"""A copy made by hand, whose answers a test chooses."""

from datetime import UTC, datetime

from reference_portal.tests.fakes import person

from frontdoor.domain.consent import Consent
from frontdoor.domain.contact import ContactKind, Sender, Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Child, PersonName
from frontdoor.domain.triage import Priority
from frontdoor_portal.use_cases.reading_submission import AnsweredQuestion, AnsweredSection, SectionNotAnswered
from frontdoor_portal.use_cases.sent_copy import SentContact, SentCopy, StandsNow, TakenCopy

REFERENCE = Reference.new()
SENDER = Sender(
    "p",
    "Asha Bello",
    "Teacher",
    "a",
    "Hollybush Primary School",
    "01632 960123",
    "2A",
    reply_address="Hollybush Primary School\n1 Larch Road",
    preferred_times="After 3:30pm",
)


def copy_of(
    *questions: AnsweredQuestion, name: str = "Zaynab", blank: tuple[SectionNotAnswered, ...] = ()
) -> TakenCopy:
    """A copy of a form with one section."""
    sent = SentCopy(
        contacts=(SentContact(REFERENCE, Child(PersonName(name, "")), 0),),
        kind=ContactKind.CAUSE_FOR_CONCERN,
        form_id="cause_for_concern",
        form_version="2026-12",
        form_title="Cause for concern",
        sender=SENDER,
        received_at=datetime(2026, 6, 4, 8, 32, tzinfo=UTC),
        priority=Priority.STANDARD,
        urgent_and_incomplete=False,
        not_sent=0,
        sent_along=0,
        consent=Consent(),
        answers={each.question_id: each.answer for each in questions},
        sections=(AnsweredSection("The worry", questions),),
        not_answered=blank,
        files=(),
    )
    now = (StandsNow(REFERENCE, Status.SENT),)
    return TakenCopy(REFERENCE, sent, now, person(), datetime(2026, 6, 5, 9, 0, tzinfo=UTC))


def said(answer: str) -> TakenCopy:
    """A copy with this answer to one question."""
    return copy_of(AnsweredQuestion("what", "What happened?", answer))
