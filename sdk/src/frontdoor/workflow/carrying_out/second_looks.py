"""A second look at a decision: who may ask for one and until when, who answers it, and what its answer leads to."""

from datetime import datetime

from attrs import evolve

from frontdoor.domain.after_sending import SecondLook, SecondLookAnswer
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact, DeliveryState, Status
from frontdoor.domain.texts import as_kept
from frontdoor.domain.triage import Decision, Holder, Outcome
from frontdoor.workflow import commands as ask
from frontdoor.workflow.carrying_out.basics import Change, Rules, happened, only, refuse_if, required
from frontdoor.workflow.deadlines import after_working_days
from frontdoor.workflow.events import EventKind
from frontdoor.workflow.refusals import Refused
from frontdoor.workflow.sides import FRONT_DOOR_TEAM, MANAGERS, speaks_for_sender

_SETTLED = frozenset({DeliveryState.NOT_NEEDED, DeliveryState.DELIVERED})
"""Deliveries that nothing is on its way for: a decision may change without an episode opening behind its back."""


def may_ask_until(contact: Contact, rules: Rules) -> datetime | None:
    """Until when the sender's side may ask for a second look at the decision; None where they may not at all."""
    decision, number = contact.decision, len(contact.earlier_decisions) + 1
    asked = sum(look.about == number and not look.by_team for look in contact.second_looks)
    if decision is None or contact.open_second_look is not None or asked >= rules.second_looks.times:
        return None
    days = rules.second_looks.within_working_days
    return after_working_days(decision.decided_at, days, rules.clocks, rules.calendar)


def hindrance_to_change(contact: Contact) -> str:
    """Why a decision cannot be changed now, or nothing."""
    if contact.delivery.state not in _SETTLED:
        return "The referral is still on its way to the case system: settle that first, then change the decision"
    decision = contact.decision
    if decision and decision.outcome is Outcome.ADULT_SOCIAL_CARE and contact.passed_on is None:
        return "This is still to be passed to adult social care: do that first, then change the decision"
    return ""


def ask_second_look(contact: Contact, command: ask.AskSecondLook, now: datetime, rules: Rules) -> Change:
    by_team = not speaks_for_sender(contact, command.by)
    if by_team:
        only(command.by, *FRONT_DOOR_TEAM)
    if contact.open_second_look is not None:
        raise Refused.because("Somebody has already asked for a second look")
    if not by_team:
        until = may_ask_until(contact, rules)
        if until is None:
            raise Refused.because("A second look at this decision was already made. Call the team if you disagree")
        if now > until:
            raise Refused.because("The time to ask for a second look is over. Call the team if you disagree")
    refuse_if(required(command, ("text", "Say why the decision should be looked at again")))
    look = SecondLook(
        about=len(contact.earlier_decisions) + 1,
        reason=command.reason,
        text=as_kept(command.text),
        asked_by_id=command.by.id,
        asked_by=command.by.name,
        asked_at=now,
        due_at=after_working_days(now, rules.second_looks.working_days, rules.clocks, rules.calendar),
        by_team=by_team,
    )
    return Change(
        evolve(contact, second_looks=(*contact.second_looks, look)),
        (happened(EventKind.SECOND_LOOK_ASKED, command.by, now, look.reason.value),),
    )


def answer_second_look(contact: Contact, command: ask.AnswerSecondLook, now: datetime, rules: Rules) -> Change:
    look, decision = contact.open_second_look, contact.decision
    only(command.by, *MANAGERS)
    if look is None or decision is None:
        raise Refused.because("Nobody has asked for a second look")
    if hindrance := hindrance_to_answer(contact, look, decision, command.by):
        raise Refused.because(hindrance)
    changes = command.answer is SecondLookAnswer.CHANGED
    if changes and (hindrance := hindrance_to_change(contact)):
        raise Refused.because(hindrance)
    refuse_if(required(command, ("message", "Enter what the sender will read")))
    answered = evolve(
        look,
        answer=command.answer,
        message=as_kept(command.message),
        answered_by_id=command.by.id,
        answered_by=command.by.name,
        answered_at=now,
    )
    after = evolve(contact, second_looks=tuple(answered if each is look else each for each in contact.second_looks))
    if not changes:
        return Change(after, (happened(EventKind.SECOND_LOOK_UPHELD, command.by, now),))
    after = evolve(
        after,
        status=Status.MORE_INFORMATION_ASKED if after.open_questions else Status.BEING_LOOKED_AT,
        holder=Holder(command.by.id, command.by.name, now),
        decision=None,
        earlier_decisions=(*contact.earlier_decisions, decision),
    )
    return Change(after, (happened(EventKind.SECOND_LOOK_CHANGED, command.by, now),))


def hindrance_to_decide_again(contact: Contact, by: Professional) -> str:
    """Why this person may not make the new decision, or nothing: none who made one that did not stand makes the next.

    But for the manager who answered the look: somebody else than they made the decision that they found wrong, so two
    have looked, and a council of two managers is never left with nobody who may decide.
    """
    changed = [look for look in contact.second_looks if look.answer is SecondLookAnswer.CHANGED]
    if changed and changed[-1].answered_by_id == by.id:
        return ""
    if any(each.decider in {by.id, by.name} for each in contact.earlier_decisions):
        return "You made the decision that did not stand: somebody else decides this again"
    return ""


def hindrance_to_answer(contact: Contact, look: SecondLook, decision: Decision, by: Professional) -> str:
    """Why this manager is not the one to answer, or nothing: nobody judges what is their own."""
    if decision.decider in {by.id, by.name}:
        return "You made this decision: another manager answers the second look"
    if by.id in {look.asked_by_id, contact.sender.professional_id}:
        return "You sent or asked for this: another manager answers the second look"
    return ""
