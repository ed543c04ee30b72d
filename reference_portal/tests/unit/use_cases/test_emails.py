"""What people want to be told by email, whom none reaches, reminders, and the one email a day."""

from datetime import UTC, datetime, time, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from reference_portal.tests.unit.use_cases.scene import HEAD, OFFICER, TEACHER, FrontDoor

from frontdoor_portal.use_cases.emails.bounces import Recorded, record_bounce
from frontdoor_portal.use_cases.emails.delivering import Wish, digest_lines, hold, note_accepted, note_refused, wish_of
from frontdoor_portal.use_cases.emails.models import EmailTrouble, TroubleKind, digest_of
from frontdoor_portal.use_cases.emails.policy import OPTIONAL, NoticePolicy, offered_to
from frontdoor_portal.use_cases.emails.preferences import own_preferences, set_preferences
from frontdoor_portal.use_cases.emails.rounds import Round, make_round
from frontdoor_portal.use_cases.emails.troubles import (
    ask_to_check,
    confirm_address,
    own_trouble,
    unreached_colleagues,
)
from frontdoor_portal.use_cases.models import NoticeKind
from frontdoor_portal.use_cases.notices import NoticePayload
from frontdoor_portal.use_cases.refusals import NotPermitted

ID = "a" * 40
RECEIPT = NoticePayload(NoticeKind.RECEIPT, TEACHER.id, "FD-2222-2222")
LOOKED_AT = evolve(RECEIPT, kind=NoticeKind.BEING_LOOKED_AT)
ADDRESS = TEACHER.email
NOW = datetime(2026, 6, 4, 8, 32, tzinfo=UTC)


def wish(front_door: FrontDoor, notice: NoticePayload = LOOKED_AT) -> Wish:
    with front_door.office.work.reading() as tx:
        return wish_of(front_door.office, tx, notice, ADDRESS)


def accepted(front_door: FrontDoor, message_id: str = ID) -> None:
    with front_door.office.work.begin() as tx:
        note_accepted(front_door.office, tx, RECEIPT, ADDRESS, message_id)


def refused(front_door: FrontDoor) -> None:
    with front_door.office.work.begin() as tx:
        note_refused(front_door.office, tx, RECEIPT, ADDRESS, "550")


def in_trouble(front_door: FrontDoor) -> bool:
    return own_trouble(front_door.office, TEACHER) is not None


def digests(front_door: FrontDoor) -> list[str]:
    return [each.key for each in front_door.queued() if each.payload.get("kind") == "digest"]


def test_whoever_set_nothing_is_told_everything_at_once(front_door: FrontDoor) -> None:
    assert wish(front_door) is Wish.SEND


def test_what_is_turned_off_is_dropped_and_what_is_daily_is_held(front_door: FrontDoor) -> None:
    set_preferences(front_door.office, TEACHER, [NoticeKind.BEING_LOOKED_AT], daily=True)

    assert (wish(front_door), wish(front_door, evolve(RECEIPT, kind=NoticeKind.INFORMATION_READ))) == (
        Wish.HOLD,
        Wish.DROP,
    )


@pytest.mark.parametrize("daily", [True, False])
@pytest.mark.parametrize("kind", [each for each in NoticeKind if each not in OPTIONAL])
def test_what_is_not_optional_is_never_turned_off(front_door: FrontDoor, kind: NoticeKind, daily: bool) -> None:
    set_preferences(front_door.office, TEACHER, [], daily=daily)

    assert wish(front_door, evolve(RECEIPT, kind=kind)) is Wish.SEND


def test_what_is_not_theirs_is_neither_offered_nor_kept(front_door: FrontDoor) -> None:
    set_preferences(front_door.office, TEACHER, [NoticeKind.RELEASED], daily=False)

    assert (NoticeKind.RELEASED in offered_to(TEACHER), own_preferences(front_door.office, TEACHER).off) == (
        False,
        frozenset(offered_to(TEACHER)),
    )


def test_a_refusal_is_told_until_a_later_email_is_taken(front_door: FrontDoor) -> None:
    refused(front_door)
    before = in_trouble(front_door)
    accepted(front_door)

    assert (before, in_trouble(front_door)) == (True, False)


def test_a_bounce_is_told_until_three_days_after_an_email_that_did_not_come_back(front_door: FrontDoor) -> None:
    accepted(front_door)
    outcome = record_bounce(front_door.office, ID, "5.1.1")
    accepted(front_door, "b" * 40)
    before = in_trouble(front_door)
    front_door.clock.pass_time(days=3)

    assert (outcome, before, in_trouble(front_door)) == (Recorded.RECORDED, True, False)


def test_another_bounce_meanwhile_begins_it_again(front_door: FrontDoor) -> None:
    accepted(front_door)
    accepted(front_door, "b" * 40)
    record_bounce(front_door.office, ID, "5.1.1")
    front_door.clock.pass_time(days=2)
    record_bounce(front_door.office, "b" * 40, "5.1.1")
    front_door.clock.pass_time(days=2)

    assert in_trouble(front_door)


def test_the_same_bounce_twice_is_recorded_once(front_door: FrontDoor) -> None:
    accepted(front_door)
    outcomes = [record_bounce(front_door.office, ID, "5.1.1") for _ in "12"]

    assert outcomes == [Recorded.RECORDED, Recorded.KNOWN]


def test_a_bounce_of_something_else_is_not_ours(front_door: FrontDoor) -> None:
    assert record_bounce(front_door.office, "c" * 40, "5.1.1") is Recorded.NOT_OURS


