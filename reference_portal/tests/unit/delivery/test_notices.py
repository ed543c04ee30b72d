"""Who is told what, and what becomes of an email that does not go."""

from datetime import timedelta

import pytest
from attrs import evolve
from reference_portal.tests.fakes import person
from reference_portal.tests.unit.delivery.queue_in_memory import START
from reference_portal.tests.unit.delivery.scene import (
    CANARIES,
    CONCERN,
    OFFICER,
    REFERENCE,
    TEACHER,
    URGENT,
    Scene,
    scene,
)
from structlog.testing import capture_logs

from frontdoor.domain.agency import Role
from frontdoor.domain.triage import Holder
from frontdoor_portal.delivery.mail import MailFailure, MailNotSent, MailOutcomeUnknown, MailRefused
from frontdoor_portal.use_cases.models import Account, Message, Topic
from frontdoor_portal.use_cases.notices import (
    already_registered_notice,
    confirm_registration_notice,
    details_answered_notice,
    details_asked_notice,
    open_episode_message,
    outcome_notice,
    receipt_notice,
    released_notices,
    withdrawn_notices,
)

KEY = f"notice/outcome/{REFERENCE}"
MANAGER = person(Role.TEAM_MANAGER, name="May Quinn")
HELD = evolve(CONCERN, decision=None, holder=Holder(OFFICER.id, OFFICER.name, START))


def told(*messages: Message) -> Scene:
    done = scene()
    done.memory.rows.clear()
    for message in messages:
        done.memory.put(message)
    return done


@pytest.mark.parametrize(
    ("message", "to", "subject"),
    [
        (receipt_notice(CONCERN), TEACHER.email, "We have received FD-2222-2222"),
        (outcome_notice(CONCERN), TEACHER.email, "A decision about FD-2222-2222"),
        (details_asked_notice(CONCERN, "q1"), TEACHER.email, "A question about FD-2222-2222"),
        (details_answered_notice(CONCERN, "q1", OFFICER.id), OFFICER.email, "An answer about FD-2222-2222"),
        (*withdrawn_notices(HELD, TEACHER), OFFICER.email, "FD-2222-2222 was withdrawn"),
        (*released_notices(HELD, MANAGER), OFFICER.email, "FD-2222-2222 was put back"),
        (confirm_registration_notice("new@school.example", "tok"), "new@school.example", "Confirm your email address"),
        (already_registered_notice("old@school.example"), "old@school.example", "You already have an account"),
    ],
)
def test_each_event_tells_the_right_person_once(message: Message, to: str, subject: str) -> None:
    done = told(message)
    done.work_until_quiet()
    assert [(str(each["To"]), each["Subject"]) for each in done.postbox.sent] == [(to, f"Family Front Door: {subject}")]


def test_nobody_but_its_sender_is_told_of_a_contact_that_was_sealed_while_the_email_waited() -> None:
    done = told(receipt_notice(CONCERN), *released_notices(HELD, MANAGER))
    done.memory.sealed = frozenset({CONCERN.reference})
    done.work_until_quiet()
    assert [str(each["To"]) for each in done.postbox.sent] == [TEACHER.email]
    assert {row.state for row in done.memory.rows.values()} == {"done"}


def test_no_email_says_a_word_about_the_child() -> None:
    done = told(
        receipt_notice(CONCERN),
        outcome_notice(CONCERN),
        details_asked_notice(CONCERN, "q1"),
        details_answered_notice(CONCERN, "q1", OFFICER.id),
        *withdrawn_notices(HELD, TEACHER),
        *released_notices(HELD, MANAGER),
    )
    done.work_until_quiet()
    wire = [bytes(each).decode() for each in done.postbox.sent]
    assert (len(wire), [word for word in CANARIES for text in wire if word.lower() in text.lower()]) == (6, [])


def test_a_confirmation_link_holds_the_token_and_the_key_does_not() -> None:
    message = confirm_registration_notice("new@school.example", "secret-token")
    done = told(message)
    done.work_until_quiet()
    link = "https://portal.council.example/register/confirm/secret-token"
    assert (link in done.postbox.sent[0].get_content(), "secret-token" in message.key) == (True, False)


def test_the_same_event_put_twice_is_told_once() -> None:
    done = told(receipt_notice(CONCERN), receipt_notice(evolve(CONCERN, version=2)))
    done.work_until_quiet()
    assert len(done.postbox.sent) == 1


def test_two_questions_are_two_events() -> None:
    keys = {details_asked_notice(CONCERN, question).key for question in ("q1", "q2")}
    assert keys == {f"notice/details_asked/{REFERENCE}/q1", f"notice/details_asked/{REFERENCE}/q2"}


def test_the_same_officer_put_off_a_contact_twice_is_told_twice() -> None:
    again = evolve(HELD, holder=Holder(OFFICER.id, OFFICER.name, START + timedelta(hours=1)))
    assert len({message.key for held in (HELD, HELD, again) for message in released_notices(held, MANAGER)}) == 2


