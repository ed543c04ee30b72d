"""Relationships that write themselves, claims, broken glasses and levels, and what each is followed by."""

from datetime import timedelta

import pytest
from attrs import evolve
from reference_portal.tests.fakes import register_people
from reference_portal.tests.relating import proven, works_with
from reference_portal.tests.unit.use_cases.access_scene import (
    CARE,
    DUTY,
    PRIVACY,
    PUPIL,
    SCHOOL_RECORD,
    WHY,
    ZAYNAB,
    counted,
    keep,
    known_to_both,
    search,
    sent_about,
    token_of,
)
from reference_portal.tests.unit.use_cases.scene import (
    DOCTOR,
    FORM,
    MANAGER,
    OFFICER,
    OTHER_OFFICER,
    TEACHER,
    FrontDoor,
)

from frontdoor.access import BreakGlassRefused, RecordKey, Sensitivity
from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.facts import SourceState
from frontdoor.domain.people import PersonName
from frontdoor_portal.use_cases.access.claim import ClaimRefused, claim
from frontdoor_portal.use_cases.access.glass import break_the_glass, broken_glass_of, end_broken_glass, my_access
from frontdoor_portal.use_cases.access.managing import AccessRefused, end, grant, set_level, who_may_see
from frontdoor_portal.use_cases.ask_for_details import ask_for_details
from frontdoor_portal.use_cases.drafts import start_draft
from frontdoor_portal.use_cases.find_record import find_record
from frontdoor_portal.use_cases.models import Action, NoticeKind
from frontdoor_portal.use_cases.onboarding import disable_account, set_roles
from frontdoor_portal.use_cases.refusals import FactorNotFresh, NotPermitted, NotVisible
from frontdoor_portal.use_cases.release_contact import release_contact
from frontdoor_portal.use_cases.resume_session import digest
from frontdoor_portal.use_cases.take_contact import take_contact
from frontdoor_portal.use_cases.view_child import LittleView, PersonView, PupilView, view_child

SAID = "Class teacher since September"


@pytest.fixture(autouse=True)
def _everybody(front_door: FrontDoor) -> None:
    register_people(front_door.office, PRIVACY, DUTY)
    known_to_both(front_door)


def held(front_door: FrontDoor, record: RecordKey = CARE) -> list[tuple[str, str]]:
    """Who has which relationship with a record now."""
    now = front_door.clock()
    with front_door.office.work.reading() as tx:
        found = tx.access.relationships_with(record)
    return sorted((each.professional_id, each.kind.value) for each in found if each.is_in_force(now))


def test_a_stranger_is_told_that_a_record_may_exist_and_no_system_is_asked_for_it(front_door: FrontDoor) -> None:
    found = search(front_door, TEACHER)
    front_door.systems.calls.clear()

    view = view_child(front_door.office, TEACHER, found.tokens["Framework-i", "p-1"], "Concern")

    assert found.people[0].items == (PersonRecord("p-1", PersonName(), restricted=True),)
    assert found.pupils[0].items == (PupilRecord("u-1", PersonName()),)
    assert found.little == {("Framework-i", "p-1"), ("Capita ONE", "u-1")}
    assert (type(view), front_door.systems.calls) == (LittleView, [])
    assert [(each.action, each.detail) for each in front_door.audit(CARE)] == [
        (Action.REFUSED_CHILD, "no_relationship")
    ]


def test_a_sensitive_record_looks_to_a_stranger_as_a_normal_one_does(front_door: FrontDoor) -> None:
    before = search(front_door, TEACHER)
    keep(front_door, Sensitivity.SENSITIVE, CARE, SCHOOL_RECORD)
    after = search(front_door, TEACHER)

    assert (before.people, before.pupils, before.little) == (after.people, after.pupils, after.little)


def test_a_sealed_child_and_none_give_the_same_answer_by_the_same_questions_to_the_database(
    front_door: FrontDoor,
) -> None:
    keep(front_door, Sensitivity.SEALED, CARE, SCHOOL_RECORD)
    sealed, asked_for_sealed = counted(front_door, lambda: search(front_door, OFFICER))
    front_door.systems.people, front_door.systems.pupils = (), ()
    nobody, asked_for_nobody = counted(front_door, lambda: search(front_door, OFFICER))

    # The token to start a concern without a record is another one each time.
    assert evolve(sealed, not_found="") == evolve(nobody, not_found="")
    assert sealed.people[0].state is SourceState.NONE_FOUND
    assert asked_for_sealed == asked_for_nobody


