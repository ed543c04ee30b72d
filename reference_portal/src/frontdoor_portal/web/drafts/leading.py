"""What do you want to tell us or ask us: the page that leads to the right form, and those that lead out."""

from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.navigation import TELL_OR_ASK
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import public
from frontdoor_portal.web.routing import TheSite, get
from frontdoor_portal.web.site import AnyRequest, visitor_of

ALLEGATION = f"{TELL_OR_ASK}/allegation-about-a-worker"


@get(TELL_OR_ASK, public, shows_nobody("It asks nothing and leads on"))
def forms_page(request: AnyRequest) -> Page:
    """Open to everybody: whoever is worried reads the telephone numbers before they sign in."""
    who = visitor_of(request).signed_in
    may_ask = who is None or may(who.professional, Permission.REQUEST_INFORMATION)
    may_tell = who is None or may(who.professional, Permission.SEND_CONCERNS)
    return page(request, "drafts/leading.html", may_ask=may_ask, may_tell=may_tell, allegation=ALLEGATION)


@get(ALLEGATION, public, shows_nobody("It leads out of the portal and keeps nothing"))
def allegation_page(request: AnyRequest, site: TheSite) -> Page:
    """An allegation against somebody who works with children goes to the designated officer, not to the front door."""
    branding = site.branding
    phone = branding.designated_officer_phone or branding.front_door_phone
    return page(request, "drafts/allegation.html", phone=phone, url=branding.designated_officer_url, before=TELL_OR_ASK)


routes = (forms_page, allegation_page)
