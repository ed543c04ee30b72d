"""Emails that came back, read as RFC 3464 has them: what counts, and what is left alone."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor_portal.delivery.bounces import MOST_BYTES, Bounce, read_bounce

ID = "0123456789abcdef0123456789abcdef01234567"


def report(
    *recipients: str,
    returned: str = "message/rfc822",
    message_id: str = f"<{ID}@frontdoor.example>",
    kind: str = 'multipart/report; report-type=delivery-status; boundary="b"',
) -> bytes:
    """A notification as mail servers send it, with one group of fields for each recipient."""
    groups = "\n\n".join(recipients)
    return f"""From: MAILER-DAEMON@mail.example
To: frontdoor@frontdoor.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: {kind}

--b
Content-Type: text/plain

This is the mail system. <{"f" * 40}@frontdoor.example> is what somebody else wrote.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
Arrival-Date: Thu, 4 Jun 2026 09:32:00 +0100

{groups}

--b
Content-Type: {returned}

From: frontdoor@frontdoor.example
To: nobody@hollybush.example
Message-ID: {message_id}
Subject: Family Front Door: We have received FD-2222-2222

--b--
""".encode()


FAILED = "Final-Recipient: rfc822; nobody@hollybush.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550"
DELAYED = "Final-Recipient: rfc822; nobody@hollybush.example\nAction: delayed\nStatus: 4.4.1"
RELAYED = "Final-Recipient: rfc822; nobody@hollybush.example\nAction: relayed\nStatus: 2.0.0"
GIVEN_UP = "Final-Recipient: rfc822; nobody@hollybush.example\nAction: failed\nStatus: 4.4.7"


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_what_failed_for_good_is_known_by_our_message_id(returned: str) -> None:
    assert read_bounce(report(FAILED, returned=returned)) == Bounce(ID, "5.1.1", is_final=True)


def test_what_may_still_arrive_is_not_final() -> None:
    assert read_bounce(report(DELAYED)) == Bounce(ID, "4.4.1", is_final=False)


def test_what_was_given_up_after_days_is_final_whatever_the_class_of_its_status() -> None:
    """RFC 3464 2.3.3: Exchange writes 4.4.7 and Postfix 4.2.2 once the time of the queue is over."""
    assert read_bounce(report(GIVEN_UP)) == Bounce(ID, "4.4.7", is_final=True)


def test_the_worst_of_several_recipients_counts() -> None:
    assert read_bounce(report(DELAYED, FAILED)) == Bounce(ID, "5.1.1", is_final=True)


def test_what_was_delivered_is_no_bounce() -> None:
    assert read_bounce(report(RELAYED)) is None


@pytest.mark.parametrize(
    "content",
    [
        report(FAILED, message_id="<somebody@else.example>"),
        report(FAILED, message_id=f"<{ID}"),
        report(FAILED, kind='multipart/mixed; boundary="b"'),
        report(FAILED, returned="text/plain"),
        b"",
        b"Subject: Out of office\n\nI am away until Monday.",
        report("Action: failed\nStatus: gone"),
        report(FAILED) + b" " * MOST_BYTES,
    ],
    ids=["not ours", "half an id", "no report", "only in a text", "empty", "holiday", "no status", "too large"],
)
def test_whatever_else_comes_is_left_alone(content: bytes) -> None:
    assert read_bounce(content) is None


@given(cut=st.integers(0, 900), noise=st.binary(max_size=40))
def test_nothing_that_arrives_broken_stops_the_reading(cut: int, noise: bytes) -> None:
    whole = report(FAILED)
    found = read_bounce(whole[:cut] + noise + whole[cut + len(noise) :])

    assert found is None or len(found.message_id) == 40


def test_our_own_email_is_no_notification() -> None:
    letter = EmailMessage()
    letter["Message-ID"] = f"<{ID}@frontdoor.example>"
    letter.set_content("Sign in to read it")

    assert read_bounce(letter.as_bytes()) is None