def test_an_address_that_changed_is_in_no_trouble(front_door: FrontDoor) -> None:
    refused(front_door)

    assert own_trouble(front_door.office, evolve(TEACHER, email="new@hollybush.example")) is None


def test_optional_emails_are_not_tried_while_an_address_is_in_trouble(front_door: FrontDoor) -> None:
    refused(front_door)

    assert (wish(front_door), wish(front_door, RECEIPT)) == (Wish.DROP, Wish.SEND)


def test_the_link_of_an_email_confirms_the_address_once(front_door: FrontDoor) -> None:
    refused(front_door)
    asked = ask_to_check(front_door.office, TEACHER)
    [link] = [each.payload["link_path"] for each in front_door.queued() if each.payload.get("kind") == "address_check"]
    token = link.rpartition("/")[2]
    outcomes = [confirm_address(front_door.office, TEACHER, token) for _ in "12"]

    assert (asked, outcomes, in_trouble(front_door)) == (True, [True, False], False)


def test_the_link_is_its_owners_alone_and_for_a_day(front_door: FrontDoor) -> None:
    refused(front_door)
    ask_to_check(front_door.office, TEACHER)
    [link] = [each.payload["link_path"] for each in front_door.queued() if each.payload.get("kind") == "address_check"]
    token = link.rpartition("/")[2]
    stranger = confirm_address(front_door.office, OFFICER, token)
    front_door.clock.pass_time(hours=24)

    assert (stranger, confirm_address(front_door.office, TEACHER, token)) == (False, False)


def test_such_an_email_is_not_asked_for_twice_in_a_row(front_door: FrontDoor) -> None:
    refused(front_door)
    asked = [ask_to_check(front_door.office, TEACHER) for _ in "12"]
    front_door.clock.pass_time(minutes=2)

    assert (asked, ask_to_check(front_door.office, TEACHER)) == ([True, False], True)


def test_the_lead_sees_whom_no_email_reaches(front_door: FrontDoor) -> None:
    refused(front_door)

    assert [(each.name, each.email) for each in unreached_colleagues(front_door.office, HEAD)] == [
        (TEACHER.name, TEACHER.email)
    ]


def test_nobody_else_sees_it(front_door: FrontDoor) -> None:
    with pytest.raises(NotPermitted):
        unreached_colleagues(front_door.office, TEACHER)


def test_a_question_is_reminded_of_twice_by_working_days(front_door: FrontDoor) -> None:
    front_door.asked()
    reminded = []
    for _ in range(7):  # Thursday morning to Thursday morning
        make_round(front_door.office)
        reminded.append(sum(each.payload.get("kind") == "question_waiting" for each in front_door.queued()))
        front_door.clock.pass_time(days=1)

    assert reminded == [0, 1, 1, 1, 2, 2, 2]


def test_a_council_may_remind_of_nothing(front_door: FrontDoor) -> None:
    front_door.office = evolve(front_door.office, notices=NoticePolicy(reminders=0))
    front_door.asked()
    front_door.clock.pass_time(days=4)

    assert make_round(front_door.office) == Round(0, 0)


def held(front_door: FrontDoor, reference: str = "FD-2222-2222") -> None:
    with front_door.office.work.begin() as tx:
        hold(front_door.office, tx, evolve(LOOKED_AT, reference=reference))


def test_what_is_held_goes_out_next_morning_in_one_email(front_door: FrontDoor) -> None:
    set_preferences(front_door.office, TEACHER, OPTIONAL, daily=True)
    held(front_door)
    held(front_door, "FD-3333-333Z")
    make_round(front_door.office)
    before = digests(front_door)
    front_door.clock.at = datetime(2026, 6, 5, 7, tzinfo=UTC)  # eight in London
    make_round(front_door.office)
    make_round(front_door.office)

    with front_door.office.work.reading() as tx:
        lines, _ = digest_lines(front_door.office, tx, TEACHER.id)
    assert (before, digests(front_door), lines) == (
        [],
        [f"notice/digest/{TEACHER.id}/2026-06-05"],
        ("FD-2222-2222: somebody is looking at it", "FD-3333-333Z: somebody is looking at it"),
    )


def test_whoever_wants_no_daily_email_any_more_is_told_at_once(front_door: FrontDoor) -> None:
    held(front_door)
    make_round(front_door.office)

    assert digests(front_door) == [f"notice/digest/{TEACHER.id}/2026-06-04"]


def test_the_hour_of_the_daily_email_is_the_councils(front_door: FrontDoor) -> None:
    front_door.office = evolve(front_door.office, notices=NoticePolicy(daily_at=time(9, 40)))
    set_preferences(front_door.office, TEACHER, OPTIONAL, daily=True)
    held(front_door)
    front_door.clock.pass_time(minutes=10)  # 9:42 in London

    assert make_round(front_door.office).digests == 1


@given(accepted_after=st.none() | st.integers(0, 200), hours=st.integers(0, 400), kind=st.sampled_from(TroubleKind))
def test_trouble_is_open_until_something_proves_the_address(
    accepted_after: int | None, hours: int, kind: TroubleKind
) -> None:
    at = None if accepted_after is None else NOW + timedelta(hours=accepted_after)
    trouble = EmailTrouble(TEACHER.id, digest_of(ADDRESS), kind, "550", "", NOW, at)
    proven = at is not None and (kind is TroubleKind.REFUSED or NOW + timedelta(hours=hours) >= at + timedelta(days=3))

    assert trouble.is_open(ADDRESS.upper(), NOW + timedelta(hours=hours)) is not proven
