"""What follows an episode into the case system: the case note, and the concern as a file.

Each is a message of its own, so that a document store that is full, or one document refused, holds up neither the
referral nor the other. Where the system takes none, it is a hand-off; where nothing is promised, it is neither.
"""

import secrets
from collections.abc import Mapping
from enum import StrEnum

from attrs import evolve, frozen

from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.episodes import CaseNote, Document, Filed
from frontdoor.domain.after_sending import Addition
from frontdoor.domain.contact import Contact, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.events import EventKind
from frontdoor_portal.use_cases.elsewhere import is_elsewhere, system_of, title_of
from frontdoor_portal.use_cases.models import Action, AuditEntry, Claimed, HandOff, HandOffKind, Message, Topic
from frontdoor_portal.use_cases.one_child import may_tell_of_sealed
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.reading_submission import sections_for_record
from frontdoor_portal.use_cases.sent_questions import for_record
from frontdoor_portal.use_cases.write_up import addition_text, case_note_text, concern_file_name, concern_text

ANOTHER_HAD_IT = "An earlier episode had it. Look whether episode {episode} in {title} has it, and add it if not."
"""Why an officer is given a case note or a file that was filed before."""

ADDITION = "addition"
"""Which addition a message is about, in its payload."""

THE_PORTAL = ""
"""Who did it, in the audit, where nobody asked for it at that moment."""


@frozen
class Filing:
    """One thing that follows an episode. `part` tells documents of one contact apart."""

    topic: Topic
    operation: Operation
    kind: HandOffKind
    part: str = ""

    def key(self, reference: Reference) -> str:
        """The key of its message, which is the idempotency key of the call as well."""
        return "/".join(filter(None, (self.topic.value, str(reference), self.part)))


CASE_NOTE = Filing(Topic.ADD_CASE_NOTE, Operation.ADD_CASE_NOTE, HandOffKind.CASE_NOTE)
ADDED = Filing(Topic.ADD_CASE_NOTE, Operation.ADD_CASE_NOTE, HandOffKind.ADDED_INFORMATION)
"""What the sender added after the decision; each has the id of its addition as `part`."""
CONCERN = Filing(Topic.ATTACH_DOCUMENT, Operation.ATTACH_DOCUMENT, HandOffKind.DOCUMENT, "concern")
FILINGS: Mapping[Topic, Filing] = {each.topic: each for each in (CASE_NOTE, CONCERN)}

FROM_AN_OFFICER = Capabilities(dict.fromkeys((each.operation for each in FILINGS.values()), Level.MANUAL))
"""How a system takes them that is not written to any more."""


class FilingState(StrEnum):
    """Where one filing is. `NOT_PROMISED`: the system takes none and nobody copies it."""

    TO_COME = "to_come"
    WAITING = "waiting"
    FILED = "filed"
    BY_HAND = "by_hand"
    COPIED = "copied"
    NOT_PROMISED = "not_promised"


@frozen
class FilingView:
    """A filing as a contact's page tells of it; `hand_off` is there where an officer does it or did it."""

    filing: Filing
    level: Level
    state: FilingState
    hand_off: HandOff | None = None


def file_with_episode(office: Office, tx: Transaction, contact: Contact, *, kept_back: bool = False) -> None:
    """Queue what follows the episode that this transaction records, or hand it to a person; once, however often.

    What an earlier episode of this contact had is not sent again by itself: a person looks which episode has it. An
    episode that may have been filled before another child of the form was sealed is looked through, unless it is known
    that what tells of that child was `kept_back`.
    """
    reference, system = contact.reference, contact.delivery.system
    replaces = _replaces_another(tx, contact)
    capabilities, title = _capabilities(office, system), title_of(office, system)
    reason = ANOTHER_HAD_IT.format(episode=contact.delivery.episode_id, title=title) if replaces else ""
    for filing in FILINGS.values():
        key, is_called = filing.key(reference), capabilities.can_call(filing.operation)
        if is_called and not (replaces and tx.outbox.is_done(key)):
            tx.outbox.put(Message(key, filing.topic, {"reference": str(reference)}))
        elif is_called or capabilities.level(filing.operation) is Level.MANUAL:
            hand_off(office, tx, reference, filing.kind, reason, anew=replaces, system=system)
    for addition in contact.additions:
        if addition.after_decision:
            file_addition(office, tx, contact, addition, reason=reason)
    if not kept_back and may_tell_of_sealed(tx, contact):
        hand_off(office, tx, reference, HandOffKind.RECORD_BESIDE_SEALED, anew=True, system=system)


def file_addition(office: Office, tx: Transaction, contact: Contact, addition: Addition, *, reason: str = "") -> None:
    """Queue what was added after the decision as a case note of its own, or hand it to a person; once, however often.

    Unlike the case note of the referral it is copied by hand even into a system for which nothing else is promised:
    nobody would look for it here. `reason` is there where an earlier episode may have it.
    """
    filing = evolve(ADDED, part=addition.id)
    key, system = filing.key(contact.reference), contact.delivery.system
    if _capabilities(office, system).can_call(filing.operation) and not (reason and tx.outbox.is_done(key)):
        payload = {"reference": str(contact.reference), ADDITION: addition.id}
        tx.outbox.put(Message(key, filing.topic, payload))
        return
    hand_off(office, tx, contact.reference, filing.kind, reason, anew=bool(reason), system=system, part=addition.id)


