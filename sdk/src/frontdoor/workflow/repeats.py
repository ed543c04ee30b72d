"""A command that comes twice: a button pressed again, a page sent again after its answer was lost on the way.

The second is no new event and no fault either: whoever sent it is told what the first one did.
"""

from attrs import evolve

from frontdoor.domain.answering import InformationAnswer
from frontdoor.domain.contact import Contact
from frontdoor.domain.texts import as_kept
from frontdoor.domain.triage import OPENS_EPISODE, Decision
from frontdoor.workflow import commands as ask
from frontdoor.workflow.answering import prepared
from frontdoor.workflow.sides import speaks_for_sender


def is_repeat(contact: Contact, command: ask.Command) -> bool:
    """Whether a contact already holds what a command asks for, word for word and by the same person.

    It goes by what is stored, whatever happened to the contact since. Only the decision in force counts: one that a
    second look changed is no answer to whoever decides again, in the same words too. A withdrawal is kept without its
    giver: the same words from the sender's side are the same one. `Take` and `RecordEpisode` know their own repeats.
    """
    match command:
        case ask.AskForDetails():
            return any(
                (question.id, question.text, question.asked_by, question.about)
                == (command.question_id, as_kept(command.text), command.by.name, command.about)
                for question in contact.questions
            )
        case ask.AnswerDetails():
            return any(
                (question.id, question.answer, question.answered_by)
                == (command.question_id, as_kept(command.answer), command.by.name)
                for question in contact.questions
                if not question.is_open
            )
        case ask.Prioritise():
            latest = contact.priority_changes[-1:]
            return [(change.to, change.reason, change.by) for change in latest] == [
                (command.to, as_kept(command.reason), command.by.name)
            ]
        case ask.Withdraw():
            same = (contact.withdrawn_as, contact.withdrawn_reason) == (command.reason, as_kept(command.details))
            return same and speaks_for_sender(contact, command.by)
        case ask.AddInformation():
            return any(
                (each.id, each.text, each.reason, each.by_id)
                == (command.addition_id, as_kept(command.text), command.reason, command.by.id)
                for each in contact.additions
            )
        case ask.ReadInformation():
            readers = {each.id: each.read_by for each in contact.additions}
            readers |= {each.id: each.read_by for each in contact.questions}
            read = [readers[each] for each in command.ids if each in readers]
            return bool(read) and len(read) == len(command.ids) and set(read) == {command.by.name}
        case ask.AskSecondLook():
            # Of a decision that was made since, the same words ask for a second look of its own.
            number = len(contact.earlier_decisions) + 1
            return any(
                (each.reason, each.text, each.asked_by_id) == (command.reason, as_kept(command.text), command.by.id)
                for each in contact.second_looks
                if contact.decision is None or each.about == number
            )
        case ask.AnswerSecondLook():
            last = contact.second_looks[-1:]
            return [(each.answer, each.message, each.answered_by_id) for each in last] == [
                (command.answer, as_kept(command.message), command.by.id)
            ]
        case ask.ChooseRecord():
            # While records are offered the question is open, though it was answered in the same words before.
            choice = contact.record_choice if not contact.delivery.offered else None
            return choice is not None and (choice.record.person_id, choice.offered, choice.by) == (
                command.person_id,
                command.offered,
                command.by.name,
            )
        case ask.PrepareAnswer():
            return contact.answer is not None and _is_answer(contact.answer, command)
        case ask.SendAnswerBack():
            sent_back = contact.answer
            return sent_back is not None and (
                sent_back.prepared_at,
                sent_back.sent_back_by,
                sent_back.sent_back_because,
            ) == (command.prepared_at, command.by.name, as_kept(command.reason))
        case ask.ReleaseAnswer():
            released = contact.answer
            return released is not None and (released.prepared_at, released.released_by_id) == (
                command.prepared_at,
                command.by.id,
            )
        case ask.PassOn():
            passed = contact.passed_on
            return passed is not None and (passed.reference, passed.on, passed.by) == (
                as_kept(command.reference),
                command.on,
                command.by.name,
            )
        case ask.Decide():
            return contact.decision is not None and _is_decision(contact.decision, command)
        case _:
            return False


def _is_answer(made: InformationAnswer, command: ask.PrepareAnswer) -> bool:
    """Whether it stands as it was written; one that was sent back is open again, in the same words too."""
    again = prepared(command, made.prepared_at, is_late=bool(made.reason_late))
    return made.sent_back_at is None and again == evolve(
        made, reason_late=again.reason_late, released_by="", released_by_id="", released_at=None
    )


def _is_decision(made: Decision, command: ask.Decide) -> bool:
    # The reason for lateness is left out: it is kept only where the decision was late.
    opens_episode = command.outcome in OPENS_EPISODE
    return (
        made.outcome,
        made.level_of_need,
        made.rationale,
        made.message_to_sender,
        made.internal_note,
        made.decider,
        made.record,
        made.team,
    ) == (
        command.outcome,
        command.level_of_need if made.level_of_need else "",
        as_kept(command.rationale),
        as_kept(command.message_to_sender),
        as_kept(command.internal_note),
        command.by.id if made.decider_id else command.by.name,
        command.record if opens_episode else None,
        as_kept(command.team) if opens_episode else "",
    ) and (made.reason, made.next_steps) == (
        command.reason if made.reason else "",
        as_kept(command.next_steps) or made.next_steps,
    )
