"""Losing a second factor: who may take it away, and what it takes to set up another."""

import pytest
from reference_portal.tests.authenticator import Authenticator
from reference_portal.tests.fakes import COUNCIL, PASSWORD, SCHOOL, SURGERY, person, register_people
from reference_portal.tests.unit.use_cases.factors import arrived, audited, enrolled, refused, with_password
from reference_portal.tests.unit.use_cases.scene import DOCTOR, HEAD, MANAGER, TEACHER, FrontDoor

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.models import Action, NoticeKind
from frontdoor_portal.use_cases.notices import NoticePayload
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.second_factor.confirming import confirm_factor
from frontdoor_portal.use_cases.second_factor.enrolling import (
    begin_enrolment,
    finish_enrolment,
)
from frontdoor_portal.use_cases.second_factor.models import KnownBy
from frontdoor_portal.use_cases.second_factor.resetting import (
    NotSaidHow,
    find_person_to_help,
    may_reset,
    people_to_help,
    reset_factor,
)
from frontdoor_portal.use_cases.sign_in import sign_in


def test_v6_4_3_a_reset_leaves_nothing_of_the_old_factor(front_door: FrontDoor, office: Office) -> None:
    app, who, codes = enrolled(office)

    reset_factor(office, HEAD, TEACHER.id, KnownBy.VOICE)

    with office.work.reading() as tx:
        assert tx.accounts.session(who.session.token_hash) is None
    front_door.clock.pass_time(seconds=30)
    half = with_password(office)
    assert refused(lambda: confirm_factor(office, half, app.code(office.now())))
    assert refused(lambda: confirm_factor(office, half, codes[0]))
    assert (HEAD.id, Action.FACTOR_RESET, "voice", "They lost their authenticator app") in audited(office)


def test_v6_4_3_after_a_reset_a_password_alone_sets_nothing_up(front_door: FrontDoor, office: Office) -> None:
    enrolled(office)
    reset_factor(office, HEAD, TEACHER.id, KnownBy.VOICE)

    # Nor where nobody needs a factor: the password may be all that a thief has.
    half = arrived(sign_in(front_door.office, TEACHER.email, PASSWORD))
    assert refused(lambda: begin_enrolment(office, half))
    assert refused(lambda: begin_enrolment(office, half, "7KQ4M-2XRTC"))


def test_v6_4_3_the_recovery_code_and_the_password_together_set_up_another_app(
    front_door: FrontDoor, office: Office
) -> None:
    enrolled(office)
    code = reset_factor(office, HEAD, TEACHER.id, KnownBy.VOICE)
    half = with_password(office)

    begin_enrolment(office, half, code.lower())
    app = Authenticator(begin_enrolment(office, half).shown)  # asked once in a session
    finish_enrolment(office, half, app.code(office.now()))
    front_door.clock.pass_time(seconds=30)

    assert confirm_factor(office, with_password(office), app.code(office.now())).professional == TEACHER


def test_v6_4_3_the_recovery_code_works_once(office: Office) -> None:
    enrolled(office)
    code = reset_factor(office, HEAD, TEACHER.id, KnownBy.VOICE)
    begin_enrolment(office, with_password(office), code)

    assert refused(lambda: begin_enrolment(office, with_password(office), code))


@pytest.mark.parametrize(("minutes", "is_refused"), [(9, False), (10, True)])
def test_v6_5_5_the_recovery_code_lasts_ten_minutes(
    front_door: FrontDoor, office: Office, minutes: int, is_refused: bool
) -> None:
    enrolled(office)
    code = reset_factor(office, HEAD, TEACHER.id, KnownBy.VOICE)
    front_door.clock.pass_time(minutes=minutes)

    assert refused(lambda: begin_enrolment(office, with_password(office), code)) is is_refused


def test_v6_4_3_another_reset_makes_the_earlier_code_worth_nothing(office: Office) -> None:
    enrolled(office)
    first = reset_factor(office, HEAD, TEACHER.id, KnownBy.VOICE)
    second = reset_factor(office, HEAD, TEACHER.id, KnownBy.VOICE)

    assert refused(lambda: begin_enrolment(office, with_password(office), first))
    assert begin_enrolment(office, with_password(office), second).shown


def test_v6_1_1_guessing_a_recovery_code_makes_the_account_wait(front_door: FrontDoor, office: Office) -> None:
    enrolled(office)
    code = reset_factor(office, HEAD, TEACHER.id, KnownBy.VOICE)
    half = with_password(office)
    for _ in range(5):
        assert refused(lambda: begin_enrolment(office, half, "22222-22222"))

    assert refused(lambda: begin_enrolment(office, half, code))
    front_door.clock.pass_time(seconds=30)
    assert begin_enrolment(office, half, code).shown


def test_v6_3_7_the_person_is_told_of_a_set_up_and_a_reset_without_a_word_about_them(office: Office) -> None:
    enrolled(office)
    reset_factor(office, HEAD, TEACHER.id, KnownBy.VOICE)

    told = []
    with office.work.begin() as tx:
        while (claimed := tx.outbox.claim("test", 60)) is not None:
            told.append(NoticePayload.from_mapping(claimed.message.payload))
    assert sorted(told, key=lambda each: each.kind) == [
        NoticePayload(NoticeKind.FACTOR_RESET, TEACHER.id, link_path="/sign-in"),
        NoticePayload(NoticeKind.FACTOR_SET, TEACHER.id, link_path="/sign-in"),
    ]


@pytest.mark.parametrize("reason", ["", "at_the_server", "Zaynab Nkemelu’s mother called"])
def test_a_reset_needs_a_reason(office: Office, reason: str) -> None:
    _, who, _ = enrolled(office)
    with pytest.raises(NotSaidHow):
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
        lambda: reset_factor(office, LEAD, DOCTOR.id, KnownBy.VOICE),
        lambda: reset_factor(office, LEAD, "nobody at all", KnownBy.VOICE),
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
