"""A child sealed after others of the same form had records: somebody looks in these for what tells of that child."""

from collections.abc import Collection

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.domain.contact import DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.filing import hand_off
from frontdoor_portal.use_cases.models import HandOffKind
from frontdoor_portal.use_cases.ports import Office, Transaction

_THERE = frozenset({DeliveryState.DELIVERED, DeliveryState.QUEUED})


def look_in_records_beside(office: Office, tx: Transaction, sealed: Collection[Reference]) -> None:
    """Give an officer the record of each child who was sent in one form with a contact that is sealed now.

    A record that is itself sealed is left as it is. What is on its way is kept back when it is delivered.
    """
    contacts = [contact for reference in sealed if (contact := tx.contacts.get(reference)) is not None]
    beside = dict.fromkeys(each for contact in contacts for each in contact.submission.together)
    levels = tx.access.levels_of([RecordKey(FRONT_DOOR, each.value) for each in beside])
    for reference in beside:
        level = levels.get(RecordKey(FRONT_DOOR, reference.value))
        if level is not None and level.level is Sensitivity.SEALED:
            continue
        contact = tx.contacts.get(reference)
        if contact is not None and contact.delivery.state in _THERE:
            system = contact.delivery.system
            hand_off(office, tx, reference, HandOffKind.RECORD_BESIDE_SEALED, system=system, anew=True)
