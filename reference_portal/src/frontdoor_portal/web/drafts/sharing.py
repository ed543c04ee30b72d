"""Who works on a draft: shared with colleagues, taken over by the lead of the agency, kept for longer."""

from collections.abc import Mapping
from types import MappingProxyType

from frontdoor_portal.use_cases.drafts import today
from frontdoor_portal.use_cases.drafts.expiring import keep_draft
from frontdoor_portal.use_cases.drafts.sharing import (
    NotAColleague,
    NotShared,
    see_sharing,
    share_draft,
    stop_sharing_draft,
)
from frontdoor_portal.use_cases.drafts.taking_over import (
    NotNow,
    Whereabouts,
    WhyTaken,
    agency_drafts,
    draft_to_take,
    take_over_draft,
)
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.auditing import shows_nobody, writes, writes_once_a_sitting
from frontdoor_portal.web.drafts import addresses
from frontdoor_portal.web.drafts.after_sending import where_it_is_now
from frontdoor_portal.web.drafts.lines import line_of
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.routing import FormFields, FromPath, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest

WHY: Mapping[WhyTaken, str] = MappingProxyType(
    {
        WhyTaken.LEFT: "They have left, or moved to another agency",
        WhyTaken.AWAY: "They are away, and it cannot wait",
        WhyTaken.ASKED: "They asked me to",
    }
)
WHERE: Mapping[Whereabouts, str] = MappingProxyType(
    {
        Whereabouts.HERE: "",
        Whereabouts.LEFT: "has left",
        Whereabouts.MOVED: "works for another agency now",
    }
)
NOT_SHARED: Mapping[NotShared, str] = MappingProxyType(
    {
        NotShared.STANDS_IN: "You took it over because nobody else could finish it. Finish it and send it, or throw it "
        "away.",
        NotShared.AUTHORS_ALONE: "It holds details from a record that not everybody may see. A colleague who has a "
        "concern about this child can start a form of their own.",
    }
)
_WRITES = requires(Permission.SEND_CONCERNS)
_TAKES_OVER = requires(Permission.TAKE_OVER_DRAFTS)
_OF_DRAFT = writes_once_a_sitting(Action.VIEWED_DRAFT)
_NO_WORDS = shows_nobody("Colleagues by name and job, and nothing that the draft says")


@get(addresses.SHARE, _WRITES, _NO_WORDS)
def sharing(request: AnyRequest, office: TheOffice, who: Who, draft_id: FromPath[str]) -> Page:
    """With whom a draft is shared, and with whom it could be."""
    return _sharing_page(request, office, who, draft_id)


@post(addresses.SHARE, _WRITES, _NO_WORDS)
def share(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, draft_id: FromPath[str]) -> Page:
    """Share with the colleague who was chosen."""
    chosen = form.only("colleague").one("colleague")
    if not chosen:
        return _sharing_page(request, office, who, draft_id, (Fault("colleague", "Select a colleague"),))
    try:
        share_draft(office, who.professional, draft_id, chosen)
    except NotAColleague:
        gone = Fault("colleague", "Select a colleague who still works for your agency")
        return _sharing_page(request, office, who, draft_id, (gone,))
    return see_other(addresses.share_of(draft_id))


@post(addresses.STOP_SHARING, _WRITES, _NO_WORDS)
def stop_sharing(office: TheOffice, who: Who, form: FormFields, draft_id: FromPath[str]) -> Page:
    stop_sharing_draft(office, who.professional, draft_id, form.only("colleague").one("colleague"))
    return see_other(addresses.share_of(draft_id))


@post(addresses.KEEP, _WRITES, shows_nobody("It answers with a redirect"))
def keep(office: TheOffice, who: Who, form: FormFields, draft_id: FromPath[str]) -> Page:
    """Keep a draft as long as if it were changed now."""
    form.only()
    keep_draft(office, who.professional, draft_id)
    return see_other(addresses.of_draft(draft_id))


@get(addresses.OF_AGENCY, _TAKES_OVER, writes(Action.LISTED_DRAFTS))
def of_agency(request: AnyRequest, office: TheOffice, who: Who) -> Page:
    """The drafts of one's agency that others have."""
    found = agency_drafts(office, who.professional)
    names = {each.draft.holder_id or each.draft.author_id: each.held_by for each in found}
    now = office.now()
    lines = [(each, line_of(office, each.draft, names, today(office), now)) for each in found]
    return page(request, "drafts/of_agency.html", drafts=lines, where=WHERE)


@get(addresses.TAKE_OVER, _TAKES_OVER, shows_nobody("Who has the draft, and nothing that it says"))
def ask_to_take_over(request: AnyRequest, office: TheOffice, who: Who, draft_id: FromPath[str]) -> Page:
    return _take_over_page(request, office, who, draft_id)


@post(addresses.TAKE_OVER, _TAKES_OVER, shows_nobody("Who has the draft, and nothing that it says"))
def take_over(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, draft_id: FromPath[str]) -> Page:
    why = form.only("why").one("why")
    if not why:
        return _take_over_page(request, office, who, draft_id, (Fault("why", "Select why you take it over"),))
    if why not in list(WhyTaken):
        raise BadRequest("The reason is not one of the list")
    try:
        take_over_draft(office, who.professional, draft_id, WhyTaken(why))
    except NotNow as wait:
        return _take_over_page(request, office, who, draft_id, (Fault("why", str(wait)),))
    except NotVisible:
        return where_it_is_now(office, who, draft_id)
    return see_other(addresses.of_draft(draft_id))


def _sharing_page(
    request: AnyRequest, office: Office, who: SignedIn, draft_id: str, faults: tuple[Fault, ...] = ()
) -> Page:
    return page(
        request,
        "drafts/share.html",
        status=400 if faults else 200,
        faults=faults,
        sharing=see_sharing(office, who.professional, draft_id),
        why_not=NOT_SHARED,
        address=addresses.of_draft(draft_id),
    )


def _take_over_page(
    request: AnyRequest, office: Office, who: SignedIn, draft_id: str, faults: tuple[Fault, ...] = ()
) -> Page:
    try:
        found = draft_to_take(office, who.professional, draft_id)
    except NotVisible:
        # They may have taken it already, in another window or by pressing twice, or sent it.
        return where_it_is_now(office, who, draft_id)
    form = office.form_versions.get((found.draft.form_id, found.draft.form_version))
    return page(
        request,
        "drafts/take_over.html",
        status=400 if faults else 200,
        faults=faults,
        found=found,
        form_title=form.title if form else "",
        reasons={each: WHY[each] for each in found.reasons},
        where=WHERE,
    )


routes = (sharing, share, stop_sharing, keep, of_agency, ask_to_take_over, take_over)
