"""What the sender's side does: sends, answers, adds, and takes a contact back."""

from datetime import datetime

from attrs import evolve

from frontdoor.domain.after_sending import Addition, AdditionReason, WithdrawalReason
from frontdoor.domain.contact import Contact, Status
from frontdoor.domain.texts import as_kept
from frontdoor.workflow import commands as ask
from frontdoor.workflow.carrying_out.basics import (
    Change,
    Rules,
    happened,
    not_too_long,
    only_senders_side,
    refuse_if,
    required,
)
from frontdoor.workflow.events import EventKind
from frontdoor.workflow.refusals import CommandFault, Refused


def send(contact: Contact, command: ask.Send, now: datetime, rules: Rules) -> Change:
    if command.by.id != contact.sender.professional_id:
        raise Refused.because("Only its author can send this")
    detail = "Sent before every question was answered" if contact.submission.urgent_and_incomplete else ""
    return Change(contact, (happened(EventKind.SENT, command.by, now, detail),))


def answer(contact: Contact, command: ask.AnswerDetails, now: datetime, rules: Rules) -> Change:
    only_senders_side(contact, command.by)
    if command.question_id not in {question.id for question in contact.open_questions}:
        raise Refused.because("This question has already been answered")
    refuse_if(required(command, ("answer", "Enter your answer")))
    answered = tuple(
        evolve(question, answer=as_kept(command.answer), answered_by=command.by.name, answered_at=now)
        if question.id == command.question_id
        else question
        for question in contact.questions
    )
    after = evolve(contact, questions=answered)
    if not after.open_questions:
        after = evolve(after, status=Status.BEING_LOOKED_AT if after.holder else Status.SENT)
    return Change(after, (happened(EventKind.DETAILS_ANSWERED, command.by, now),))


def withdraw(contact: Contact, command: ask.Withdraw, now: datetime, rules: Rules) -> Change:
    only_senders_side(contact, command.by)
    if contact.earlier_decisions:
        raise Refused.because("This contact was decided before, so it cannot be withdrawn. Add what you know instead")
    if command.reason is WithdrawalReason.OTHER:
        refuse_if(required(command, ("details", "Say why you are withdrawing this")))
    refuse_if(not_too_long(command, "details"))
    details = as_kept(command.details)
    after = evolve(contact, withdrawn_as=command.reason, withdrawn_reason=details, holder=None)
    detail = f"{command.reason.value}: {details}" if details else command.reason.value
    return Change(after, (happened(EventKind.WITHDRAWN, command.by, now, detail),))


def add_information(contact: Contact, command: ask.AddInformation, now: datetime, rules: Rules) -> Change:
    only_senders_side(contact, command.by)
    if command.addition_id in {addition.id for addition in contact.additions}:
        raise Refused.because("This was already added, and stands as it was first sent")
    faults = required(command, ("text", "Enter what you want to add"))
    if command.reason is AdditionReason.CORRECTION and not command.question_id:
        faults.append(CommandFault("question_id", "Select the answer that you correct"))
    refuse_if(faults)
    addition = Addition(
        id=command.addition_id,
        reason=command.reason,
        text=as_kept(command.text),
        by_id=command.by.id,
        by=command.by.name,
        at=now,
        question_id=command.question_id if command.reason is AdditionReason.CORRECTION else "",
        after_decision=contact.latest_decision is not None,
        of_others=command.of_others,
    )
    return Change(
        evolve(contact, additions=(*contact.additions, addition)),
        (happened(EventKind.INFORMATION_ADDED, command.by, now, command.reason.value),),
    )
