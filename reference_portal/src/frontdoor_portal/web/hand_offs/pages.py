"""The queue of hand-offs, one hand-off with everything it takes, and the tick that says it was done."""

import re
from collections.abc import Mapping, Sequence

from litestar import MediaType, Response

from frontdoor.domain.after_sending import Addition
from frontdoor.forms import UnreadDate, read_date
from frontdoor.workflow.answering import PASS_ON_NEEDS
from frontdoor.workflow.deadlines import LONDON
from frontdoor.workflow.refusals import Refused
from frontdoor_portal.use_cases.hand_offs import (
    HandOffPack,
    hand_off_pack,
    record_opened_episode,
    tick_hand_off,
    waiting_hand_offs,
)
from frontdoor_portal.use_cases.models import Action, HandOffKind
from frontdoor_portal.use_cases.pass_on import record_passed_on
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.sent_questions import for_record
from frontdoor_portal.use_cases.write_up import (
    addition_text,
    case_note_text,
    changed_decision_text,
    concern_file_name,
    concern_text,
)
from frontdoor_portal.use_cases.wrong_details.reporting import waiting_reports
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.navigation import HAND_OFFS
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import NotFound
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.triage.child import about_facts, about_name
from frontdoor_portal.web.triage.clocks import span
from frontdoor_portal.web.triage.contact_page import level_of_need, record_in_words
from frontdoor_portal.web.triage.episode_number import number_faults
from frontdoor_portal.web.triage.labels import category_labels, source_label
from frontdoor_portal.web.triage.opening import cannot_now, faults_of, whole_refusal

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TEMPLATES = {
    HandOffKind.CASE_NOTE: "hand_offs/case_note.html",
    HandOffKind.DOCUMENT: "hand_offs/document.html",
    HandOffKind.EPISODE: "hand_offs/episode.html",
    HandOffKind.ADULT_SOCIAL_CARE: "hand_offs/adult.html",
    HandOffKind.ADDED_INFORMATION: "hand_offs/added_information.html",
    HandOffKind.CHANGED_DECISION: "hand_offs/changed_decision.html",
    HandOffKind.RECORD_BESIDE_SEALED: "hand_offs/record_beside_sealed.html",
}
_NOT_TICKED = {
    HandOffKind.CASE_NOTE: "Tick the box once you have copied the case note",
    HandOffKind.DOCUMENT: "Tick the box once you have attached the file",
    HandOffKind.ADDED_INFORMATION: "Tick the box once you have copied what was added",
    HandOffKind.CHANGED_DECISION: "Tick the box once the episode says what was decided",
    HandOffKind.RECORD_BESIDE_SEALED: "Tick the box once nothing in the record tells of the other child",
}


@get(HAND_OFFS, requires(Permission.TRIAGE), writes(Action.LISTED_CONTACTS))
def hand_offs(request: AnyRequest, office: Office, who: SignedIn) -> Page:
    waiting, now = waiting_hand_offs(office, who.professional), office.now()
    waited = {each.id: span(now - each.created_at) for each in waiting}
    wrong = len(waiting_reports(office, who.professional))
    return page(request, "hand_offs/list.html", waiting=waiting, waited=waited, wrong=wrong)


