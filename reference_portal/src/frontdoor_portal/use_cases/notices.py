"""Messages for the outbox: which event tells whom, and which decision opens an episode.

A notice carries an account's id, a reference and a path of this portal: never a word about a child. A message's key
is made of the event it tells, so that the same event put twice is told once.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Self

from attrs import evolve, field, frozen
from attrs.validators import matches_re

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Priority
from frontdoor_portal.use_cases.models import Message, NoticeKind, Topic

ADDRESSED_BY_EMAIL = frozenset(
    {
        NoticeKind.CONFIRM_REGISTRATION,
        NoticeKind.ALREADY_REGISTERED,
        NoticeKind.NOT_ADMITTED,
        NoticeKind.PASSWORD_LINK,
        NoticeKind.CONFIRM_ADDRESS,
        NoticeKind.ADDRESS_TAKEN,
        NoticeKind.ADDRESS_CHANGED,
        NoticeKind.SAID_LEFT,
    }
)
"""Notices sent to an address itself: there is no account, it is not the account's yet, or it was until now."""

TO_SENDER = frozenset(
    {
        NoticeKind.RECEIPT,
        NoticeKind.DETAILS_ASKED,
        NoticeKind.OUTCOME,
        NoticeKind.SECOND_LOOK_ANSWERED,
        NoticeKind.ANSWER_READY,
        NoticeKind.FILE_REFUSED,
        NoticeKind.WITHDRAWN_BY_LEAD,
    }
)
"""Notices that go to whoever sent a contact."""

CONFIRMATION_PATH = "/register/confirm"
"""Where a confirmation link leads, before its token."""

ADDRESS_CHECK_PATH = "/account/emails/confirm"
"""Where the link of an email leads that proves that an address can be reached."""


@frozen
class NoticePayload:
    """What a notice's message holds: why, to whom (account id, or address for a registration), about what, where.

    `link_path` is a path of this portal. The address of an account is looked up when the email is sent, so that a
    message in the queue goes to where the person can be reached then.
    """

    kind: NoticeKind
    to: str
    reference: str = ""
    link_path: str = field(default="/", validator=matches_re(r"/[A-Za-z0-9/_-]*"))

    def to_mapping(self) -> dict[str, str]:
        return {
            "kind": self.kind.value,
            "to": self.to,
            "reference": self.reference,
            "link_path": self.link_path,
        }

    @classmethod
    def from_mapping(cls, payload: Mapping[str, str]) -> Self:
        """Read what `to_mapping` wrote; raises `ValueError` for anything else."""
        if payload.keys() != {"kind", "to", "reference", "link_path"}:
            raise ValueError("A notice has a kind, a recipient, a reference and a path")
        return cls(NoticeKind(payload["kind"]), payload["to"], payload["reference"], payload["link_path"])


def notice_in(message: Message) -> NoticePayload | None:
    """The notice that a message asks for; None for another topic, and for a payload that is none."""
    if message.topic is not Topic.NOTICE:
        return None
    try:
        return NoticePayload.from_mapping(message.payload)
    except ValueError:
        return None


def reference_in(message: Message) -> Reference | None:
    """The contact that a message is about; None where it names none."""
    try:
        return Reference.parse(message.payload.get("reference", ""))
    except ValueError:
        return None


def contact_named_in(notice: NoticePayload) -> Reference | None:
    """The contact that a notice is about; None for one about something else."""
    try:
        return Reference(notice.reference)
    except ValueError:
        return None


def addressed_to(message: Message, to: str) -> Message:
    """A notice for somebody else, in whose place it is: an event of its own for each, and the same for whom it was."""
    if message.payload["to"] == to:
        return message
    key = message.key.removesuffix(f"/{message.payload['to']}")
    return evolve(message, key=f"{key}/{to}", payload={**message.payload, "to": to})


def receipt_notice(contact: Contact) -> Message:
    """Tells the sender that their concern arrived."""
    return _about(NoticeKind.RECEIPT, contact.reference, contact.sender.professional_id)


def outcome_notice(contact: Contact) -> Message:
    """Tells the sender that a decision was made; what it is can be read in the portal only."""
    # A decision that a second look led to is an event of its own.
    again = str(len(contact.earlier_decisions) + 1) if contact.earlier_decisions else ""
    return _about(NoticeKind.OUTCOME, contact.reference, contact.sender.professional_id, again)


