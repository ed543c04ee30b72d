"""A second look at a decision: asked for by the sender's side or an officer, answered by another manager."""

from frontdoor.domain.after_sending import SecondLookAnswer, SecondLookReason
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.commands import AnswerSecondLook, AskSecondLook
from frontdoor_portal.use_cases.access.recording import remember_taken
from frontdoor_portal.use_cases.changing import change_contact
from frontdoor_portal.use_cases.notices import second_look_answered_notice, second_look_asked_notice
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.telling import managers_who_answer


def ask_second_look(
    office: Office, by: Professional, reference: Reference, reason: SecondLookReason, text: str
) -> Contact:
    """The contact with a second look to be made; every manager but whoever decided is told.

    Raises `Refused` (fault `text`) or `NotVisible`.
    """

    def tell_managers(tx: Transaction, contact: Contact) -> None:
        for manager in managers_who_answer(office, tx, contact):
            tx.outbox.put(second_look_asked_notice(contact, manager))

    return change_contact(office, by, reference, AskSecondLook(by, reason, text), also=tell_managers)


def answer_second_look(
    office: Office, by: Professional, reference: Reference, answer: SecondLookAnswer, message: str
) -> Contact:
    """The contact with the second look answered; its sender is told. Where the decision does not stand, this manager
    holds the contact now, to decide it again or to put it back.

    Raises `Refused` (fault `message`) or `NotVisible`.
    """

    def related(tx: Transaction, contact: Contact) -> None:
        if answer is SecondLookAnswer.CHANGED:
            remember_taken(office, tx, by, contact)

    return change_contact(
        office,
        by,
        reference,
        AnswerSecondLook(by, answer, message),
        tell=lambda _before, contact: [second_look_answered_notice(contact)],
        also=related,
    )
