"""Words keep their writers through undoing, and it is said in time where nobody is left to approve them."""

from datetime import timedelta

import pytest
from attrs import evolve
from reference_portal.tests.fakes import COUNCIL, person, register_people
from reference_portal.tests.unit.use_cases.form_versions.office_of_forms import (
    ADA,
    BEN,
    LIBRARY_ID,
    TEXT,
    FormsOffice,
)

from frontdoor.domain.agency import Role
from frontdoor_portal.use_cases.form_versions.approvers import Approvers, approvers_of
from frontdoor_portal.use_cases.form_versions.editing import save_text, start_version, undo
from frontdoor_portal.use_cases.form_versions.looking import see_version
from frontdoor_portal.use_cases.form_versions.models import FormState, FormVersion
from frontdoor_portal.use_cases.form_versions.publishing import (
    OwnApproval,
    approve_version,
    submit_version,
    withdraw_version,
)
from frontdoor_portal.use_cases.models import NoticeKind
from frontdoor_portal.use_cases.notices import notice_in
from frontdoor_portal.use_cases.onboarding import disable_account
from frontdoor_portal.use_cases.refusals import NotPermitted

CY = person(Role.ADMINISTRATOR, COUNCIL, "Cy Hart")
WRITERS = ("Ada Brook", "Ben Cole")
FIRST, SECOND = TEXT.replace("told", "asked"), TEXT.replace("told", "warned")


def written_by_two(forms: FormsOffice) -> FormVersion:
    made = start_version(forms.office, ADA, LIBRARY_ID)
    made = save_text(forms.office, ADA, made.id, made.revision, FIRST)
    return save_text(forms.office, BEN, made.id, made.revision, SECOND)


def to_approve(forms: FormsOffice) -> list[str]:
    """Who is asked to approve a version."""
    told = []
    with forms.office.work.begin() as tx:
        while claimed := tx.outbox.claim("test", 60):
            notice = notice_in(claimed.message)
            if notice is not None and notice.kind is NoticeKind.FORM_TO_APPROVE:
                told.append(notice.to)
    return sorted(told)


def test_v2_3_5_words_that_were_undone_come_back_with_their_writer(forms: FormsOffice) -> None:
    """Ada writes and undoes it; Ben brings it back and submits it: the words are hers, and he submitted them."""
    made = start_version(forms.office, ADA, LIBRARY_ID)
    made = save_text(forms.office, ADA, made.id, made.revision, FIRST)
    made = undo(forms.office, ADA, made.id, made.revision)
    nothing = made.written_by
    made = undo(forms.office, BEN, made.id, made.revision)
    made = submit_version(forms.office, BEN, made.id, made.revision, "", None)

    assert (nothing, made.text, made.written_by) == (frozenset[str](), FIRST, frozenset({ADA.id}))
    for somebody in (ADA, BEN):
        with pytest.raises(OwnApproval):
            approve_version(forms.office, somebody, made.id, made.revision)


def test_whoever_undoes_their_own_change_of_anothers_text_approves_what_is_left(forms: FormsOffice) -> None:
    made = written_by_two(forms)
    made = undo(forms.office, BEN, made.id, made.revision)
    made = submit_version(forms.office, ADA, made.id, made.revision, "", None)

    assert (made.text, made.written_by) == (FIRST, frozenset({ADA.id}))
    assert approve_version(forms.office, BEN, made.id, made.revision).state is FormState.PUBLISHED


def test_a_text_that_two_wrote_stays_both_theirs_when_it_is_undone_and_done_again(forms: FormsOffice) -> None:
    made = written_by_two(forms)
    for _ in range(2):
        made = undo(forms.office, ADA, made.id, made.revision)

    writers = frozenset({ADA.id, BEN.id}), frozenset({ADA.id})
    assert (made.text, made.written_by, made.written_before) == (SECOND, *writers)


def test_where_both_administrators_wrote_it_is_said_that_nobody_is_left(forms: FormsOffice) -> None:
    made = written_by_two(forms)

    assert approvers_of(forms.office, ADA, made) == Approvers(False, WRITERS, LIBRARY_ID)


def test_a_third_who_did_not_write_approves_unless_they_submit_it(forms: FormsOffice) -> None:
    register_people(forms.office, CY)
    made = written_by_two(forms)

    assert [approvers_of(forms.office, each, made) for each in (ADA, CY)] == [
        Approvers(True, WRITERS, LIBRARY_ID),
        Approvers(False, WRITERS, LIBRARY_ID, is_other_to_submit=True),
    ]
    made = submit_version(forms.office, ADA, made.id, made.revision, "", None)
    assert to_approve(forms) == [CY.id]
    assert approvers_of(forms.office, CY, made).is_any


def test_an_administrator_who_is_alone_is_told_so(forms: FormsOffice) -> None:
    made = forms.reworded("By Ada")
    disable_account(forms.office, BEN.email)

    assert approvers_of(forms.office, ADA, made) == Approvers(False, ("Ada Brook",), LIBRARY_ID, is_alone=True)


def test_nobody_is_asked_to_approve_what_they_wrote(forms: FormsOffice) -> None:
    made = written_by_two(forms)
    submit_version(forms.office, ADA, made.id, made.revision, "", None)

    assert to_approve(forms) == []


def test_who_approved_what_was_taken_back_stands_for_nothing_that_comes_after(forms: FormsOffice) -> None:
    made = forms.reworded("Does the family know?")
    made = submit_version(forms.office, ADA, made.id, made.revision, "", forms.clock() + timedelta(hours=3))
    made = approve_version(forms.office, BEN, made.id, made.revision)
    made = withdraw_version(forms.office, ADA, made.id, made.revision)

    kept = see_version(forms.office, ADA, made.id)
    assert (kept, kept.approved_by, kept.approved_by_name) == (made, "", "")


def test_nobody_else_asks_who_may_approve(forms: FormsOffice) -> None:
    made = forms.reworded("By Ada")
    with pytest.raises(NotPermitted):
        approvers_of(forms.office, evolve(CY, roles=frozenset({Role.PROFESSIONAL})), made)