def details_asked_notice(contact: Contact, question_id: str) -> Message:
    """Tells the sender that the front door has a question."""
    return _about(NoticeKind.DETAILS_ASKED, contact.reference, contact.sender.professional_id, question_id)


def file_refused_notice(contact: Contact, attachment_id: str) -> Message:
    """Tells the sender that nobody can open a file they sent: something harmful was found in it, or it was lost."""
    return _about(NoticeKind.FILE_REFUSED, contact.reference, contact.sender.professional_id, attachment_id)


def details_answered_notice(contact: Contact, question_id: str, officer_id: str) -> Message:
    """Tells the officer who works on a contact that the sender answered."""
    return _about(NoticeKind.DETAILS_ANSWERED, contact.reference, officer_id, f"{question_id}/{officer_id}")


def answer_ready_notice(contact: Contact) -> Message:
    """Tells the requester that the answer can be read in the portal."""
    return _about(NoticeKind.ANSWER_READY, contact.reference, contact.sender.professional_id)


def answer_sent_back_notice(contact: Contact, by: Professional) -> list[Message]:
    """Tells the officer who prepared an answer, unless they did it themselves, that it must be changed."""
    answer = contact.answer
    if answer is None or answer.prepared_by_id == by.id:
        return []
    part = answer.prepared_at.isoformat()  # an answer may be given back more than once
    return [_about(NoticeKind.ANSWER_SENT_BACK, contact.reference, answer.prepared_by_id, part)]


def being_looked_at_notice(contact: Contact) -> Message:
    """Tells the sender, the first time, that somebody has taken their contact."""
    return _about(NoticeKind.BEING_LOOKED_AT, contact.reference, contact.sender.professional_id)


def question_waiting_notice(contact: Contact, question_id: str, number: int) -> Message:
    """Reminds the sender, for the `number`th time, of a question that waits for them."""
    part = f"{question_id}/{number}"
    return _about(NoticeKind.QUESTION_WAITING, contact.reference, contact.sender.professional_id, part)


def information_added_notice(contact: Contact, addition_id: str, to: str) -> Message:
    """Tells somebody who must look that the sender added something."""
    return _about(NoticeKind.INFORMATION_ADDED, contact.reference, to, f"{addition_id}/{to}")


def information_waiting_notice(contact: Contact, part: str, number: int, to: str) -> Message:
    """Tells somebody who must look, for the `number`th time, that nobody has read what was added or answered."""
    return _about(NoticeKind.INFORMATION_WAITING, contact.reference, to, f"{part}/{number}/{to}")


def information_read_notice(contact: Contact, part: str) -> Message:
    """Tells the sender that an officer read what they added or answered."""
    return _about(NoticeKind.INFORMATION_READ, contact.reference, contact.sender.professional_id, part)


def second_look_asked_notice(contact: Contact, manager_id: str) -> Message:
    """Tells a manager that a second look waits for an answer."""
    part = f"{len(contact.second_looks)}/{manager_id}"
    return _about(NoticeKind.SECOND_LOOK_ASKED, contact.reference, manager_id, part)


def second_look_overdue_notice(contact: Contact, number: int, manager_id: str) -> Message:
    """Tells a manager, for the `number`th time, that the time to answer a second look is over."""
    part = f"{len(contact.second_looks)}/{number}/{manager_id}"
    return _about(NoticeKind.SECOND_LOOK_OVERDUE, contact.reference, manager_id, part)


def second_look_answered_notice(contact: Contact) -> Message:
    """Tells the sender that a second look was made."""
    part = str(len(contact.second_looks))
    return _about(NoticeKind.SECOND_LOOK_ANSWERED, contact.reference, contact.sender.professional_id, part)


def digest_notice(professional_id: str, day: date) -> Message:
    """Tells somebody once a day what they wanted to be told of together; which, is looked up when it is sent."""
    payload = NoticePayload(NoticeKind.DIGEST, professional_id, link_path="/contacts")
    return Message(f"notice/digest/{professional_id}/{day.isoformat()}", Topic.NOTICE, payload.to_mapping())


