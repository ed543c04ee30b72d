"""Which questions of a form cause trouble, by version: counts alone, and none so small that it points at somebody."""

from collections.abc import Iterable
from datetime import timedelta

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor.forms import FormDefinition
from frontdoor_portal.use_cases.form_versions.looking import only_administrators
from frontdoor_portal.use_cases.form_versions.models import PageCount, QuestionCount
from frontdoor_portal.use_cases.ports import Office

ABANDONED_AFTER = timedelta(days=7)
"""A draft that nobody changed for so long counts as left."""
SMALL = 5
"""Numbers below this are not told, except that there is none."""

NO_QUESTION = "No question of the form named"
NOT_SAVED = "No page saved"
GONE = "Not in this version"


@frozen
class Line:
    """One line of the report: a question or a page, and how often, as it may be told."""

    label: str
    count: str


@frozen
class VersionReport:
    """One version: how many contacts were sent with it and how many returned, and where drafts of it were left."""

    form_id: str
    version: str
    title: str
    sent: str
    returned: str
    questions: tuple[Line, ...]
    left: tuple[Line, ...]


def report(office: Office, by: Professional) -> tuple[VersionReport, ...]:
    """The report for an administrator, newest version first. Raises `NotPermitted`."""
    only_administrators(by)
    return report_as_operator(office)


def report_as_operator(office: Office) -> tuple[VersionReport, ...]:
    """The same for whoever runs the portal."""
    with office.work.reading() as tx:
        sent = tx.form_report.sent()
        returned = tx.form_report.returned()
        pages = [*tx.form_report.left(office.now() - ABANDONED_AFTER), *tx.form_report.discarded()]
    keys = {(each.form_id, each.version) for each in sent} | {(each.form_id, each.version) for each in pages}
    totals = {(each.form_id, each.version): each for each in sent}
    reports = []
    for form_id, version in sorted(keys, reverse=True):
        form = office.form_versions.get((form_id, version))
        total = totals.get((form_id, version))
        reports.append(
            VersionReport(
                form_id,
                version,
                form.title if form else form_id,
                told(total.sent if total else 0),
                told(total.returned if total else 0),
                _questions(form, [each for each in returned if (each.form_id, each.version) == (form_id, version)]),
                _pages(form, [each for each in pages if (each.form_id, each.version) == (form_id, version)]),
            )
        )
    return tuple(reports)


def told(count: int) -> str:
    """A number as it may be told."""
    return str(count) if count == 0 or count >= SMALL else f"fewer than {SMALL}"


def _questions(form: FormDefinition | None, counts: Iterable[QuestionCount]) -> tuple[Line, ...]:
    labels = {question.id: question.label for question in form.questions_and_members} if form else {}
    by_label: dict[str, int] = {}
    for each in counts:
        label = labels.get(each.question_id, GONE) if each.question_id else NO_QUESTION
        by_label[label] = by_label.get(label, 0) + each.contacts
    return _lines(by_label)


def _pages(form: FormDefinition | None, counts: Iterable[PageCount]) -> tuple[Line, ...]:
    by_title: dict[str, int] = {}
    for each in counts:
        page_id = each.page_id.removesuffix(",beside")  # saved beside what somebody else had written
        is_known = form is not None and form.has_page(page_id)
        title = form.page(page_id).title if form and is_known else GONE if page_id else NOT_SAVED
        by_title[title] = by_title.get(title, 0) + each.drafts
    return _lines(by_title)


def _lines(counts: dict[str, int]) -> tuple[Line, ...]:
    # Among small numbers the order would tell which is larger: those stand by name.
    ordered = sorted(counts.items(), key=lambda item: (-item[1] if item[1] >= SMALL else 0, item[0]))
    return tuple(Line(label, told(count)) for label, count in ordered)
