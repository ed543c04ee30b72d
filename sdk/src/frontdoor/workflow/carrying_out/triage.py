"""What the front door team does with a contact: takes it, sets its priority, asks, reads, decides."""

from datetime import datetime

from attrs import evolve

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact, Delivery, DeliveryState, Status
from frontdoor.domain.kinds import KINDS
from frontdoor.domain.outcome_reasons import OutcomeReasons
from frontdoor.domain.texts import as_kept
from frontdoor.domain.triage import OPENS_EPISODE, Decision, DetailsQuestion, Holder, PriorityChange
from frontdoor.workflow import commands as ask
from frontdoor.workflow.answering import why_not_own
from frontdoor.workflow.carrying_out.basics import (
    Change,
    Rules,
    happened,
    is_late,
    not_too_long,
    only,
    only_holder_or_manager,
    refuse_if,
    required,
    role_at_the_front_door,
)
from frontdoor.workflow.carrying_out.second_looks import hindrance_to_decide_again
from frontdoor.workflow.events import EventKind
from frontdoor.workflow.refusals import CommandFault, HeldByAnother, Refused
from frontdoor.workflow.sides import FRONT_DOOR_TEAM, MANAGERS


def take(contact: Contact, command: ask.Take, now: datetime, rules: Rules) -> Change:
    only(command.by, *FRONT_DOOR_TEAM)
    if reason := why_not_own(contact, command.by):
        raise Refused.because(reason)
    if contact.holder is not None:
        if contact.holder.officer_id == command.by.id:
            return Change(contact, ())
        raise HeldByAnother(contact.holder.officer_name)
    holder = Holder(command.by.id, command.by.name, now)
    return Change(evolve(contact, holder=holder), (happened(EventKind.TAKEN, command.by, now),))


def release(contact: Contact, command: ask.Release, now: datetime, rules: Rules) -> Change:
    detail = ""
    if command.by is not None:
        only_holder_or_manager(contact, command.by)
    elif contact.holder is None:
        return Change(contact, ())
    else:
        detail = f"{contact.holder.officer_name} can no longer work on it"
    return Change(evolve(contact, holder=None), (happened(EventKind.RELEASED, command.by, now, detail),))


def prioritise(contact: Contact, command: ask.Prioritise, now: datetime, rules: Rules) -> Change:
    only(command.by, *FRONT_DOOR_TEAM)
    faults = required(command, ("reason", "Say why the priority changes"))
    if command.to is contact.priority:
        faults.append(CommandFault("to", f"The priority is already {contact.priority.value}"))
    refuse_if(faults)
    change = PriorityChange(command.to, as_kept(command.reason), command.by.name, now)
    detail = f"{contact.priority.value} to {command.to.value}: {change.reason}"
    return Change(
        evolve(contact, priority_changes=(*contact.priority_changes, change)),
        (happened(EventKind.PRIORITISED, command.by, now, detail),),
    )


def ask_for_details(contact: Contact, command: ask.AskForDetails, now: datetime, rules: Rules) -> Change:
    only_holder_or_manager(contact, command.by)
    if command.question_id in {question.id for question in contact.questions}:
        # An answer finds its question by id: two of one id would overwrite an answer that was given.
        raise Refused.because("This question was already sent, and stands as it was first asked")
    refuse_if(required(command, ("text", "Enter the question for the sender")))
    question = DetailsQuestion(command.question_id, as_kept(command.text), command.by.name, now, about=command.about)
    return Change(
        evolve(contact, questions=(*contact.questions, question)),
        (happened(EventKind.DETAILS_ASKED, command.by, now, question.text),),
    )