def address_check_notice(professional_id: str, token: str) -> Message:
    """Sends the link that proves that an address can be reached. The key holds the token's digest, as above."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    payload = NoticePayload(NoticeKind.ADDRESS_CHECK, professional_id, link_path=f"{ADDRESS_CHECK_PATH}/{token}")
    return Message(f"notice/address_check/{digest[:32]}", Topic.NOTICE, payload.to_mapping())


def withdrawn_notices(before: Contact, by: Professional) -> list[Message]:
    """Tells the officer who held a contact, unless they did it themselves, that it was taken back.

    And whoever sent it, where the lead of their agency did that: they would go on believing that somebody works on it.
    """
    sender_id = before.sender.professional_id
    to_sender = [_about(NoticeKind.WITHDRAWN_BY_LEAD, before.reference, sender_id)] if by.id != sender_id else []
    return [*to_sender, *_to_earlier_holder(NoticeKind.WITHDRAWN, before, by)]


def released_notices(before: Contact, by: Professional) -> list[Message]:
    """Tells the officer who held a contact, unless they did it themselves, that it was put back for others."""
    return _to_earlier_holder(NoticeKind.RELEASED, before, by)


def confirm_registration_notice(email: str, token: str) -> Message:
    """Sends the link that confirms a registration. The key holds the token's digest: keys are logged, tokens never."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    payload = NoticePayload(NoticeKind.CONFIRM_REGISTRATION, email, link_path=f"{CONFIRMATION_PATH}/{token}")
    return Message(f"notice/{payload.kind.value}/{digest[:32]}", Topic.NOTICE, payload.to_mapping())


def already_registered_notice(email: str) -> Message:
    """Tells somebody who registers again that they have an account, so that the screen need not say so."""
    payload = NoticePayload(NoticeKind.ALREADY_REGISTERED, email, link_path="/sign-in")
    return Message(f"notice/{payload.kind.value}/{secrets.token_hex(16)}", Topic.NOTICE, payload.to_mapping())


def address_notice(kind: NoticeKind, email: str, link_path: str = "/sign-in") -> Message:
    """Tells whoever reads an address about an account that has, had or may get it."""
    payload = NoticePayload(kind, email, link_path=link_path)
    return Message(f"notice/{kind.value}/{secrets.token_hex(16)}", Topic.NOTICE, payload.to_mapping())


def keepers_notice(kind: NoticeKind, keeper_id: str, about: str, link_path: str) -> Message:
    """Tells somebody who keeps people or agencies that there is something to do; `about` makes it one event."""
    payload = NoticePayload(kind, keeper_id, link_path=link_path)
    return Message(f"notice/{kind.value}/{about}/{keeper_id}", Topic.NOTICE, payload.to_mapping())


def account_notice(kind: NoticeKind, professional_id: str) -> Message:
    """Tells somebody that the way in which they sign in has changed: each time is an event of its own."""
    payload = NoticePayload(kind, professional_id, link_path="/sign-in")
    return Message(f"notice/{kind.value}/{secrets.token_hex(16)}", Topic.NOTICE, payload.to_mapping())


def draft_notice(
    kind: NoticeKind, draft_id: str, professional_id: str, at: datetime, *, place: str = "drafts"
) -> Message:
    """Tells somebody that something was done with a draft; what it is about, the portal says.

    To whom it is not open, `place` is where they may take it over: a lead's list, or a duty manager's.
    """
    payload = NoticePayload(kind, professional_id, link_path=f"/{place}/{draft_id}")
    key = f"notice/{kind.value}/{draft_id}/{professional_id}/{at.isoformat()}"
    return Message(key, Topic.NOTICE, payload.to_mapping())


def episode_message_key(reference: Reference) -> str:
    """The key of the message that opens a contact's episode, to revive it when a person says so."""
    return f"{Topic.OPEN_EPISODE.value}/{reference}"


def open_episode_message(contact: Contact) -> Message:
    """Asks the worker to open the episode that a decision calls for."""
    return Message(
        episode_message_key(contact.reference),
        Topic.OPEN_EPISODE,
        {"reference": str(contact.reference)},
        urgent=contact.priority is Priority.URGENT,
    )


def _to_earlier_holder(kind: NoticeKind, before: Contact, by: Professional) -> list[Message]:
    holder = before.holder
    if holder is None or holder.officer_id == by.id:
        return []
    # One officer may hold a contact, lose it, and take it again: each time is an event of its own.
    part = f"{holder.officer_id}/{holder.since.isoformat()}"
    return [_about(kind, before.reference, holder.officer_id, part)]


def _about(kind: NoticeKind, reference: Reference, to: str, part: str = "") -> Message:
    payload = NoticePayload(kind, to, str(reference), f"/contacts/{reference}")
    key = "/".join(filter(None, ("notice", kind.value, str(reference), part)))
    return Message(key, Topic.NOTICE, payload.to_mapping())
