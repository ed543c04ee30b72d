"""Sending: the draft becomes a contact, with its receipt and its news, in one transaction. No system is called."""

from attrs import evolve, frozen

from frontdoor.domain.after_sending import AdditionReason
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Channel, Contact, ContactKind, Sender, Status, Submission
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.kinds import KINDS, kind_of_form
from frontdoor.domain.people import Adult
from frontdoor.forms import (
    Answers,
    Binding,
    Concept,
    Fault,
    FormDefinition,
    bind,
    factors,
    supplied,
    supplied_items,
    tells_of_worker,
    to_json,
)
from frontdoor.workflow.commands import AddInformation, Send
from frontdoor.workflow.deadlines import deadlines_of
from frontdoor.workflow.decide import decide
from frontdoor_portal.use_cases.access.recording import remember_sent
from frontdoor_portal.use_cases.attachments.sending import send_files
from frontdoor_portal.use_cases.drafts import OpenDraft, own_draft, today
from frontdoor_portal.use_cases.drafts.access import readers_of_draft
from frontdoor_portal.use_cases.drafts.carrying_on import FormAge, FormTooOld, standing_of
from frontdoor_portal.use_cases.drafts.checked import ChangedSinceChecked, fingerprint_now
from frontdoor_portal.use_cases.drafts.forgetting import forget_draft
from frontdoor_portal.use_cases.drafts.unchosen import Unchosen, unchosen_of
from frontdoor_portal.use_cases.drafts.versions import VersionsToChoose
from frontdoor_portal.use_cases.kinds import SENDS, may_send
from frontdoor_portal.use_cases.models import Action, Draft
from frontdoor_portal.use_cases.notices import receipt_notice
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.reading_answers import (
    adult_of,
    category_of,
    child_of,
    children_of,
    consent_of,
    priority_of,
)
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible, Stale
from frontdoor_portal.use_cases.seeing import audit
from frontdoor_portal.use_cases.trying_again import tried_again


class NotReadyToSend(ValueError):
    """Required answers are missing or wrong. `binding` has every fault, and says whether it may go incomplete."""

    def __init__(self, form: FormDefinition, binding: Binding) -> None:
        self.form, self.binding = form, binding
        super().__init__(f"{len(binding.faults)} answers to put right")

    @property
    def faults(self) -> tuple[Fault, ...]:
        return self.binding.faults


class SentByAnother(LookupError):
    """A draft that somebody else sent, to whom it was open as well: `reference` is what it became."""

    def __init__(self, reference: Reference, sender_name: str) -> None:
        super().__init__(str(reference))
        self.reference, self.sender_name = reference, sender_name


@frozen
class Sending:
    """How a draft is sent: unless it says otherwise, whole, as it is saved."""

    incomplete: bool = False
    """An urgent concern goes with what even an urgent one needs: safeguarding beats completeness."""
    leave_versions: bool = False
    """It may go before anybody chose between two versions of its pages: what the others say goes along as added
    information."""
    seen: str | None = None
    """The fingerprint of what its sender checked: where anything else is saved by now, it does not go."""
    was_told: bool = False
    """Its sender was shown already that something else is saved: an urgent one goes as it is then."""

    def is_bound_to(self, binding: Binding) -> str | None:
        """The fingerprint that must still fit, if any: an urgent concern is held up once."""
        return None if self.was_told and binding.urgent else self.seen


_WHOLE = Sending()


def send_draft(office: Office, by: Professional, draft_id: str, how: Sending = _WHOLE) -> Reference:
    """The reference of the contact this draft became; sending it again answers with the same one.

    Whoever it is open to may send it and is the contact's sender. It goes in whatever version of the form it is in.
    Raises `ChangedSinceChecked`, `NotReadyToSend`, `VersionsToChoose`, `FormTooOld`, `SentByAnother`, `NotVisible`,
    `NotPermitted` and `FormGone`.
    """
    # Where the same draft was sent at the same moment, what it became is there then. Where it was changed at the same
    # moment, the fingerprint does not fit any more.
    return tried_again(lambda: _send_once(office, by, draft_id, how))


def reference_sent_from(office: Office, by: Professional, draft_id: str) -> Reference:
    """What a draft became, for a page of it that was still open when it was sent.

    Raises `NotVisible`, or `SentByAnother` for those to whom it was open.
    """
    with office.work.reading() as tx:
        reference = _sent_before(tx, by, draft_id)
    if reference is None:
        raise NotVisible(draft_id)
    return reference


def _send_once(office: Office, by: Professional, draft_id: str, how: Sending) -> Reference:
    with office.work.reading() as tx:
        if sent := _sent_before(tx, by, draft_id):
            return sent
        opened = own_draft(office, tx, by, draft_id)
        saved = fingerprint_now(office, tx, opened.draft)
    kind = kind_of_form(opened.form.id)
    if kind is None:
        raise NotVisible(draft_id)
    if not may_send(by, kind):
        raise NotPermitted(SENDS[kind])
    binding = bind(opened.form, opened.draft.answers, today(office))
    if not binding.urgent and standing_of(office, opened.draft).age is FormAge.TOO_OLD:
        raise FormTooOld
    bound_to = how.is_bound_to(binding)
    if bound_to not in {None, saved}:
        raise ChangedSinceChecked
    if not binding.complete and not (how.incomplete and binding.may_be_sent_incomplete):
        raise NotReadyToSend(opened.form, binding)
    contacts = _contacts(office, by, kind, opened, binding)
    with office.work.begin() as tx:
        # From here on nobody saves a page of it: whoever tries waits, and finds it sent.
        held = tx.drafts.get_to_change(draft_id)
        if held is None or held.version != opened.draft.version:
            raise Stale("This draft was sent or changed at the same moment")
        if bound_to not in {None, fingerprint_now(office, tx, held)}:
            raise ChangedSinceChecked
        waiting = tx.drafts.versions_of(draft_id)
        if waiting and not (how.leave_versions and binding.urgent):
            raise VersionsToChoose
        # What they say goes along with it, and is as little the lead's to read as an answer.
        also_told = any(tells_of_worker(opened.form, each.answers) for each in waiting)
        contacts = tuple(evolve(each, kept_from_lead=each.kept_from_lead or also_told) for each in contacts)
        writers = _writers(office, tx, opened.draft)
        # Both are refused as stale where another window sent or changed the draft since it was read.
        for contact in contacts:
            unchosen = unchosen_of(tx, opened, contact.submission.child_number)
            _send_contact(office, tx, by, contact, opened.draft, _written_by(by, writers), unchosen)
        # The draft is held since above: a file that was being added to it is there by now, or finds no draft.
        send_files(tx, draft_id, [contact.reference for contact in contacts])
        forget_draft(tx, opened.draft)
    return contacts[0].reference