def decide(contact: Contact, command: ask.Decide, now: datetime, rules: Rules) -> Change:
    only_holder_or_manager(contact, command.by)
    if command.outcome in rules.manager_decides:
        only(command.by, *MANAGERS)
    if hindrance := hindrance_to_decide_again(contact, command.by):
        raise Refused.because(hindrance)
    if any(addition.is_unread for addition in contact.additions):
        raise Refused.because("The sender added something: read it, and say that you have, before you decide")
    # Where an earlier decision opened an episode it is there for good: no later one opens another.
    has_episode = contact.delivery.state is DeliveryState.DELIVERED
    opens_episode = command.outcome in OPENS_EPISODE and not has_episode
    late = is_late(contact, now, rules)
    kind = KINDS[contact.kind]
    faults = required(
        command,
        ("rationale", "Enter the reason for this decision"),
        ("message_to_sender", "Enter what the sender will read"),
        *([("reason_late", "Say why this decision is late")] if late else []),
        *([("team", "Choose the team that will take the referral")] if opens_episode else []),
    )
    if command.outcome not in kind.outcomes:
        faults.append(CommandFault("outcome", "Select an outcome"))
    if kind.has_level_of_need and command.level_of_need not in {level.code for level in rules.need_scheme.levels}:
        faults.append(CommandFault("level_of_need", "Choose a level of need"))
    if opens_episode and command.record is None:
        faults.append(CommandFault("record", "Confirm whose record this belongs to"))
    reasons = rules.outcome_reasons if kind.has_coded_reasons else OutcomeReasons()
    reason = reasons.find(command.outcome, command.reason)
    if reason is None and reasons.of(command.outcome):
        faults.append(CommandFault("reason", "Select the reason that the sender reads"))
    faults += not_too_long(command, "internal_note", "next_steps")
    refuse_if(faults)
    decision = Decision(
        outcome=command.outcome,
        level_of_need=command.level_of_need if kind.has_level_of_need else "",
        rationale=as_kept(command.rationale),
        message_to_sender=as_kept(command.message_to_sender),
        decided_by=command.by.name,
        decider_role=role_at_the_front_door(command.by).value,
        decided_at=now,
        need_scheme=f"{rules.need_scheme.id}/{rules.need_scheme.version}" if kind.has_level_of_need else "",
        internal_note=as_kept(command.internal_note),
        reason_late=as_kept(command.reason_late) if late else "",
        record=command.record if opens_episode else None,
        team=as_kept(command.team) if opens_episode else "",
        decider_id=command.by.id,
        reason=reason.code if reason else "",
        reason_told=reason.sentence if reason else "",
        next_steps=as_kept(command.next_steps) or (reason.next_steps if reason else ""),
    )
    on_its_way = DeliveryState.BY_HAND if command.by_hand else DeliveryState.WAITING
    new_delivery = Delivery(on_its_way if opens_episode else DeliveryState.NOT_NEEDED)
    return Change(
        evolve(contact, decision=decision, delivery=contact.delivery if has_episode else new_delivery),
        (happened(EventKind.DECIDED, command.by, now, command.outcome.value),),
    )


def read_information(contact: Contact, command: ask.ReadInformation, now: datetime, rules: Rules) -> Change:
    _only_who_must_look(contact, command.by)
    newly = set(contact.unread) & set(command.ids)
    if not newly:
        raise Refused.because("There is nothing new here to read")
    by = command.by.name
    after = evolve(
        contact,
        additions=tuple(
            evolve(each, read_by=by, read_at=now) if each.id in newly else each for each in contact.additions
        ),
        questions=tuple(
            evolve(each, read_by=by, read_at=now) if each.id in newly else each for each in contact.questions
        ),
    )
    return Change(after, (happened(EventKind.INFORMATION_READ, command.by, now),))


def _only_who_must_look(contact: Contact, by: Professional) -> None:
    """Before a decision whoever holds it, after one whoever decided, and a manager always."""
    if contact.status is Status.WITHDRAWN:
        only(by, *FRONT_DOOR_TEAM)
    elif contact.decision is None:
        only_holder_or_manager(contact, by)
    else:
        only(by, *FRONT_DOOR_TEAM)
        if contact.decision.decider not in {by.id, by.name} and not by.has_role(*MANAGERS):
            raise Refused.because(f"{contact.decision.decided_by}, who decided this, or a manager reads what is new")
