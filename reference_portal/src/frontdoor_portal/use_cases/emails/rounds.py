"""What is done at set times, not when somebody acts: reminders of what waits, and the one email a day."""

from datetime import datetime, timedelta

from attrs import frozen

from frontdoor.domain.contact import Status
from frontdoor.workflow.deadlines import LONDON, after_working_days
from frontdoor_portal.use_cases.emails.waiting_too_long import is_due, tell_managers
from frontdoor_portal.use_cases.every_contact import contacts_of
from frontdoor_portal.use_cases.models import ContactFilter
from frontdoor_portal.use_cases.notices import digest_notice, question_waiting_notice
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.telling import put_for_reader

_ASKED = ContactFilter(statuses=frozenset({Status.MORE_INFORMATION_ASKED}))


@frozen
class Round:
    """How many reminders and daily emails were due, and contacts where something waits too long (`late`). Those that
    were queued before count again: they are sent once."""

    reminders: int
    digests: int
    late: int = 0


def make_round(office: Office) -> Round:
    """Queue whatever is due now. Safe to repeat, and in several processes at once."""
    return Round(_remind(office), _gather(office), tell_managers(office))


def _remind(office: Office) -> int:
    policy, rules, due = office.notices, office.rules, 0
    for contact in contacts_of(office, _ASKED):
        if contact.status is not Status.MORE_INFORMATION_ASKED or not contact.open_questions:
            continue
        question = min(contact.open_questions, key=lambda each: each.asked_at)
        for number in range(policy.reminders, 0, -1):
            days = number * policy.remind_after_working_days
            at = after_working_days(question.asked_at, days, rules.clocks, rules.calendar)
            if is_due(office, at):
                with office.work.begin() as tx:
                    put_for_reader(office, tx, question_waiting_notice(contact, question.id, number))
                due += 1
                break
    return due


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
