"""Giving and setting up a second factor, as the use cases judge it."""

from datetime import timedelta

import pytest
from reference_portal.tests.authenticator import Authenticator
from reference_portal.tests.fakes import PASSWORD
from reference_portal.tests.unit.use_cases.factors import (
    ABSOLUTE,
    IDLE,
    arrived,
    audited,
    enrolled,
    factor_of,
    refused,
    with_password,
)
from reference_portal.tests.unit.use_cases.scene import DOCTOR, TEACHER, FrontDoor

from frontdoor_portal.use_cases.models import Action, Assurance, Standing
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import FactorNotFresh, SignInRefused
from frontdoor_portal.use_cases.resume_session import Halfway, SignedIn, resume_session
from frontdoor_portal.use_cases.second_factor.confirming import confirm_factor, require_fresh_factor
from frontdoor_portal.use_cases.second_factor.enrolling import (
    BACKUP_CODES,
    begin_enrolment,
    finish_enrolment,
    renew_backup_codes,
)
from frontdoor_portal.use_cases.sign_in import sign_in


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


def test_v7_4_2_a_disabled_account_is_refused_in_the_middle_of_its_sign_in(
    front_door: FrontDoor, office: Office
) -> None:
    app, _, _ = enrolled(office)
    front_door.clock.pass_time(seconds=30)
    half = with_password(office)
    with office.work.begin() as tx:
        tx.joining.set_standing(TEACHER.id, Standing.CLOSED)

    assert refused(lambda: confirm_factor(office, half, app.code(office.now())))
    with pytest.raises(SignInRefused):
        sign_in(office, TEACHER.email, PASSWORD)
