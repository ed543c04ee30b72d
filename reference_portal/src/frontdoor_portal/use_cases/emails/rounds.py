"""What is done at set times, not when somebody acts: reminders of questions, and the one email a day."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from attrs import frozen

from frontdoor.domain.contact import Contact, Status
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.deadlines import LONDON, after_working_days
from frontdoor_portal.use_cases.models import ContactFilter, ContactOrder
from frontdoor_portal.use_cases.notices import digest_notice, question_waiting_notice
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.telling import put_for_reader

_A_PAGE = 100
_WORTH_SAYING = timedelta(days=7)
"""A reminder that could not go out for so long, as when the worker was stopped, is not sent any more. It is also well
within the time for which a message is kept, so that none goes out twice."""


@frozen
class Round:
    """How many reminders and daily emails were due. Those that were queued before count again: they are sent once."""

    reminders: int
    digests: int


def make_round(office: Office) -> Round:
    """Queue whatever is due now. Safe to repeat, and in several processes at once."""
    return Round(_remind(office), _gather(office))


def _remind(office: Office) -> int:
    policy, rules, due = office.notices, office.rules, 0
    for contact in _asked(office):
        question = min(contact.open_questions, key=lambda each: each.asked_at)
        for number in range(policy.reminders, 0, -1):
            days = number * policy.remind_after_working_days
            at = after_working_days(question.asked_at, days, rules.clocks, rules.calendar)
            if at <= office.now() < at + _WORTH_SAYING:
                with office.work.begin() as tx:
                    put_for_reader(office, tx, question_waiting_notice(contact, question.id, number))
                due += 1
                break
    return due


def _asked(office: Office) -> Iterator[Contact]:
    for reference in list(_asked_references(office)):
        with office.work.reading() as tx:
            contact = tx.contacts.get(reference)
        if contact is not None and contact.status is Status.MORE_INFORMATION_ASKED and contact.open_questions:
            yield contact


def _asked_references(office: Office) -> Iterator[Reference]:
    wanted, number = ContactFilter(statuses=frozenset({Status.MORE_INFORMATION_ASKED})), 1
    while True:
        with office.work.reading() as tx:
            page = tx.contacts.page(wanted, ContactOrder.OLDEST, number, _A_PAGE)
        yield from (line.reference for line in page.items)
        if number >= page.last:
            return
        number += 1


def _gather(office: Office) -> int:
    today = _gathered_today(office)
    with office.work.reading() as tx:
        held = tx.emails.held()
        daily = {each.professional_id: tx.emails.preferences(each.professional_id).daily for each in held}
    # Whoever wants no daily email any more is told at once of what waited for it.
    due = {each.professional_id for each in held if not daily[each.professional_id] or each.held_at < today}
    for professional_id in sorted(due):
        with office.work.begin() as tx:
            tx.outbox.put(digest_notice(professional_id, today.astimezone(LONDON).date()))
    return len(due)


def _gathered_today(office: Office) -> datetime:
    """The latest moment at which what waited by then goes out."""
    now = office.now().astimezone(LONDON)
    at = datetime.combine(now.date(), office.notices.daily_at, LONDON)
    return at if now >= at else datetime.combine(now.date() - timedelta(days=1), office.notices.daily_at, LONDON)