def _send_contact(
    office: Office,
    tx: Transaction,
    by: Professional,
    contact: Contact,
    draft: Draft,
    written_by: str,
    unchosen: tuple[Unchosen, ...],
) -> None:
    number = contact.submission.child_number
    change = decide(contact, Send(by), contact.received_at, office.rules)
    for each in unchosen:
        add = AddInformation(by, each.id, AdditionReason.OTHER, each.text, of_others=each.of_others)
        added = decide(change.contact, add, contact.received_at, office.rules)
        change = evolve(added, events=(*change.events, *added.events))
    deadlines = deadlines_of(change.contact, office.rules.clocks, office.rules.calendar)
    key = f"{draft.id}-{number}" if number else draft.id
    tx.contacts.add(change.contact, deadlines, change.events, submission_key=key)
    audit(office, tx, by, Action.SENT, str(contact.reference), detail=written_by)
    if not number:  # the record that was found is that of the child the form began with, and of no other
        remember_sent(office, tx, by, change.contact, draft.id, draft.author_id)
    tx.outbox.put(receipt_notice(change.contact))


def _sent_before(tx: Transaction, by: Professional, draft_id: str) -> Reference | None:
    reference = tx.contacts.sent_from(draft_id)
    contact = tx.contacts.get(reference) if reference else None
    if contact is not None and contact.sender.professional_id != by.id:
        if _is_among_writers(tx, by, contact):
            raise SentByAnother(contact.reference, contact.sender.name)
        raise NotVisible(draft_id)
    return reference


def _writers(office: Office, tx: Transaction, draft: Draft) -> tuple[str, ...]:
    """A draft's author, here or not, and everybody to whom it is open. Nobody else hears of it later either."""
    return tuple(dict.fromkeys((draft.author_id, *readers_of_draft(office, tx, draft))))


def _written_by(by: Professional, writers: tuple[str, ...]) -> str:
    """For the audit: who wrote it beside its sender, as ids, the author first. Nothing where the sender alone did."""
    return "" if writers == (by.id,) else ",".join(writers)


def _is_among_writers(tx: Transaction, by: Professional, contact: Contact) -> bool:
    """Whether a draft was somebody's before another sent it. A lead hears nothing of what is kept from leads."""
    sent = (entry for entry in tx.audit.of_subject(str(contact.reference)) if entry.action is Action.SENT)
    writers = [entry.detail.split(",") for entry in sent]
    is_kept = contact.kept_from_lead and may(by, Permission.TAKE_OVER_DRAFTS)
    return any(by.id == author or (by.id in others and not is_kept) for author, *others in writers)


def _contacts(
    office: Office, by: Professional, kind: ContactKind, opened: OpenDraft, binding: Binding
) -> tuple[Contact, ...]:
    """A contact for each child of the form, the one it began with first: each is decided by itself, and told of."""
    answers: Answers = binding.answers if binding.complete else binding.urgent_answers
    first = _contact(office, by, kind, opened, binding)
    others = supplied_items(opened.form, Concept.OTHER_CHILDREN, answers)
    children = children_of(supplied(opened.form, answers), others)
    references = [first.reference, *(Reference.new() for _ in others)]
    return tuple(
        evolve(
            first,
            reference=reference,
            child=child,
            submission=evolve(
                first.submission,
                child_number=number,
                together=tuple(each for each in references if each != reference),
            ),
        )
        for number, (reference, child) in enumerate(zip(references, children, strict=True))
    )


def _contact(office: Office, by: Professional, kind: ContactKind, opened: OpenDraft, binding: Binding) -> Contact:
    answers: Answers = binding.answers if binding.complete else binding.urgent_answers
    known = supplied(opened.form, answers)
    return Contact(
        reference=Reference.new(),
        kind=kind,
        channel=Channel.FORM,
        status=Status.DRAFT,
        sender=Sender(
            professional_id=by.id,
            name=by.name,
            job_title=by.job_title,
            agency_id=by.agency.id,
            agency_name=by.agency.name,
            phone=by.phone,
            referral_source=by.agency.referral_source,
            reply_address=by.reply_address,
            preferred_times=by.preferred_times,
        ),
        child=child_of(known),
        category=category_of(known),
        summary=str(known.get(Concept.SUMMARY, "")),
        consent=consent_of(known),
        submission=Submission(
            form_id=opened.form.id,
            form_version=opened.form.version,
            answers=to_json(answers),
            dropped=binding.dropped,
            urgent_and_incomplete=not binding.complete,
        ),
        sender_priority=priority_of(known),
        received_at=office.now(),
        factors=factors(opened.form, answers),
        kept_from_lead=tells_of_worker(opened.form, to_json(answers)),
        adult=adult_of(known) or (None if KINDS[kind].about_children else Adult()),
    )
