"""My contacts: what was sent, with its status and what is expected of the sender; drafts above it."""

from datetime import datetime
from urllib.parse import urlencode

from attrs import evolve, frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import ContactKind, Status
from frontdoor_portal.use_cases.drafts import my_drafts, today
from frontdoor_portal.use_cases.drafts.access import may_discard
from frontdoor_portal.use_cases.drafts.taking_over import names_of
from frontdoor_portal.use_cases.figures import UNDECIDED
from frontdoor_portal.use_cases.holding_area import MyList, my_contacts
from frontdoor_portal.use_cases.kept_forms.keeping import pages_kept_for
from frontdoor_portal.use_cases.kinds import may_read_answer_of
from frontdoor_portal.use_cases.models import Action, ContactLine
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.contacts.by_when import ByWhen, by_when, team_by_when, word_by_when
from frontdoor_portal.web.drafts.lines import DraftLine, line_of
from frontdoor_portal.web.kind_words import outcome_word_of, status_word_of
from frontdoor_portal.web.navigation import MY_CONTACTS
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import NotFound
from frontdoor_portal.web.routing import QueryFields, TheOffice, Who, get
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.wording import Word

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
KEPT_BACK = "Open it to see who can read the answer."
"""What stands in a list of an answer that its reader cannot read: its page says more."""


@frozen
class Link:
    """A list of contacts that can be shown instead."""

    text: str
    href: str
    is_current: bool


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
        drafts=_draft_lines(office, who.professional),
        unsaved=pages_kept_for(office, who.professional),
        may_take_over=may(who.professional, Permission.TAKE_OVER_DRAFTS),
        contacts=contacts,
        of_agency=of_agency and whose == AGENCY,
        lists=tuple(Link(text, address(each.value, whose), each.value == which) for each, text in LISTS.items()),
        whose=tuple(Link(text, address(which, each), each == whose) for each, text in WHOSE.items() if of_agency),
        address=f"{address(which, whose)}&",
        is_all=which == ALL,
        word_of=lambda line: word_of_line(office, line, who.professional),
        by_when_of=lambda line: by_when_of(line, office.now()),
    )


def address(which: str, whose: str) -> str:
    """The address of a list of contacts: codes alone."""
    return f"{MY_CONTACTS}?{urlencode({'show': which, 'whose': whose})}"


def page_number(text: str) -> int:
    """A page's number as it stands in an address; raises `NotFound` for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and int(text) > 0):
        raise NotFound
    return int(text)


def word_of_line(office: Office, line: ContactLine, reader: Professional) -> Word:
    """The word on a contact's tag and what the sender does now; nothing of an answer that they cannot read."""
    if line.outcome is not None:
        word = outcome_word_of(line.kind, line.outcome)
        is_answer = line.kind is ContactKind.INFORMATION_REQUEST
        is_kept_back = is_answer and not may_read_answer_of(office, reader, line)
        return evolve(word, meaning="", expected=KEPT_BACK) if is_kept_back else word
    word = status_word_of(line.kind, line.status)
    if line.status is Status.MORE_INFORMATION_ASKED and line.open_questions > 1:
        return evolve(word, expected=f"Answer {line.open_questions} questions from the team as soon as you can.")
    if line.status in UNDECIDED:
        team = team_by_when(line.kind, line.decision_due, office.now())
        return word_by_when(word, team, is_asked=line.open_questions > 0)
    return word


def by_when_of(line: ContactLine, now: datetime) -> ByWhen | None:
    """Who does what by when, where a clock runs; nothing where none does."""
    if line.second_look_due is not None:
        return by_when("A manager answers the second look", line.second_look_due, now)
    if line.status not in UNDECIDED:
        return None
    return team_by_when(line.kind, line.decision_due, now)


def _draft_lines(office: Office, by: Professional) -> tuple[DraftLine, ...]:
    drafts = my_drafts(office, by)
    names = {**names_of(office, drafts), by.id: "you"}
    with office.work.reading() as tx:
        shares = tx.drafts.shares_of([draft.id for draft in drafts])
        to_discard = {draft.id for draft in drafts if may_discard(tx, by, draft)}
    return tuple(
        evolve(
            line_of(office, draft, names, today(office), office.now()),
            may_discard=draft.id in to_discard,
            author="" if draft.author_id == by.id else names.get(draft.author_id, ""),
            shared_with=tuple(
                names.get(share.professional_id, "")
                for share in shares.get(draft.id, ())
                if share.professional_id != by.id
            ),
        )
        for draft in drafts
    )


routes = (contacts_page,)
