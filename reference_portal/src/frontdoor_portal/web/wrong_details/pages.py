"""The form beside a worker's details, and the list from which the front door has them put right."""

import re
from collections.abc import Mapping

from attrs import frozen

from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.view_child import LittleView, PersonView, PupilView, view_child
from frontdoor_portal.use_cases.wrong_details.reporting import (
    LIST_PATH,
    ShownDetail,
    report_wrong,
    tick_report,
    waiting_reports,
)
from frontdoor_portal.use_cases.wrong_details.reports import WrongWhy
from frontdoor_portal.web.auditing import shows_nobody, writes
from frontdoor_portal.web.children.person import ToCall, school_contacts, workers_first
from frontdoor_portal.web.children.purposes import PURPOSES, purpose_of_view
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import NotFound
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.site import AnyRequest

WHY: Mapping[WrongWhy, str] = {
    WrongWhy.NOT_IN_USE: "It is not in use",
    WrongWhy.SOMEBODY_ELSE: "It reaches somebody else",
    WrongWhy.HAS_LEFT: "The person has left",
}
_NUMBER = re.compile(r"\+?[0-9 ()]{6,25}(?: ?(?:ext|x)\.? ?[0-9]{1,6})?")
_EMAIL = re.compile(r"[^\s@<>\"]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,}")
_SOURCE = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_ID = re.compile(r"WD-[A-Z2-9]{8}")
_WRONG = "/children/{token:str}/wrong/{source:str}"
_WORKERS_ONLY = shows_nobody("Workers and their numbers, without a word of a child")


@frozen
class Typed:
    """What was sent: which detail is wrong, by its place in the list, why, and what is right."""

    which: str
    why: str
    right: str

    @classmethod
    def of(cls, form: Fields) -> "Typed":
        form.only("which", "why", "right")
        return cls(form.one("which"), form.one("why"), form.one("right").strip())

    def faults(self, details: tuple[ShownDetail, ...]) -> list[Fault]:
        found = []
        if self.which not in _keys(details):
            found.append(Fault("which", "Select what is wrong"))
        if self.why not in {each.value for each in WrongWhy}:
            found.append(Fault("why", "Select why it is wrong"))
        if self.right and not (_NUMBER.fullmatch(self.right) or _EMAIL.fullmatch(self.right)):
            found.append(Fault("right", "Enter a telephone number or an email address and nothing else"))
        return found


@get(_WRONG, requires(Permission.FIND_CHILDREN), writes(Action.VIEWED_CHILD, Action.REFUSED_CHILD))
def wrong_form(request: AnyRequest, office: Office, who: SignedIn, params: Fields, token: str, source: str) -> Page:
    """What the source gives now, which is read again: nothing that a browser sends is taken for a number."""
    code = _code(params)
    return _form(request, _details(office, who, token, source, code), Typed("", "", ""), [], _child(token, code))


@post(_WRONG, requires(Permission.FIND_CHILDREN), writes(Action.VIEWED_CHILD, Action.REFUSED_CHILD))
def send_wrong(
    request: AnyRequest, office: Office, who: SignedIn, form: Fields, params: Fields, token: str, source: str
) -> Page:
    code = _code(params)
    typed, details, back = Typed.of(form), _details(office, who, token, source, code), _child(token, code)
    if faults := typed.faults(details):
        return _form(request, details, typed, faults, back)
    wrong = _keys(details)[typed.which]
    reference = report_wrong(office, who.professional, wrong, WrongWhy(typed.why), typed.right)
    return page(request, "wrong_details/sent.html", reference=reference, back=back)


@get(LIST_PATH, requires(Permission.TRIAGE), _WORKERS_ONLY)
def wrong_details(request: AnyRequest, office: Office, who: SignedIn) -> Page:
    return page(request, "wrong_details/list.html", waiting=waiting_reports(office, who.professional), why=WHY)


@post(f"{LIST_PATH}/{{report_id:str}}", requires(Permission.TRIAGE), _WORKERS_ONLY)
def settle(office: Office, who: SignedIn, report_id: str) -> Page:
    if not _ID.fullmatch(report_id):
        raise NotFound
    tick_report(office, who.professional, report_id)
    return see_other(LIST_PATH)


def _code(params: Fields) -> str:
    """The reason chosen at the search, which the view was opened for: the form is opened for the same."""
    code = params.only("for").one("for")
    return code if code in PURPOSES else ""


def _child(token: str, code: str) -> str:
    return f"/children/{token}?for={code}" if code else f"/children/{token}"


def _details(office: Office, who: SignedIn, token: str, source: str, code: str) -> tuple[ShownDetail, ...]:
    """The workers' details that this person sees of one system; raises `NotFound` where there are none."""
    if not _SOURCE.fullmatch(source):
        raise NotFound
    view = view_child(office, who.professional, token, purpose_of_view(code), source)
    if isinstance(view, LittleView):
        raise NotFound
    title = next(each.title for each in office.gateway.sources() if each.name == source)
    details = tuple(
        ShownDetail(title, each.name, each.role, value)
        for each in _people(view, is_own=source == view.sighting.source)
        for value in (each.phone, each.email)
        if value
    )
    if not details:
        raise NotFound
    return details


def _people(view: PersonView | PupilView, *, is_own: bool) -> tuple[ToCall, ...]:
    """Whom the view names to call: of the opened record's own system with `is_own`, or else of the one beside it."""
    if isinstance(view, PersonView):
        if any(each.restricted for each in view.person.items):
            return ()
        if is_own:
            return workers_first(view.involvements.items)
        matches = [each.match for each in view.beside if each.match is not None]
        pupils = [each.record for match in matches for each in match.candidates]
    else:
        pupils = list(view.pupil.items) if is_own else []
    return tuple(person for pupil in pupils for person in school_contacts(pupil.contacts))


def _keys(details: tuple[ShownDetail, ...]) -> dict[str, ShownDetail]:
    """By place and value: where the source says something else by the time the form comes back, it is asked again."""
    return {f"{number}:{each.value}": each for number, each in enumerate(details, start=1)}


def _form(request: AnyRequest, details: tuple[ShownDetail, ...], typed: Typed, faults: list[Fault], back: str) -> Page:
    return page(
        request,
        "wrong_details/form.html",
        status=400 if faults else 200,
        details=_keys(details),
        source=details[0].source,
        typed=typed,
        why=WHY,
        faults=faults,
        back=back,
    )


routes = (wrong_form, send_wrong, wrong_details, settle)
