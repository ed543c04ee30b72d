"""What waits at the front door too long without a decision's clock: the managers are told of it.

That is what the sender's side added or answered and nobody has read, and a second look whose time is over. Whoever was
told of it at first may have gone on leave that evening, and what is decided stands in no list to work through.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from frontdoor.domain.contact import Status
from frontdoor.workflow.deadlines import after_working_days
from frontdoor_portal.use_cases.every_contact import contacts_of
from frontdoor_portal.use_cases.models import ContactFilter, Message
from frontdoor_portal.use_cases.notices import information_waiting_notice, second_look_overdue_notice
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.telling import managers_who_answer, managers_who_read, reads

TIMES = 2
"""How often the managers are told of each. After that the figures go on counting it."""

WORTH_SAYING = timedelta(days=7)
"""A reminder that could not go out for so long, as when the worker was stopped, is not sent any more. It is also well
within the time for which a message is kept, so that none goes out twice."""


def tell_managers(office: Office) -> int:
    """Queue what is due now, and say of how many contacts. Safe to repeat: each is told once."""
    return _tell_of_unread(office) + _tell_of_second_looks(office)


def is_due(office: Office, at: datetime) -> bool:
    return at <= office.now() < at + WORTH_SAYING


def _tell_of_unread(office: Office) -> int:
    due = 0
    for contact in contacts_of(office, ContactFilter(unread=True)):
        if contact.status is Status.WITHDRAWN:
            continue  # nothing is decided of it any more: the figures go on counting it
        came = [(each.answered_at, each.id) for each in contact.questions if each.is_unread and each.answered_at]
        # Before anybody takes a contact, whatever was added waits with it in the list of what to take.
        if contact.decision or contact.holder:
            came += [(each.at, each.id) for each in contact.additions if each.is_unread]
        # Each is told by its own time. The newest stands for all: whoever reads it reads the rest.
        timely = [(at, part, number) for at, part in came if (number := _due_time(office, at, _apart(office)))]
        if timely:
            _, part, number = max(timely)
            officer = contact.officer_id
            with office.work.reading() as tx:
                officers = (officer,) if officer and reads(office, tx, officer, contact, for_team=True) else ()
                readers = dict.fromkeys((*officers, *managers_who_read(office, tx, contact)))
            _put_once(office, [information_waiting_notice(contact, part, number, each) for each in readers])
            due += 1
    return due


def _tell_of_second_looks(office: Office) -> int:
    due = 0
    for contact in contacts_of(office, ContactFilter(second_look=True)):
        look = contact.open_second_look
        if look is not None and (number := _due_time(office, look.due_at, 0)):
            with office.work.reading() as tx:
                readers = managers_who_answer(office, tx, contact)
            _put_once(office, [second_look_overdue_notice(contact, number, each) for each in readers])
            due += 1
    return due


def _put_once(office: Office, messages: Iterable[Message]) -> None:
    """Queue those that never were. A round comes each minute: it takes no turn from those who write for nothing."""
    with office.work.reading() as tx:
        new = [each for each in messages if tx.outbox.is_done(each.key) is None]
    if new:
        with office.work.begin() as tx:
            for message in new:
                tx.outbox.put(message)


def _apart(office: Office) -> int:
    return office.notices.remind_after_working_days


def _due_time(office: Office, since: datetime, first_after: int) -> int:
    """Which time of telling is due now, from 1; 0 where none is. The first is so many working days after `since`."""
    rules = office.rules
    for number in range(TIMES, 0, -1):
        days = first_after + (number - 1) * _apart(office)
        if is_due(office, after_working_days(since, days, rules.clocks, rules.calendar) if days else since):
            return number
    return 0
