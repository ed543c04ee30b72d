"""A forgotten password: replaced by a link to the account's own address, which opens nothing by itself."""

import pytest
from reference_portal.tests.fakes import PASSWORD, SCHOOL
from reference_portal.tests.storage.made import at_once
from reference_portal.tests.unit.use_cases.joining.scene import account, kinds, mails
from reference_portal.tests.unit.use_cases.scene import HEAD, TEACHER, FrontDoor

from frontdoor_portal.use_cases.forgotten_password import ask_password_reset, look_at_password_link, replace_password
from frontdoor_portal.use_cases.joining.models import StillHere
from frontdoor_portal.use_cases.joining.moving import ask_address_change, change_address
from frontdoor_portal.use_cases.joining.people import confirm_people
from frontdoor_portal.use_cases.models import Action, Assurance, NoticeKind
from frontdoor_portal.use_cases.refusals import LinkNotValid, SignInRefused, WeakPassword
from frontdoor_portal.use_cases.second_factor.models import Factor
from frontdoor_portal.use_cases.sign_in import sign_in

NEW = "nine slow lanterns"


def link_for(front_door: FrontDoor, email: str = TEACHER.email) -> str:
    mails(front_door)
    ask_password_reset(front_door.office, email)
    [payload] = mails(front_door)
    assert (payload.kind, payload.to) == (NoticeKind.PASSWORD_LINK, TEACHER.email)
    return payload.link_path.rpartition("/")[2]


def test_the_password_is_replaced_every_sign_in_ends_and_an_email_tells(front_door: FrontDoor) -> None:
    session = sign_in(front_door.office, TEACHER.email, PASSWORD).session
    token = link_for(front_door, TEACHER.email.upper())

    replace_password(front_door.office, token, NEW)

    with front_door.office.work.reading() as tx:
        assert tx.accounts.session(session.token_hash) is None
    assert kinds(front_door) == [(NoticeKind.PASSWORD_REPLACED, TEACHER.id)]
    assert sign_in(front_door.office, TEACHER.email, NEW).professional == TEACHER
    with pytest.raises(SignInRefused):
        sign_in(front_door.office, TEACHER.email, PASSWORD)
    assert Action.REPLACED_PASSWORD in [each.action for each in front_door.audit(TEACHER.id)]


def test_v6_4_3_a_reset_skips_no_second_factor(front_door: FrontDoor) -> None:
    with front_door.office.work.begin() as tx:
        tx.factors.save(Factor(TEACHER.id, sealed_secret="sealed", enrolled_at=front_door.clock()))

    replace_password(front_door.office, link_for(front_door), NEW)

    assert sign_in(front_door.office, TEACHER.email, NEW).session.assurance is Assurance.PENDING


@pytest.mark.parametrize("minutes", [15, 60])
def test_v6_4_3_a_link_lasts_a_quarter_of_an_hour(front_door: FrontDoor, minutes: int) -> None:
    token = link_for(front_door)
    front_door.clock.pass_time(minutes=minutes)

    with pytest.raises(LinkNotValid):
        replace_password(front_door.office, token, NEW)


def test_v6_4_3_a_link_works_once_even_raced(front_door: FrontDoor) -> None:
    token = link_for(front_door)

    def replace() -> None:
        replace_password(front_door.office, token, NEW)

    outcomes = at_once(replace, replace)

    assert sorted(type(each).__name__ for each in outcomes) == ["LinkNotValid", "NoneType"]


def test_v6_4_3_a_link_dies_when_the_address_changes(front_door: FrontDoor) -> None:
    token = link_for(front_door)
    ask_address_change(front_door.office, TEACHER, "asha.new@hollybush.example")
    change_address(front_door.office, TEACHER, mails(front_door)[-1].link_path.rpartition("/")[2])

    with pytest.raises(LinkNotValid):
        replace_password(front_door.office, token, NEW)


def test_v6_4_3_the_token_is_kept_as_a_digest_only(front_door: FrontDoor) -> None:
    token = link_for(front_door)

    with front_door.office.work.reading() as tx:
        assert tx.joining.password_reset(token) is None


def test_a_newer_link_replaces_an_older_one(front_door: FrontDoor) -> None:
    older, newer = link_for(front_door), link_for(front_door)

    with pytest.raises(LinkNotValid):
        look_at_password_link(front_door.office, older)
    assert look_at_password_link(front_door.office, newer).professional == TEACHER


def test_a_weak_password_is_refused_and_the_link_stays_good(front_door: FrontDoor) -> None:
    token = link_for(front_door)

    with pytest.raises(WeakPassword):
        replace_password(front_door.office, token, f"{SCHOOL.name} 2026!")
    replace_password(front_door.office, token, NEW)


def test_v6_3_8_nobody_else_is_told_and_the_same_is_written_down(front_door: FrontDoor) -> None:
    confirm_people(front_door.office, HEAD, {TEACHER.id: StillHere.LEFT})
    mails(front_door)

    for email in (TEACHER.email, "nobody@hollybush.example"):
        ask_password_reset(front_door.office, email)

    assert mails(front_door) == []
    assert account(front_door, TEACHER.id).disabled
    assert [each.action for each in front_door.audit("")][-2:] == [Action.ASKED_PASSWORD] * 2
