"""Taking a contact and putting it back: one button each, and the loser of a race is told who won."""

from frontdoor.workflow.refusals import Refused
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.release_contact import release_contact
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.take_contact import take_contact
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.pages import Page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.routing import post
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.triage.opening import cannot_now, reference_of


@post("/contacts/{reference:str}/take", requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def take(request: AnyRequest, office: Office, who: SignedIn, form: Fields, reference: str) -> Page:
    form.only()
    number = reference_of(reference)
    try:
        take_contact(office, who.professional, number)
    except Refused as refused:
        return cannot_now(request, office, who.professional, number, str(refused))
    return see_other(f"/contacts/{number}?done=taken")


@post("/contacts/{reference:str}/release", requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT))
def release(request: AnyRequest, office: Office, who: SignedIn, form: Fields, reference: str) -> Page:
    form.only()
    number = reference_of(reference)
    try:
        release_contact(office, who.professional, number)
    except Refused as refused:
        return cannot_now(request, office, who.professional, number, str(refused))
    return see_other(f"/contacts/{number}?done=released")


routes = (take, release)
