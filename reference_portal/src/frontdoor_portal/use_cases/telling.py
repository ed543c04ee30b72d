"""Who is told of a contact: whoever a notice is for, or where they can no longer read it, whoever stands in for them.

For one of the team, who left, moved or lost the role, the managers stand in; for a sender whose account is shut, the
leads of their agency. Nobody is told of what they may not open. Whoever moved to another agency goes on with the
concerns they sent, which are what they know; the answer to a request stays with the agency that asked.
"""

from enum import StrEnum

from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.contact import Contact
from frontdoor_portal.use_cases.access.judging import is_hidden
from frontdoor_portal.use_cases.kinds import may_read_answer
from frontdoor_portal.use_cases.models import Message, NoticeKind
from frontdoor_portal.use_cases.notices import TO_SENDER, NoticePayload, addressed_to, contact_named_in, notice_in
from frontdoor_portal.use_cases.permissions import Permission, may, may_see
from frontdoor_portal.use_cases.ports import Office, Transaction

TO_TEAM = frozenset(
    {
        NoticeKind.DETAILS_ANSWERED,
        NoticeKind.WITHDRAWN,
        NoticeKind.ANSWER_SENT_BACK,
        NoticeKind.INFORMATION_ADDED,
        NoticeKind.INFORMATION_WAITING,
        NoticeKind.SECOND_LOOK_ASKED,
        NoticeKind.SECOND_LOOK_OVERDUE,
    }
)
"""Notices after which somebody of the front door's team must act, whoever that is by now."""

TO_WHO_ANSWERS = frozenset({NoticeKind.SECOND_LOOK_ASKED, NoticeKind.SECOND_LOOK_OVERDUE})
"""Those after which a manager must act who did not decide."""

SENDER_MUST_KNOW = TO_SENDER | {NoticeKind.QUESTION_WAITING}
"""Notices after which somebody of the sender's side must know, or act."""


def put_for_reader(office: Office, tx: Transaction, message: Message, *, but: str = "") -> None:
    """Queue a message; a notice of a contact to those who can read it, in whose place nobody is told that `but` is."""
    notice = notice_in(message)
    for reader in readers_of(office, tx, notice, but=but) if notice else ():
        tx.outbox.put(addressed_to(message, reader))
    if notice is None:
        tx.outbox.put(message)


def readers_of(office: Office, tx: Transaction, notice: NoticePayload, *, but: str = "") -> tuple[str, ...]:
    """The accounts that a notice goes to now. Whoever it is for, where it is about no contact.

    It stays with a sender in whose place nobody can be told, so that it is seen to have reached nobody. That an answer
    is there, nobody is told who may not read it.
    """
    reference = contact_named_in(notice)
    contact = tx.contacts.get(reference) if reference else None
    if contact is not None and notice.kind is NoticeKind.ANSWER_READY:
        return _answer_readers(office, tx, contact)
    if contact is None or reads(office, tx, notice.to, contact, for_team=notice.kind in TO_TEAM):
        return (notice.to,)
    if notice.kind in TO_WHO_ANSWERS:
        return managers_who_answer(office, tx, contact)
    if notice.kind in TO_TEAM:
        return tuple(each for each in managers_who_read(office, tx, contact) if each != but)
    if notice.kind in SENDER_MUST_KNOW:
        leads = leads_who_read(office, tx, contact)
        return tuple(each for each in leads if each != but) if leads else (notice.to,)
    return ()


def reads(office: Office, tx: Transaction, professional_id: str, contact: Contact, *, for_team: bool = False) -> bool:
    """Whether somebody can sign in and open a contact now; `for_team`: and may work on contacts."""
    return _reader(office, tx, professional_id, contact, for_team=for_team) is not None


def _reader(
    office: Office, tx: Transaction, professional_id: str, contact: Contact, *, for_team: bool = False
) -> Professional | None:
    account = tx.accounts.account(professional_id)
    if account is None or account.disabled:
        return None
    person = account.professional
    works = may(person, Permission.TRIAGE) or not for_team
    return person if works and may_see(person, contact) and not is_hidden(office, tx, person, contact) else None


class SenderSide(StrEnum):
    """Who of the sender's side is told of a contact, and can answer."""

    SENDER = "sender"
    LEADS = "leads"
    """The sender can no longer sign in; the leads of their agency stand in."""
    NOBODY = "nobody"
    """Nor can anybody else of the agency read it: it has no lead, or it is kept from them."""


def senders_side(office: Office, tx: Transaction, contact: Contact) -> SenderSide:
    if reads(office, tx, contact.sender.professional_id, contact):
        return SenderSide.SENDER
    return SenderSide.LEADS if leads_who_read(office, tx, contact) else SenderSide.NOBODY


def answers_side(office: Office, tx: Transaction, contact: Contact) -> SenderSide:
    """Who of the sender's side is told that an answer to their request is there, and can read it."""
    told = _answer_readers(office, tx, contact)
    if not told or not _reads_answer(office, tx, told[0], contact):
        return SenderSide.NOBODY
    return SenderSide.SENDER if contact.sender.professional_id in told else SenderSide.LEADS


def sender_now_at(tx: Transaction, contact: Contact) -> str:
    """The name of the agency for which a sender works by now, where it is another one; else empty."""
    account = tx.accounts.account(contact.sender.professional_id)
    if account is None or account.professional.agency.id == contact.sender.agency_id:
        return ""
    return account.professional.agency.name


def _answer_readers(office: Office, tx: Transaction, contact: Contact) -> tuple[str, ...]:
    """Whoever asked, or the leads who may read in their place; a requester who left, where there is none of these."""
    asked = contact.sender.professional_id
    if _reads_answer(office, tx, asked, contact):
        return (asked,)
    leads = tuple(each for each in leads_who_read(office, tx, contact) if _reads_answer(office, tx, each, contact))
    return leads or (() if reads(office, tx, asked, contact) else (asked,))


def _reads_answer(office: Office, tx: Transaction, professional_id: str, contact: Contact) -> bool:
    person = _reader(office, tx, professional_id, contact)
    return person is not None and may_read_answer(office, person, contact)


def managers_who_read(office: Office, tx: Transaction, contact: Contact) -> tuple[str, ...]:
    """The managers to whom a contact is open: of a sealed one, the duty managers alone."""
    team = (*tx.reviews.people_with_role(Role.TEAM_MANAGER), *tx.reviews.people_with_role(Role.DUTY_MANAGER))
    return tuple(each for each in dict.fromkeys(team) if reads(office, tx, each, contact, for_team=True))


def managers_who_answer(office: Office, tx: Transaction, contact: Contact) -> tuple[str, ...]:
    """Who of them can answer a second look: not who sent, decided or asked. Where none can, all, who find somebody."""
    managers, look = managers_who_read(office, tx, contact), contact.open_second_look
    decider = contact.decision.decider if contact.decision else ""
    own = {contact.sender.professional_id, decider, look.asked_by_id if look else ""}
    return tuple(each for each in managers if each not in own) or managers


def leads_who_read(office: Office, tx: Transaction, contact: Contact) -> tuple[str, ...]:
    """The leads of the sender's agency to whom a contact is open: of what is kept from them, none."""
    return tuple(each for each in tx.joining.leads_of(contact.sender.agency_id) if reads(office, tx, each, contact))
