"""My contacts: what was sent, with its status and what is expected of the sender; drafts above it."""

from datetime import datetime
from urllib.parse import urlencode

from attrs import frozen

from frontdoor.domain.contact import Status
from frontdoor_portal.use_cases.drafts import my_drafts
from frontdoor_portal.use_cases.figures import UNDECIDED
from frontdoor_portal.use_cases.holding_area import MyList, my_contacts
from frontdoor_portal.use_cases.models import Action, ContactLine, Draft
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.display import moment
from frontdoor_portal.web.drafts.task_list import child_name
from frontdoor_portal.web.navigation import MY_CONTACTS
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import NotFound
from frontdoor_portal.web.routing import QueryFields, TheOffice, Who, get
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.wording import OUTCOME, STATUS, Word

MOST_DIGITS = 6

ALL, AGENCY, OWN = MyList.ALL.value, "agency", "me"
LISTS = {
    MyList.ALL: "Everything",
    MyList.ASKED: "Waiting for an answer",
    MyList.UNDECIDED: "Not decided yet",
    MyList.DECIDED: "Decided",
    MyList.WITHDRAWN: "Withdrawn",
}
WHOSE = {AGENCY: "My agency", OWN: "Only mine"}


@frozen
class Link:
    """A list of contacts that can be shown instead."""

    text: str
    href: str
    is_current: bool


@frozen
class DraftLine:
    """A draft in a list: initials, never a name. Without its form version it can only be read or thrown away."""

    id: str
    initials: str
    can_continue: bool
    created_at: datetime
    changed_at: datetime


@get("/contacts", requires(Permission.SEND_CONCERNS), writes(Action.LISTED_CONTACTS))
def contacts_page(request: AnyRequest, office: TheOffice, who: Who, params: QueryFields) -> Page:
    params.only("page", "show", "whose")
    number, which, whose = page_number(params.one("page", "1")), params.one("show", ALL), params.one("whose", AGENCY)
    if which not in set(MyList) or whose not in (AGENCY, OWN):
        raise NotFound
    contacts = my_contacts(office, who.professional, number, which=MyList(which), own=whose == OWN)
    of_agency = may(who.professional, Permission.SEE_AGENCY_CONTACTS)
    return page(
        request,
        "contacts/list.html",
        drafts=tuple(_draft_line(office, draft) for draft in my_drafts(office, who.professional)),
        contacts=contacts,
        of_agency=of_agency and whose == AGENCY,
        lists=tuple(Link(text, address(each.value, whose), each.value == which) for each, text in LISTS.items()),
        whose=tuple(Link(text, address(which, each), each == whose) for each, text in WHOSE.items() if of_agency),
        address=f"{address(which, whose)}&",
        is_all=which == ALL,
        status_of=status_of,
        expected_of=expected_of,
        by_when_of=by_when_of,
    )


def address(which: str, whose: str) -> str:
    """The address of a list of contacts: codes alone."""
    return f"{MY_CONTACTS}?{urlencode({'show': which, 'whose': whose})}"


def page_number(text: str) -> int:
    """A page's number as it stands in an address; raises `NotFound` for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and int(text) > 0):
        raise NotFound
    return int(text)


def status_of(line: ContactLine) -> Word:
    """The word on a contact's tag: its status, and once decided its outcome."""
    return OUTCOME[line.outcome] if line.outcome is not None else STATUS[line.status]


def expected_of(line: ContactLine) -> str:
    """What the sender does now."""
    if line.status is Status.MORE_INFORMATION_ASKED and line.open_questions > 1:
        return f"Answer {line.open_questions} questions from the team as soon as you can."
    return status_of(line).expected


def by_when_of(line: ContactLine) -> str:
    """Who does what by when, where a clock runs; nothing where none does."""
    if line.second_look_due is not None:
        return f"A manager answers the second look by {moment(line.second_look_due)}."
    if line.status not in UNDECIDED:
        return ""
    if line.decision_due is None:
        return "The clock is stopped until you answer."
    return f"The team decides by {moment(line.decision_due)}."


def _draft_line(office: Office, draft: Draft) -> DraftLine:
    form = office.form_versions.get((draft.form_id, draft.form_version))
    initials = child_name(form, draft.answers).initials if form else ""
    return DraftLine(draft.id, initials, form is not None, draft.created_at, draft.changed_at)


routes = (contacts_page,)
