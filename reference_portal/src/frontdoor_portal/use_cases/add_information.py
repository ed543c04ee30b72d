"""The sender's side adds to what was sent; an officer says that they read it. Nothing added goes silently nowhere."""

import re
import secrets

from frontdoor.domain.after_sending import AdditionReason
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Priority
from frontdoor.workflow.commands import AddInformation, ReadInformation
from frontdoor.workflow.refusals import CommandFault, Refused
from frontdoor_portal.use_cases.changing import change_contact
from frontdoor_portal.use_cases.filing import file_addition
from frontdoor_portal.use_cases.notices import information_added_notice, information_read_notice
from frontdoor_portal.use_cases.pass_on import pass_on_addition
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.seeing import visible_contact
from frontdoor_portal.use_cases.sent_questions import is_of_form
from frontdoor_portal.use_cases.telling import managers_who_read, put_for_reader

_ADDITION_ID = re.compile("[0-9a-f]{16}")


def new_addition_id() -> str:
    """The id of what is yet to be added: made when its form is opened, so that sending twice adds once."""
    return secrets.token_hex(8)


def is_addition_id(text: str) -> bool:
    """Whether a text has the shape of an addition's id; it ends in keys of messages."""
    return _ADDITION_ID.fullmatch(text) is not None


def add_information(
    office: Office,
    by: Professional,
    reference: Reference,
    *,
    addition_id: str,
    reason: AdditionReason,
    text: str,
    question_id: str = "",
) -> Contact:
    """The contact with what was added; whoever must look is told.

    Where the case system has its episode already, it follows it there as a case note or, where that cannot be, by an
    officer's hand; by hand it follows what was passed on to adult social care. Raises `Refused` (faults `text` and
    `question_id`) or `NotVisible`.
    """
    corrects = reason is AdditionReason.CORRECTION and question_id
    if corrects and not is_of_form(office, visible_contact(office, by, reference), question_id):
        raise Refused([CommandFault("question_id", "Select the answer that you correct")])

    def follow(tx: Transaction, contact: Contact) -> None:
        for reader in _must_look(office, tx, contact):
            put_for_reader(office, tx, information_added_notice(contact, addition_id, reader))
        added = next(each for each in contact.additions if each.id == addition_id)
        if added.after_decision and contact.delivery.state is DeliveryState.DELIVERED:
            file_addition(office, tx, contact, added)
        elif added.after_decision and contact.passed_on is not None:
            pass_on_addition(office, tx, reference, addition_id)

    return change_contact(
        office,
        by,
        reference,
        AddInformation(by, addition_id, reason, text, question_id),
        also=follow,
    )


def _must_look(office: Office, tx: Transaction, contact: Contact) -> tuple[str, ...]:
    """Whoever holds the contact, or decided it; where it is urgent, the managers as well.

    What is added to that must not wait until one officer is back. Who stands in for an officer who can no longer read
    it, `telling` says. What nobody has taken yet waits in the holding area with everything that was added.
    """
    managers = managers_who_read(office, tx, contact) if contact.priority is Priority.URGENT else ()
    return tuple(dict.fromkeys(filter(None, (contact.officer_id, *managers))))


def read_information(office: Office, by: Professional, reference: Reference, ids: tuple[str, ...]) -> Contact:
    """The contact with these additions and answers read; its sender is told. Raises `Refused` or `NotVisible`."""
    return change_contact(
        office,
        by,
        reference,
        ReadInformation(by, ids),
        tell=lambda before, contact: [information_read_notice(contact, _newly_read(before, contact))],
    )


def _newly_read(before: Contact, after: Contact) -> str:
    return next(each for each in before.unread if each not in after.unread)
