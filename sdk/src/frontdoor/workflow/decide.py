"""The one function that changes a contact: pure, without clock, store or plugin.

Every council gets the same rules from here. A command that was carried out already changes nothing. Any other is judged
in three steps: the transition table, who may give it, and what it must contain; the first two refuse at once, the third
collects every fault.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from attrs import evolve, field, frozen

from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.contact import Contact, Delivery, DeliveryState, PassedOn, Status
from frontdoor.domain.kinds import KINDS
from frontdoor.domain.texts import as_kept
from frontdoor.domain.triage import (
    DEFAULT_NEED_SCHEME,
    OPENS_EPISODE,
    ChosenRecord,
    Decision,
    DetailsQuestion,
    Holder,
    NeedScheme,
    Outcome,
    PriorityChange,
    RecordChoice,
)
from frontdoor.workflow import commands as ask
from frontdoor.workflow.answering import LONGEST_TEXT as LONGEST_TEXT
from frontdoor.workflow.answering import (
    PASS_ON_NEEDS,
    ReleaseRule,
    answer_faults,
    as_read,
    decision_of,
    pass_on_faults,
    prepared,
    release,
    why_not_released,
)
from frontdoor.workflow.deadlines import ClockPolicy, WorkingCalendar, deadlines_of
from frontdoor.workflow.events import Event, EventKind
from frontdoor.workflow.refusals import CommandFault, HeldByAnother, Refused
from frontdoor.workflow.repeats import is_repeat
from frontdoor.workflow.sides import FRONT_DOOR_TEAM, MANAGERS, speaks_for_sender
from frontdoor.workflow.transitions import NotAllowed, cell_of


@frozen
class Rules:
    """What a council may set: its clocks, its levels of need, which outcomes a manager must sign, who releases what."""

    clocks: ClockPolicy = field(factory=ClockPolicy)
    calendar: WorkingCalendar = field(factory=WorkingCalendar)
    need_scheme: NeedScheme = DEFAULT_NEED_SCHEME
    manager_decides: frozenset[Outcome] = frozenset()
    release: ReleaseRule = ReleaseRule.SECOND_PERSON


@frozen
class Change:
    """A contact after a command, and what to write on its timeline. No events: nothing changed."""

    contact: Contact
    events: tuple[Event, ...]


def decide(contact: Contact, command: ask.Command, now: datetime, rules: Rules) -> Change:
    """Carry out a command on a contact, or raise `Refused` with every reason.

    `now` is UTC. The contact given is never changed; its `version` is the store's to raise.
    """
    if is_repeat(contact, command):
        return Change(contact, ())
    cell = cell_of(contact, type(command))
    if isinstance(cell, NotAllowed):
        raise Refused.because(cell.reason)
    moved = evolve(contact, status=cell.to or contact.status)
    return _CARRY_OUT[type(command)](moved, command, now, rules)


def _only(by: Professional, *roles: Role) -> None:
    if not by.has_role(*roles):
        raise Refused.because("Your role does not allow this")


def _only_holder_or_manager(contact: Contact, by: Professional) -> None:
    _only(by, *FRONT_DOOR_TEAM)
    if contact.holder is None:
        raise Refused.because("Take this contact before you work on it")
    if contact.holder.officer_id != by.id and not by.has_role(*MANAGERS):
        raise HeldByAnother(contact.holder.officer_name)


def _only_senders_side(contact: Contact, by: Professional) -> None:
    if not speaks_for_sender(contact, by):
        raise Refused.because("Only whoever sent this contact, or the lead of their agency, can do this")


def _required(command: Any, *wanted: tuple[str, str]) -> list[CommandFault]:
    faults = []
    for name, missing in wanted:
        text = getattr(command, name)
        if not as_kept(text):
            faults.append(CommandFault(name, missing))
        elif len(text) > LONGEST_TEXT:
            faults.append(CommandFault(name, f"Use {LONGEST_TEXT:,} characters or fewer"))
    return faults


def _refuse_if(faults: list[CommandFault]) -> None:
    if faults:
        raise Refused(faults)


def _event(kind: EventKind, by: Professional | None, now: datetime, detail: str = "") -> Event:
    return Event(kind, now, detail=detail) if by is None else Event(kind, now, by.id, by.name, detail)


def _send(contact: Contact, command: ask.Send, now: datetime, rules: Rules) -> Change:
    if command.by.id != contact.sender.professional_id:
        raise Refused.because("Only its author can send this")
    detail = "Sent before every question was answered" if contact.submission.urgent_and_incomplete else ""
    return Change(contact, (_event(EventKind.SENT, command.by, now, detail),))


def _take(contact: Contact, command: ask.Take, now: datetime, rules: Rules) -> Change:
    _only(command.by, *FRONT_DOOR_TEAM)
    if contact.holder is not None:
        if contact.holder.officer_id == command.by.id:
            return Change(contact, ())
        raise HeldByAnother(contact.holder.officer_name)
    holder = Holder(command.by.id, command.by.name, now)
    return Change(evolve(contact, holder=holder), (_event(EventKind.TAKEN, command.by, now),))


def _release(contact: Contact, command: ask.Release, now: datetime, rules: Rules) -> Change:
    _only_holder_or_manager(contact, command.by)
    return Change(evolve(contact, holder=None), (_event(EventKind.RELEASED, command.by, now),))


def _prioritise(contact: Contact, command: ask.Prioritise, now: datetime, rules: Rules) -> Change:
    _only(command.by, *FRONT_DOOR_TEAM)
    faults = _required(command, ("reason", "Say why the priority changes"))
    if command.to is contact.priority:
        faults.append(CommandFault("to", f"The priority is already {contact.priority.value}"))
    _refuse_if(faults)
    change = PriorityChange(command.to, as_kept(command.reason), command.by.name, now)
    detail = f"{contact.priority.value} to {command.to.value}: {change.reason}"
    return Change(
        evolve(contact, priority_changes=(*contact.priority_changes, change)),
        (_event(EventKind.PRIORITISED, command.by, now, detail),),
    )


def _ask(contact: Contact, command: ask.AskForDetails, now: datetime, rules: Rules) -> Change:
    _only_holder_or_manager(contact, command.by)
    if command.question_id in {question.id for question in contact.questions}:
        # An answer finds its question by id: two of one id would overwrite an answer that was given.
        raise Refused.because("This question was already sent, and stands as it was first asked")
    _refuse_if(_required(command, ("text", "Enter the question for the sender")))
    question = DetailsQuestion(command.question_id, as_kept(command.text), command.by.name, now)
    return Change(
        evolve(contact, questions=(*contact.questions, question)),
        (_event(EventKind.DETAILS_ASKED, command.by, now, question.text),),
    )


def _answer(contact: Contact, command: ask.AnswerDetails, now: datetime, rules: Rules) -> Change:
    _only_senders_side(contact, command.by)
    if command.question_id not in {question.id for question in contact.open_questions}:
        raise Refused.because("This question has already been answered")
    _refuse_if(_required(command, ("answer", "Enter your answer")))
    answered = tuple(
        evolve(question, answer=as_kept(command.answer), answered_by=command.by.name, answered_at=now)
        if question.id == command.question_id
        else question
        for question in contact.questions
    )
    after = evolve(contact, questions=answered)
    if not after.open_questions:
        after = evolve(after, status=Status.BEING_LOOKED_AT if after.holder else Status.SENT)
    return Change(after, (_event(EventKind.DETAILS_ANSWERED, command.by, now),))


def _decide(contact: Contact, command: ask.Decide, now: datetime, rules: Rules) -> Change:
    _only_holder_or_manager(contact, command.by)
    if command.outcome in rules.manager_decides:
        _only(command.by, *MANAGERS)
    opens_episode = command.outcome in OPENS_EPISODE
    is_late = _is_late(contact, now, rules)
    faults = _required(
        command,
        ("rationale", "Enter the reason for this decision"),
        ("message_to_sender", "Enter what the sender will read"),
        *([("reason_late", "Say why this decision is late")] if is_late else []),
        *([("team", "Choose the team that will take the referral")] if opens_episode else []),
    )
    kind = KINDS[contact.kind]
    if command.outcome not in kind.outcomes:
        faults.append(CommandFault("outcome", "Select an outcome"))
    if kind.has_level_of_need and command.level_of_need not in {level.code for level in rules.need_scheme.levels}:
        faults.append(CommandFault("level_of_need", "Choose a level of need"))
    if opens_episode and command.record is None:
        faults.append(CommandFault("record", "Confirm whose record this belongs to"))
    if len(command.internal_note) > LONGEST_TEXT:
        faults.append(CommandFault("internal_note", f"Use {LONGEST_TEXT:,} characters or fewer"))
    _refuse_if(faults)
    decision = Decision(
        outcome=command.outcome,
        level_of_need=command.level_of_need if kind.has_level_of_need else "",
        rationale=as_kept(command.rationale),
        message_to_sender=as_kept(command.message_to_sender),
        decided_by=command.by.name,
        decider_role=_role_at_the_front_door(command.by).value,
        decided_at=now,
        need_scheme=f"{rules.need_scheme.id}/{rules.need_scheme.version}" if kind.has_level_of_need else "",
        internal_note=as_kept(command.internal_note),
        reason_late=as_kept(command.reason_late) if is_late else "",
        record=command.record if opens_episode else None,
        team=as_kept(command.team) if opens_episode else "",
        decider_id=command.by.id,
    )
    on_its_way = DeliveryState.BY_HAND if command.by_hand else DeliveryState.WAITING
    return Change(
        evolve(
            contact,
            decision=decision,
            delivery=Delivery(on_its_way if opens_episode else DeliveryState.NOT_NEEDED),
        ),
        (_event(EventKind.DECIDED, command.by, now, command.outcome.value),),
    )


def _is_late(contact: Contact, now: datetime, rules: Rules) -> bool:
    # A question still open has kept the clock waiting until now: deciding ends the wait.
    due = deadlines_of(contact, rules.clocks, rules.calendar, waits_end=now).decision_due
    return due is not None and now > due


def _role_at_the_front_door(by: Professional) -> Role:
    return next(each for each in (Role.TEAM_MANAGER, Role.DUTY_MANAGER, Role.SCREENING_OFFICER) if by.has_role(each))


def _prepare_answer(contact: Contact, command: ask.PrepareAnswer, now: datetime, rules: Rules) -> Change:
    _only_holder_or_manager(contact, command.by)
    is_late = _is_late(contact, now, rules)
    _refuse_if(answer_faults(contact, command, is_late=is_late))
    answer = prepared(command, now, is_late=is_late)
    return Change(
        evolve(contact, answer=answer), (_event(EventKind.ANSWER_PREPARED, command.by, now, answer.outcome.value),)
    )


def _send_answer_back(contact: Contact, command: ask.SendAnswerBack, now: datetime, rules: Rules) -> Change:
    _only(command.by, *FRONT_DOOR_TEAM)
    answer = as_read(contact, command.prepared_at)
    _refuse_if(_required(command, ("reason", "Say what must change")))
    because = as_kept(command.reason)
    sent_back = evolve(answer, sent_back_by=command.by.name, sent_back_because=because, sent_back_at=now)
    return Change(evolve(contact, answer=sent_back), (_event(EventKind.ANSWER_SENT_BACK, command.by, now, because),))


def _release_answer(contact: Contact, command: ask.ReleaseAnswer, now: datetime, rules: Rules) -> Change:
    _only(command.by, *FRONT_DOOR_TEAM)
    answer = as_read(contact, command.prepared_at)
    rule = ReleaseRule.MANAGER if answer.outcome in rules.manager_decides else rules.release
    if reason := why_not_released(answer, command.by, rule):
        raise Refused.because(reason)
    # It may have become late since it was prepared.
    asks_why = _is_late(contact, now, rules) and not answer.reason_late
    faults = _required(command, ("reason_late", "Say why this answer is late")) if asks_why else []
    if answer.outcome is Outcome.NOTHING_TO_SHARE and not command.checked:
        faults.append(CommandFault("checked", "Confirm that you looked for what the officer is not shown"))
    _refuse_if(faults)
    released = release(answer, command, now)
    decision = decision_of(released, _role_at_the_front_door(command.by))
    return Change(
        evolve(contact, answer=released, decision=decision),
        (_event(EventKind.ANSWER_RELEASED, command.by, now, answer.outcome.value),),
    )


def _pass_on(contact: Contact, command: ask.PassOn, now: datetime, rules: Rules) -> Change:
    _only(command.by, *FRONT_DOOR_TEAM)
    if contact.passed_on is not None:
        raise Refused.because("This contact was passed on already")
    _refuse_if([*_required(command, PASS_ON_NEEDS), *pass_on_faults(contact, command, now)])
    passed_on = PassedOn(as_kept(command.reference), command.on, command.by.name, now)
    detail = f"{passed_on.reference}, {passed_on.on.isoformat()}"
    return Change(evolve(contact, passed_on=passed_on), (_event(EventKind.PASSED_ON, command.by, now, detail),))


def _withdraw(contact: Contact, command: ask.Withdraw, now: datetime, rules: Rules) -> Change:
    _only_senders_side(contact, command.by)
    _refuse_if(_required(command, ("reason", "Say why you are withdrawing this")))
    after = evolve(contact, withdrawn_reason=as_kept(command.reason), holder=None)
    return Change(after, (_event(EventKind.WITHDRAWN, command.by, now, after.withdrawn_reason),))


def _record_episode(contact: Contact, command: ask.RecordEpisode, now: datetime, rules: Rules) -> Change:
    if command.by is not None:
        _only(command.by, *FRONT_DOOR_TEAM)
    episode_id = as_kept(command.episode_id)
    if contact.delivery.state is DeliveryState.DELIVERED:
        # A worker that comes late with the same news changes nothing; with other news, a person must look.
        if contact.delivery.episode_id == episode_id:
            return Change(contact, ())
        raise Refused.because("Another episode is already recorded for this contact")
    if contact.delivery.state is DeliveryState.NOT_NEEDED:
        raise Refused.because("This decision opens no episode")
    _refuse_if(_required(command, ("episode_id", "Enter the episode number")))
    team = as_kept(command.team) or (contact.decision.team if contact.decision else "")
    is_new_person = contact.record is None or contact.record.person_id is None
    made = as_kept(command.person_id) if is_new_person else ""
    delivery = Delivery(DeliveryState.DELIVERED, episode_id, team, person_id=made, system=command.system)
    return Change(
        evolve(contact, delivery=delivery),
        (_event(EventKind.EPISODE_OPENED, command.by, now, episode_id),),
    )


def _record_ticket(contact: Contact, command: ask.RecordTicket, now: datetime, rules: Rules) -> Change:
    if contact.delivery.state is not DeliveryState.WAITING:
        return Change(contact, ())
    delivery = Delivery(DeliveryState.QUEUED, ticket=command.ticket)
    return Change(evolve(contact, delivery=delivery), (_event(EventKind.EPISODE_QUEUED, None, now, command.ticket),))


def _hand_to_person(contact: Contact, command: ask.HandToPerson, now: datetime, rules: Rules) -> Change:
    if contact.delivery.state not in {DeliveryState.WAITING, DeliveryState.QUEUED}:
        return Change(contact, ())
    delivery = Delivery(DeliveryState.NEEDS_A_PERSON, reason=command.reason, offered=command.offered)
    event = _event(EventKind.DELIVERY_NEEDS_A_PERSON, None, now, command.reason)
    return Change(evolve(contact, delivery=delivery), (event,))


def _choose_record(contact: Contact, command: ask.ChooseRecord, now: datetime, rules: Rules) -> Change:
    _only(command.by, *FRONT_DOOR_TEAM)
    offered = tuple(record.person_id for record in contact.delivery.offered)
    if not offered:
        raise Refused.because("No record waits to be chosen for this contact")
    if command.offered != offered:
        raise Refused.because("Other records are offered now: look at them before you choose")
    if command.person_id is not None and command.person_id not in offered:
        raise Refused([CommandFault("record", "Choose one of these records, or say that it is none of them")])
    others = contact.record_choice.not_the_same_as if contact.record_choice else ()
    system = contact.record.system if contact.record else ""
    if command.person_id is None:
        record, detail = ChosenRecord(None, system=system), f"None of {', '.join(offered)}: a new record"
        others = tuple(dict.fromkeys((*others, *offered)))
    else:
        record = ChosenRecord(command.person_id, "offered by the case system", system)
        detail = f"Record {command.person_id}"
    after = evolve(
        contact,
        record_choice=RecordChoice(record, offered, command.by.name, now, others),
        delivery=Delivery(DeliveryState.WAITING),
    )
    return Change(after, (_event(EventKind.RECORD_CHOSEN, command.by, now, detail),))


def _doubt_delivery(contact: Contact, command: ask.DoubtDelivery, now: datetime, rules: Rules) -> Change:
    if contact.delivery.state is not DeliveryState.DELIVERED:
        return Change(contact, ())
    delivery = Delivery(DeliveryState.NEEDS_A_PERSON, reason=command.reason)
    event = _event(EventKind.DELIVERY_DOUBTED, None, now, command.reason)
    return Change(evolve(contact, delivery=delivery), (event,))


def _send_again(contact: Contact, command: ask.SendAgain, now: datetime, rules: Rules) -> Change:
    _only(command.by, *FRONT_DOOR_TEAM)
    if contact.delivery.state is not DeliveryState.NEEDS_A_PERSON:
        raise Refused.because("This delivery is not waiting for a person")
    event = _event(EventKind.DELIVERY_TRIED_AGAIN, command.by, now)
    return Change(evolve(contact, delivery=Delivery(DeliveryState.WAITING)), (event,))


_CARRY_OUT: Mapping[type[ask.Command], Callable[[Contact, Any, datetime, Rules], Change]] = {
    ask.Send: _send,
    ask.Take: _take,
    ask.Release: _release,
    ask.Prioritise: _prioritise,
    ask.AskForDetails: _ask,
    ask.AnswerDetails: _answer,
    ask.Decide: _decide,
    ask.Withdraw: _withdraw,
    ask.RecordEpisode: _record_episode,
    ask.RecordTicket: _record_ticket,
    ask.HandToPerson: _hand_to_person,
    ask.ChooseRecord: _choose_record,
    ask.SendAgain: _send_again,
    ask.DoubtDelivery: _doubt_delivery,
    ask.PrepareAnswer: _prepare_answer,
    ask.SendAnswerBack: _send_answer_back,
    ask.ReleaseAnswer: _release_answer,
    ask.PassOn: _pass_on,
}
