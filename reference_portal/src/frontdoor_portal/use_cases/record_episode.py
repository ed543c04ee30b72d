"""What delivery learnt is stored with the message that led to it: both, or neither."""

from frontdoor.connectors.episodes import Episode
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import OfferedRecord
from frontdoor.workflow.commands import Command, HandToPerson, RecordEpisode, RecordTicket
from frontdoor.workflow.decide import decide
from frontdoor_portal.use_cases.changing import store_change
from frontdoor_portal.use_cases.filing import file_with_episode
from frontdoor_portal.use_cases.models import IN_A_FILE, Claimed
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotVisible


def record_episode(office: Office, claimed: Claimed, episode: Episode, *, kept_back: bool = False) -> None:
    """The case-management system holds the episode: the contact says so, and what follows it is queued.

    `kept_back`: it was filled with nothing that tells of a sealed child, by this very message and by no earlier try.
    Raises `LeaseLost` where another worker has the message now; then nothing is stored.
    """
    system = office.episodes.description.name
    command = RecordEpisode(episode.id, episode.team, person_id=episode.person_id, system=system)
    with office.work.begin() as tx:
        tx.outbox.finish(claimed)
        contact, changed = _change(office, tx, episode.reference, command)
        if changed:
            file_with_episode(office, tx, contact, kept_back=kept_back)


def record_ticket(office: Office, claimed: Claimed, episode: Episode, look_after_seconds: float) -> None:
    """The episode was queued for the system to take in: it is looked for later. Raises `LeaseLost`."""
    with office.work.begin() as tx:
        tx.outbox.retry(claimed, look_after_seconds, IN_A_FILE, outcome_unknown=False)
        _change(office, tx, episode.reference, RecordTicket(episode.id))


def hand_to_person(
    office: Office, claimed: Claimed, reference: Reference, reason: str, offered: tuple[OfferedRecord, ...] = ()
) -> None:
    """Delivery cannot go on by itself. `reason` is a sentence for the screen; `offered` are records to choose from.

    Raises `LeaseLost`.
    """
    with office.work.begin() as tx:
        tx.outbox.give_up(claimed, reason)
        _change(office, tx, reference, HandToPerson(reason, offered))


def _change(office: Office, tx: Transaction, reference: Reference, command: Command) -> tuple[Contact, bool]:
    contact = tx.contacts.get(reference)
    if contact is None:
        raise NotVisible(str(reference))
    change = decide(contact, command, office.now(), office.rules)
    return store_change(office, tx, change), bool(change.events)
