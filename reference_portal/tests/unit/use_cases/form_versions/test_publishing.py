"""A version is submitted, approved by another and asked from its time; every step is written down."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from reference_portal.tests.fakes import person
from reference_portal.tests.unit.use_cases.form_versions.office_of_forms import (
    ADA,
    BEN,
    LIBRARY_ID,
    TEXT,
    FormsOffice,
)

from frontdoor.forms import library_form, read_form, write_form
from frontdoor_portal.use_cases.form_versions.editing import (
    NotAForm,
    discard_version,
    save_text,
    start_version,
    undo,
    upload_version,
)
from frontdoor_portal.use_cases.form_versions.looking import examine, list_forms, see_version
from frontdoor_portal.use_cases.form_versions.models import FormState, FormVersion
from frontdoor_portal.use_cases.form_versions.publishing import (
    BadTime,
    NotSound,
    OwnApproval,
    approve_version,
    publish_as_operator,
    reject_version,
    settle_due,
    submit_version,
    withdraw_version,
)
from frontdoor_portal.use_cases.models import Action, NoticeKind
from frontdoor_portal.use_cases.notices import notice_in
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible, Stale

TEACHER = person()


def submitted(forms: FormsOffice, label: str = "Does the family know?", at: datetime | None = None) -> FormVersion:
    made = forms.reworded(label)
    return submit_version(forms.office, ADA, made.id, made.revision, "", at)


def notices(forms: FormsOffice) -> list[tuple[NoticeKind, str, str, str]]:
    """Who is told of what, and where its link leads."""
    told = []
    with forms.office.work.begin() as tx:
        while claimed := tx.outbox.claim("test", 60):
            notice = notice_in(claimed.message)
            assert notice is not None
            told.append((notice.kind, notice.to, notice.reference, notice.link_path))
    return sorted(told)


def test_what_another_administrator_approved_is_asked_at_once_and_the_old_version_stays(forms: FormsOffice) -> None:
    done = forms.published("Does the family know?")
    assert (done.version, done.state, forms.asked()) == ("2126-06-04", FormState.PUBLISHED, "Does the family know?")
    assert sorted(forms.office.form_versions) == [("concern", "2026-01"), ("concern", "2126-06-04")]


def test_nobody_approves_what_they_submitted_or_wrote(forms: FormsOffice) -> None:
    made = forms.reworded("By Ada")
    made = submit_version(forms.office, BEN, made.id, made.revision, "", None)
    for somebody in (ADA, BEN):
        with pytest.raises(OwnApproval):
            approve_version(forms.office, somebody, made.id, made.revision)
    assert forms.asked() == "Have you told the family?"


def test_nobody_approves_a_text_that_they_changed_in_what_another_began_and_submitted(forms: FormsOffice) -> None:
    made = start_version(forms.office, ADA, LIBRARY_ID)
    made = save_text(forms.office, BEN, made.id, made.revision, TEXT.replace("told", "asked"))
    made = submit_version(forms.office, ADA, made.id, made.revision, "", None)
    with pytest.raises(OwnApproval):
        approve_version(forms.office, BEN, made.id, made.revision)


def test_whoever_only_began_a_version_approves_what_another_wrote(forms: FormsOffice) -> None:
    made = start_version(forms.office, ADA, LIBRARY_ID)
    made = save_text(forms.office, BEN, made.id, made.revision, TEXT.replace("told", "asked"))
    made = submit_version(forms.office, BEN, made.id, made.revision, "", None)
    assert approve_version(forms.office, ADA, made.id, made.revision).state is FormState.PUBLISHED


def test_the_words_of_a_version_that_nobody_approved_go_on_as_their_writers(forms: FormsOffice) -> None:
    first = forms.reworded("By Ada")
    second = start_version(forms.office, BEN, first.id)
    assert (first.written_by, second.written_by) == (frozenset({ADA.id}), frozenset({ADA.id}))


def test_who_wrote_what_was_all_taken_back_wrote_nothing(forms: FormsOffice) -> None:
    made = start_version(forms.office, ADA, LIBRARY_ID)
    changed = save_text(forms.office, BEN, made.id, made.revision, TEXT.replace("told", "asked"))
    undone = undo(forms.office, ADA, made.id, changed.revision)
    assert (changed.written_by, undone.written_by) == (frozenset({BEN.id}), frozenset())


def test_without_a_second_person_submitting_publishes(forms: FormsOffice) -> None:
    alone = evolve(forms.office, form_rules=evolve(forms.office.form_rules, second_person=False))
    made = forms.reworded("Does the family know?")
    done = submit_version(alone, ADA, made.id, made.revision, "", None)
    assert (done.state, forms.asked()) == (FormState.PUBLISHED, "Does the family know?")


def test_a_scheduled_version_is_asked_at_its_time_though_nothing_runs(forms: FormsOffice) -> None:
    made = submitted(forms, at=forms.clock() + timedelta(hours=3))
    done = approve_version(forms.office, BEN, made.id, made.revision)
    before = forms.asked()
    forms.clock.pass_time(hours=3)
    assert (done.state, before, forms.asked()) == (
        FormState.SCHEDULED,
        "Have you told the family?",
        "Does the family know?",
    )
    assert (settle_due(forms.office), settle_due(forms.office)) == (1, 0)
    assert see_version(forms.office, ADA, made.id).state is FormState.PUBLISHED


def test_a_time_that_passed_while_it_waited_for_approval_means_at_once(forms: FormsOffice) -> None:
    made = submitted(forms, at=forms.clock() + timedelta(hours=3))
    forms.clock.pass_time(hours=4)
    done = approve_version(forms.office, BEN, made.id, made.revision)
    assert (done.state, done.in_force_from) == (FormState.PUBLISHED, forms.clock())


def test_a_time_that_is_over_is_refused(forms: FormsOffice) -> None:
    with pytest.raises(BadTime):
        submitted(forms, at=forms.clock())


def test_its_number_is_the_day_in_london_on_which_it_comes_into_force(forms: FormsOffice) -> None:
    made = submitted(forms, at=datetime(2126, 6, 30, 23, 30, tzinfo=UTC))
    assert approve_version(forms.office, BEN, made.id, made.revision).version == "2126-07-01"


def test_a_second_version_of_a_day_is_counted_and_takes_the_place_of_the_first(forms: FormsOffice) -> None:
    made = [forms.published(label) for label in ("First", "Second")]
    assert ([each.version for each in made], forms.asked()) == (["2126-06-04", "2126-06-04-02"], "Second")


def test_an_earlier_text_is_published_again_as_a_version_of_its_own(forms: FormsOffice) -> None:
    forms.published("A mistake")
    back = start_version(forms.office, ADA, LIBRARY_ID)
    back = submit_version(forms.office, ADA, back.id, back.revision, "", None)
    done = approve_version(forms.office, BEN, back.id, back.revision)
    assert (done.version, forms.asked()) == ("2126-06-04-02", "Have you told the family?")


def test_the_other_administrators_learn_that_what_they_approved_will_not_come(forms: FormsOffice) -> None:
    made = submitted(forms, at=forms.clock() + timedelta(minutes=10))
    done = approve_version(forms.office, BEN, made.id, made.revision)
    withdraw_version(forms.office, ADA, done.id, done.revision)
    told = [each for each in notices(forms) if each[0] is NoticeKind.FORM_TAKEN_BACK]
    assert told == [(NoticeKind.FORM_TAKEN_BACK, BEN.id, made.id, f"/form-versions/{made.id}")]


def test_a_rejected_version_goes_back_to_its_author_with_the_reason(forms: FormsOffice) -> None:
    made = submitted(forms)
    back = reject_version(forms.office, BEN, made.id, made.revision, "Say “told”, not “know”.")
    assert (back.state, back.rejection) == (FormState.EDITING, "Say “told”, not “know”.")
    assert save_text(forms.office, ADA, back.id, back.revision, TEXT).text == TEXT


def test_what_waits_can_be_taken_back_until_a_minute_before_its_time(forms: FormsOffice) -> None:
    made = submitted(forms, at=forms.clock() + timedelta(minutes=10))
    done = approve_version(forms.office, BEN, made.id, made.revision)
    back = withdraw_version(forms.office, ADA, done.id, done.revision)
    assert (back.state, back.version, forms.office.form_versions.get(("concern", done.version))) == (
        FormState.EDITING,
        "",
        None,
    )
    again = submit_version(forms.office, ADA, back.id, back.revision, "", forms.clock() + timedelta(minutes=10))
    done = approve_version(forms.office, BEN, again.id, again.revision)
    forms.clock.pass_time(minutes=9)
    with pytest.raises(Stale):
        withdraw_version(forms.office, ADA, done.id, done.revision)


def test_what_waits_for_approval_can_be_taken_back(forms: FormsOffice) -> None:
    made = submitted(forms)
    assert withdraw_version(forms.office, ADA, made.id, made.revision).state is FormState.EDITING


FAULTY = TEXT.replace('kind = "choice"', 'kind = "choise"')
FAILING = TEXT.replace('given = { family_told = "no" }', 'given = { family_told = "yes" }')


@pytest.mark.parametrize("text", [FAULTY, FAILING, TEXT.replace('id = "concern"', 'id = "other"'), "not TOML ="])
def test_what_is_not_sound_is_kept_but_neither_submitted_nor_published(forms: FormsOffice, text: str) -> None:
    made = start_version(forms.office, ADA, LIBRARY_ID)
    made = save_text(forms.office, ADA, made.id, made.revision, text)
    with pytest.raises(NotSound):
        submit_version(forms.office, ADA, made.id, made.revision, "", None)
    with pytest.raises(NotSound):
        publish_as_operator(forms.office, "operator", made.id)
    assert see_version(forms.office, ADA, made.id).text == text


def test_a_concern_that_would_be_about_nobody_is_not_published(forms: FormsOffice) -> None:
    text = write_form(library_form("cause_for_concern")).replace('supplies = "child_name"\n', "", 1)
    made = upload_version(forms.office, ADA, text)
    with pytest.raises(NotSound) as problem:
        submit_version(forms.office, ADA, made.id, made.revision, "", None)
    assert str(problem.value) == (
        "form: no question supplies “child_name”: the front door would not know whom it is about"
    )


def test_a_version_is_looked_at_with_its_faults_its_tests_and_what_it_changes(forms: FormsOffice) -> None:
    looked = examine(forms.office, forms.reworded("Does the family know?"))
    assert (looked.is_sound, looked.changes and [str(change) for change in looked.changes]) == (
        True,
        ["Question “Have you told the family?” was reworded to “Does the family know?”"],
    )


def test_two_who_edit_the_same_revision_do_not_overwrite_each_other(forms: FormsOffice) -> None:
    made = start_version(forms.office, ADA, LIBRARY_ID)
    save_text(forms.office, ADA, made.id, made.revision, TEXT + "\n")
    with pytest.raises(Stale):
        save_text(forms.office, BEN, made.id, made.revision, TEXT + "\n\n")


def test_the_last_change_can_be_undone_and_done_again(forms: FormsOffice) -> None:
    made = start_version(forms.office, ADA, LIBRARY_ID)
    changed = save_text(forms.office, ADA, made.id, made.revision, TEXT)
    undone = undo(forms.office, ADA, made.id, changed.revision)
    assert (undone.text, undo(forms.office, ADA, made.id, undone.revision).text) == (made.text, TEXT)


def test_a_text_is_uploaded_as_it_is_and_may_be_of_a_new_form(forms: FormsOffice) -> None:
    made = upload_version(forms.office, ADA, "# Ours\n" + TEXT.replace('id = "concern"', 'id = "visits"'))
    made = submit_version(forms.office, ADA, made.id, made.revision, "", None)
    approve_version(forms.office, BEN, made.id, made.revision)
    assert (made.text.startswith("# Ours"), sorted(forms.office.forms)) == (True, ["concern", "visits"])


@pytest.mark.parametrize("text", ["", "no toml =", 'title = "Nameless"', "x" * 600_001])
def test_a_text_without_a_forms_id_is_not_taken(forms: FormsOffice, text: str) -> None:
    with pytest.raises(NotAForm):
        upload_version(forms.office, ADA, text)


def test_a_version_nobody_needs_is_thrown_away_and_a_published_one_is_not(forms: FormsOffice) -> None:
    made = start_version(forms.office, ADA, LIBRARY_ID)
    discard_version(forms.office, ADA, made.id, made.revision)
    with pytest.raises(NotVisible):
        see_version(forms.office, ADA, made.id)
    done = forms.published("Kept")
    with pytest.raises(Stale):
        discard_version(forms.office, ADA, done.id, done.revision)


def test_the_list_has_what_is_being_changed_and_what_was_published(forms: FormsOffice) -> None:
    done, begun = forms.published("Does the family know?"), forms.reworded("Is the family aware?")
    [listed] = list_forms(forms.office, ADA)
    assert (listed.in_force, [each.id for each in listed.open], [each.id for each in listed.published]) == (
        done.version,
        [begun.id],
        [done.id, LIBRARY_ID],
    )


def test_every_step_is_audited_with_who_and_what(forms: FormsOffice) -> None:
    made = submitted(forms)
    back = reject_version(forms.office, BEN, made.id, made.revision, "No")
    again = submit_version(forms.office, ADA, back.id, back.revision, "", None)
    back = withdraw_version(forms.office, ADA, again.id, again.revision)
    again = submit_version(forms.office, ADA, back.id, back.revision, "", None)
    approve_version(forms.office, BEN, again.id, again.revision)
    written = [(entry.actor_id, entry.action, entry.detail) for entry in reversed(forms.audit(made.id))]
    assert sorted(written) == sorted(
        [
            (ADA.id, Action.STARTED_FORM, "concern 2026-01"),
            (ADA.id, Action.EDITED_FORM, ""),
            (ADA.id, Action.SUBMITTED_FORM, ""),
            (BEN.id, Action.REJECTED_FORM, ""),
            (ADA.id, Action.SUBMITTED_FORM, ""),
            (ADA.id, Action.WITHDREW_FORM, ""),
            (ADA.id, Action.SUBMITTED_FORM, ""),
            (BEN.id, Action.PUBLISHED_FORM, "concern 2126-06-04"),
        ]
    )


def test_administrators_are_told_by_a_reference_and_a_link(forms: FormsOffice) -> None:
    made = submitted(forms)
    approve_version(forms.office, BEN, made.id, made.revision)
    link = f"/form-versions/{made.id}"
    assert notices(forms) == [
        (NoticeKind.FORM_PUBLISHED, ADA.id, made.id, link),
        (NoticeKind.FORM_PUBLISHED, BEN.id, made.id, link),
        (NoticeKind.FORM_TO_APPROVE, BEN.id, made.id, link),
    ]


def test_the_operator_publishes_at_once_and_the_entry_says_so(forms: FormsOffice) -> None:
    made = forms.reworded("Does the family know?")
    publish_as_operator(forms.office, "operator", made.id)
    assert (forms.asked(), forms.audit(made.id)[-1].actor_id) == ("Does the family know?", "operator")
    with pytest.raises(Stale):
        publish_as_operator(forms.office, "operator", made.id)


EACH: dict[str, Callable[[Office, str], object]] = {
    "list": lambda office, _: list_forms(office, TEACHER),
    "see": lambda office, version: see_version(office, TEACHER, version),
    "start": lambda office, version: start_version(office, TEACHER, version),
    "upload": lambda office, _: upload_version(office, TEACHER, TEXT),
    "save": lambda office, version: save_text(office, TEACHER, version, 2, TEXT),
    "discard": lambda office, version: discard_version(office, TEACHER, version, 2),
    "submit": lambda office, version: submit_version(office, TEACHER, version, 2, "", None),
    "approve": lambda office, version: approve_version(office, TEACHER, version, 2),
    "reject": lambda office, version: reject_version(office, TEACHER, version, 2, ""),
    "withdraw": lambda office, version: withdraw_version(office, TEACHER, version, 2),
}


@pytest.mark.parametrize("what", EACH)
def test_only_administrators_do_any_of_it(forms: FormsOffice, what: str) -> None:
    made = forms.reworded("Does the family know?")
    with pytest.raises(NotPermitted):
        EACH[what](forms.office, made.id)


def test_what_is_published_reads_as_what_was_approved_but_for_its_number(forms: FormsOffice) -> None:
    made = submitted(forms)
    done = approve_version(forms.office, BEN, made.id, made.revision)
    assert evolve(read_form(done.text), version="2026-01") == read_form(made.text)


def test_administrators_are_told_of_a_version_that_took_the_place_of_another_than_it_was_begun_from(
    forms: FormsOffice,
) -> None:
    """Approved on Thursday for Monday; what was put right on Friday is taken back then."""
    monday = forms.clock() + timedelta(days=4)
    first = submitted(forms, "On Monday?", monday)
    approve_version(forms.office, BEN, first.id, first.revision)
    forms.clock.pass_time(days=1)
    forms.published("Put right on Friday?")
    notices(forms)

    forms.clock.pass_time(days=3)
    assert (settle_due(forms.office), settle_due(forms.office)) == (1, 0)

    assert forms.asked() == "On Monday?"
    assert notices(forms) == sorted(
        (NoticeKind.FORM_TOOK_PLACE, each.id, first.id, f"/form-versions/{first.id}") for each in (ADA, BEN)
    )


def test_of_one_that_took_the_place_of_what_it_was_begun_from_nobody_is_told_twice(forms: FormsOffice) -> None:
    first = submitted(forms, "On Monday?", forms.clock() + timedelta(days=4))
    approve_version(forms.office, BEN, first.id, first.revision)
    notices(forms)

    forms.clock.pass_time(days=4)

    assert (settle_due(forms.office), notices(forms)) == (1, [])
