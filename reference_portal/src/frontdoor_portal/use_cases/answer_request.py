"""Answering a request for information: an officer prepares the answer, and on somebody's word it goes out.

It never leaves the portal: the requester is told that it is there, signs in and reads it.
"""

from collections.abc import Iterable
from datetime import datetime

from frontdoor.domain.agency import Professional
from frontdoor.domain.answering import RefusalReason, Withheld
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Outcome
from frontdoor.workflow.commands import PrepareAnswer, ReleaseAnswer, SendAnswerBack
from frontdoor_portal.use_cases.changing import change_contact
from frontdoor_portal.use_cases.notices import answer_ready_notice, answer_sent_back_notice
from frontdoor_portal.use_cases.ports import Office


def prepare_answer(
    office: Office,
    by: Professional,
    reference: Reference,
    *,
    outcome: Outcome,
    rationale: str,
    shared: str = "",
    withheld: Iterable[Withheld] = (),
    refused_because: RefusalReason | None = None,
    message: str = "",
    reason_late: str = "",
) -> Contact:
    """The request with its answer, which waits to be released. Raises `Refused` with every fault, or `NotVisible`."""
    command = PrepareAnswer(
        by=by,
        outcome=outcome,
        rationale=rationale,
        shared=shared,
        withheld=tuple(withheld),
        refused_because=refused_because,
        message=message,
        reason_late=reason_late,
    )
    return change_contact(office, by, reference, command)


def send_answer_back(
    office: Office, by: Professional, reference: Reference, prepared_at: datetime, reason: str
) -> Contact:
    """The request, its answer given back to whoever prepared it, who is told. Raises `Refused` or `NotVisible`."""
    command = SendAnswerBack(by, prepared_at, reason)
    return change_contact(
        office, by, reference, command, tell=lambda before, _after: answer_sent_back_notice(before, by)
    )


def release_answer(
    office: Office,
    by: Professional,
    reference: Reference,
    prepared_at: datetime,
    *,
    checked: bool = False,
    reason_late: str = "",
) -> Contact:
    """The answered request; the requester is told that an answer is there. Raises `Refused` or `NotVisible`."""
    command = ReleaseAnswer(by, prepared_at, checked, reason_late)
    return change_contact(office, by, reference, command, tell=lambda _before, after: [answer_ready_notice(after)])
