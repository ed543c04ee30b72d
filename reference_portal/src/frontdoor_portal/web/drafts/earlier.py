"""What a page asked before the form changed, and what was answered: shown where it is asked again, to be copied."""

from frontdoor.forms import Page, Question, RawAnswer, display, raw_items
from frontdoor_portal.use_cases.models import Draft
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.web.drafts.unsaved import rows_of


def earlier_rows(office: Office, draft: Draft, form_page: Page) -> list[tuple[str, str]]:
    """The earlier question and its answer, of each question of the page that is not answered again by now.

    What was left of two versions of a page is none of these, in whatever version of the form the draft goes on:
    somebody chose that it should not stand there.
    """
    rows: list[tuple[str, str]] = []
    for behind in draft.left_behind:
        old = office.form_versions.get((draft.form_id, str(behind["version"])))
        if old is None or draft.was_not_chosen(behind):
            continue
        left = behind["answers"]
        blank = [
            each.id for each in form_page.questions if _is_blank(each, draft.answers.get(each.id), left.get(each.id))
        ]
        rows += rows_of((old.question(each) for each in blank if old.has_question(each)), left)
    return rows


def _is_blank(question: Question, now: RawAnswer | None, left: RawAnswer | None) -> bool:
    """Whether nothing stands there again; of people or things, whether one of them lacks what was left of them."""
    if not question.is_group:
        return not display(question, now)
    items = raw_items(now)
    return any(
        len(items) <= place or not left_item.keys() <= items[place].keys()
        for place, left_item in enumerate(raw_items(left))
        if left_item
    )
