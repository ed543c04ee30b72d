"""The list of people, one person, and the code that is read out after a reset."""

from collections.abc import Mapping
from types import MappingProxyType

from frontdoor_portal.use_cases.joining.addresses import NotAnAddress, read_address
from frontdoor_portal.use_cases.models import Page as Part
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.second_factor.models import Helped, KnownBy
from frontdoor_portal.use_cases.second_factor.resetting import (
    RECOVERY_LASTS,
    NotSaidHow,
    find_person_to_help,
    helps_other_agencies,
    people_to_help,
    person_to_help,
    reset_factor,
)
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.navigation import SIGN_INS
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires, requires_fresh_factor
from frontdoor_portal.web.routing import FormFields, QueryFields, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest

PAGE_SIZE = 50
NOBODY = "Nobody whom you can help has this email address"
KNOWN_BY: Mapping[str, str] = MappingProxyType(
    {
        KnownBy.FACE: "I saw them, and know their face",
        KnownBy.VOICE: "I spoke with them, and know their voice",
        KnownBy.CALLED_BACK: "I called them back on the number above",
    }
)
_may_help = requires(Permission.RESET_FACTORS)


_COLLEAGUES = shows_nobody("How colleagues sign in")


@get(SIGN_INS, _may_help, _COLLEAGUES)
def sign_ins_page(request: AnyRequest, office: TheOffice, who: Who, params: QueryFields) -> Page:
    number = params.one("page", "1")
    return list_page(request, office, who, int(number) if number.isdecimal() and len(number) < 6 else 1)


@post(f"{SIGN_INS}/find", _may_help, _COLLEAGUES)
def person_looked_up(request: AnyRequest, office: TheOffice, who: Who, form: FormFields) -> Page:
    typed = form.only("email").one("email")
    try:
        found = find_person_to_help(office, who.professional, read_address(typed))
    except NotAnAddress as wrong:
        return list_page(request, office, who, 1, typed, [Fault("email", str(wrong))])
    except NotVisible:
        return list_page(request, office, who, 1, typed, [Fault("email", NOBODY)])
    return see_other(f"{SIGN_INS}/{found.professional.id}")


@get(f"{SIGN_INS}/{{professional_id:str}}", _may_help, _COLLEAGUES)
def person_page(request: AnyRequest, office: TheOffice, who: Who, professional_id: str) -> Page:
    return one_page(request, person_to_help(office, who.professional, professional_id))


@post(f"{SIGN_INS}/{{professional_id:str}}/reset", requires_fresh_factor(_may_help), _COLLEAGUES)
def factor_reset(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, professional_id: str) -> Page:
    known_by = form.only("known_by").one("known_by")
    helped = person_to_help(office, who.professional, professional_id)
    try:
        code = reset_factor(office, who.professional, professional_id, known_by)
    except NotSaidHow as needed:
        return one_page(request, helped, [Fault("known_by", str(needed))])
    minutes = int(RECOVERY_LASTS.total_seconds() // 60)
    return page(request, "sign_ins/code.html", person=helped.professional, code=code, minutes=minutes)


def list_page(
    request: AnyRequest, office: Office, who: SignedIn, number: int, typed: str = "", faults: list[Fault] | None = None
) -> Page:
    people = people_to_help(office, who.professional)
    last = max(1, -(-len(people) // PAGE_SIZE))
    number = min(max(number, 1), last)
    shown = Part(people[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], number, PAGE_SIZE, len(people))
    values = {"people": shown, "typed": typed, "looks_up": helps_other_agencies(who.professional)}
    return page(request, "sign_ins/list.html", status=400 if faults else 200, faults=faults or [], **values)


def one_page(request: AnyRequest, helped: Helped, faults: list[Fault] | None = None) -> Page:
    values = {"helped": helped, "known_by": KNOWN_BY}
    return page(request, "sign_ins/person.html", status=400 if faults else 200, faults=faults or [], **values)


routes = (sign_ins_page, person_looked_up, person_page, factor_reset)
