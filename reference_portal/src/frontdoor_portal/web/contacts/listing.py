"""My contacts: what was sent, with its status and what is expected of the sender; drafts above it."""

from attrs import evolve

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Status
from frontdoor_portal.use_cases.drafts import my_drafts, today
from frontdoor_portal.use_cases.drafts.access import has
from frontdoor_portal.use_cases.drafts.taking_over import names_of
from frontdoor_portal.use_cases.holding_area import my_contacts
from frontdoor_portal.use_cases.kept_forms.keeping import pages_kept_for
from frontdoor_portal.use_cases.models import Action, ContactLine
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.drafts.lines import DraftLine, line_of
from frontdoor_portal.web.kind_words import outcome_word_of, status_word_of
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import NotFound
from frontdoor_portal.web.routing import QueryFields, TheOffice, Who, get
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.wording import Word

MOST_DIGITS = 6


@get("/contacts", requires(Permission.SEND_CONCERNS), writes(Action.LISTED_CONTACTS))
def contacts_page(request: AnyRequest, office: TheOffice, who: Who, params: QueryFields) -> Page:
    number = page_number(params.only("page").one("page", "1"))
    contacts = my_contacts(office, who.professional, number)
    return page(
        request,
        "contacts/list.html",
        drafts=_draft_lines(office, who.professional),
        unsaved=pages_kept_for(office, who.professional),
        may_take_over=may(who.professional, Permission.TAKE_OVER_DRAFTS),
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


def _draft_lines(office: Office, by: Professional) -> tuple[DraftLine, ...]:
    drafts = my_drafts(office, by)
    names = {**names_of(office, drafts), by.id: "you"}
    with office.work.reading() as tx:
        shares = tx.drafts.shares_of([draft.id for draft in drafts])
    return tuple(
        evolve(
            line_of(office, draft, names, today(office), office.now()),
            is_mine=has(by, draft),
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
