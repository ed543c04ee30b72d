"""One contact with everything its reader may see of it. Each view is audited before it is shown."""

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact, ContactKind
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import PersonName
from frontdoor.workflow.deadlines import Deadlines, deadlines_of
from frontdoor.workflow.events import Event, EventKind
from frontdoor_portal.use_cases.attachments.models import Attachment
from frontdoor_portal.use_cases.emails.troubles import open_trouble
from frontdoor_portal.use_cases.filing import FilingView, filings_of
from frontdoor_portal.use_cases.kinds import is_own_request, may_read_answer, may_read_inside
from frontdoor_portal.use_cases.models import Action, HandOff
from frontdoor_portal.use_cases.notices import TO_SENDER, notice_in
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.read_answer import read_by_requester_at
from frontdoor_portal.use_cases.reading_submission import AnsweredSection
from frontdoor_portal.use_cases.seeing import audit, purpose_of_seeing, visible_contact
from frontdoor_portal.use_cases.sent_copy import SentCopy, in_order, sent_copy_of, together_with
from frontdoor_portal.use_cases.sent_questions import SentQuestion, by_id
from frontdoor_portal.use_cases.telling import SenderSide, answers_side, sender_now_at, senders_side


@frozen
class SentTogether:
    """Another contact that was sent in the same form, and the child it is about."""

    reference: Reference
    child: PersonName


@frozen
class ContactView:
    """A contact as one reader sees it. `for_team`: the reader may see internal notes, names and reasons,
    which whoever asked for information never does of their own request.

    `sender_not_emailed`: an email about it to its sender was given up, or none reaches them now, so they may know of it
    only from here. `told`: who of the sender's side is told of it now; `answer_for`: and of the
    answer to a request. `sender_now_at`: the agency for which the sender works by now, where it is another one.
    """

    contact: Contact
    sent: SentCopy
    timeline: tuple[Event, ...]
    deadlines: Deadlines
    hand_offs: tuple[HandOff, ...]
    filings: tuple[FilingView, ...]
    for_team: bool
    sender_not_emailed: bool
    questions: Mapping[str, SentQuestion]
    """The questions of its form by id, for what is about one of them."""
    files: tuple[Attachment, ...] = ()
    may_read_answer: bool = False
    """As whoever asked reads it."""
    may_read_inside: bool = False
    """And how it was come to, and why something is held back."""
    answer_read_at: datetime | None = None
    """When whoever asked for information opened the answer first."""
    together: tuple[SentTogether, ...] = ()
    told: SenderSide = SenderSide.SENDER
    answer_for: SenderSide = SenderSide.SENDER
    sender_now_at: str = ""

    @property
    def sections(self) -> tuple[AnsweredSection, ...]:
        """Every answered question of what was sent, by section."""
        return self.sent.sections

    @property
    def withdrawn_by_lead(self) -> bool:
        """Whether the lead of its sender's agency took it back, and not who sent it."""
        sender_id = self.contact.sender.professional_id
        return any(each.kind is EventKind.WITHDRAWN and each.by_id != sender_id for each in self.timeline)


def view_contact(office: Office, by: Professional, reference: Reference) -> ContactView:
    """Open a contact. Raises `NotVisible`."""
    contact = visible_contact(office, by, reference)
    with office.work.begin() as tx:
        audit(office, tx, by, Action.VIEWED_CONTACT, str(reference), purpose=purpose_of_seeing(by, contact))
    with office.work.reading() as tx:
        timeline = tx.contacts.timeline(reference)
        hand_offs = tx.hand_offs.of_contact(reference)
        filings = filings_of(office, tx, contact)
        sender_not_emailed = _sender_not_emailed(office, tx, contact)
        told = senders_side(office, tx, contact)
        is_request = contact.kind is ContactKind.INFORMATION_REQUEST
        answer_for = answers_side(office, tx, contact) if is_request else told
        now_at = sender_now_at(tx, contact)
        files = tx.attachments.of_contact(reference)
        answer_read_at = read_by_requester_at(tx, contact) if contact.answer else None
        together = together_with(tx, contact)
    return ContactView(
        contact,
        sent_copy_of(office, contact, in_order([contact, *together]), files),
        timeline,
        deadlines_of(contact, office.rules.clocks, office.rules.calendar),
        hand_offs,
        filings,
        for_team=may(by, Permission.SEE_EVERY_CONTACT) and not is_own_request(by, contact),
        sender_not_emailed=sender_not_emailed,
        files=files,
        may_read_answer=may_read_answer(office, by, contact),
        may_read_inside=may_read_inside(by, contact),
        answer_read_at=answer_read_at,
        questions=by_id(office, contact),
        together=tuple(SentTogether(each.reference, each.child.name) for each in together),
        told=told,
        answer_for=answer_for,
        sender_now_at=now_at,
    )


def _sender_not_emailed(office: Office, tx: Transaction, contact: Contact) -> bool:
    account = tx.accounts.account(contact.sender.professional_id)
    if account is not None and open_trouble(office, tx, account.professional) is not None:
        return True
    notices = (notice_in(aside.message) for aside in tx.outbox.set_aside(about=contact.reference))
    return any(notice is not None and notice.kind in TO_SENDER for notice in notices)
