"""The one function that changes a contact: pure, without clock, store or plugin.

Every council gets the same rules from here. A command that was carried out already changes nothing. Any other is judged
in three steps: the transition table, who may give it, and what it must contain; the first two refuse at once, the third
collects every fault. `carrying_out` has the last two, by subject.
"""

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve

from frontdoor.domain.contact import Contact
from frontdoor.workflow import commands as ask
from frontdoor.workflow.answering import LONGEST_TEXT
from frontdoor.workflow.carrying_out import answering, delivery, second_looks, senders_side, triage
from frontdoor.workflow.carrying_out.basics import CarryOut, Change, Rules, SecondLookPolicy
from frontdoor.workflow.refusals import Refused
from frontdoor.workflow.repeats import is_repeat
from frontdoor.workflow.transitions import NotAllowed, cell_of

__all__ = ["LONGEST_TEXT", "Change", "Rules", "SecondLookPolicy", "decide"]


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


_CARRY_OUT: Mapping[type[ask.Command], CarryOut] = {
    ask.Send: senders_side.send,
    ask.Take: triage.take,
    ask.Release: triage.release,
    ask.Prioritise: triage.prioritise,
    ask.AskForDetails: triage.ask_for_details,
    ask.AnswerDetails: senders_side.answer,
    ask.Decide: triage.decide,
    ask.Withdraw: senders_side.withdraw,
    ask.RecordEpisode: delivery.record_episode,
    ask.RecordTicket: delivery.record_ticket,
    ask.HandToPerson: delivery.hand_to_person,
    ask.ChooseRecord: delivery.choose_record,
    ask.SendAgain: delivery.send_again,
    ask.DoubtDelivery: delivery.doubt_delivery,
    ask.AddInformation: senders_side.add_information,
    ask.ReadInformation: triage.read_information,
    ask.AskSecondLook: second_looks.ask_second_look,
    ask.AnswerSecondLook: second_looks.answer_second_look,
    ask.PrepareAnswer: answering.prepare_answer,
    ask.SendAnswerBack: answering.send_answer_back,
    ask.ReleaseAnswer: answering.release_answer,
    ask.PassOn: answering.pass_on,
}
