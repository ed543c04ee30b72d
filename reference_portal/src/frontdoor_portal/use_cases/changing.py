"""One way to change a contact: read, decide, store, audit and tell, all in one transaction."""

from collections.abc import Callable, Iterable

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.commands import Command
from frontdoor.workflow.deadlines import deadlines_of
from frontdoor.workflow.decide import Change, decide
from frontdoor_portal.use_cases.access.judging import is_hidden
from frontdoor_portal.use_cases.models import Action, Message
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotVisible, Stale
from frontdoor_portal.use_cases.seeing import audit, visible_contact
from frontdoor_portal.use_cases.telling import put_for_reader
from frontdoor_portal.use_cases.trying_again import tried_again


def store_change(office: Office, tx: Transaction, change: Change) -> Contact:
    """Store a decided change with its deadlines and timeline. A change without events stores nothing."""
    if not change.events:
        return change.contact
    deadlines = deadlines_of(change.contact, office.rules.clocks, office.rules.calendar)
    return tx.contacts.save(change.contact, deadlines, change.events)


def change_contact(
    office: Office,
    by: Professional,
    reference: Reference,
    command: Command,
    *,
    tell: Callable[[Contact, Contact], Iterable[Message]] = lambda _before, _after: (),
    also: Callable[[Transaction, Contact], None] = lambda _tx, _contact: None,
) -> Contact:
    """Carry out a person's command on a contact they may see: `change_contact_by` with that one command."""

    def judge(contact: Contact) -> Change:
        return decide(contact, command, office.now(), office.rules)

    return change_contact_by(office, by, reference, judge, type(command).__name__, tell=tell, also=also)


def change_contact_by(
    office: Office,
    by: Professional,
    reference: Reference,
    judge: Callable[[Contact], Change],
    named: str,
    *,
    tell: Callable[[Contact, Contact], Iterable[Message]] = lambda _before, _after: (),
    also: Callable[[Transaction, Contact], None] = lambda _tx, _contact: None,
) -> Contact:
    """Change a contact that a person may see as `judge` decides; the audit has the change as `named`.

    `tell` names the messages that a change queues, from the contact before and after it; `also` does what else belongs
    in its transaction. When somebody else changes the contact at the same moment, the command is judged again on what
    they left, so the slower of two officers is told who has it; when somebody seals it at the same moment, it is not
    theirs any more. Raises `NotVisible` and `Refused`, and `Stale` when the contact keeps changing.
    """

    def change_once() -> Contact:
        visible_contact(office, by, reference)
        with office.work.begin() as tx:
            contact = tx.contacts.get(reference)
            if contact is None:
                raise NotVisible(str(reference))
            change = judge(contact)
            stored = store_change(office, tx, change)
            if change.events:
                # To store waits for a sealing that came first. What `also` seals comes after, and is theirs to do.
                if is_hidden(office, tx, by, stored):
                    raise Stale(f"Contact {reference} was sealed meanwhile")
                audit(office, tx, by, Action.CHANGED_CONTACT, str(reference), detail=named)
                for message in tell(contact, stored):
                    put_for_reader(office, tx, message, but=by.id)
                also(tx, stored)
            return stored

    return tried_again(change_once)
