"""Every error as a page in plain words that says what happened to the answers, with the telephone numbers.

Litestar's own replies, which are JSON and may repeat the address, never reach a browser.
"""

import secrets
from urllib.parse import quote

import structlog
from attrs import frozen
from litestar.exceptions import HTTPException

from frontdoor.domain.contact import ContactKind
from frontdoor.domain.kinds import KINDS, kind_of_form
from frontdoor.workflow.refusals import Refused
from frontdoor_portal.use_cases.drafts import FormGone
from frontdoor_portal.use_cases.provider_sign_in.beginning import NoProvider
from frontdoor_portal.use_cases.refusals import (
    FactorNotFresh,
    NotPermitted,
    NotVisible,
    Stale,
    StoreUnavailable,
    TooBusy,
    TooManySearches,
)
from frontdoor_portal.use_cases.send_draft import SentByAnother
from frontdoor_portal.web.accounts.going_on import factor_first
from frontdoor_portal.web.accounts.signing_in import SIGN_IN, SIGN_OUT, SIGNED_OUT, kept_page, sign_in_to_send
from frontdoor_portal.web.drafts.gone import written_in
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.kind_words import KIND_WORDS
from frontdoor_portal.web.pages import Page, local_path, page, see_other
from frontdoor_portal.web.policy import FactorNeeded, SignInNeeded, address_of
from frontdoor_portal.web.refusing import (
    BadRequest,
    ForeignForm,
    NotFound,
    PageOfEarlierSignIn,
    TooManyRequests,
    UnsupportedForm,
)
from frontdoor_portal.web.site import AnyRequest, site_of
from frontdoor_portal.web.typed_back import typed_back
from frontdoor_portal.web.uploads import TooMuchSent

BUSY_SECONDS = 30
LOG = structlog.get_logger("frontdoor_portal.web")


@frozen
class Problem:
    """An error page: `happened` in a sentence, `answers` what became of what was typed, `next_step` what to do."""

    title: str
    happened: str
    answers: str
    next_step: str


NOTHING_LOST = "What you saved before is still there."

PROBLEMS = {
    400: Problem(
        "There is a problem with what was sent",
        "The portal could not read what your browser sent.",
        "Nothing was changed.",
        "Check what you typed and try again.",
    ),
    403: Problem(
        "You cannot do this",
        "Your account is not allowed to see this page or to do this.",
        f"Nothing was changed. {NOTHING_LOST}",
        "If you need it for your work, call the Family Front Door team.",
    ),
    404: Problem(
        "Page not found",
        "The page does not exist, or it is not yours to see.",
        "Nothing was changed.",
        "If you typed or pasted the web address, check it is correct and complete.",
    ),
    405: Problem(
        "This page cannot be used like that",
        "Your browser asked for something that this page does not do.",
        f"Nothing was changed. {NOTHING_LOST}",
        "Start again from the start page.",
    ),
    409: Problem(
        "Somebody else changed this first",
        "While you were working, somebody else changed the same record.",
        "Your change was not made, so that theirs is not lost.",
        "Open the record again to see it as it is now, then make your change if it is still needed.",
    ),
    413: Problem(
        "What you sent is too large",
        "The page you sent is larger than the portal takes.",
        f"This page was not saved. {NOTHING_LOST}",
        "Shorten what you typed and send it again.",
    ),
    415: Problem(
        "The portal cannot read this kind of content",
        "What was sent did not come as a form.",
        f"Nothing was changed. {NOTHING_LOST}",
        "Use the forms of the portal.",
    ),
    429: Problem(
        "Too many tries",
        "There were too many tries from your connection.",
        f"This page was not saved. {NOTHING_LOST}",
        "Wait and try again later.",
    ),
    500: Problem(
        "Sorry, there is a problem with the service",
        "Something went wrong in the portal. It was not your fault.",
        f"We could not save this page. {NOTHING_LOST}",
        "Try again later. If the child cannot wait, call us.",
    ),
    503: Problem(
        "Sorry, the service is unavailable",
        "The portal is too busy or is being worked on.",
        f"We could not save this page. {NOTHING_LOST}",
        "Try again in a few minutes. If the child cannot wait, call us.",
    ),
}

FOREIGN = Problem(
    "Your page was out of date",
    "The form did not come from a current page of the portal: you may have signed out or in again in another tab.",
    "Nothing was changed.",
    "Open the page again and send it from there.",
)

FOREIGN_KEPT = Problem(
    "Somebody else is signed in here now",
    "The page that you sent belongs to somebody else, who was signed in before in this browser.",
    "Nothing was changed. What was typed there is kept for them for one hour.",
    "If you typed it, sign out, sign in as yourself and open the page again.",
)

MANY_SEARCHES = Problem(
    "You have searched too often",
    "You have searched for children more often within a few minutes than the portal allows. This is told to the "
    "council’s privacy officer.",
    "Nothing was searched.",
    "Wait a few minutes and search again. If the child cannot wait, call us.",
)


