"""Two versions of a page, question by question: both stay until somebody chooses. And what was typed after sending."""

from attrs import frozen

from frontdoor.forms import display
from frontdoor_portal.use_cases.drafts.versions import (
    ChangedMeanwhile,
    Keep,
    NotChosen,
    TwoVersions,
    choose_answers,
    see_versions,
)
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.auditing import writes_once_a_sitting
from frontdoor_portal.web.drafts import addresses
from frontdoor_portal.web.drafts.after_sending import receipt_of_sent
from frontdoor_portal.web.drafts.typed import SEEN
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.routing import FormFields, FromPath, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest

CHANGED_AGAIN = "The page was changed again while you chose: choose from what is saved now"
_WRITES = requires(Permission.SEND_CONCERNS)
_OF_DRAFT = writes_once_a_sitting(Action.VIEWED_DRAFT)


@frozen
class Both:
    """One question with its two answers in plain text, and which was chosen so far."""

    id: str
    label: str
    typed: str
    saved: str
    chosen: str
    is_list: bool


@get(addresses.VERSIONS, _WRITES, _OF_DRAFT)
def two_versions(
    request: AnyRequest, office: TheOffice, who: Who, draft_id: FromPath[str], version_id: FromPath[str]
) -> Page:
    try:
        both = see_versions(office, who.professional, draft_id, version_id)
    except NotVisible:
        return receipt_of_sent(office, who, draft_id)
    return _page(request, who, both)


@post(addresses.VERSIONS, _WRITES, _OF_DRAFT)
def choose(
    request: AnyRequest,
    office: TheOffice,
    who: Who,
    form: FormFields,
    draft_id: FromPath[str],
    version_id: FromPath[str],
) -> Page:
    """Keep what was chosen; sent twice, the choice is made once."""
    try:
        both = see_versions(office, who.professional, draft_id, version_id)
    except NotVisible:
        return see_other(addresses.of_draft(draft_id))
    form.only(SEEN, *(each.id for each in both.opened.form.page(both.version.page_id).questions))
    try:
        choose_answers(office, who.professional, draft_id, version_id, _choices(both, form), form.one(SEEN))
    except NotVisible:
        pass
    except ChangedMeanwhile:
        now = see_versions(office, who.professional, draft_id, version_id)
        return _page(request, who, now, form, (Fault("choices", CHANGED_AGAIN),))
    except NotChosen as missing:
        faults = tuple(
            Fault(each, f"Select which answer to keep for “{_label(both, each)}”") for each in missing.question_ids
        )
        return _page(request, who, both, form, faults)
    return see_other(f"{addresses.of_draft(draft_id)}/{both.version.page_id}")


def _choices(both: TwoVersions, form: Fields) -> dict[str, Keep]:
    chosen = {each.question.id: form.one(each.question.id) for each in both.differences}
    if not set(chosen.values()) <= {"", *Keep}:
        raise BadRequest("A choice is none of the page's")
    return {question_id: Keep(choice) for question_id, choice in chosen.items() if choice}


def _label(both: TwoVersions, question_id: str) -> str:
    return both.opened.form.question(question_id).label


def _page(
    request: AnyRequest, who: SignedIn, both: TwoVersions, form: Fields | None = None, faults: tuple[Fault, ...] = ()
) -> Page:
    draft, version = both.opened.draft, both.version
    return page(
        request,
        "drafts/two_versions.html",
        status=400 if faults else 200,
        faults=faults,
        page_title=both.opened.form.page(version.page_id).title,
        version=version,
        is_mine=version.written_by == who.professional.id,
        typed_by=both.names.get(version.written_by, ""),
        saved_by=both.names.get(draft.changed_by or draft.author_id, ""),
        saved_by_me=(draft.changed_by or draft.author_id) == who.professional.id,
        draft=draft,
        both=[
            Both(
                each.question.id,
                each.question.label,
                display(each.question, each.typed),
                display(each.question, each.saved),
                form.one(each.question.id) if form else "",
                each.question.is_group,
            )
            for each in both.differences
        ],
        seen=both.seen,
        address=addresses.of_draft(draft.id),
    )


routes = (two_versions, choose)
