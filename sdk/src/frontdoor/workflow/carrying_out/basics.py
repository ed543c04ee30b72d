"""What every carrying out shares: the council's rules, a change, and the ways to refuse."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias

from attrs import field, frozen

from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.contact import Contact
from frontdoor.domain.outcome_reasons import OutcomeReasons
from frontdoor.domain.texts import as_kept
from frontdoor.domain.triage import DEFAULT_NEED_SCHEME, NeedScheme, Outcome
from frontdoor.workflow.answering import LONGEST_TEXT, ReleaseRule
from frontdoor.workflow.deadlines import ClockPolicy, WorkingCalendar, deadlines_of
from frontdoor.workflow.events import Event, EventKind
from frontdoor.workflow.refusals import CommandFault, HeldByAnother, Refused
from frontdoor.workflow.sides import FRONT_DOOR_TEAM, MANAGERS, speaks_for_sender


@frozen
class SecondLookPolicy:
    """How often the sender's side may ask for a second look at one decision, until when, and when it is answered by.

    With `times` 0 nobody asks for one in the portal, though an officer may still open one.
    """

    times: int = 1
    within_working_days: int = 10
    working_days: int = 2


@frozen
class Rules:
    """What a council may set: its clocks, levels of need, reasons, second looks, what a manager signs, who releases."""

    clocks: ClockPolicy = field(factory=ClockPolicy)
    calendar: WorkingCalendar = field(factory=WorkingCalendar)
    need_scheme: NeedScheme = DEFAULT_NEED_SCHEME
    manager_decides: frozenset[Outcome] = frozenset()
    second_looks: SecondLookPolicy = field(factory=SecondLookPolicy)
    outcome_reasons: OutcomeReasons = field(factory=OutcomeReasons)
    release: ReleaseRule = ReleaseRule.SECOND_PERSON


@frozen
class Change:
    """A contact after a command, and what to write on its timeline. No events: nothing changed."""

    contact: Contact
    events: tuple[Event, ...]


CarryOut: TypeAlias = Callable[[Contact, Any, datetime, Rules], Change]


def only(by: Professional, *roles: Role) -> None:
    if not by.has_role(*roles):
        raise Refused.because("Your role does not allow this")


def only_holder_or_manager(contact: Contact, by: Professional) -> None:
    only(by, *FRONT_DOOR_TEAM)
    if contact.holder is None:
        raise Refused.because("Take this contact before you work on it")
    if contact.holder.officer_id != by.id and not by.has_role(*MANAGERS):
        raise HeldByAnother(contact.holder.officer_name)


def only_senders_side(contact: Contact, by: Professional) -> None:
    if not speaks_for_sender(contact, by):
        raise Refused.because("Only whoever sent this contact, or the lead of their agency, can do this")


def required(command: Any, *wanted: tuple[str, str]) -> list[CommandFault]:
    """A fault for each text of a command that is missing, in the words given, or too long."""
    faults = []
    for name, missing in wanted:
        if not as_kept(getattr(command, name)):
            faults.append(CommandFault(name, missing))
        else:
            faults += not_too_long(command, name)
    return faults


def not_too_long(command: Any, *names: str) -> list[CommandFault]:
    """A fault for each text of a command that may be empty but is too long."""
    too_long = f"Use {LONGEST_TEXT:,} characters or fewer"
    return [CommandFault(name, too_long) for name in names if len(getattr(command, name)) > LONGEST_TEXT]


def refuse_if(faults: list[CommandFault]) -> None:
    if faults:
        raise Refused(faults)


def happened(kind: EventKind, by: Professional | None, now: datetime, detail: str = "") -> Event:
    return Event(kind, now, detail=detail) if by is None else Event(kind, now, by.id, by.name, detail)


def is_late(contact: Contact, now: datetime, rules: Rules) -> bool:
    # A question still open has kept the clock waiting until now: deciding ends the wait.
    due = deadlines_of(contact, rules.clocks, rules.calendar, waits_end=now).decision_due
    return due is not None and now > due


def role_at_the_front_door(by: Professional) -> Role:
    return next(each for each in (Role.TEAM_MANAGER, Role.DUTY_MANAGER, Role.SCREENING_OFFICER) if by.has_role(each))
