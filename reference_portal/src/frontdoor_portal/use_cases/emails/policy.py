"""Which notices somebody may turn off, and when reminders and the one email a day go out."""

from collections.abc import Mapping
from datetime import time

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.models import NoticeKind
from frontdoor_portal.use_cases.permissions import Permission, may

FOR_SENDERS = (NoticeKind.BEING_LOOKED_AT, NoticeKind.INFORMATION_READ, NoticeKind.QUESTION_WAITING)
FOR_TEAM = (NoticeKind.DETAILS_ANSWERED, NoticeKind.WITHDRAWN, NoticeKind.RELEASED)
OPTIONAL: frozenset[NoticeKind] = frozenset((*FOR_SENDERS, *FOR_TEAM))
"""Notices that somebody may turn off, or have once a day. Of every other we promise: you will be told."""

NOT_WHILE_IN_TROUBLE = OPTIONAL | {NoticeKind.DIGEST}
"""What is not tried while an address is known not to work."""


@frozen
class NoticePolicy:
    """How a council reminds and gathers: working days until a question is reminded of, how often, and at what hour
    (London) the one email a day goes out.
    """

    remind_after_working_days: int = 1
    reminders: int = 2
    daily_at: time = time(8)


def offered_to(person: Professional) -> tuple[NoticeKind, ...]:
    """The optional notices that this person may ever get."""
    sends = may(person, Permission.SEND_CONCERNS)
    works = may(person, Permission.TRIAGE)
    return (*(FOR_SENDERS if sends else ()), *(FOR_TEAM if works else ()))


DIGEST_LINES: Mapping[NoticeKind, str] = {
    NoticeKind.BEING_LOOKED_AT: "somebody is looking at it",
    NoticeKind.INFORMATION_READ: "what you added or answered was read",
    NoticeKind.QUESTION_WAITING: "a question waits for your answer",
    NoticeKind.DETAILS_ANSWERED: "a question was answered",
    NoticeKind.WITHDRAWN: "it was withdrawn",
    NoticeKind.RELEASED: "it was put back for others",
}
"""What the one email a day says of a reference: never a word about a child."""
