"""A page that was opened before its draft was carried on in another version of the form, and arrives afterwards."""

from collections.abc import Mapping

from attrs import evolve

from frontdoor.domain.agency import Professional
from frontdoor.forms import FormDefinition, display, tidy
from frontdoor_portal.use_cases.drafts.access import own_draft
from frontdoor_portal.use_cases.drafts.versions import is_same
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible, Stale, StoreUnavailable
from frontdoor_portal.use_cases.seeing import audit
from frontdoor_portal.use_cases.trying_again import tried_again


class PageOfAnotherVersion(RuntimeError):
    """A page asks otherwise than the draft's version of the form does: it cannot be saved as one of its own."""


def is_same_page(one: FormDefinition, other: FormDefinition, page_id: str) -> bool:
    """Whether two versions of a form ask the same on a page. A change overnight leaves most pages as they were."""
    if not (one.has_page(page_id) and other.has_page(page_id)):
        return False
    return tuple(one.page(page_id).questions) == tuple(other.page(page_id).questions)


def keep_earlier_page(
    office: Office, by: Professional, draft_id: str, asked: FormDefinition, page_id: str, typed: Mapping[str, object]
) -> bool:
    """Keep what was typed on a page of another version with the draft, to be copied from; False where it is there.

    It goes with the answers that had no place when the draft was carried on. Sent twice, it is kept once. Raises
    `NotVisible` and `FormGone`, and `RefusedAnswers` for what no such page could have sent. As when a page is saved,
    whoever meets another writer, or a database that is starting again, is given a second try.
    """
    return tried_again(
        lambda: _keep_once(office, by, draft_id, asked, page_id, typed), times=2, when=(Stale, StoreUnavailable)
    )


def _keep_once(
    office: Office, by: Professional, draft_id: str, asked: FormDefinition, page_id: str, typed: Mapping[str, object]
) -> bool:
    with office.work.begin() as tx:
        draft = own_draft(office, tx, by, draft_id, to_change=True).draft
        if draft.form_id != asked.id or not asked.has_page(page_id):
            raise NotVisible(page_id)
        written = tidy(typed, asked)
        unsaved = {
            question.id: written[question.id]
            for question in asked.page(page_id).questions
            if display(question, written.get(question.id)) and not is_same(written, draft.answers, (question.id,))
        }
        behind = {"version": asked.version, "answers": unsaved}
        # What somebody chose not to keep may say the same: it does not stand beside the question, and this does.
        earlier = (dict(each) for each in draft.left_behind if not draft.was_not_chosen(each))
        if not unsaved or any(is_same(behind, each, behind) for each in earlier):
            return False
        left_behind = (*draft.left_behind, behind)
        tx.drafts.save(evolve(draft, left_behind=left_behind, changed_at=office.now(), changed_by=by.id))
        audit(office, tx, by, Action.SAVED_DRAFT, draft_id, detail=f"{page_id},earlier")
    return True
