"""What a sealing brings about at once: what nobody may work on any more is put back, and records are looked through.

These are the records of the other children of the same form, which may tell of the child who is sealed now.
"""

from collections.abc import Collection

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.domain.contact import DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.events import EventKind
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.elsewhere import system_of
from frontdoor_portal.use_cases.filing import hand_off
from frontdoor_portal.use_cases.models import HandOffKind
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.putting_back import put_back_held

_THERE = frozenset({DeliveryState.DELIVERED, DeliveryState.QUEUED})


def hold_forms_of(tx: Transaction, references: Collection[Reference]) -> None:
    """Let nobody change what was sent in one form with contacts that are to be sealed in this transaction.

    Whoever records an episode at this moment waits, and then finds the seal; or was first, and it is found here.
    """
    tx.contacts.hold(_forms_of(tx, references))


def follow_sealing(office: Office, tx: Transaction, by: str, sealed: Collection[Reference]) -> None:
    """Do what must follow, once contacts are sealed by somebody of the id `by`, in the same transaction."""
    _look_in_records_beside(office, tx, sealed)
    contacts = (tx.contacts.get(each) for each in _forms_of(tx, sealed))
    for holder in dict.fromkeys(each.holder.officer_id for each in contacts if each and each.holder):
        put_back_held(office, tx, holder, by)


def _look_in_records_beside(office: Office, tx: Transaction, sealed: Collection[Reference]) -> None:
    """Give an officer the record of each child who was sent in one form with a contact that is sealed now.

    A record that is itself sealed is left as it is. What is on its way, or in an officer's hands, is looked through
    once its episode is recorded (`file_with_episode`), unless it was kept back when it was delivered.
    """
    beside = [each for each in _forms_of(tx, sealed) if each not in sealed]
    levels = tx.access.levels_of([RecordKey(FRONT_DOOR, each.value) for each in beside])
    for reference in beside:
        level = levels.get(RecordKey(FRONT_DOOR, reference.value))
        if level is not None and level.level is Sensitivity.SEALED:
            continue
        contact = tx.contacts.get(reference)
        if contact is None:
            continue
        # An episode in doubt is there as well, whatever its number is.
        events = tx.contacts.timeline(reference)
        if contact.delivery.state in _THERE or any(each.kind is EventKind.EPISODE_OPENED for each in events):
            system = system_of(contact)
            hand_off(office, tx, reference, HandOffKind.RECORD_BESIDE_SEALED, system=system, anew=True)


def _forms_of(tx: Transaction, references: Collection[Reference]) -> tuple[Reference, ...]:
    forms = tx.contacts.sent_together(list(references)) if references else ()
    return tuple(dict.fromkeys(each for form in forms for each in form.contacts))
