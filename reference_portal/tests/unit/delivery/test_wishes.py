"""Emails by choice, once a day, and to an address that does not work, as the worker sends them."""

from attrs import evolve
from reference_portal.tests.unit.delivery.queue_in_memory import START
from reference_portal.tests.unit.delivery.scene import CONCERN, TEACHER, Scene
from reference_portal.tests.unit.delivery.test_notices import told

from frontdoor_portal.delivery.letters import message_id
from frontdoor_portal.delivery.mail import MailNotSent, MailRefused, SendingRefused
from frontdoor_portal.use_cases.emails.models import (
    EmailTrouble,
    HeldNotice,
    NoticePreferences,
    SentEmail,
    TroubleKind,
    digest_of,
)
from frontdoor_portal.use_cases.models import NoticeKind
from frontdoor_portal.use_cases.notices import being_looked_at_notice, digest_notice, receipt_notice

LOOKED_AT, RECEIPT = being_looked_at_notice(CONCERN), receipt_notice(CONCERN)
DIGEST = digest_notice(TEACHER.id, START.date())
HELD = HeldNotice(TEACHER.id, NoticeKind.BEING_LOOKED_AT, str(CONCERN.reference), START)


def subjects(done: Scene) -> list[str]:
    return [each["Subject"].removeprefix("Family Front Door: ") for each in done.postbox.sent]


def test_what_was_turned_off_is_done_without_an_email() -> None:
    done = told(LOOKED_AT, RECEIPT)
    off = frozenset({NoticeKind.BEING_LOOKED_AT, NoticeKind.RECEIPT})
    done.memory.preferences = {TEACHER.id: NoticePreferences(TEACHER.id, off)}
    done.work_until_quiet()

    assert (subjects(done), {row.state for row in done.memory.rows.values()}) == (
        ["We have received FD-2222-2222"],
        {"done"},
    )


def test_what_somebody_wants_once_a_day_waits_for_it() -> None:
    done = told(LOOKED_AT)
    done.memory.preferences = {TEACHER.id: NoticePreferences(TEACHER.id, daily=True)}
    done.work_until_quiet()

    assert (subjects(done), done.memory.held) == ([], (HELD,))


def test_the_one_email_a_day_lists_references_and_lets_go_of_them() -> None:
    done = told(DIGEST)
    done.memory.held = (HELD, evolve(HELD, reference="FD-3333-333Z"))
    done.work_until_quiet()
    [letter] = done.postbox.sent

    assert (letter["Subject"], letter.get_content().splitlines()[2:5:2], list(done.memory.held)) == (
        "Family Front Door: What happened since yesterday",
        ["FD-2222-2222: somebody is looking at it", "FD-3333-333Z: somebody is looking at it"],
        [],
    )


def test_a_daily_email_of_which_nothing_is_left_is_not_sent() -> None:
    done = told(DIGEST)
    done.work_until_quiet()

    assert (subjects(done), {row.state for row in done.memory.rows.values()}) == ([], {"done"})


def test_an_email_that_was_taken_is_known_by_its_message_id() -> None:
    done = told(RECEIPT)
    done.work_until_quiet()
    known = message_id(RECEIPT.key)

    assert done.memory.emailed == {
        known: SentEmail(known, TEACHER.id, NoticeKind.RECEIPT, str(CONCERN.reference), digest_of(TEACHER.email), START)
    }


def test_an_address_refused_for_good_is_in_trouble_and_left_alone() -> None:
    done = told(RECEIPT)
    done.postbox.script = [(MailRefused("The mail server refused the address: 550", "550"), False)]
    done.work_until_quiet()

    assert (done.memory.troubles[TEACHER.id], [row.state for row in done.memory.rows.values()]) == (
        EmailTrouble(
            TEACHER.id,
            digest_of(TEACHER.email),
            TroubleKind.REFUSED,
            "550",
            str(CONCERN.reference),
            START,
        ),
        ["aside"],
    )


def test_a_refusal_for_now_is_no_trouble() -> None:
    done = told(RECEIPT)
    done.postbox.script = [(MailNotSent("The mail server cannot take the email now: 450"), False)]
    done.work_until_quiet()

    assert done.memory.troubles == {}


def test_a_fault_of_our_own_mail_account_is_tried_again_and_told_to_nobody_as_theirs() -> None:
    done = told(RECEIPT)
    done.postbox.script = [(SendingRefused("The mail server refused us after MAIL FROM: 550"), False)]
    done.work_until_quiet()

    assert (done.memory.troubles, [row.state for row in done.memory.rows.values()]) == ({}, ["done"])
