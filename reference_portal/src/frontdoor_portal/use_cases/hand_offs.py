"""What an officer does in the case-management system by hand and ticks off here, as in the case study."""

from attrs import frozen

from frontdoor.domain.after_sending import Addition
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.workflow.events import EventKind
from frontdoor_portal.use_cases.access.judging import hidden_contacts
from frontdoor_portal.use_cases.elsewhere import system_of
from frontdoor_portal.use_cases.models import Action, HandOff, HandOffKind
from frontdoor_portal.use_cases.one_child import LEFT_OUT, is_beside_sealed
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.reading_submission import AnsweredSection, sections_for_record
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.seeing import AT_THE_FRONT_DOOR, audit, visible_contact
from frontdoor_portal.use_cases.settle_delivery import record_episode_by_hand

WITH_A_NUMBER = frozenset({HandOffKind.EPISODE, HandOffKind.ADULT_SOCIAL_CARE})


@frozen
class HandOffPack:
    """Everything an officer needs for one hand-off: where to, and what was sent and decided of this child."""

    hand_off: HandOff
    contact: Contact
    sections: tuple[AnsweredSection, ...]
    beside_sealed: bool = False
    """Whether another child of the same form is sealed, so that nothing written of all is offered for copying."""
    apart: tuple[HandOff, ...] = ()
    """What was added and is a hand-off of its own."""
    episodes: tuple[str, ...] = ()
    """Every episode that was recorded for this child, oldest first; one that is in doubt is there by its number too."""

    @property
    def additions(self) -> tuple[Addition, ...]:
        """What was added after the decision and goes along with it, of what is passed on as a whole."""
        apart = {each.part for each in self.apart}
        return tuple(each for each in self.contact.additions if each.after_decision and each.id not in apart)

    @property
    def left_out(self) -> str:
        """What the officer is told of that, where the reason of the hand-off does not say it."""
        return LEFT_OUT if self.beside_sealed and LEFT_OUT not in self.hand_off.reason else ""


def waiting_hand_offs(office: Office, by: Professional) -> tuple[HandOff, ...]:
    """Everything not ticked off yet, oldest first; what is about a sealed contact only for those who may know of it."""
    _only_team(by)
    with office.work.begin() as tx:
        audit(office, tx, by, Action.LISTED_CONTACTS, "hand_offs", purpose=AT_THE_FRONT_DOOR)
        hidden = hidden_contacts(office, tx, by)
        return tuple(each for each in tx.hand_offs.waiting() if each.reference not in hidden)


def hand_off_pack(
    office: Office, by: Professional, hand_off_id: str, action: Action = Action.VIEWED_CONTACT
) -> HandOffPack:
    """One hand-off with its contact; `action` is what the audit says of it. Raises `NotVisible`."""
    hand_off, contact = _theirs(office, by, hand_off_id)
    with office.work.begin() as tx:
        audit(office, tx, by, action, str(contact.reference), purpose=AT_THE_FRONT_DOOR, detail="hand_off")
        beside_sealed = is_beside_sealed(tx, contact)
        given = tx.hand_offs.of_contact(contact.reference)
        events = tx.contacts.timeline(contact.reference)
    sections = sections_for_record(office, contact, beside_sealed=beside_sealed)
    apart = tuple(each for each in given if each.kind is HandOffKind.ADDED_INFORMATION)
    episodes = tuple(dict.fromkeys(each.detail for each in events if each.kind is EventKind.EPISODE_OPENED))
    return HandOffPack(hand_off, contact, sections, beside_sealed, apart, episodes)


def tick_hand_off(office: Office, by: Professional, hand_off_id: str) -> bool:
    """It was copied or attached. False where somebody had ticked it already. Raises `NotVisible`.

    What was opened or passed on has a number to give: `record_opened_episode`, `record_passed_on`.
    """
    hand_off, _ = _theirs(office, by, hand_off_id)
    if hand_off.kind in WITH_A_NUMBER:
        raise NotVisible(hand_off_id)
    with office.work.begin() as tx:
        ticked = tx.hand_offs.tick(hand_off_id, by.name, office.now())
        if ticked:
            audit(office, tx, by, Action.HANDED_OFF, str(hand_off.reference))
        return ticked


def record_opened_episode(office: Office, by: Professional, hand_off_id: str, episode_id: str) -> bool:
    """The episode was opened by hand, with this number, which ticks the hand-off. False where it was ticked already.

    Raises `Refused` (fault `episode_id`) and `NotVisible`.
    """
    hand_off, contact = _theirs(office, by, hand_off_id)
    if hand_off.kind is not HandOffKind.EPISODE:
        raise NotVisible(hand_off_id)
    if hand_off.done_at is not None:
        return False
    # It was given for the system of that day, which need not be the one of today.
    record_episode_by_hand(office, by, hand_off.reference, episode_id, system_of(contact))
    return True


def _theirs(office: Office, by: Professional, hand_off_id: str) -> tuple[HandOff, Contact]:
    """A hand-off with its contact. Raises `NotVisible` alike for none and for one of a sealed contact."""
    _only_team(by)
    with office.work.reading() as tx:
        hand_off = tx.hand_offs.get(hand_off_id)
    if hand_off is None:
        raise NotVisible(hand_off_id)
    return hand_off, visible_contact(office, by, hand_off.reference)


def _only_team(by: Professional) -> None:
    if not may(by, Permission.TRIAGE):
        raise NotPermitted(Permission.TRIAGE)
