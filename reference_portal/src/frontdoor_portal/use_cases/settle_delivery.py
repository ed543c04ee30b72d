"""The human queue of deliveries: a person says which episode holds the contact, or that none does."""

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.commands import RecordEpisode, SendAgain
from frontdoor_portal.use_cases.changing import change_contact
from frontdoor_portal.use_cases.notices import episode_message_key
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.record_episode import hand_off_case_note


def record_episode_by_hand(office: Office, by: Professional, reference: Reference, episode_id: str) -> Contact:
    """A person found the episode and gives its number; the worker is told that nothing is left to do.

    Raises `Refused` (fault `episode_id`) or `NotVisible`.
    """

    def settle(tx: Transaction, contact: Contact) -> None:
        tx.outbox.settle(episode_message_key(contact.reference))
        hand_off_case_note(office, tx, contact.reference)

    return change_contact(office, by, reference, RecordEpisode(episode_id, team="", by=by), also=settle)


def send_again(office: Office, by: Professional, reference: Reference) -> Contact:
    """A person made sure that no episode exists, or mended the cause. The worker still looks before it creates.

    Raises `Refused` or `NotVisible`.
    """

    def revive(tx: Transaction, contact: Contact) -> None:
        tx.outbox.revive(episode_message_key(contact.reference), outcome_unknown=True)

    return change_contact(office, by, reference, SendAgain(by), also=revive)