def problem_page(request: AnyRequest, status: int, problem: Problem | None = None, number: str = "") -> Page:
    """Every error page. What was typed stands on it; where it never arrived, that is said of a form that was sent."""
    values = {"problem": problem or PROBLEMS[status], "number": number}
    typed = [] if problem is FOREIGN_KEPT else typed_back(request)
    was_sent = request.method == "POST" and problem is not FOREIGN_KEPT
    return page(request, "errors/problem.html", status=status, typed=typed, was_sent=was_sent, **values)


def on_failure(request: AnyRequest, failure: Exception) -> Page:
    """The page for whatever was raised. Only what nobody foresaw is a 500; it is logged by type and number alone."""
    match failure:
        case SignInNeeded():
            return kept_page(request, failure.kept_on) if failure.kept_on else sign_in_first(request, failure.form)
        case FactorNeeded():
            return factor_first(request, failure.form, address_of(request))
        case FactorNotFresh():
            return factor_first(request, request.scope["state"].get("form"), address_of(request))
        case BadRequest():
            return problem_page(request, 400)
        case PageOfEarlierSignIn():
            return see_other(failure.page)
        case ForeignForm():
            LOG.warning("foreign_form", route=route_of(request))
            return problem_page(request, 403, FOREIGN_KEPT if failure.is_kept else FOREIGN)
        case NotPermitted():
            return problem_page(request, 403)
        case NotFound() | NotVisible() | NoProvider():
            return problem_page(request, 404)
        case SentByAnother():
            return sent_by_another_page(request, failure)
        case FormGone():
            return form_gone_page(request, failure)
        case Stale() | Refused():
            return problem_page(request, 409)
        case TooMuchSent():
            return problem_page(request, 413)
        case UnsupportedForm():
            return problem_page(request, 415)
        case TooManyRequests():
            return later(problem_page(request, 429), failure.after_seconds)
        case TooManySearches():
            return later(problem_page(request, 429, MANY_SEARCHES), failure.after_seconds)
        case StoreUnavailable():
            LOG.error("store_unavailable", route=route_of(request))
            return later(problem_page(request, 503), BUSY_SECONDS)
        case TooBusy():
            return later(problem_page(request, 503), BUSY_SECONDS)
        case HTTPException() if failure.status_code < 500:
            status = failure.status_code if failure.status_code in PROBLEMS else 400
            response = problem_page(request, status)
            if allowed := (failure.headers or {}).get("allow"):
                response.headers["Allow"] = allowed
            return response
    number = secrets.token_hex(4).upper()
    LOG.error(
        "unforeseen", failure=type(failure).__name__, at=place_of(failure), number=number, route=route_of(request)
    )
    return problem_page(request, 500, number=number)


def form_gone_page(request: AnyRequest, gone: FormGone) -> Page:
    """Why a draft cannot be filled in any more, with what was written in it; who may throws it away from here."""
    draft = gone.draft
    kind = kind_of_form(draft.form_id) or ContactKind.CAUSE_FOR_CONCERN
    return page(
        request,
        "drafts/form_gone.html",
        status=410,
        draft=draft,
        may_discard=gone.may_discard,
        written=written_in(site_of(request).office.forms.get(draft.form_id), draft.answers),
        unsaved=typed_back(request),
        words=KIND_WORDS[kind],
        form_id=KINDS[kind].form_id,
    )


def sent_by_another_page(request: AnyRequest, sent: SentByAnother) -> Page:
    """A page of a draft that was still open when a colleague, with whom it was shared, sent it."""
    values = {"reference": sent.reference, "sender_name": sent.sender_name, "typed": typed_back(request)}
    return page(request, "drafts/sent_by_another.html", status=410, **values)


def later(response: Page, seconds: int) -> Page:
    response.headers["Retry-After"] = str(seconds)
    return response


def sign_in_first(request: AnyRequest, form: Fields | None) -> Page:
    """The way to the sign-in page and back; what somebody was sending goes along, so that no words are lost."""
    if request.scope["path"] == SIGN_OUT:
        return see_other(SIGNED_OUT)
    if form is not None:
        return sign_in_to_send(request, form, address_of(request))
    # An address longer than any of ours is not worth coming back to.
    return see_other(local_path(f"/sign-in?next={quote(address_of(request), safe='/')}", SIGN_IN))


def route_of(request: AnyRequest) -> str:
    """The route's pattern, never the address: an address may hold a token or what somebody typed."""
    return str(request.scope.get("path_template") or "none")


def place_of(failure: BaseException) -> str:
    """The last line of ours and the line that raised, as `module:line`: enough to find it, without a value."""
    places, trace = [], failure.__traceback__
    while trace is not None:
        places.append(f"{trace.tb_frame.f_globals.get('__name__', 'unknown')}:{trace.tb_lineno}")
        trace = trace.tb_next
    ours = [place for place in places if place.startswith("frontdoor")]
    return " > ".join(dict.fromkeys([*ours[-1:], *places[-1:]])) or "unknown"
