"""Every cell of the transition table, walked: what it says is what `decide` does."""

from typing import get_args

import pytest
from attrs import evolve
from sdk.tests.workflow.people import IN_STATUS, NOW, REFER, RULES, SOUND, TEACHER, WITH_WORK_FOR

from frontdoor.domain.after_sending import WithdrawalReason
from frontdoor.domain.contact import Status
from frontdoor.workflow.commands import AnswerDetails, Command, Decide, Withdraw
from frontdoor.workflow.decide import decide
from frontdoor.workflow.refusals import CommandFault, Refused
from frontdoor.workflow.transitions import TRANSITIONS, Allowed, NotAllowed

COMMANDS: tuple[type[Command], ...] = get_args(Command)
NEWLY_SAID: dict[type[Command], Command] = {
    **SOUND,
    # In words of their own: those of `people` are what the contacts there were decided and withdrawn with already.
    Decide: evolve(REFER, rationale="Likely significant harm"),
    Withdraw: Withdraw(TEACHER, WithdrawalReason.MISTAKE),
}
CELLS = [(status, command) for status in Status for command in COMMANDS]


def named(cell: object) -> str:
    return cell.value if isinstance(cell, Status) else getattr(cell, "__name__", repr(cell))


def test_the_table_has_a_cell_for_every_status_and_every_command() -> None:
    assert {status: set(row) for status, row in TRANSITIONS.items()} == {each: set(COMMANDS) for each in Status}


@pytest.mark.parametrize(("status", "command"), CELLS, ids=named)
def test_a_cell_says_what_decide_does(status: Status, command: type[Command]) -> None:
    cell = TRANSITIONS[status][command]
    contact = evolve(IN_STATUS[status], **WITH_WORK_FOR.get(command, {}))

    if isinstance(cell, NotAllowed):
        with pytest.raises(Refused) as refused:
            decide(contact, NEWLY_SAID[command], NOW, RULES)
        assert refused.value.faults == (CommandFault("", cell.reason),)
    else:
        expected = cell.to or status
        if command is AnswerDetails:  # the last question is answered, and somebody holds the contact
            expected = Status.BEING_LOOKED_AT
        assert decide(contact, NEWLY_SAID[command], NOW, RULES).contact.status is expected


def test_every_refusal_is_a_sentence_for_a_screen() -> None:
    reasons = {cell.reason for row in TRANSITIONS.values() for cell in row.values() if isinstance(cell, NotAllowed)}

    assert {reason for reason in reasons if not reason[:1].isupper() or reason.endswith(".")} == set()


def test_no_cell_leads_out_of_a_last_status() -> None:
    """A second look alone leads out of one: `AnswerSecondLook` keeps the status or not by its answer."""
    leading_on = {
        status
        for status, row in TRANSITIONS.items()
        for cell in row.values()
        if isinstance(cell, Allowed) and cell.to not in {None, status}
    }

    assert leading_on == {Status.DRAFT, Status.SENT, Status.BEING_LOOKED_AT, Status.MORE_INFORMATION_ASKED}