def test_an_old_link_to_a_record_that_was_sealed_leads_nowhere(front_door: FrontDoor) -> None:
    token = token_of(front_door, OFFICER)
    keep(front_door, Sensitivity.SEALED, CARE)

    for act in (
        lambda: view_child(front_door.office, OFFICER, token, "Concern"),
        lambda: claim(front_door.office, OFFICER, token, SAID),
        lambda: break_the_glass(front_door.office, proven(front_door.office, OFFICER), token, "missing_child", WHY),
        lambda: start_draft(front_door.office, OFFICER, FORM.id, token),
    ):
        with pytest.raises(NotVisible):
            act()


def test_whoever_sends_a_concern_about_a_record_may_see_it_and_nobody_else(front_door: FrontDoor) -> None:
    sent_about(front_door, token_of(front_door, TEACHER))

    assert held(front_door) == [(TEACHER.id, "submitted_referral")]
    assert type(view_child(front_door.office, TEACHER, token_of(front_door, TEACHER), "Concern")) is PersonView
    assert type(view_child(front_door.office, DOCTOR, token_of(front_door, DOCTOR), "Concern")) is LittleView


def test_the_officer_who_takes_a_contact_sees_its_sensitive_record_until_they_put_it_back(
    front_door: FrontDoor,
) -> None:
    reference = sent_about(front_door, token_of(front_door, TEACHER))
    keep(front_door, Sensitivity.SENSITIVE, CARE)

    take_contact(front_door.office, OFFICER, reference)
    seen = [search(front_door, each).people[0].items[0] for each in (OFFICER, OTHER_OFFICER)]
    release_contact(front_door.office, OFFICER, reference)

    assert [each == ZAYNAB for each in seen] == [True, False]
    assert held(front_door) == [(TEACHER.id, "submitted_referral")]


def test_a_sender_who_is_asked_about_a_child_is_needed_for_longer(front_door: FrontDoor) -> None:
    reference = sent_about(front_door, token_of(front_door, TEACHER))
    take_contact(front_door.office, OFFICER, reference)
    front_door.clock.pass_time(days=20)
    ask_for_details(front_door.office, OFFICER, reference, "Which days?")

    with front_door.office.work.reading() as tx:
        newest = tx.access.relationships_of(TEACHER.id, TEACHER.agency.id, (CARE,))[0]
    assert newest.ends_at == front_door.clock() + timedelta(days=90)


def test_the_record_that_is_chosen_for_a_contact_is_open_to_its_officer_and_its_sender(front_door: FrontDoor) -> None:
    front_door.decided()

    assert held(front_door) == [(OFFICER.id, "screening_officer"), (TEACHER.id, "submitted_referral")]


def test_an_officer_who_looks_for_the_record_of_a_contact_is_offered_no_sealed_one(front_door: FrontDoor) -> None:
    front_door.systems.answers_anybody = True
    front_door.systems.people = (
        ZAYNAB,
        PersonRecord("p-7", PersonName("Zaynab", "Nkemelu"), birth_date=ZAYNAB.birth_date),
    )
    reference = front_door.taken()
    keep(front_door, Sensitivity.SEALED, CARE)

    answer = find_record(front_door.office, OFFICER, reference).answer

    assert answer is not None
    assert [each.id for each in answer.items] == ["p-7"]


def test_a_form_about_a_record_that_is_not_theirs_says_only_what_they_typed(front_door: FrontDoor) -> None:
    draft = start_draft(front_door.office, TEACHER, FORM.id, token_of(front_door, TEACHER))

    assert draft.answers == {
        "child_stage": "born",
        "child_name": {"given": "Zaynab", "family": "Nkemelu"},
        "child_name_known": "yes",
    }


def test_what_somebody_claims_opens_the_record_and_asks_for_a_review(front_door: FrontDoor) -> None:
    token = token_of(front_door, TEACHER)

    claimed = claim(front_door.office, TEACHER, token, SAID)

    assert type(view_child(front_door.office, TEACHER, token, "Concern")) is PersonView
    with front_door.office.work.reading() as tx:
        (review,) = tx.reviews.undecided_reviews()
    assert (review.rule.value, review.viewer_id, review.record, review.about) == (
        "self_claim",
        TEACHER.id,
        CARE,
        claimed.id,
    )
    assert notices(front_door) == [(NoticeKind.ACCESS_TO_REVIEW.value, PRIVACY.id, review.id)]


