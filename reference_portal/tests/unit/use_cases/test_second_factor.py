"""Giving, setting up, losing and resetting a second factor, as the use cases judge it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from attrs import evolve
from reference_portal.tests.authenticator import Authenticator
from reference_portal.tests.fakes import COUNCIL, PASSWORD, SCHOOL, SURGERY, person, register_people
from reference_portal.tests.unit.use_cases.scene import DOCTOR, HEAD, MANAGER, TEACHER, FrontDoor

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.models import Action, Assurance, NoticeKind
from frontdoor_portal.use_cases.notices import NoticePayload
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import CodeRefused, FactorNotFresh, NotVisible, SignInRefused
from frontdoor_portal.use_cases.resume_session import Halfway, SignedIn, resume_session
from frontdoor_portal.use_cases.second_factor.confirming import confirm_factor, require_fresh_factor
from frontdoor_portal.use_cases.second_factor.enrolling import (
    BACKUP_CODES,
    begin_enrolment,
    finish_enrolment,
    renew_backup_codes,
)
from frontdoor_portal.use_cases.second_factor.models import Factor, Requirement
from frontdoor_portal.use_cases.second_factor.resetting import (
    ReasonNeeded,
    find_person_to_help,
    may_reset,
    people_to_help,
    reset_factor,
)
from frontdoor_portal.use_cases.sign_in import sign_in
from frontdoor_portal.use_cases.starting_session import NewSession

IDLE, ABSOLUTE = timedelta(hours=1), timedelta(hours=12)
WHY = "Lost her phone, and I know her voice"


@pytest.fixture
def office(front_door: FrontDoor) -> Office:
    """A front door where everybody needs a second factor."""
    return evolve(
        front_door.office, second_factors=evolve(front_door.office.second_factors, requirement=Requirement.REQUIRED)
    )


def arrived(started: NewSession) -> Halfway:
    assert started.session.assurance is Assurance.PENDING
    return Halfway(started.professional, started.session)


def with_password(office: Office, whom: Professional = TEACHER) -> Halfway:
    return arrived(sign_in(office, whom.email, PASSWORD))


def signed_in(started: NewSession) -> SignedIn:
    return SignedIn(started.professional, started.session)


def enrolled(office: Office, whom: Professional = TEACHER) -> tuple[Authenticator, SignedIn, tuple[str, ...]]:
    who = with_password(office, whom)
    app = Authenticator(begin_enrolment(office, who).shown)
    done = finish_enrolment(office, who, app.code(office.now()))
    return app, signed_in(done.started), done.backup_codes


def factor_of(office: Office, whom: Professional = TEACHER) -> Factor:
    with office.work.reading() as tx:
        found = tx.factors.get(whom.id)
    assert found is not None
    return found


def audited(office: Office, whom: Professional = TEACHER) -> list[tuple[str, Action, str, str]]:
    with office.work.reading() as tx:
        return [(each.actor_id, each.action, each.detail, each.purpose) for each in tx.audit.of_subject(whom.id)]


def refused(action: Callable[[], object]) -> bool:
    try:
        action()
    except CodeRefused:
        return True
    return False


def test_v6_3_3_a_password_alone_is_half_a_sign_in_where_a_factor_is_required(office: Office) -> None:
    started = sign_in(office, TEACHER.email, PASSWORD)

    assert isinstance(resume_session(office, started.token, IDLE, ABSOLUTE), Halfway)


def test_v6_3_3_sessions_begun_with_a_password_alone_stop_counting_once_a_factor_is_required(
    front_door: FrontDoor, office: Office
) -> None:
    started = sign_in(front_door.office, TEACHER.email, PASSWORD)

    before = resume_session(front_door.office, started.token, IDLE, ABSOLUTE)
    after = resume_session(office, started.token, IDLE, ABSOLUTE)

    assert (type(before), type(after)) == (SignedIn, Halfway)


def test_whoever_set_up_a_factor_is_asked_for_it_even_where_nobody_must(front_door: FrontDoor, office: Office) -> None:
    enrolled(office)

    assert sign_in(front_door.office, TEACHER.email, PASSWORD).session.assurance is Assurance.PENDING


def test_half_a_sign_in_is_over_after_half_an_hour(front_door: FrontDoor, office: Office) -> None:
    started = sign_in(office, TEACHER.email, PASSWORD)
    front_door.clock.pass_time(minutes=30)

    assert resume_session(office, started.token, IDLE, ABSOLUTE) is None


def test_v7_2_4_a_factor_gives_a_new_session_and_ends_the_old_one(front_door: FrontDoor, office: Office) -> None:
    app, _, _ = enrolled(office)
    front_door.clock.pass_time(seconds=30)
    half = sign_in(office, TEACHER.email, PASSWORD)

    whole = confirm_factor(office, arrived(half), app.code(office.now()))

    assert whole.token != half.token
    assert whole.session.csrf_token != half.session.csrf_token
    assert resume_session(office, half.token, IDLE, ABSOLUTE) is None
    assert isinstance(resume_session(office, whole.token, IDLE, ABSOLUTE), SignedIn)
    assert (whole.session.factor_at, whole.session.started_at) == (office.now(), half.session.started_at)


def test_v6_5_1_a_code_counts_once_also_for_another_sign_in(front_door: FrontDoor, office: Office) -> None:
    app, _, _ = enrolled(office)
    front_door.clock.pass_time(seconds=30)
    code = app.code(office.now())
    confirm_factor(office, with_password(office), code)

    assert refused(lambda: confirm_factor(office, with_password(office), code))


def test_v6_5_1_a_code_that_is_older_than_the_last_one_is_refused(front_door: FrontDoor, office: Office) -> None:
    app, _, _ = enrolled(office)
    front_door.clock.pass_time(seconds=60)
    earlier = app.code(office.now() - timedelta(seconds=30))
    confirm_factor(office, with_password(office), app.code(office.now()))

    assert refused(lambda: confirm_factor(office, with_password(office), earlier))


def test_v6_5_1_the_code_that_confirmed_the_app_does_not_sign_in_as_well(office: Office) -> None:
    app, _, _ = enrolled(office)

    assert refused(lambda: confirm_factor(office, with_password(office), app.code(office.now())))


@pytest.mark.parametrize("shape", ["{0}{1}", "{0} {1}", " {0}-{1} "])
def test_spaces_in_a_code_are_nothing(front_door: FrontDoor, office: Office, shape: str) -> None:
    app, _, _ = enrolled(office)
    front_door.clock.pass_time(seconds=30)
    code = app.code(office.now())

    assert confirm_factor(office, with_password(office), shape.format(code[:3], code[3:])).professional == TEACHER


def test_v6_1_1_wrong_codes_make_an_account_wait_and_never_for_ever(front_door: FrontDoor, office: Office) -> None:
    app, _, _ = enrolled(office)
    front_door.clock.pass_time(seconds=30)
    half = with_password(office)

    wrong = [refused(lambda: confirm_factor(office, half, "000000")) for _ in range(5)]
    front_door.clock.pass_time(seconds=29)
    while_waiting = [refused(lambda: confirm_factor(office, half, app.code(office.now()))) for _ in range(20)]
    front_door.clock.pass_time(seconds=1)
    after = confirm_factor(office, half, app.code(office.now()))

    assert (wrong, while_waiting) == ([True] * 5, [True] * 20)
    assert after.professional == TEACHER
    assert (factor_of(office).failures, factor_of(office).locked_until) == (0, None)
    reasons = [detail for _, action, detail, _ in audited(office) if action is Action.FACTOR_REFUSED]
    assert reasons == ["wrong_code"] * 5 + ["waiting"] * 20


def test_v6_1_1_a_wait_is_never_longer_than_a_quarter_of_an_hour(front_door: FrontDoor, office: Office) -> None:
    enrolled(office)
    waits = []
    for _ in range(14):
        half = with_password(office)
        assert refused(lambda half=half: confirm_factor(office, half, "000000"))  # type: ignore[misc]
        until = factor_of(office).locked_until
        waits.append((until - office.now()).total_seconds() if until else 0)
        front_door.clock.pass_time(minutes=15)

    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900, 900, 900]


def test_a_secret_is_shown_to_the_session_that_began_and_confirmed_by_it_alone(office: Office) -> None:
    beginning, other = with_password(office), with_password(office)
    app = Authenticator(begin_enrolment(office, beginning).shown)

    assert refused(lambda: finish_enrolment(office, other, app.code(office.now())))
    assert finish_enrolment(office, beginning, app.code(office.now())).started.professional == TEACHER


def test_a_secret_is_not_in_force_before_a_code_shows_that_the_app_has_it(office: Office) -> None:
    half = with_password(office)
    app = Authenticator(begin_enrolment(office, half).shown)

    assert refused(lambda: confirm_factor(office, half, app.code(office.now())))
    assert refused(lambda: finish_enrolment(office, half, "000000"))
    assert not factor_of(office).is_enrolled


def test_v7_5_3_another_app_needs_a_code_of_the_old_one_within_minutes(front_door: FrontDoor, office: Office) -> None:
    _, who, _ = enrolled(office)
    halfway = with_password(office)
    with pytest.raises(FactorNotFresh):
        begin_enrolment(office, halfway)
    assert begin_enrolment(office, who).shown

    front_door.clock.pass_time(minutes=5)

    with pytest.raises(FactorNotFresh):
        begin_enrolment(office, who)


def test_the_old_app_works_until_the_new_one_is_confirmed(front_door: FrontDoor, office: Office) -> None:
    old, who, _ = enrolled(office)
    new = Authenticator(begin_enrolment(office, who).shown)
    front_door.clock.pass_time(seconds=30)
    with_old = confirm_factor(office, with_password(office), old.code(office.now()))

    front_door.clock.pass_time(seconds=30)
    finish_enrolment(office, who, new.code(office.now()))

    assert resume_session(office, with_old.token, IDLE, ABSOLUTE) is None  # every other sign-in has ended
    front_door.clock.pass_time(seconds=30)
    assert refused(lambda: confirm_factor(office, with_password(office), old.code(office.now())))
    assert confirm_factor(office, with_password(office), new.code(office.now())).professional == TEACHER


def test_each_backup_code_signs_in_once(office: Office) -> None:
    _, _, codes = enrolled(office)

    first = confirm_factor(office, with_password(office), codes[0].lower().replace("-", " "))

    assert (len(set(codes)), first.session.assurance) == (BACKUP_CODES, Assurance.FACTOR)
    assert refused(lambda: confirm_factor(office, with_password(office), codes[0]))
    assert confirm_factor(office, with_password(office), codes[1]).professional == TEACHER


def test_backup_codes_are_one_persons(office: Office) -> None:
    _, _, codes = enrolled(office)
    enrolled(office, DOCTOR)

    assert refused(lambda: confirm_factor(office, with_password(office, DOCTOR), codes[0]))


def test_new_backup_codes_replace_the_old_ones_and_need_a_fresh_factor(front_door: FrontDoor, office: Office) -> None:
    _, who, old = enrolled(office)

    new = renew_backup_codes(office, who)

    assert refused(lambda: confirm_factor(office, with_password(office), old[0]))
    assert confirm_factor(office, with_password(office), new[0]).professional == TEACHER
    front_door.clock.pass_time(minutes=5)
    with pytest.raises(FactorNotFresh):
        renew_backup_codes(office, who)


def test_v7_5_3_a_factor_is_fresh_for_five_minutes(front_door: FrontDoor, office: Office) -> None:
    _, who, _ = enrolled(office)
    front_door.clock.pass_time(minutes=4, seconds=59)
    require_fresh_factor(office, who)
    front_door.clock.pass_time(seconds=1)

    with pytest.raises(FactorNotFresh):
        require_fresh_factor(office, who)


def test_v6_4_3_a_reset_leaves_nothing_of_the_old_factor(front_door: FrontDoor, office: Office) -> None:
    app, who, codes = enrolled(office)

    reset_factor(office, HEAD, TEACHER.id, WHY)

    with office.work.reading() as tx:
        assert tx.accounts.session(who.session.token_hash) is None
    front_door.clock.pass_time(seconds=30)
    half = with_password(office)
    assert refused(lambda: confirm_factor(office, half, app.code(office.now())))
    assert refused(lambda: confirm_factor(office, half, codes[0]))
    assert (HEAD.id, Action.FACTOR_RESET, "", WHY) in audited(office)


def test_v6_4_3_after_a_reset_a_password_alone_sets_nothing_up(front_door: FrontDoor, office: Office) -> None:
    enrolled(office)
    reset_factor(office, HEAD, TEACHER.id, WHY)

    # Nor where nobody needs a factor: the password may be all that a thief has.
    half = arrived(sign_in(front_door.office, TEACHER.email, PASSWORD))
    assert refused(lambda: begin_enrolment(office, half))
    assert refused(lambda: begin_enrolment(office, half, "7KQ4M-2XRTC"))


def test_v6_4_3_the_recovery_code_and_the_password_together_set_up_another_app(
    front_door: FrontDoor, office: Office
) -> None:
    enrolled(office)
    code = reset_factor(office, HEAD, TEACHER.id, WHY)
    half = with_password(office)

    begin_enrolment(office, half, code.lower())
    app = Authenticator(begin_enrolment(office, half).shown)  # asked once in a session
    finish_enrolment(office, half, app.code(office.now()))
    front_door.clock.pass_time(seconds=30)

    assert confirm_factor(office, with_password(office), app.code(office.now())).professional == TEACHER


def test_v6_4_3_the_recovery_code_works_once(office: Office) -> None:
    enrolled(office)
    code = reset_factor(office, HEAD, TEACHER.id, WHY)
    begin_enrolment(office, with_password(office), code)

    assert refused(lambda: begin_enrolment(office, with_password(office), code))


@pytest.mark.parametrize(("minutes", "is_refused"), [(9, False), (10, True)])
def test_v6_5_5_the_recovery_code_lasts_ten_minutes(
    front_door: FrontDoor, office: Office, minutes: int, is_refused: bool
) -> None:
    enrolled(office)
    code = reset_factor(office, HEAD, TEACHER.id, WHY)
    front_door.clock.pass_time(minutes=minutes)

    assert refused(lambda: begin_enrolment(office, with_password(office), code)) is is_refused


def test_v6_4_3_another_reset_makes_the_earlier_code_worth_nothing(office: Office) -> None:
    enrolled(office)
    first = reset_factor(office, HEAD, TEACHER.id, WHY)
    second = reset_factor(office, HEAD, TEACHER.id, WHY)

    assert refused(lambda: begin_enrolment(office, with_password(office), first))
    assert begin_enrolment(office, with_password(office), second).shown


def test_v6_1_1_guessing_a_recovery_code_makes_the_account_wait(front_door: FrontDoor, office: Office) -> None:
    enrolled(office)
    code = reset_factor(office, HEAD, TEACHER.id, WHY)
    half = with_password(office)
    for _ in range(5):
        assert refused(lambda: begin_enrolment(office, half, "22222-22222"))

    assert refused(lambda: begin_enrolment(office, half, code))
    front_door.clock.pass_time(seconds=30)
    assert begin_enrolment(office, half, code).shown


def test_v6_3_7_the_person_is_told_of_a_set_up_and_a_reset_without_a_word_about_them(office: Office) -> None:
    enrolled(office)
    reset_factor(office, HEAD, TEACHER.id, WHY)

    told = []
    with office.work.begin() as tx:
        while (claimed := tx.outbox.claim("test", 60)) is not None:
            told.append(NoticePayload.from_mapping(claimed.message.payload))
    assert sorted(told, key=lambda each: each.kind) == [
        NoticePayload(NoticeKind.FACTOR_RESET, TEACHER.id, link_path="/sign-in"),
        NoticePayload(NoticeKind.FACTOR_SET, TEACHER.id, link_path="/sign-in"),
    ]


@pytest.mark.parametrize("reason", ["", "   ", "too short", "x" * 501])
def test_a_reset_needs_a_reason(office: Office, reason: str) -> None:
    _, who, _ = enrolled(office)
    with pytest.raises(ReasonNeeded):
        reset_factor(office, HEAD, TEACHER.id, reason)

    with office.work.reading() as tx:
        assert tx.accounts.session(who.session.token_hash) is not None


LEAD = HEAD
OTHER_LEAD = person(Role.AGENCY_LEAD, SURGERY, "Ada Finch")
ADMIN = person(Role.ADMINISTRATOR, COUNCIL, "Kit Moss")
OFFICER = person(Role.SCREENING_OFFICER, COUNCIL, "Olu Grant")
COUNCILS_LEAD = person(Role.AGENCY_LEAD, COUNCIL, "Lou Park")
PARTNER = person(Role.MASH_PARTNER, SURGERY, "Sam Reid")
COUNCILS_TEACHER = person(Role.SOCIAL_WORKER, COUNCIL, "Ros Hill")


@pytest.mark.parametrize(
    ("by", "whom", "allowed"),
    [
        (LEAD, TEACHER, True),
        (LEAD, DOCTOR, False),
        (LEAD, LEAD, False),
        (LEAD, person(Role.AGENCY_LEAD, SCHOOL, "Second Lead"), False),
        (OTHER_LEAD, TEACHER, False),
        (OTHER_LEAD, PARTNER, False),
        (COUNCILS_LEAD, COUNCILS_TEACHER, True),
        (COUNCILS_LEAD, OFFICER, False),
        (COUNCILS_LEAD, ADMIN, False),
        (MANAGER, OFFICER, True),
        (MANAGER, LEAD, True),
        (MANAGER, PARTNER, True),
        (MANAGER, TEACHER, False),
        (MANAGER, COUNCILS_TEACHER, True),
        (MANAGER, MANAGER, False),
        (ADMIN, MANAGER, True),
        (ADMIN, TEACHER, False),
        (OFFICER, LEAD, False),
        (TEACHER, person(name="Tom Okafor"), False),
    ],
)
def test_who_may_reset_whose_factor(by: Professional, whom: Professional, allowed: bool) -> None:
    assert may_reset(by, whom) is allowed


def test_v8_2_2_somebody_elses_people_do_not_exist_for_a_lead(office: Office) -> None:
    for action in (
        lambda: reset_factor(office, LEAD, DOCTOR.id, WHY),
        lambda: reset_factor(office, LEAD, "nobody at all", WHY),
        lambda: find_person_to_help(office, LEAD, DOCTOR.email),
        lambda: find_person_to_help(office, MANAGER, "nobody@hollybush.example"),
    ):
        with pytest.raises(NotVisible):
            action()


def test_a_lead_sees_the_people_of_their_agency_and_what_they_have_set_up(office: Office) -> None:
    enrolled(office)
    register_people(office, person(Role.AGENCY_LEAD, SCHOOL, "Second Lead"))

    people = people_to_help(office, LEAD)

    assert [(each.professional.name, each.enrolled_at) for each in people] == [
        ("Asha Bello", office.now()),
        ("Femi Okoro", None),
    ]


def test_v7_4_2_a_disabled_account_is_refused_in_the_middle_of_its_sign_in(
    front_door: FrontDoor, office: Office
) -> None:
    app, _, _ = enrolled(office)
    front_door.clock.pass_time(seconds=30)
    half = with_password(office)
    with office.work.begin() as tx:
        tx.accounts.set_disabled(TEACHER.id, disabled=True)

    assert refused(lambda: confirm_factor(office, half, app.code(office.now())))
    with pytest.raises(SignInRefused):
        sign_in(office, TEACHER.email, PASSWORD)
