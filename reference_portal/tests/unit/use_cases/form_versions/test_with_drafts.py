"""A version published while a draft is open leaves the draft, and what was sent, in their own versions."""

import json
from pathlib import Path

import pytest
from reference_portal.tests.fakes import Clock, person, register_people, sqlite_work
from reference_portal.tests.unit.use_cases.form_versions.office_of_forms import ADA, BEN, FormsOffice, forms_office
from reference_portal.tests.unit.use_cases.scene import OFFICER, TEACHER

from frontdoor.forms import Concept, carry_over, library_form, write_form
from frontdoor.testing.filling import fill_in
from frontdoor_portal.use_cases.ask_for_details import ask_for_details
from frontdoor_portal.use_cases.drafts import discard_draft, open_draft, save_page, start_draft, today
from frontdoor_portal.use_cases.find_child import ChildQuery, remember_search
from frontdoor_portal.use_cases.form_versions.editing import save_text, start_version
from frontdoor_portal.use_cases.form_versions.publishing import approve_version, submit_version
from frontdoor_portal.use_cases.form_versions.reporting import (
    NO_QUESTION,
    NOT_SAVED,
    Line,
    VersionReport,
    report,
    told,
)
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.reading_submission import answered_sections
from frontdoor_portal.use_cases.refusals import NotPermitted
from frontdoor_portal.use_cases.send_draft import send_draft
from frontdoor_portal.use_cases.take_contact import take_contact
from frontdoor_portal.use_cases.view_contact import view_contact

FORM = library_form("cause_for_concern")
CONSENT = FORM.supplier(Concept.AGREEMENT_SOUGHT)
NEW = "Does the family agree to support?"


@pytest.fixture
def forms(tmp_path: Path) -> FormsOffice:
    clock = Clock()
    made = forms_office(sqlite_work(tmp_path, clock), clock, (FORM,))
    register_people(made.office, ADA, BEN, TEACHER, OFFICER)
    return made


def changed_overnight(forms: FormsOffice) -> str:
    """The consent question is reworded and published; answers with the new version."""
    assert CONSENT is not None
    made = start_version(forms.office, ADA, f"{FORM.id}-{FORM.version}")
    text = write_form(FORM).replace(f'"{CONSENT.label}"', f'"{NEW}"')
    made = save_text(forms.office, ADA, made.id, made.revision, text)
    made = submit_version(forms.office, ADA, made.id, made.revision, "", None)
    return approve_version(forms.office, BEN, made.id, made.revision).version


def begun(forms: FormsOffice) -> str:
    return start_draft(forms.office, TEACHER, FORM.id, remember_search(forms.office, TEACHER, ChildQuery())).id


def filled_in(forms: FormsOffice, draft_id: str) -> None:
    form = open_draft(forms.office, TEACHER, draft_id).form
    answers = fill_in(form, {}, today(forms.office), {"immediate_danger": "no"})
    for page in form.pages:
        typed = {question.id: answers[question.id] for question in page.questions if question.id in answers}
        if typed:
            save_page(forms.office, TEACHER, draft_id, page.id, typed)


def test_an_open_draft_is_finished_and_read_in_the_version_it_was_begun_in(forms: FormsOffice) -> None:
    assert CONSENT is not None
    draft_id = begun(forms)
    number = changed_overnight(forms)
    filled_in(forms, draft_id)
    reference = send_draft(forms.office, TEACHER, draft_id)
    contact = view_contact(forms.office, TEACHER, reference).contact
    fresh = open_draft(forms.office, TEACHER, begun(forms)).form
    asked = {each.question for section in answered_sections(forms.office, contact) for each in section.questions}
    assert (contact.submission.form_version, fresh.version) == (FORM.version, number)
    assert (CONSENT.label in asked, NEW in asked, fresh.question(CONSENT.id).label) == (True, False, NEW)


def test_a_drafts_answers_carry_over_by_question_and_what_is_asked_in_other_words_is_asked_again(
    forms: FormsOffice,
) -> None:
    assert CONSENT is not None
    draft_id = begun(forms)
    filled_in(forms, draft_id)
    number = changed_overnight(forms)
    draft = open_draft(forms.office, TEACHER, draft_id).draft
    carried = carry_over(FORM, forms.office.form_versions[FORM.id, number], draft.answers)
    others = {key: answer for key, answer in draft.answers.items() if key != CONSENT.id}
    assert json.dumps(carried.answers) == json.dumps(others)
    assert (carried.left, carried.gone) == ({CONSENT.id: draft.answers[CONSENT.id]}, ())
    assert (carried.ask_again, carried.reworded) == ((CONSENT.id,), (CONSENT.id,))


def test_the_report_counts_by_version_and_tells_no_small_number(forms: FormsOffice) -> None:
    first = FORM.pages[0]
    for number in range(6):
        draft_id = begun(forms)
        if number < 5:
            save_page(forms.office, TEACHER, draft_id, first.id, {})
        if number == 0:
            discard_draft(forms.office, TEACHER, draft_id)
        forms.clock.pass_time(minutes=5)
    sent = begun(forms)
    filled_in(forms, sent)
    reference = send_draft(forms.office, TEACHER, sent)
    take_contact(forms.office, OFFICER, reference)
    ask_for_details(forms.office, OFFICER, reference, "Which school?")
    forms.clock.pass_time(days=8)
    begun(forms)  # touched today: it is not left
    assert report(forms.office, ADA) == (
        VersionReport(
            FORM.id,
            FORM.version,
            FORM.title,
            "fewer than 5",
            "fewer than 5",
            (Line(NO_QUESTION, "fewer than 5"),),
            (Line(first.title, "5"), Line(NOT_SAVED, "fewer than 5")),
        ),
    )


def test_a_whole_section_and_what_was_kept_beside_count_as_their_page(forms: FormsOffice) -> None:
    whole = FORM.sections[0].whole
    for number in range(5):
        draft_id = begun(forms)
        save_page(forms.office, TEACHER, draft_id, whole.id, {})
        if number == 0:
            beside = AuditEntry(forms.clock(), TEACHER.id, Action.SAVED_DRAFT, draft_id, detail=f"{whole.id},beside")
            with forms.office.work.begin() as tx:
                tx.audit.add(beside)
        forms.clock.pass_time(minutes=5)
    forms.clock.pass_time(days=8)
    assert [each.left for each in report(forms.office, ADA)] == [(Line(whole.title, "5"),)]


def test_the_report_is_for_administrators(forms: FormsOffice) -> None:
    with pytest.raises(NotPermitted):
        report(forms.office, person())


def test_a_number_is_told_from_five_on_and_none_is_told_as_none() -> None:
    assert [told(count) for count in (0, 1, 4, 5, 17)] == ["0", "fewer than 5", "fewer than 5", "5", "17"]
