"""What a page asked before the form changed, and what was answered: shown where it is asked again, to be copied."""

from frontdoor.forms import Page, display
from frontdoor_portal.use_cases.models import Draft
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.web.drafts.unsaved import rows_of


def earlier_rows(office: Office, draft: Draft, form_page: Page) -> list[tuple[str, str]]:
    """The earlier question and its answer, of each question of the page that is not answered now."""
    blank = [each.id for each in form_page.questions if not display(each, draft.answers.get(each.id))]
    rows: list[tuple[str, str]] = []
    for behind in draft.left_behind:
        old = office.form_versions.get((draft.form_id, str(behind["version"])))
        if old is not None:
            rows += rows_of((old.question(each) for each in blank if old.has_question(each)), behind["answers"])
    return rows
