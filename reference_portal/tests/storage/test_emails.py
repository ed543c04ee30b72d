"""What is kept of emails: preferences, what was sent, troubles, and what waits for a day."""

from datetime import timedelta

from attrs import evolve
from reference_portal.tests.storage.made import NOW, SCHOOL, TEACHER, register

from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.emails.models import (
    EmailTrouble,
    HeldNotice,
    NoticePreferences,
    SentEmail,
    TroubleKind,
)
from frontdoor_portal.use_cases.models import NoticeKind, Standing

SENT = SentEmail("a" * 40, TEACHER.id, NoticeKind.RECEIPT, "FD-2222-2222", "digest", NOW)
TROUBLE = EmailTrouble(TEACHER.id, "digest", TroubleKind.BOUNCED, "5.1.1", "FD-2222-2222", NOW)
HELD = HeldNotice(TEACHER.id, NoticeKind.BEING_LOOKED_AT, "FD-2222-2222", NOW)


def test_preferences_are_kept_and_replaced(work: SqlWork) -> None:
    first = NoticePreferences(TEACHER.id, frozenset({NoticeKind.BEING_LOOKED_AT, NoticeKind.RELEASED}), daily=True)
    second = NoticePreferences(TEACHER.id)
    found = []
    for each in (first, second):
        with work.begin() as tx:
            tx.emails.set_preferences(each, NOW)
        with work.reading() as tx:
            found.append(tx.emails.preferences(TEACHER.id))

    assert found == [first, second]


def test_whoever_set_nothing_has_preferences_of_their_own(work: SqlWork) -> None:
    with work.reading() as tx:
        assert tx.emails.preferences("nobody") == NoticePreferences("nobody")


def test_an_email_fails_once(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.emails.note_sent(SENT)
        outcomes = [tx.emails.fail(SENT.message_id, NOW, "5.1.1") for _ in "12"]
        unknown = tx.emails.fail("b" * 40, NOW, "5.1.1")
        found = tx.emails.sent(SENT.message_id)

    assert (outcomes, unknown, found) == ([True, False], False, evolve(SENT, failed_at=NOW, status="5.1.1"))


def test_what_was_sent_long_ago_is_removed(work: SqlWork) -> None:
    with work.begin() as tx:
        tx.emails.note_sent(SENT)
        tx.emails.note_sent(evolve(SENT, message_id="b" * 40, sent_at=NOW - timedelta(days=31)))
        removed = tx.emails.remove_sent(NOW - timedelta(days=30))

        assert (removed, tx.emails.sent("b" * 40), tx.emails.sent(SENT.message_id)) == (1, None, SENT)


def test_the_latest_trouble_stands(work: SqlWork) -> None:
    later = evolve(
        TROUBLE,
        kind=TroubleKind.REFUSED,
        accepted_at=NOW,
        settled_at=NOW,
        check_hash="hash",
        check_expires_at=NOW + timedelta(days=1),
    )
    with work.begin() as tx:
        tx.emails.save_trouble(TROUBLE)
        tx.emails.save_trouble(later)

    with work.reading() as tx:
        assert (tx.emails.trouble(TEACHER.id), tx.emails.troubles([TEACHER.id, "other"])) == (later, (later,))


def test_what_is_held_is_let_go_up_to_a_moment(work: SqlWork) -> None:
    later = evolve(HELD, held_at=NOW + timedelta(hours=1))
    others = evolve(HELD, professional_id="other")
    with work.begin() as tx:
        for each in (HELD, later, others):
            tx.emails.hold(each)
        tx.emails.let_go(TEACHER.id, NOW)

    with work.reading() as tx:
        assert (tx.emails.held(), tx.emails.held_for(TEACHER.id)) == ((later, others), (later,))


def test_the_people_of_an_agency_are_those_with_an_open_account(work: SqlWork) -> None:
    register(work)
    with work.reading() as tx:
        before = tx.emails.people_of(SCHOOL.id)
    with work.begin() as tx:
        tx.joining.set_standing(TEACHER.id, Standing.CLOSED)

        assert (before, tx.emails.people_of(SCHOOL.id)) == ((TEACHER.id,), ())


def test_an_account_that_is_removed_leaves_nothing_of_its_emails(work: SqlWork) -> None:
    register(work)
    with work.begin() as tx:
        tx.emails.set_preferences(NoticePreferences(TEACHER.id, daily=True), NOW)
        tx.emails.note_sent(SENT)
        tx.emails.save_trouble(TROUBLE)
        tx.emails.hold(HELD)
        tx.joining.remove_account(TEACHER.id)

    with work.reading() as tx:
        assert (
            tx.emails.preferences(TEACHER.id),
            tx.emails.sent(SENT.message_id),
            tx.emails.trouble(TEACHER.id),
            tx.emails.held(),
        ) == (NoticePreferences(TEACHER.id), None, None, ())
