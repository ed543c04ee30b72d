"""The privacy officer's queue of looks to review."""

from frontdoor.access import ReviewRefused
from frontdoor_portal.use_cases.access.reviewing import decide, open_review_page, review_queue
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.access.words import BASES, OUTCOMES, RULES
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.navigation import ACCESS_REVIEWS
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.routing import FormFields, FromPath, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest


@get(ACCESS_REVIEWS, requires(Permission.REVIEW_ACCESS), writes(Action.LISTED_REVIEWS))
def queue_page(request: AnyRequest, office: TheOffice, who: Who) -> Page:
    return page(request, "access/reviews.html", queue=review_queue(office, who.professional), rules=RULES)


@get(f"{ACCESS_REVIEWS}/{{review_id:str}}", requires(Permission.REVIEW_ACCESS), writes(Action.VIEWED_REVIEW))
def review_page(request: AnyRequest, office: TheOffice, who: Who, review_id: FromPath[str]) -> Page:
    return _review(request, office, who, review_id)


@post(f"{ACCESS_REVIEWS}/{{review_id:str}}", requires(Permission.REVIEW_ACCESS), writes(Action.VIEWED_REVIEW))
def reviewed(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, review_id: FromPath[str]) -> Page:
    form = form.only("outcome", "note")
    outcome, note = form.one("outcome"), form.one("note")
    try:
        decide(office, who.professional, review_id, outcome, note)
    except ReviewRefused as refused:
        fault = Fault(refused.fault or "outcome", str(refused))
        return _review(request, office, who, review_id, outcome, note, fault)
    return see_other(ACCESS_REVIEWS)


def _review(
    request: AnyRequest,
    office: Office,
    who: SignedIn,
    review_id: str,
    outcome: str = "",
    note: str = "",
    fault: Fault | None = None,
) -> Page:
    return page(
        request,
        "access/review.html",
        status=400 if fault else 200,
        faults=[fault] if fault else [],
        shown=open_review_page(office, who.professional, review_id),
        rules=RULES,
        outcomes=OUTCOMES,
        bases=BASES,
        titles={each.name: each.title for each in office.gateway.sources()},
        outcome=outcome,
        note=note,
    )


routes = (queue_page, review_page, reviewed)
