"""Everything that was sent, once: what the receipt, the PDF and the structured copy all say. Nothing that came after.

How it stands now is told apart from it (`StandsNow`), so that what was sent reads the same for ever.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from frontdoor.domain.after_sending import Addition, AdditionReason
from frontdoor.domain.agency import Professional
from frontdoor.domain.consent import Consent
from frontdoor.domain.contact import Contact, ContactKind, Sender, Status
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Adult, Child, PersonName
from frontdoor.domain.triage import Outcome, Priority
from frontdoor_portal.use_cases.attachments.models import Attachment
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.reading_submission import (
    AnsweredSection,
    SectionNotAnswered,
    answered_sections,
    form_of,
    sections_not_answered,
)
from frontdoor_portal.use_cases.seeing import audit, purpose_of_seeing, visible_contact


@frozen
class SentContact:
    """One of the contacts that a form became, and the child it is about. `child_number` counts from 0 in the form.

    Where it is about an adult, `adult` says whom and `child` is empty.
    """

    reference: Reference
    child: Child
    child_number: int
    adult: Adult | None = None

    @property
    def about(self) -> PersonName:
        return self.adult.name if self.adult is not None else self.child.name


@frozen
class SentFile:
    """A file that was sent with the form: its size in bytes and its SHA-256 are those of the original."""

    name: str
    size: int
    sha256: str


@frozen
class SentCopy:
    """A whole form as it was sent. `form_title` is empty where the form version is no longer installed.

    `not_sent` counts the answers to questions that no longer applied: what they said was never sent. `answers` are the
    typed ones as they are stored, by question. `sent_along` counts the texts that went with an urgent form as added
    information: what versions of its pages said between which nobody had chosen.
    """

    contacts: tuple[SentContact, ...]
    kind: ContactKind
    form_id: str
    form_version: str
    form_title: str
    sender: Sender
    received_at: datetime
    priority: Priority
    urgent_and_incomplete: bool
    not_sent: int
    sent_along: int
    consent: Consent
    answers: Mapping[str, Any]
    sections: tuple[AnsweredSection, ...]
    not_answered: tuple[SectionNotAnswered, ...]
    files: tuple[SentFile, ...]

    @property
    def not_sent_in_words(self) -> str:
        """How many answers stayed behind, in a sentence; empty where none did."""
        if self.not_sent == 1:
            return "1 answer was not sent, because its question no longer applied."
        many = f"{self.not_sent} answers were not sent, because their questions no longer applied."
        return many if self.not_sent else ""

    @property
    def sent_along_in_words(self) -> str:
        """That more went than the copy has, in sentences; empty where nothing did."""
        if not self.sent_along:
            return ""
        texts = "1 text" if self.sent_along == 1 else f"{self.sent_along} texts"
        return (
            f"{texts} went with it as added information: what another version of a page said. "
            "It is not in this copy. The portal shows it with the contact."
        )

    @property
    def references(self) -> tuple[Reference, ...]:
        return tuple(each.reference for each in self.contacts)


@frozen
class StandsNow:
    """Where one contact stands at the moment of the copy, as its sender may know it: no officer, no internal note."""

    reference: Reference
    status: Status
    decided_at: datetime | None = None
    outcome: Outcome | None = None
    level_of_need: str = ""
    message_to_sender: str = ""


@frozen
class TakenCopy:
    """A copy that somebody takes out of the portal: by whom, when, and of which contact they asked for it."""

    asked_for: Reference
    sent: SentCopy
    now: tuple[StandsNow, ...]
    taken_by: Professional
    taken_at: datetime


def take_copy(office: Office, by: Professional, reference: Reference, detail: str) -> TakenCopy:
    """What was sent, for a file of its own; `detail` says in the audit which kind. Raises `NotVisible`.

    Every contact of the form is written down as exported, because the file tells of each.
    """
    contact = visible_contact(office, by, reference)
    with office.work.reading() as tx:
        contacts = in_order([contact, *together_with(tx, contact)])
        files = tx.attachments.of_contact(reference)
    taken_at = office.now()
    with office.work.begin() as tx:
        for each in contacts:
            purpose = purpose_of_seeing(by, each)
            audit(office, tx, by, Action.EXPORTED_CONTACT, str(each.reference), purpose=purpose, detail=detail)
    now = tuple(stands_now(each) for each in contacts)
    return TakenCopy(reference, sent_copy_of(office, contact, contacts, files), now, by, taken_at)


def together_with(tx: Transaction, contact: Contact) -> tuple[Contact, ...]:
    """Whoever may see a contact may see these: they are kept as closely as the closest of them."""
    found = (tx.contacts.get(reference) for reference in contact.submission.together)
    return tuple(each for each in found if each is not None)


def in_order(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """The contacts of one form, the child that it began with first."""
    return tuple(sorted(contacts, key=lambda each: each.submission.child_number))


def sent_copy_of(
    office: Office, contact: Contact, contacts: tuple[Contact, ...], files: Sequence[Attachment] = ()
) -> SentCopy:
    """The copy of a contact's form; `contacts` are all that the form became, in order, `files` what went with it."""
    form = form_of(office, contact)
    submission = contact.submission
    return SentCopy(
        contacts=tuple(
            SentContact(each.reference, each.child, each.submission.child_number, each.adult) for each in contacts
        ),
        kind=contact.kind,
        form_id=submission.form_id,
        form_version=submission.form_version,
        form_title=form.title if form else "",
        sender=contact.sender,
        received_at=contact.received_at,
        priority=contact.sender_priority,
        urgent_and_incomplete=submission.urgent_and_incomplete,
        not_sent=len(submission.dropped),
        # Nobody adds anything in the very moment of sending but the sending itself.
        sent_along=sum(_went_along(each, contacts[0]) for each in contacts[0].additions),
        consent=contact.consent,
        answers=submission.answers,
        sections=answered_sections(office, contact),
        not_answered=sections_not_answered(office, contact),
        files=tuple(SentFile(each.name, each.original.size, each.original.sha256) for each in files),
    )


def _went_along(addition: Addition, contact: Contact) -> bool:
    return addition.reason is AdditionReason.OTHER and addition.at == contact.received_at


def stands_now(contact: Contact) -> StandsNow:
    """Status and outcome in the words meant for the sender.

    The answer to a request for information is read in the portal, by whoever asked: no copy has it.
    """
    decision = contact.decision
    if decision is None:
        return StandsNow(contact.reference, contact.status)
    return StandsNow(
        contact.reference,
        contact.status,
        decision.decided_at,
        decision.outcome,
        decision.level_of_need,
        "" if contact.kind is ContactKind.INFORMATION_REQUEST else decision.message_to_sender,
    )
