"""The rules of answering a request for information: what an answer must hold, and on whose word it is released.

An answer must not tell that there is a record where that may not be told. So one outcome, with words that are always
the same, stands for nothing held and for nothing that may be told; and it is always released by a manager who looked
at what the officer is not shown, whoever the request is about, so that neither form nor time tells one from the other.
"""

from datetime import datetime
from enum import StrEnum

from attrs import evolve

from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.answering import InformationAnswer, Withheld, Withholding
from frontdoor.domain.contact import Contact, ContactKind
from frontdoor.domain.kinds import KINDS
from frontdoor.domain.texts import as_kept
from frontdoor.domain.triage import Decision, Outcome
from frontdoor.workflow.commands import PassOn, PrepareAnswer, ReleaseAnswer
from frontdoor.workflow.deadlines import LONDON
from frontdoor.workflow.refusals import CommandFault, Refused
from frontdoor.workflow.sides import MANAGERS

LONGEST_TEXT = 20_000
"""Characters in any free text of an answer; a longer one is refused, never cut."""


class ReleaseRule(StrEnum):
    """On whose word an answer leaves the council."""

    ANYBODY = "anybody"
    """Any officer, whoever prepared it too."""
    SECOND_PERSON = "second_person"
    MANAGER = "manager"
    """A manager who is not the one that prepared it."""


def answer_faults(contact: Contact, command: PrepareAnswer, *, is_late: bool) -> list[CommandFault]:
    """Everything wrong with an answer as it was written."""
    faults: list[CommandFault] = []
    if command.outcome not in KINDS[contact.kind].outcomes:
        faults.append(CommandFault("outcome", "Select what you answer"))
    shares, refuses = command.outcome is Outcome.ANSWERED, command.outcome is Outcome.REFUSED
    faults += _text_faults("shared", command.shared, "Enter what you share" if shares else "")
    if refuses and command.refused_because is None:
        faults.append(CommandFault("refused_because", "Select why the request is refused"))
    if not refuses:
        faults += _withheld_faults(command)
    faults += _text_faults("message", command.message, "Enter what the requester can do now" if refuses else "")
    faults += _text_faults("rationale", command.rationale, "Enter how you came to this answer")
    return faults + _text_faults("reason_late", command.reason_late, "Say why this answer is late" if is_late else "")


def prepared(command: PrepareAnswer, now: datetime, *, is_late: bool) -> InformationAnswer:
    """The answer as it is kept. What its outcome has no place for is left out."""
    shares, refuses = command.outcome is Outcome.ANSWERED, command.outcome is Outcome.REFUSED
    return InformationAnswer(
        outcome=command.outcome,
        rationale=as_kept(command.rationale),
        prepared_by=command.by.name,
        prepared_by_id=command.by.id,
        prepared_at=now,
        shared=as_kept(command.shared) if shares else "",
        withheld=() if refuses else tuple(Withheld(each.reason, as_kept(each.words)) for each in command.withheld),
        refused_because=command.refused_because if refuses else None,
        # Where nothing is shared the words are fixed: those of an officer could tell why.
        message=as_kept(command.message) if shares or refuses else "",
        reason_late=as_kept(command.reason_late) if is_late else "",
    )


def as_read(contact: Contact, prepared_at: datetime) -> InformationAnswer:
    """The answer that somebody read, where it still waits as they read it. Raises `Refused`."""
    if contact.answer is None or not contact.answer.waits_for_release:
        raise Refused.because("No answer waits to be released")
    if contact.answer.prepared_at != prepared_at:
        raise Refused.because("The answer was changed: read it again before you release it")
    return contact.answer


def why_not_own(contact: Contact, by: Professional) -> str:
    """Why this person may not work on this request for information, or nothing: nobody answers what they ask.

    Whatever the council's rule of release: it says who of the team stands beside whoever prepared an answer, and
    whoever asked is neither. They would also read what is held back, and why.
    """
    is_own = contact.kind is ContactKind.INFORMATION_REQUEST and contact.sender.professional_id == by.id
    return "You sent this request: somebody else answers it" if is_own else ""


def why_not_released(answer: InformationAnswer, by: Professional, rule: ReleaseRule) -> str:
    """Why this person may not release this answer, or nothing."""
    nothing = answer.outcome is Outcome.NOTHING_TO_SHARE
    if (nothing or rule is ReleaseRule.MANAGER) and not by.has_role(*MANAGERS):
        return "Only a manager can release this answer"
    if (nothing or rule is not ReleaseRule.ANYBODY) and by.id == answer.prepared_by_id:
        return "Somebody else must release an answer that you prepared"
    return ""


def release(answer: InformationAnswer, command: ReleaseAnswer, now: datetime) -> InformationAnswer:
    """The answer as it goes out, on the word of whoever gives the command."""
    return evolve(
        answer,
        reason_late=answer.reason_late or as_kept(command.reason_late),
        released_by=command.by.name,
        released_by_id=command.by.id,
        released_at=now,
    )


def decision_of(released: InformationAnswer, role: Role) -> Decision:
    """The decision that a released answer is: a request has no level of need."""
    assert released.released_at is not None, "only a released answer decides a request"
    return Decision(
        outcome=released.outcome,
        level_of_need="",
        rationale=released.rationale,
        message_to_sender=released.message,
        decided_by=released.released_by,
        decider_role=role.value,
        decided_at=released.released_at,
        need_scheme="",
        reason_late=released.reason_late,
        decider_id=released.released_by_id,
    )


PASS_ON_NEEDS = ("reference", "Enter the reference that adult social care gave you")


def pass_on_faults(contact: Contact, command: PassOn, now: datetime) -> list[CommandFault]:
    """What is wrong with the day on which a contact is said to have been passed on. Raises `Refused` for another."""
    if contact.decision is None or contact.decision.outcome is not Outcome.ADULT_SOCIAL_CARE:
        raise Refused.because("This contact is not passed on to adult social care")
    if command.on > now.astimezone(LONDON).date():
        return [CommandFault("on", "The date must be today or in the past")]
    if command.on < contact.received_at.astimezone(LONDON).date():
        return [CommandFault("on", "The date must not be before we received this")]
    return []


def _withheld_faults(command: PrepareAnswer) -> list[CommandFault]:
    faults: list[CommandFault] = []
    if command.outcome is Outcome.NOTHING_TO_SHARE and not command.withheld:
        faults.append(CommandFault("withheld", "Select why nothing is shared"))
    for each in command.withheld:
        missing = "Say why this is not shared" if each.reason is Withholding.OTHER else ""
        faults += _text_faults(f"words_{each.reason.value}", each.words, missing)
    if len({each.reason for each in command.withheld}) < len(command.withheld):
        faults.append(CommandFault("withheld", "Give each reason once"))
    return faults


def _text_faults(name: str, text: str, missing: str) -> list[CommandFault]:
    if missing and not as_kept(text):
        return [CommandFault(name, missing)]
    return [CommandFault(name, f"Use {LONGEST_TEXT:,} characters or fewer")] if len(text) > LONGEST_TEXT else []