def _capabilities(office: Office, system: str) -> Capabilities:
    return FROM_AN_OFFICER if is_elsewhere(office, system) else office.episodes.description.capabilities


def _replaces_another(tx: Transaction, contact: Contact) -> bool:
    opened = (each for each in tx.contacts.timeline(contact.reference) if each.kind is EventKind.EPISODE_OPENED)
    return any(each.detail != contact.delivery.episode_id for each in opened)


def hand_off(
    office: Office,
    tx: Transaction,
    reference: Reference,
    kind: HandOffKind,
    reason: str = "",
    *,
    anew: bool = False,
    system: str = "",
    part: str = "",
    target: str = "",
) -> None:
    """Give an officer something to do in the case system, unless they have it already; `anew` where they did it.

    `part` tells apart several of one kind. `system` is the connector's name, and without it that which takes new
    episodes; `target` names who else has to be told.
    """
    given = [each for each in tx.hand_offs.of_contact(reference) if (each.kind, each.part) == (kind, part)]
    if not given or (anew and all(each.done_at for each in given)):
        target, new_id = target or title_of(office, system), secrets.token_urlsafe(12)
        tx.hand_offs.add(HandOff(new_id, reference, kind, target, office.now(), reason=reason, part=part))


def case_note_of(office: Office, contact: Contact) -> CaseNote:
    """The case note of a contact that has an episode. Raises `ValueError` for an undecided one."""
    if contact.latest_decision is None:
        raise ValueError("A contact that was not decided has no case note")
    return CaseNote(
        key=CASE_NOTE.key(contact.reference),
        reference=contact.reference,
        episode_id=contact.delivery.episode_id,
        person_id=contact.person_id,
        title=f"Family Front Door contact {contact.reference}",
        text=case_note_text(contact, sections_for_record(office, contact)),
        written_by=contact.latest_decision.decided_by,
        written_at=contact.latest_decision.decided_at,
    )


def added_note_of(office: Office, contact: Contact, addition_id: str) -> CaseNote:
    """What was added after the decision, as a case note of its own. Raises `ValueError` where there is none."""
    addition = next((each for each in contact.additions if each.id == addition_id), None)
    if addition is None:
        raise ValueError("Nothing of that id was added to this contact")
    return CaseNote(
        key=evolve(ADDED, part=addition.id).key(contact.reference),
        reference=contact.reference,
        episode_id=contact.delivery.episode_id,
        person_id=contact.person_id,
        title=f"Added to Family Front Door contact {contact.reference}",
        text=addition_text(contact, addition, for_record(office, contact)),
        written_by=addition.by,
        written_at=addition.at,
    )


def concern_of(office: Office, contact: Contact) -> Document:
    """The concern as it was sent, as a plain text file; of a form about several children, what is this child's."""
    return Document(
        key=CONCERN.key(contact.reference),
        reference=contact.reference,
        episode_id=contact.delivery.episode_id,
        file_name=concern_file_name(contact),
        media_type="text/plain",
        content=concern_text(contact, sections_for_record(office, contact)).encode(),
    )


def record_filed(office: Office, claimed: Claimed, reference: Reference, filed: Filed) -> None:
    """The case system has it, under an id of its own. Raises `LeaseLost`."""
    with office.work.begin() as tx:
        tx.outbox.finish(claimed)
        detail = f"{claimed.message.topic.value}/{filed.id}"
        tx.audit.add(AuditEntry(office.now(), THE_PORTAL, Action.FILED, str(reference), detail=detail))


def hand_off_filing(office: Office, claimed: Claimed, reference: Reference, reason: str) -> None:
    """The case system does not take it: an officer does it by hand. Raises `LeaseLost`."""
    with office.work.begin() as tx:
        tx.outbox.finish(claimed)
        contact = tx.contacts.get(reference)
        system = contact.delivery.system if contact else ""
        part = claimed.message.payload.get(ADDITION, "")
        kind = ADDED.kind if part else FILINGS[claimed.message.topic].kind
        hand_off(office, tx, reference, kind, reason, system=system, part=part)


def filings_of(office: Office, tx: Transaction, contact: Contact) -> tuple[FilingView, ...]:
    """Where the case note and the concern of a referral are, and what was added since; empty for another outcome."""
    if contact.delivery.state is DeliveryState.NOT_NEEDED:
        return ()
    given = sorted(tx.hand_offs.of_contact(contact.reference), key=lambda each: each.done_at is None)
    by_hand = {(each.kind, each.part): each for each in given}  # what is still to be done, before what was done
    added = (evolve(ADDED, part=each.id) for each in contact.additions if each.after_decision)
    wanted = [(each, "") for each in FILINGS.values()] + [(each, each.part) for each in added]
    return tuple(_view(office, tx, contact, each, by_hand.get((each.kind, part))) for each, part in wanted)


def _view(office: Office, tx: Transaction, contact: Contact, filing: Filing, by_hand: HandOff | None) -> FilingView:
    level = _capabilities(office, system_of(contact)).level(filing.operation)
    if by_hand is not None:
        return FilingView(filing, level, FilingState.COPIED if by_hand.done_at else FilingState.BY_HAND, by_hand)
    done = tx.outbox.is_done(filing.key(contact.reference))
    if done is not None:
        return FilingView(filing, level, FilingState.FILED if done else FilingState.WAITING)
    delivered = contact.delivery.state is DeliveryState.DELIVERED
    return FilingView(filing, level, FilingState.NOT_PROMISED if delivered else FilingState.TO_COME)
