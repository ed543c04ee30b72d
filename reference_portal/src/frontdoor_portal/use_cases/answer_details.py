"""The sender answers questions of the front door, one or several at once."""

from collections.abc import Mapping

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.texts import as_kept
from frontdoor.domain.triage import Priority
from frontdoor.workflow.commands import AnswerDetails
from frontdoor.workflow.decide import Change, decide
from frontdoor.workflow.events import Event
from frontdoor.workflow.refusals import CommandFault, Refused
from frontdoor_portal.use_cases.changing import change_contact_by
from frontdoor_portal.use_cases.notices import details_answered_notice
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.telling import managers_who_read, put_for_reader


def answer_details(office: Office, by: Professional, reference: Reference, answers: Mapping[str, str]) -> Contact:
    """The contact with these answers, by the ids of their questions; its holder is told once.

    A question left blank waits on. All are stored or none is: where one cannot be, whoever typed decides what becomes
    of the rest. Raises `Refused` (a fault for each question at fault, by its id; the empty one where nothing at all was
    answered) or `NotVisible`.
    """
    given = {question_id: text for question_id, text in answers.items() if as_kept(text)}

    def judge(contact: Contact) -> Change:
        if not given:
            raise Refused.because("Enter an answer to at least one question")
        change, events = Change(contact, ()), tuple[Event, ...]()
        faults: list[CommandFault] = []
        for question_id, text in given.items():
            try:
                change = decide(change.contact, AnswerDetails(by, question_id, text), office.now(), office.rules)
            except Refused as refused:
                faults += [CommandFault(question_id, fault.message) for fault in refused.faults]
                continue
            events += change.events
        if faults:
            raise Refused(faults)
        return Change(change.contact, events)

    def tell_team(tx: Transaction, contact: Contact) -> None:
        for reader in _must_know(office, tx, contact):
            put_for_reader(office, tx, details_answered_notice(contact, next(iter(given)), reader))

    return change_contact_by(office, by, reference, judge, AnswerDetails.__name__, also=tell_team)


def _must_know(office: Office, tx: Transaction, contact: Contact) -> tuple[str, ...]:
    """Its holder; of an urgent contact that was put back meanwhile, the managers."""
    if contact.holder is not None:
        return (contact.holder.officer_id,)
    return managers_who_read(office, tx, contact) if contact.priority is Priority.URGENT else ()