def notices(front_door: FrontDoor) -> list[tuple[str, str, str]]:
    sent = (message.payload for message in front_door.queued())
    return [(each["kind"], each["to"], each["reference"]) for each in sent if each.get("kind", "").startswith("access")]


@pytest.mark.parametrize("said", ["", "  teacher ", "x" * 501])
def test_a_claim_says_how_in_a_sentence(front_door: FrontDoor, said: str) -> None:
    with pytest.raises(ClaimRefused):
        claim(front_door.office, TEACHER, token_of(front_door, TEACHER), said)
    assert held(front_door) == []


def test_a_claim_does_not_open_a_sensitive_record(front_door: FrontDoor) -> None:
    keep(front_door, Sensitivity.SENSITIVE, CARE)
    token = token_of(front_door, TEACHER)

    claim(front_door.office, TEACHER, token, SAID)

    assert type(view_child(front_door.office, TEACHER, token, "Concern")) is LittleView


def test_a_broken_glass_opens_one_record_for_an_hour_with_the_other_system_beside_it(front_door: FrontDoor) -> None:
    keep(front_door, Sensitivity.SENSITIVE, CARE, SCHOOL_RECORD)
    token = token_of(front_door, TEACHER)

    broken = break_the_glass(front_door.office, proven(front_door.office, TEACHER), token, "medical_emergency", WHY)

    view = view_child(front_door.office, TEACHER, token, "Concern")
    assert isinstance(view, PersonView)
    assert view.beside[0].answer.items == (PUPIL,)
    assert broken_glass_of(front_door.office, TEACHER) == broken.glass
    front_door.clock.pass_time(minutes=60)
    assert type(view_child(front_door.office, TEACHER, token, "Concern")) is LittleView
    assert broken_glass_of(front_door.office, TEACHER) is None


def test_one_glass_at_a_time(front_door: FrontDoor) -> None:
    care, school = token_of(front_door, TEACHER), token_of(front_door, TEACHER, "Capita ONE")
    break_the_glass(front_door.office, proven(front_door.office, TEACHER), care, "medical_emergency", WHY)
    front_door.clock.pass_time(minutes=1)
    break_the_glass(front_door.office, proven(front_door.office, TEACHER), school, "medical_emergency", WHY)

    assert type(view_child(front_door.office, TEACHER, care, "Concern")) is LittleView
    assert type(view_child(front_door.office, TEACHER, school, "Concern")) is PupilView


def test_a_glass_without_a_reason_changes_nothing(front_door: FrontDoor) -> None:
    token, who = token_of(front_door, TEACHER), proven(front_door.office, TEACHER)
    with pytest.raises(BreakGlassRefused):
        break_the_glass(front_door.office, who, token, "medical_emergency", "urgent")
    assert (my_access(front_door.office, TEACHER).glasses, notices(front_door)) == ((), [])


def test_v7_5_3_an_open_screen_is_not_enough_to_break_a_glass(front_door: FrontDoor) -> None:
    token, who = token_of(front_door, TEACHER), proven(front_door.office, TEACHER)
    front_door.clock.pass_time(minutes=5)

    with pytest.raises(FactorNotFresh):
        break_the_glass(front_door.office, who, token, "medical_emergency", WHY)
    assert my_access(front_door.office, TEACHER).glasses == ()


def test_v7_2_4_a_broken_glass_gives_a_new_session_that_proves_no_more_and_ends_the_old_one(
    front_door: FrontDoor,
) -> None:
    token, who = token_of(front_door, TEACHER), proven(front_door.office, TEACHER)
    front_door.clock.pass_time(minutes=4)

    started = break_the_glass(front_door.office, who, token, "medical_emergency", WHY).started

    with front_door.office.work.reading() as tx:
        assert tx.accounts.session(who.session.token_hash) is None
        assert tx.accounts.session(digest(started.token)) == started.session
    assert started.session == evolve(
        who.session,
        token_hash=digest(started.token),
        csrf_token=started.session.csrf_token,
        seen_at=front_door.clock(),
    )
    assert started.session.csrf_token != who.session.csrf_token


def test_a_glass_that_is_closed_by_its_owner_is_closed(front_door: FrontDoor) -> None:
    token = token_of(front_door, TEACHER)
    break_the_glass(front_door.office, proven(front_door.office, TEACHER), token, "medical_emergency", WHY)
    front_door.clock.pass_time(minutes=5)

    end_broken_glass(front_door.office, TEACHER)

    assert type(view_child(front_door.office, TEACHER, token, "Concern")) is LittleView
    actions = [each.action for each in front_door.audit(CARE)]
    assert actions == [Action.BROKE_GLASS, Action.ENDED_BREAK_GLASS, Action.REFUSED_CHILD]


