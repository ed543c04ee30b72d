"""A command that comes twice does once what it says, whatever happened to the contact in between."""

from collections.abc import Sequence

import pytest
from attrs import evolve
from sdk.tests.workflow.people import (
    ADVISE,
    ASKED,
    HEAD,
    MANAGER,
    NOW,
    OFFERED,
    OFFICER,
    REFER,
    RULES,
    SENT,
    TAKEN,
    TEACHER,
)

from frontdoor.domain.after_sending import WithdrawalReason
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.triage import Priority
from frontdoor.workflow import commands as ask
from frontdoor.workflow.decide import Change, decide
from frontdoor.workflow.refusals import Refused
from frontdoor.workflow.repeats import is_repeat

ASK = ask.AskForDetails(OFFICER, "q2", " Who collects\x00 her?\r\n")
ANSWER = ask.AnswerDetails(TEACHER, "q1", " Every day\x00 ")
PRIORITISE = ask.Prioritise(OFFICER, Priority.URGENT, " No food at home ")
WITHDRAW = ask.Withdraw(TEACHER, WithdrawalReason.OTHER, " Sent twice ")
CHOOSE = ask.ChooseRecord(OFFICER, "p-7", ("p-7", "p-8"))
RELEASE, TAKE_AWAY = ask.Release(OFFICER), ask.Take(MANAGER)


def after(contact: Contact, commands: Sequence[ask.Command]) -> Contact:
    for command in commands:
        contact = decide(contact, command, NOW, RULES).contact
    return contact


@pytest.mark.parametrize(
    ("contact", "command", "meanwhile"),
    [
        (TAKEN, ASK, []),
        (TAKEN, ASK, [ask.AnswerDetails(TEACHER, "q2", "Her aunt")]),
        (TAKEN, ASK, [RELEASE, TAKE_AWAY]),
        (TAKEN, ASK, [ADVISE]),
        (TAKEN, ASK, [WITHDRAW]),
        (ASKED, ANSWER, []),
        (ASKED, ANSWER, [ADVISE]),
        (SENT, PRIORITISE, []),
        (TAKEN, PRIORITISE, [ADVISE]),
        (TAKEN, WITHDRAW, []),
        (TAKEN, evolve(REFER, rationale=" Significant harm\x00 ", internal_note=" Call first "), []),
        (ASKED, ADVISE, []),
        (OFFERED, CHOOSE, []),
        (OFFERED, CHOOSE, [ask.RecordEpisode("E-1", "")]),
        # Neither a record nor a team is kept where no episode opens.
        (TAKEN, evolve(ADVISE, record=REFER.record, team="Assessment 1"), []),
    ],
)
def test_what_was_carried_out_already_changes_nothing(
    contact: Contact, command: ask.Command, meanwhile: list[ask.Command]
) -> None:
    then = after(contact, [command, *meanwhile])

    assert decide(then, command, NOW, RULES) == Change(then, ())


@pytest.mark.parametrize(
    ("contact", "first", "second"),
    [
        (TAKEN, ASK, evolve(ASK, text="Who else?")),
        (ASKED, ANSWER, evolve(ANSWER, answer="Never")),
        (ASKED, ANSWER, evolve(ANSWER, by=HEAD)),
        (TAKEN, PRIORITISE, evolve(PRIORITISE, reason="A baby")),
        (TAKEN, WITHDRAW, evolve(WITHDRAW, details="By mistake")),
        (TAKEN, REFER, evolve(REFER, team="Assessment 2")),
        (TAKEN, REFER, evolve(REFER, by=MANAGER)),
        (TAKEN, REFER, evolve(REFER, by=evolve(OFFICER, id="a-namesake"))),
        (OFFERED, CHOOSE, evolve(CHOOSE, person_id=None)),
        (OFFERED, CHOOSE, evolve(CHOOSE, by=MANAGER)),
    ],
)
def test_the_first_of_two_that_differ_stands(contact: Contact, first: ask.Command, second: ask.Command) -> None:
    with pytest.raises(Refused):
        decide(after(contact, [first]), second, NOW, RULES)


def test_a_priority_that_was_changed_in_between_is_set_again() -> None:
    again = after(SENT, [PRIORITISE, evolve(PRIORITISE, to=Priority.HIGH), PRIORITISE])

    assert [change.to for change in again.priority_changes] == [Priority.URGENT, Priority.HIGH, Priority.URGENT]


@pytest.mark.parametrize(("by", "repeats"), [(OFFICER, True), (MANAGER, False)])
def test_a_decision_from_before_ids_were_kept_is_known_by_its_name(by: Professional, repeats: bool) -> None:
    made = after(TAKEN, [REFER])
    assert made.decision is not None
    before = evolve(made, decision=evolve(made.decision, decider_id=""))

    assert is_repeat(before, evolve(REFER, by=by)) is repeats
