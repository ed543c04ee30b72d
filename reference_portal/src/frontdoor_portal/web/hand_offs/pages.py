"""The queue of case notes to copy, one case note, and the tick that says it was copied."""

import re

from frontdoor_portal.use_cases.hand_offs import hand_off_pack, tick_hand_off, waiting_hand_offs
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.hand_offs.case_note import case_note_text
from frontdoor_portal.web.navigation import HAND_OFFS
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import NotFound
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.triage.clocks import span

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@get(HAND_OFFS, requires(Permission.TRIAGE))
def hand_offs(request: AnyRequest, office: Office, who: SignedIn) -> Page:
    waiting, now = waiting_hand_offs(office, who.professional), office.now()
    waited = {each.id: span(now - each.created_at) for each in waiting}
    return page(request, "hand_offs/list.html", waiting=waiting, waited=waited)


@get(f"{HAND_OFFS}/{{hand_off_id:str}}", requires(Permission.TRIAGE))
def hand_off(request: AnyRequest, office: Office, who: SignedIn, params: Fields, hand_off_id: str) -> Page:
    return _pack(request, office, who, hand_off_id, done=params.one("done"))


@post(f"{HAND_OFFS}/{{hand_off_id:str}}", requires(Permission.TRIAGE))
def tick(request: AnyRequest, office: Office, who: SignedIn, form: Fields, hand_off_id: str) -> Page:
    if form.only("copied").one("copied") != "yes":
        fault = Fault("copied", "Tick the box once you have copied the case note")
        return _pack(request, office, who, hand_off_id, faults=[fault])
    ticked = tick_hand_off(office, who.professional, _known_shape(hand_off_id))
    return see_other(f"{HAND_OFFS}/{hand_off_id}?done={'ticked' if ticked else 'before'}")


def _pack(
    request: AnyRequest,
    office: Office,
    who: SignedIn,
    hand_off_id: str,
    done: str = "",
    faults: list[Fault] | None = None,
) -> Page:
    pack = hand_off_pack(office, who.professional, _known_shape(hand_off_id))
    return page(
        request,
        "hand_offs/pack.html",
        status=400 if faults else 200,
        faults=faults or [],
        pack=pack,
        text=case_note_text(pack),
        done=done,
    )


def _known_shape(hand_off_id: str) -> str:
    if not _ID.fullmatch(hand_off_id):
        raise NotFound
    return hand_off_id


routes = (hand_offs, hand_off, tick)
