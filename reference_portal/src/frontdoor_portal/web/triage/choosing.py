"""The case system takes the child for one that it knows: an officer looks at what it offers, and chooses."""

import hashlib

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import OfferedRecord
from frontdoor.workflow.refusals import Refused
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.settle_delivery import (
    NOTHING_OFFERED,
    choose_record,
    record_episode_by_hand,
    to_choose_from,
)
from frontdoor_portal.use_cases.view_contact import view_contact
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.triage.child import about_facts, about_name, birth_in_words
from frontdoor_portal.web.triage.episode_number import number_faults
from frontdoor_portal.web.triage.opening import cannot_now, faults_of, reference_of, whole_refusal

THIS, NONE, BY_HAND = "this-", "none", "by-hand"
"""What an officer chooses: a record by its place on the page, none of them, or what they did themselves."""

OTHERS_OFFERED = "Other records are offered now: look at them before you choose"


@frozen
class Choice:
    """The page as it was filled in. `shown` stands for the records on it: their numbers are never sent back."""

    record: str = ""
    compared: bool = False
    episode_id: str = ""
    shown: str = ""

    @classmethod
    def of(cls, form: Fields) -> "Choice":
        """Raises `BadRequest` for a field that is not part of the page or comes twice."""
        form.only("record", "compared", "episode_id", "shown")
        return cls(form.one("record"), form.one("compared") == "yes", form.one("episode_id").strip(), form.one("shown"))

    def faults(self, offered: tuple[OfferedRecord, ...]) -> list[Fault]:
        """What is missing, each beside its field."""
        if self.record == BY_HAND:
            return number_faults(self.episode_id)
        if self.record == NONE and not self.compared:
            return [Fault("compared", "Confirm that you compared each record with the child")]
        if self.record != NONE and self.record not in places(offered):
            return [Fault("record", "Select whose record it is")]
        return []


def places(offered: tuple[OfferedRecord, ...]) -> dict[str, OfferedRecord]:
    """Each record by what choosing it sends."""
    return {f"{THIS}{number}": record for number, record in enumerate(offered, start=1)}


def mark(offered: tuple[OfferedRecord, ...]) -> str:
    """Stands for these records in this order, without saying which they are."""
    return hashlib.sha256("\n".join(record.person_id for record in offered).encode()).hexdigest()[:32]


@get("/contacts/{reference:str}/record", requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def record_page(request: AnyRequest, office: Office, who: SignedIn, reference: str) -> Page:
    return _form(request, office, who.professional, reference_of(reference), Choice(), [])


@post("/contacts/{reference:str}/record", requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def choose(request: AnyRequest, office: Office, who: SignedIn, form: Fields, reference: str) -> Page:
    by, number, choice = who.professional, reference_of(reference), Choice.of(form)
    offered = to_choose_from(office, by, view_contact(office, by, number).contact)
    if choice.shown != mark(offered):
        return cannot_now(request, office, by, number, OTHERS_OFFERED if offered else NOTHING_OFFERED)
    if faults := choice.faults(offered):
        return _form(request, office, by, number, choice, faults)
    try:
        if choice.record == BY_HAND:
            record_episode_by_hand(office, by, number, choice.episode_id)
        else:
            chosen = places(offered).get(choice.record)
            ids = tuple(record.person_id for record in offered)
            choose_record(office, by, number, chosen.person_id if chosen else None, ids)
    except Refused as refused:
        if reason := whole_refusal(refused):
            return cannot_now(request, office, by, number, reason)
        return _form(request, office, by, number, choice, faults_of(refused))
    return see_other(f"/contacts/{number}?done={'episode' if choice.record == BY_HAND else 'chosen'}")


def _form(
    request: AnyRequest, office: Office, by: Professional, reference: Reference, choice: Choice, faults: list[Fault]
) -> Page:
    contact = view_contact(office, by, reference).contact
    offered = to_choose_from(office, by, contact)
    if not offered:
        return cannot_now(request, office, by, reference, NOTHING_OFFERED)
    return page(
        request,
        "triage/choose_record.html",
        status=400 if faults else 200,
        faults=faults,
        contact=contact,
        name=about_name(contact),
        facts=about_facts(contact, office.now()),
        system=office.episodes.description.title,
        offered=places(offered),
        born=lambda record: birth_in_words(record.birth_date, office.now()) or "not recorded",
        choice=choice,
        shown=mark(offered),
        NONE=NONE,
        BY_HAND=BY_HAND,
    )


routes = (record_page, choose)