def test_the_message_of_an_episode_names_the_reference_and_the_hurry() -> None:
    assert [open_episode_message(contact) for contact in (CONCERN, URGENT)] == [
        Message(f"open_episode/{REFERENCE}", Topic.OPEN_EPISODE, {"reference": str(REFERENCE)}, urgent=urgent)
        for urgent in (False, True)
    ]


def test_an_email_that_was_not_taken_goes_later_as_if_new() -> None:
    done = told(outcome_notice(CONCERN))
    done.postbox.script = [(MailNotSent("451"), False)]
    done.work_until_quiet()
    assert ["before" in each.get_content() for each in done.postbox.sent] == [False]


@pytest.mark.parametrize("went_out", [False, True])
def test_an_email_that_may_have_gone_goes_again_and_says_so(went_out: bool) -> None:
    done = told(outcome_notice(CONCERN))
    done.postbox.script = [(MailOutcomeUnknown("gone"), went_out), (MailNotSent("451"), False)]
    done.work_until_quiet()
    assert "before" in done.postbox.sent[-1].get_content()


def test_a_refused_address_is_put_aside_at_once() -> None:
    done = told(outcome_notice(CONCERN))
    done.postbox.script = [(MailRefused("The mail server refused the address: 550"), False)]
    done.work()
    assert [(each.message.key, each.reason) for each in done.memory.set_aside()] == [
        (KEY, "The mail server refused the address: 550.")
    ]


def test_a_mail_server_that_stays_away_is_given_up_after_a_day() -> None:
    done = told(outcome_notice(CONCERN))
    done.postbox.script = [(MailNotSent("The mail server did not let us in: 421"), False)] * 400
    done.work_until_quiet()
    assert ([each.reason for each in done.memory.set_aside()], done.memory.seconds) == (
        ["The mail server did not let us in: 421."],
        24 * 3600.0,
    )


def test_an_address_that_changed_meanwhile_is_used() -> None:
    done = told(outcome_notice(CONCERN))
    account = done.memory.accounts_by_id[TEACHER.id]
    moved = evolve(account, professional=evolve(TEACHER, email="new@hollybush.example"))
    done.memory.accounts_by_id[TEACHER.id] = moved
    done.work()
    assert [str(each["To"]) for each in done.postbox.sent] == ["new@hollybush.example"]


@pytest.mark.parametrize("gone", [True, False])
def test_a_closed_account_is_not_written_to(gone: bool) -> None:
    done = told(outcome_notice(CONCERN))
    account = done.memory.accounts_by_id.pop(TEACHER.id)
    if not gone:
        done.memory.accounts_by_id[TEACHER.id] = evolve(account, disabled=True)
    done.work()
    assert ([each.reason for each in done.memory.set_aside()], done.postbox.sent) == (
        ["The account it is for is closed or gone."],
        [],
    )


def test_what_waits_for_a_sender_who_is_gone_goes_to_their_lead() -> None:
    done = told(outcome_notice(CONCERN))
    lead = person(Role.AGENCY_LEAD, name="Ivo Marsh")
    account = done.memory.accounts_by_id[TEACHER.id]
    done.memory.accounts_by_id |= {TEACHER.id: evolve(account, disabled=True), lead.id: Account(lead, "")}
    done.work_until_quiet()
    assert ([str(each["To"]) for each in done.postbox.sent], done.memory.set_aside()) == ([lead.email], ())


def test_what_waits_for_an_officer_who_is_gone_goes_to_the_managers() -> None:
    done = told(details_answered_notice(CONCERN, "q1", OFFICER.id))
    account = done.memory.accounts_by_id[OFFICER.id]
    done.memory.accounts_by_id |= {OFFICER.id: evolve(account, disabled=True), MANAGER.id: Account(MANAGER, "")}
    done.work_until_quiet()
    assert [str(each["To"]) for each in done.postbox.sent] == [MANAGER.email]


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (Message("k", Topic.NOTICE, {"kind": "outcome"}), "The notice cannot be read."),
        (
            already_registered_notice("a@b.example\r\nBcc: c@evil.example"),
            "The email address cannot be used.",
        ),
    ],
)
def test_a_notice_that_makes_no_email_is_put_aside(message: Message, reason: str) -> None:
    done = told(message)
    done.work()
    assert ([each.reason for each in done.memory.set_aside()], done.postbox.sent) == ([reason], [])


@pytest.mark.parametrize("failure", [MailNotSent("a"), MailOutcomeUnknown("b"), MailRefused("c")])
def test_the_log_names_no_person(failure: MailFailure) -> None:
    done = told(outcome_notice(CONCERN))
    done.postbox.script = [(failure, False)]
    with capture_logs() as log:
        done.work()
    assert {key for line in log for key in line} <= {"event", "log_level", "reference", "topic", "attempt", "failure"}
    assert [line["failure"] for line in log if "failure" in line] == [type(failure).__name__]


def test_a_notice_put_aside_is_an_error_in_the_log() -> None:
    done = told(outcome_notice(CONCERN))
    done.postbox.script = [(MailRefused("The mail server refused the address: 550"), False)]
    with capture_logs() as log:
        done.work()
    assert [line for line in log if line["log_level"] == "error"] == [
        {"event": "notice_put_aside", "log_level": "error", "reference": str(REFERENCE), "topic": "notice"}
    ]
