"""A duty manager is told of a draft that no lead may see and nobody else can finish, and takes it over."""

from frontdoor_portal.use_cases.drafts.expiring import expires_at
from frontdoor_portal.use_cases.drafts.standing_in import closed_draft_to_take, closed_drafts, take_closed_draft
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.web.auditing import shows_nobody, writes
from frontdoor_portal.web.drafts import addresses
from frontdoor_portal.web.drafts.after_sending import where_it_is_now
from frontdoor_portal.web.drafts.sharing import WHERE
from frontdoor_portal.web.navigation import CLOSED_DRAFTS
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.routing import FormFields, FromPath, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest

_STANDS_IN = requires(Permission.TAKE_CLOSED_DRAFTS)
_NO_WORDS = shows_nobody("Who had the draft, and nothing that it says")


@get(CLOSED_DRAFTS, _STANDS_IN, writes(Action.LISTED_DRAFTS))
def all_closed(request: AnyRequest, office: TheOffice, who: Who) -> Page:
    """Every draft that nobody else can finish: who had it and since when, and nothing that it says."""
    closed = closed_drafts(office, who.professional)
    drafts = [(each, expires_at(each.found.draft, office.drafts)) for each in closed]
    return page(request, "drafts/closed.html", drafts=drafts, where=WHERE)


@get(addresses.TAKE_CLOSED, _STANDS_IN, _NO_WORDS)
def ask_to_stand_in(request: AnyRequest, office: TheOffice, who: Who, draft_id: FromPath[str]) -> Page:
    try:
        closed = closed_draft_to_take(office, who.professional, draft_id)
    except NotVisible:
        # They may have taken it already, or sent it, and come by the email's link again.
        return where_it_is_now(office, who, draft_id)
    found = closed.found
    form = office.form_versions.get((found.draft.form_id, found.draft.form_version))
    return page(
        request,
        "drafts/take_closed.html",
        found=found,
        form_title=form.title if form else "",
        agency=closed.agency,
        where=WHERE,
    )


@post(addresses.TAKE_CLOSED, _STANDS_IN, _NO_WORDS)
def stand_in(office: TheOffice, who: Who, form: FormFields, draft_id: FromPath[str]) -> Page:
    form.only()
    try:
        take_closed_draft(office, who.professional, draft_id)
    except NotVisible:
        return where_it_is_now(office, who, draft_id)
    return see_other(addresses.of_draft(draft_id))


routes = (all_closed, ask_to_stand_in, stand_in)
