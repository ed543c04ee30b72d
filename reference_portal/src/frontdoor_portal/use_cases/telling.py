"""Who is told of a contact: whoever a notice is for, or where they can no longer read it, whoever stands in for them.

For one of the team, who left, moved or lost the role, the managers stand in; for a sender whose account is shut, the
leads of their agency. Nobody is told of what they may not open.
"""

from enum import StrEnum

from frontdoor.domain.agency import Role
from frontdoor.domain.contact import Contact
from frontdoor_portal.use_cases.access.judging import is_hidden
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

    It stays with a sender in whose place nobody can be told, so that it is seen to have reached nobody.
    """
    reference = contact_named_in(notice)
    contact = tx.contacts.get(reference) if reference else None
    if contact is None or reads(office, tx, notice.to, contact, for_team=notice.kind in TO_TEAM):
        return (notice.to,)
    if notice.kind in TO_TEAM:
        return tuple(each for each in managers_who_read(office, tx, contact) if each != but)
    if notice.kind in SENDER_MUST_KNOW:
        return leads_who_read(office, tx, contact) or (notice.to,)
    return ()


def reads(office: Office, tx: Transaction, professional_id: str, contact: Contact, *, for_team: bool = False) -> bool:
    """Whether somebody can sign in and open a contact now; `for_team`: and may work on contacts."""
    account = tx.accounts.account(professional_id)
    if account is None or account.disabled:
        return False
    person = account.professional
    works = may(person, Permission.TRIAGE) or not for_team
    return works and may_see(person, contact) and not is_hidden(office, tx, person, contact)


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


def managers_who_read(office: Office, tx: Transaction, contact: Contact) -> tuple[str, ...]:
    """The managers to whom a contact is open: of a sealed one, the duty managers alone."""
    team = (*tx.reviews.people_with_role(Role.TEAM_MANAGER), *tx.reviews.people_with_role(Role.DUTY_MANAGER))
    return tuple(each for each in dict.fromkeys(team) if reads(office, tx, each, contact, for_team=True))


def leads_who_read(office: Office, tx: Transaction, contact: Contact) -> tuple[str, ...]:
    """The leads of the sender's agency to whom a contact is open: of what is kept from them, none."""
    return tuple(each for each in tx.joining.leads_of(contact.sender.agency_id) if reads(office, tx, each, contact))