@get(f"{HAND_OFFS}/{{hand_off_id:str}}", requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def hand_off(request: AnyRequest, office: Office, who: SignedIn, params: Fields, hand_off_id: str) -> Page:
    return _pack(request, office, _open(office, who, hand_off_id), done=params.one("done"))


@post(f"{HAND_OFFS}/{{hand_off_id:str}}", requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def tick(request: AnyRequest, office: Office, who: SignedIn, form: Fields, hand_off_id: str) -> Page:
    form.only("copied", "episode_id", "reference", "added", "on-day", "on-month", "on-year")
    pack = _open(office, who, hand_off_id)
    if pack.hand_off.kind is HandOffKind.EPISODE:
        return _opened(request, office, who, pack, form.one("episode_id").strip())
    if pack.hand_off.kind is HandOffKind.ADULT_SOCIAL_CARE:
        return _passed_on(request, office, who, pack, form)
    if form.one("copied") != "yes":
        return _pack(request, office, pack, faults=[Fault("copied", _NOT_TICKED[pack.hand_off.kind])])
    return _ticked(hand_off_id, first=tick_hand_off(office, who.professional, hand_off_id))


@get(f"{HAND_OFFS}/{{hand_off_id:str}}/file", requires(Permission.TRIAGE), writes(Action.EXPORTED_CONTACT))
def concern_file(office: Office, who: SignedIn, hand_off_id: str) -> Page:
    """The concern as it was sent, as the file that the portal would have attached."""
    pack = _open(office, who, hand_off_id, Action.EXPORTED_CONTACT)
    headers = {"Content-Disposition": f'attachment; filename="{concern_file_name(pack.contact)}"'}
    text = concern_text(pack.contact, pack.sections, beside_sealed=pack.beside_sealed)
    return Response(text, media_type=MediaType.TEXT, headers=headers)


def _opened(request: AnyRequest, office: Office, who: SignedIn, pack: HandOffPack, episode_id: str) -> Page:
    hand_off_id, by = pack.hand_off.id, who.professional
    if faults := number_faults(episode_id):
        return _pack(request, office, pack, faults=faults, episode_id=episode_id)
    try:
        first = record_opened_episode(office, by, hand_off_id, episode_id)
    except Refused as refused:
        if reason := whole_refusal(refused):
            typed = [("Episode number", episode_id)]
            return cannot_now(request, office, by, pack.contact.reference, reason, typed)
        return _pack(request, office, pack, faults=faults_of(refused), episode_id=episode_id)
    return _ticked(hand_off_id, first=first)


def _passed_on(request: AnyRequest, office: Office, who: SignedIn, pack: HandOffPack, form: Fields) -> Page:
    """Adult social care has it: since when, and under which reference."""
    typed = {name: form.one(name) for name in ("reference", "on-day", "on-month", "on-year")}
    # What the officer copied, which need not be everything that is there by now.
    shown = frozenset(form.many("added"))
    on = read_date(typed["on-day"], typed["on-month"], typed["on-year"])
    if isinstance(on, UnreadDate):
        faults = [Fault(f"on-{on.part or 'day'}", on.message.replace("{Name}", "The date"))]
        if not typed["reference"].strip():
            faults.insert(0, Fault("reference", PASS_ON_NEEDS[1]))
        return _pack(request, office, pack, faults=faults, typed=typed, shown=shown)
    try:
        first = pack.contact.passed_on is None
        record_passed_on(office, who.professional, pack.contact.reference, typed["reference"], on, shown)
    except Refused as refused:
        if reason := whole_refusal(refused):
            given = [("Reference", typed["reference"])]
            return cannot_now(request, office, who.professional, pack.contact.reference, reason, given)
        faults = [Fault("on-day" if each.field == "on" else each.field, each.text) for each in faults_of(refused)]
        return _pack(request, office, pack, faults=faults, typed=typed, shown=shown)
    return _ticked(pack.hand_off.id, first=first)


def _ticked(hand_off_id: str, *, first: bool) -> Page:
    return see_other(f"{HAND_OFFS}/{hand_off_id}?done={'ticked' if first else 'before'}")


def _open(office: Office, who: SignedIn, hand_off_id: str, action: Action = Action.VIEWED_CONTACT) -> HandOffPack:
    """The hand-off of an address; raises `NotFound` and `NotVisible`."""
    if not _ID.fullmatch(hand_off_id):
        raise NotFound
    return hand_off_pack(office, who.professional, hand_off_id, action)


def _pack(
    request: AnyRequest,
    office: Office,
    pack: HandOffPack,
    done: str = "",
    faults: list[Fault] | None = None,
    episode_id: str = "",
    typed: Mapping[str, str] | None = None,
    shown: frozenset[str] | None = None,
) -> Page:
    contact, today = pack.contact, office.now().astimezone(LONDON).date()
    along = [each for each in pack.additions if shown is None or each.id in shown]
    return page(
        request,
        _TEMPLATES[pack.hand_off.kind],
        status=400 if faults else 200,
        faults=faults or [],
        pack=pack,
        hand_off=pack.hand_off,
        contact=contact,
        name=about_name(contact),
        facts=about_facts(contact, office.now()),
        record=record_in_words(contact.record) if contact.record else "",
        level=level_of_need(office, contact),
        category=category_labels(office).get(contact.category, contact.category),
        source=source_label(contact.sender.referral_source),
        text=_text(office, pack, along),
        along=along,
        file_name=concern_file_name(contact),
        done=done,
        episode_id=episode_id,
        typed=typed or {"on-day": str(today.day), "on-month": str(today.month), "on-year": str(today.year)},
    )


def _text(office: Office, pack: HandOffPack, along: Sequence[Addition]) -> str:
    """What is copied into the case system; `along` is what was added and goes to adult social care with the rest."""
    contact, hand_off, beside_sealed = pack.contact, pack.hand_off, pack.beside_sealed
    questions = for_record(office, contact, beside_sealed=beside_sealed)
    if hand_off.kind is HandOffKind.CHANGED_DECISION:
        return changed_decision_text(contact, beside_sealed=beside_sealed)
    if hand_off.kind is HandOffKind.ADDED_INFORMATION:
        added = (each for each in contact.additions if each.id == hand_off.part)
        return "\n\n".join(addition_text(contact, each, questions, beside_sealed=beside_sealed) for each in added)
    text = case_note_text(contact, pack.sections, beside_sealed=beside_sealed)
    if hand_off.kind is HandOffKind.ADULT_SOCIAL_CARE:
        texts = (addition_text(contact, each, questions, beside_sealed=beside_sealed) for each in along)
        text = "\n\n".join([text, *texts])
    return text


routes = (hand_offs, hand_off, tick, concern_file)
