"""The list of forms with their versions, a new version from one of them, and the report."""

from frontdoor_portal.use_cases.form_versions.editing import start_version
from frontdoor_portal.use_cases.form_versions.looking import list_forms
from frontdoor_portal.use_cases.form_versions.reporting import ABANDONED_AFTER, report
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.form_versions import addresses
from frontdoor_portal.web.form_versions.words import state_word
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.site import AnyRequest

ADMINISTRATORS = requires(Permission.CHANGE_FORMS)
QUESTIONS_ONLY = shows_nobody("The questions of a form, and nothing that anybody answered")
MAX_TEXT_BYTES = 4_000_000
"""The longest text of a form as a browser sends it, where many letters take several bytes."""


@get(addresses.LIST, ADMINISTRATORS, QUESTIONS_ONLY)
def forms_list(request: AnyRequest, office: Office, who: SignedIn) -> Page:
    now = office.now()
    listed = [
        (form, [(version, state_word(version, form.in_force, now)) for version in (*form.open, *form.published)])
        for form in list_forms(office, who.professional)
    ]
    return page(request, "form_versions/list.html", listed=listed)


@post(addresses.START, ADMINISTRATORS, QUESTIONS_ONLY)
def start_form(office: Office, who: SignedIn, form: Fields) -> Page:
    made = start_version(office, who.professional, form.only("version").one("version"))
    return see_other(addresses.of_version(made.id))


@get(addresses.REPORT, ADMINISTRATORS, shows_nobody("Counts by version of a form, small ones left out"))
def form_report(request: AnyRequest, office: Office, who: SignedIn) -> Page:
    return page(
        request,
        "form_versions/report.html",
        reports=report(office, who.professional),
        days=ABANDONED_AFTER.days,
    )


routes = (forms_list, start_form, form_report)