@pytest.mark.parametrize("leave", ["role", "account"])
def test_what_let_somebody_in_ends_with_their_role_and_their_account(front_door: FrontDoor, leave: str) -> None:
    token = token_of(front_door, TEACHER)
    claim(front_door.office, TEACHER, token, SAID)
    break_the_glass(front_door.office, proven(front_door.office, TEACHER), token, "medical_emergency", WHY)
    front_door.clock.pass_time(minutes=1)

    if leave == "role":
        set_roles(front_door.office, TEACHER.email, frozenset({Role.PROFESSIONAL}))
    else:
        disable_account(front_door.office, TEACHER.email)

    assert (held(front_door), broken_glass_of(front_door.office, TEACHER)) == ([], None)


def test_a_manager_lets_somebody_in_by_name_and_takes_it_back(front_door: FrontDoor) -> None:
    token = token_of(front_door, MANAGER)
    granted = grant(front_door.office, MANAGER, token, DOCTOR.email, "strategy_meeting", "Invited for Thursday")
    doctors = token_of(front_door, DOCTOR)
    seen = type(view_child(front_door.office, DOCTOR, doctors, "Concern"))
    front_door.clock.pass_time(minutes=1)

    end(front_door.office, MANAGER, token, granted.id)

    assert (seen, type(view_child(front_door.office, DOCTOR, doctors, "Concern"))) == (PersonView, LittleView)
    listed = who_may_see(front_door.office, MANAGER, token)
    assert [(listed.names[each.professional_id], each.id in listed.in_force) for each in listed.relationships] == [
        (DOCTOR.name, False)
    ]


GRANTS = {
    "a kind that nobody gives": ("self_claimed", DOCTOR.email, "Invited for Thursday", "kind"),
    "nobody": ("strategy_meeting", "nobody@council.example", "Invited for Thursday", "email"),
    "themselves": ("strategy_meeting", MANAGER.email, "Invited for Thursday", "email"),
    "no evidence": ("strategy_meeting", DOCTOR.email, "yes", "evidence"),
}


@pytest.mark.parametrize("case", GRANTS)
def test_a_manager_cannot_let_in(front_door: FrontDoor, case: str) -> None:
    kind, email, evidence, fault = GRANTS[case]

    with pytest.raises(AccessRefused) as refused:
        grant(front_door.office, MANAGER, token_of(front_door, MANAGER), email, kind, evidence)
    assert refused.value.fault == fault


@pytest.mark.parametrize("kind", ["strategy_meeting", "team_holds_case"])
def test_a_broken_glass_lets_nobody_else_in(front_door: FrontDoor, kind: str) -> None:
    keep(front_door, Sensitivity.SENSITIVE, CARE)
    token = token_of(front_door, MANAGER)
    break_the_glass(front_door.office, proven(front_door.office, MANAGER), token, "other", WHY)

    with pytest.raises(AccessRefused) as refused:
        grant(front_door.office, MANAGER, token, DOCTOR.email, kind, "Invited for Thursday")

    assert (refused.value.fault, held(front_door)) == ("kind", [])


def test_a_manager_cannot_let_their_own_agency_in_unless_another_let_them_in(front_door: FrontDoor) -> None:
    token = token_of(front_door, MANAGER)
    with pytest.raises(AccessRefused) as refused:
        grant(front_door.office, MANAGER, token, OFFICER.email, "team_holds_case", "Their team holds the case")
    works_with(front_door.office, MANAGER, [("framework_i", "p-1")])

    granted = grant(front_door.office, MANAGER, token, OFFICER.email, "team_holds_case", "Their team holds the case")

    assert (refused.value.fault, str(refused.value), granted.agency_id) == (
        "email",
        "You cannot let yourself in: another manager must",
        MANAGER.agency.id,
    )


@pytest.mark.parametrize("by", [TEACHER, OFFICER])
def test_nobody_else_lets_anybody_in_or_sets_a_level(front_door: FrontDoor, by: Professional) -> None:
    works_with(front_door.office, by, [("framework_i", "p-1")])
    token = token_of(front_door, by)

    for act in (
        lambda: who_may_see(front_door.office, by, token),
        lambda: grant(front_door.office, by, token, DOCTOR.email, "strategy_meeting", "Invited for Thursday"),
        lambda: set_level(front_door.office, by, token, "sealed", "They had to flee"),
    ):
        with pytest.raises(NotPermitted):
            act()
