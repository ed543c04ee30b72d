"""The delivery queue: a person finds out whether an episode exists, and says so here; no duplicate is made in haste."""

import re
from collections.abc import Mapping

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.refusals import Refused
from frontdoor_portal.use_cases.delivery_queue import (
    SetAside,
    delivery_queue,
    messages_set_aside,
    overdue,
    settle_set_aside,
)
from frontdoor_portal.use_cases.elsewhere import is_elsewhere, system_of, title_of
from frontdoor_portal.use_cases.models import Action, Topic
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.settle_delivery import (
    can_be_sent_again,
    looks_first,
    record_episode_by_hand,
    send_again,
    to_choose_from,
)
from frontdoor_portal.use_cases.view_contact import view_contact
from frontdoor_portal.web.auditing import shows_nobody, writes
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.navigation import DELIVERIES
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.triage.child import about_facts, about_name
from frontdoor_portal.web.triage.clocks import span
from frontdoor_portal.web.triage.contact_page import record_in_words
from frontdoor_portal.web.triage.episode_number import number_faults
from frontdoor_portal.web.triage.opening import cannot_now, faults_of, reference_of, whole_refusal
from frontdoor_portal.web.wording import NOTICE

EPISODE, BEFORE, NONE = "episode", "before", "none"
"""What a person found: the episode in the case system, in the one before a swap, or that there is none."""

FROM_A_TOPIC: Mapping[Topic, str] = {
    Topic.OPEN_EPISODE: "Episode in the case system",
    Topic.ADD_CASE_NOTE: "Case note in the case system",
    Topic.ATTACH_DOCUMENT: "File in the case system",
}
"""What a message would have made there; a notice has a word of its own."""

NOT_WAITING = "This delivery is not waiting for a person"


@get(DELIVERIES, requires(Permission.TRIAGE), writes(Action.LISTED_CONTACTS))
def deliveries(request: AnyRequest, office: Office, who: SignedIn, params: Fields) -> Page:
    by, now = who.professional, office.now()
    number = _page_number(params.one("page", "1"))
    stuck = delivery_queue(office, by, DeliveryState.NEEDS_A_PERSON, number)
    if number > stuck.last:
        return see_other(f"{DELIVERIES}?page={stuck.last}")
    waiting = delivery_queue(office, by, DeliveryState.WAITING)
    late = overdue(office, by)
    by_hand, queued = (delivery_queue(office, by, each) for each in (DeliveryState.BY_HAND, DeliveryState.QUEUED))
    listed = (*stuck.items, *by_hand.items, *queued.items, *waiting.items)
    return page(
        request,
        "triage/deliveries.html",
        stuck=stuck,
        by_hand=by_hand,
        queued=queued,
        waiting=waiting,
        set_aside=[(what_failed(each), each) for each in messages_set_aside(office, by)],
        done=params.one("done"),
        overdue=span(late) if late else "",
        waited={each.reference: span(now - each.since) for each in listed},
        system=office.episodes.description.title,
    )


def what_failed(aside: SetAside) -> str:
    """What a message that was set aside would have done, in words."""
    if aside.topic in FROM_A_TOPIC:
        return FROM_A_TOPIC[aside.topic]
    return NOTICE[aside.notice].label if aside.notice else "Email that cannot be read"


@post(f"{DELIVERIES}/dealt-with", requires(Permission.TRIAGE), shows_nobody("It answers with a redirect"))
def dealt_with(office: Office, who: SignedIn, form: Fields) -> Page:
    """Take a message that was given up off the list: somebody did by hand what it was for."""
    settled = settle_set_aside(office, who.professional, form.only("message").one("message"))
    return see_other(f"{DELIVERIES}?done={'dealt-with' if settled else 'before'}")


@get("/contacts/{reference:str}/delivery", requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def delivery_page(request: AnyRequest, office: Office, who: SignedIn, reference: str) -> Page:
    by, number = who.professional, reference_of(reference)
    if to_choose_from(office, by, view_contact(office, by, number).contact):
        return see_other(f"/contacts/{number}/record")
    return _delivery_form(request, office, by, number, "", "", [])


@post("/contacts/{reference:str}/delivery", requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def settle(request: AnyRequest, office: Office, who: SignedIn, form: Fields, reference: str) -> Page:
    form.only("found", "episode_id", "looked")
    by, number = who.professional, reference_of(reference)
    found, episode_id = form.one("found"), form.one("episode_id").strip()
    faults = _faults(found, episode_id, looked=form.one("looked") == "yes")
    if faults:
        return _delivery_form(request, office, by, number, found, episode_id, faults)
    try:
        if found == NONE:
            send_again(office, by, number)
        else:
            before = system_of(view_contact(office, by, number).contact) if found == BEFORE else ""
            record_episode_by_hand(office, by, number, episode_id, before)
    except Refused as refused:
        if reason := whole_refusal(refused):
            return cannot_now(request, office, by, number, reason, [("Episode number", episode_id)])
        return _delivery_form(request, office, by, number, found, episode_id, faults_of(refused))
    return see_other(f"/contacts/{number}?done={'again' if found == NONE else 'episode'}")


def _faults(found: str, episode_id: str, *, looked: bool) -> list[Fault]:
    if found in {EPISODE, BEFORE}:
        return number_faults(episode_id)
    if found == NONE and not looked:
        return [Fault("looked", "Confirm that you looked and there is no episode")]
    return [] if found == NONE else [Fault("found", "Select what you found")]


def _delivery_form(
    request: AnyRequest,
    office: Office,
    by: Professional,
    reference: Reference,
    found: str,
    episode_id: str,
    faults: list[Fault],
) -> Page:
    contact = view_contact(office, by, reference).contact
    if contact.delivery.state is not DeliveryState.NEEDS_A_PERSON or contact.decision is None:
        return cannot_now(request, office, by, reference, NOT_WAITING, [("Episode number", episode_id)])
    return page(
        request,
        "triage/delivery.html",
        status=400 if faults else 200,
        faults=faults,
        contact=contact,
        name=about_name(contact),
        facts=about_facts(contact, office.now()),
        record=record_in_words(contact.record) if contact.record else "",
        system=office.episodes.description.title,
        places=_places(office, contact),
        looks_first=looks_first(office),
        sends=can_be_sent_again(office, contact),
        found=found,
        episode_id=episode_id,
    )


def _places(office: Office, contact: Contact) -> Mapping[str, str]:
    """Where the episode may be: what choosing it sends, and what readers call the system, which to look in first."""
    today, was = office.episodes.description.title, system_of(contact)
    return {BEFORE: title_of(office, was), EPISODE: today} if is_elsewhere(office, was) else {EPISODE: today}


def _page_number(typed: str) -> int:
    return int(typed) if re.fullmatch(r"[1-9][0-9]{0,5}", typed) else 1


routes = (deliveries, dealt_with, delivery_page, settle)
