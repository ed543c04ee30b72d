"""How a request for information is answered and released, and how a concern about an adult is passed on."""

from datetime import datetime

from attrs import evolve

from frontdoor.domain.contact import Contact, PassedOn
from frontdoor.domain.texts import as_kept
from frontdoor.domain.triage import Outcome
from frontdoor.workflow import commands as ask
from frontdoor.workflow.answering import (
    PASS_ON_NEEDS,
    ReleaseRule,
    answer_faults,
    as_read,
    decision_of,
    pass_on_faults,
    prepared,
    release,
    why_not_own,
    why_not_released,
)
from frontdoor.workflow.carrying_out.basics import (
    Change,
    Rules,
    happened,
    is_late,
    only,
    only_holder_or_manager,
    refuse_if,
    required,
    role_at_the_front_door,
)
from frontdoor.workflow.events import EventKind
from frontdoor.workflow.refusals import CommandFault, Refused
from frontdoor.workflow.sides import FRONT_DOOR_TEAM


def prepare_answer(contact: Contact, command: ask.PrepareAnswer, now: datetime, rules: Rules) -> Change:
    only_holder_or_manager(contact, command.by)
    if reason := why_not_own(contact, command.by):
        raise Refused.because(reason)
    if any(addition.is_unread for addition in contact.additions):
        raise Refused.because("The requester added something: read it, and say that you have, before you answer")
    late = is_late(contact, now, rules)
    refuse_if(answer_faults(contact, command, is_late=late))
    answer = prepared(command, now, is_late=late)
    return Change(
        evolve(contact, answer=answer), (happened(EventKind.ANSWER_PREPARED, command.by, now, answer.outcome.value),)
    )


def send_answer_back(contact: Contact, command: ask.SendAnswerBack, now: datetime, rules: Rules) -> Change:
    only(command.by, *FRONT_DOOR_TEAM)
    if reason := why_not_own(contact, command.by):
        raise Refused.because(reason)
    answer = as_read(contact, command.prepared_at)
    refuse_if(required(command, ("reason", "Say what must change")))
    because = as_kept(command.reason)
    sent_back = evolve(answer, sent_back_by=command.by.name, sent_back_because=because, sent_back_at=now)
    return Change(evolve(contact, answer=sent_back), (happened(EventKind.ANSWER_SENT_BACK, command.by, now, because),))


def release_answer(contact: Contact, command: ask.ReleaseAnswer, now: datetime, rules: Rules) -> Change:
    only(command.by, *FRONT_DOOR_TEAM)
    if reason := why_not_own(contact, command.by):
        raise Refused.because(reason)
    answer = as_read(contact, command.prepared_at)
    rule = ReleaseRule.MANAGER if answer.outcome in rules.manager_decides else rules.release
    if reason := why_not_released(answer, command.by, rule):
        raise Refused.because(reason)
    if any(addition.is_unread for addition in contact.additions):
        # It may narrow what is asked for, or take back a consent. Who releases need not be who must read.
        raise Refused.because("The requester added something since: whoever has this reads it before the answer goes")
    # It may have become late since it was prepared.
    asks_why = is_late(contact, now, rules) and not answer.reason_late
    faults = required(command, ("reason_late", "Say why this answer is late")) if asks_why else []
    if answer.outcome is Outcome.NOTHING_TO_SHARE and not command.checked:
        faults.append(CommandFault("checked", "Confirm that you looked for what the officer is not shown"))
    refuse_if(faults)
    released = release(answer, command, now)
    decision = decision_of(released, role_at_the_front_door(command.by))
    return Change(
        evolve(contact, answer=released, decision=decision),
        (happened(EventKind.ANSWER_RELEASED, command.by, now, answer.outcome.value),),
    )


def pass_on(contact: Contact, command: ask.PassOn, now: datetime, rules: Rules) -> Change:
    only(command.by, *FRONT_DOOR_TEAM)
    if contact.passed_on is not None:
        raise Refused.because("This contact was passed on already")
    refuse_if([*required(command, PASS_ON_NEEDS), *pass_on_faults(contact, command, now)])
    passed_on = PassedOn(as_kept(command.reference), command.on, command.by.name, now)
    detail = f"{passed_on.reference}, {passed_on.on.isoformat()}"
    return Change(evolve(contact, passed_on=passed_on), (happened(EventKind.PASSED_ON, command.by, now, detail),))
