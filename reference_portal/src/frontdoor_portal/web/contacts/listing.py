"""My contacts: what was sent, with its status and what is expected of the sender; drafts above it."""

from datetime import datetime

from attrs import frozen

from frontdoor.domain.contact import Status
from frontdoor.domain.kinds import kind_of_form
from frontdoor_portal.use_cases.drafts import my_drafts
from frontdoor_portal.use_cases.holding_area import my_contacts
from frontdoor_portal.use_cases.models import Action, ContactLine, Draft
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.drafts.task_list import name_typed
from frontdoor_portal.web.kind_words import outcome_word_of, status_word_of
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import NotFound
from frontdoor_portal.web.routing import QueryFields, TheOffice, Who, get
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.wording import KIND, Word

MOST_DIGITS = 6


@frozen
class DraftLine:
    """A draft in a list: initials, never a name. Without its form version it can only be read or thrown away."""

    id: str
    kind: str
    initials: str
    can_continue: bool
    created_at: datetime
    changed_at: datetime


@get("/contacts", requires(Permission.SEND_CONCERNS), writes(Action.LISTED_CONTACTS))
def contacts_page(request: AnyRequest, office: TheOffice, who: Who, params: QueryFields) -> Page:
    number = page_number(params.only("page").one("page", "1"))
    contacts = my_contacts(office, who.professional, number)
    return page(
        request,
        "contacts/list.html",
        drafts=tuple(_draft_line(office, draft) for draft in my_drafts(office, who.professional)),
        contacts=contacts,
        of_agency=may(who.professional, Permission.SEE_AGENCY_CONTACTS),
        status_of=status_of,
        expected_of=expected_of,
    )


def page_number(text: str) -> int:
    """A page's number as it stands in an address; raises `NotFound` for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and int(text) > 0):
        raise NotFound
    return int(text)


def status_of(line: ContactLine) -> Word:
    """The word on a contact's tag: its status, and once decided its outcome."""
    if line.outcome is not None:
        return outcome_word_of(line.kind, line.outcome)
    return status_word_of(line.kind, line.status)


def expected_of(line: ContactLine) -> str:
    """What the sender does now."""
    if line.status is Status.MORE_INFORMATION_ASKED and line.open_questions > 1:
        return f"Answer {line.open_questions} questions from the team as soon as you can."
    return status_of(line).expected


def _draft_line(office: Office, draft: Draft) -> DraftLine:
    form = office.form_versions.get((draft.form_id, draft.form_version))
    initials = name_typed(form, draft.answers).initials if form else ""
    kind = kind_of_form(draft.form_id)
    return DraftLine(
        draft.id,
        KIND[kind].label if kind else draft.form_id,
        initials,
        form is not None,
        draft.created_at,
        draft.changed_at,
    )


routes = (contacts_page,)
