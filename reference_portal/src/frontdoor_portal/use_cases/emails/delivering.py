"""What becomes of one notice at the moment it could be sent, and what is kept of how that went."""

from datetime import datetime
from enum import StrEnum

from attrs import evolve

from frontdoor_portal.use_cases.emails.models import EmailTrouble, HeldNotice, SentEmail, TroubleKind, digest_of
from frontdoor_portal.use_cases.emails.policy import DIGEST_LINES, NOT_WHILE_IN_TROUBLE, OPTIONAL
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.notices import NoticePayload
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.telling import readers_of

NOBODY = ""


class Wish(StrEnum):
    """`HOLD`: it waits for its reader's one email a day. `DROP`: they want none, or none would arrive."""

    SEND = "send"
    HOLD = "hold"
    DROP = "drop"


def wish_of(office: Office, tx: Transaction, notice: NoticePayload, address: str) -> Wish:
    """Whether to send a notice to an account now. What is not optional is sent whatever its reader set."""
    trouble = tx.emails.trouble(notice.to)
    if notice.kind in NOT_WHILE_IN_TROUBLE and trouble is not None and trouble.is_open(address, office.now()):
        return Wish.DROP
    if notice.kind not in OPTIONAL:
        return Wish.SEND
    preferences = tx.emails.preferences(notice.to)
    if notice.kind in preferences.off:
        return Wish.DROP
    return Wish.HOLD if preferences.daily else Wish.SEND


def hold(office: Office, tx: Transaction, notice: NoticePayload) -> None:
    """Keep a notice for its reader's one email a day."""
    tx.emails.hold(HeldNotice(notice.to, notice.kind, notice.reference, office.now()))


def digest_lines(office: Office, tx: Transaction, professional_id: str) -> tuple[tuple[str, ...], datetime | None]:
    """The lines of somebody's one email a day, and until when they reach; of what they may know of now."""
    held = tx.emails.held_for(professional_id)
    told = (each for each in held if _is_still_theirs(office, tx, each))
    lines = dict.fromkeys(f"{each.reference}: {DIGEST_LINES[each.kind]}" for each in told if each.kind in DIGEST_LINES)
    return tuple(lines), max((each.held_at for each in held), default=None)


def _is_still_theirs(office: Office, tx: Transaction, held: HeldNotice) -> bool:
    notice = NoticePayload(held.kind, held.professional_id, held.reference)
    return held.professional_id in readers_of(office, tx, notice)


def note_accepted(office: Office, tx: Transaction, notice: NoticePayload, address: str, message_id: str) -> None:
    """A mail server took it: a bounce that comes later is known by its Message-ID."""
    now, digest = office.now(), digest_of(address)
    tx.emails.note_sent(SentEmail(message_id, notice.to, notice.kind, notice.reference, digest, now))
    trouble = tx.emails.trouble(notice.to)
    if trouble is not None and trouble.accepted_at is None and trouble.is_open(address, now):
        tx.emails.save_trouble(evolve(trouble, accepted_at=now))


def note_refused(office: Office, tx: Transaction, notice: NoticePayload, address: str, status: str) -> None:
    """The mail server refused it for good: its reader is told on every page, until that is put right."""
    note_trouble(office, tx, notice.to, digest_of(address), TroubleKind.REFUSED, status, notice.reference)


def note_trouble(
    office: Office, tx: Transaction, professional_id: str, digest: str, kind: TroubleKind, status: str, reference: str
) -> None:
    """Keep that an email to somebody could not be delivered, in place of any earlier trouble."""
    now = office.now()
    earlier = tx.emails.trouble(professional_id)
    goes_on = earlier is not None and earlier.settled_at is None and earlier.address_digest == digest
    since = earlier.since if goes_on and earlier and earlier.accepted_at is None else now
    tx.emails.save_trouble(EmailTrouble(professional_id, digest, kind, status, reference, since))
    tx.audit.add(AuditEntry(now, NOBODY, Action.EMAIL_FAILED, professional_id, detail=f"{kind.value},{status}"))
