"""What delivery learnt is stored with the message that led to it: both, or neither."""

import secrets

from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.episodes import Episode
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.commands import HandToPerson, RecordEpisode
from frontdoor.workflow.decide import decide
from frontdoor_portal.use_cases.changing import store_change
from frontdoor_portal.use_cases.models import Claimed, HandOff, HandOffKind
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotVisible


def record_episode(office: Office, claimed: Claimed, episode: Episode) -> None:
    """The case-management system holds the episode: the contact says so, and the case note waits to be copied.

    Raises `LeaseLost` where another worker has the message now; then nothing is stored.
    """
    with office.work.begin() as tx:
        tx.outbox.finish(claimed)
        contact = _contact(tx, episode.reference)
        change = decide(contact, RecordEpisode(episode.id, episode.team), office.now(), office.rules)
        store_change(office, tx, change)
        if change.events:
            hand_off_case_note(office, tx, contact.reference)


def hand_to_person(office: Office, claimed: Claimed, reference: Reference, reason: str) -> None:
    """Delivery cannot go on by itself. `reason` is a sentence for the screen. Raises `LeaseLost`."""
    with office.work.begin() as tx:
        tx.outbox.give_up(claimed, reason)
        change = decide(_contact(tx, reference), HandToPerson(reason), office.now(), office.rules)
        store_change(office, tx, change)


def hand_off_case_note(office: Office, tx: Transaction, reference: Reference) -> None:
    """Queue the case note for a person where the system takes none from us; the case study's one manual step."""
    system = office.episodes.description
    if system.capabilities.level(Operation.ADD_CASE_NOTE) is Level.MANUAL:
        tx.hand_offs.add(
            HandOff(secrets.token_urlsafe(12), reference, HandOffKind.CASE_NOTE, system.title, office.now())
        )


def _contact(tx: Transaction, reference: Reference) -> Contact:
    contact = tx.contacts.get(reference)
    if contact is None:
        raise NotVisible(str(reference))
    return contact
