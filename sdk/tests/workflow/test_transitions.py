"""Every cell of the transition table, walked: what it says is what `decide` does."""

from typing import get_args

import pytest
from attrs import evolve
from sdk.tests.workflow.people import IN_STATUS, NOW, REFER, RULES, SOUND, TEACHER, WITH_WORK_FOR, for_command

from frontdoor.domain.after_sending import WithdrawalReason
from frontdoor.domain.contact import ContactKind, Status
from frontdoor.domain.kinds import KINDS
from frontdoor.domain.triage import OPENS_EPISODE
from frontdoor.workflow.commands import (
    AnswerDetails,
    AnswerSecondLook,
    AskSecondLook,
    ChooseRecord,
    Command,
    Decide,
    DoubtDelivery,
    HandToPerson,
    RecordEpisode,
    RecordTicket,
    SendAgain,
    Withdraw,
)
from frontdoor.workflow.decide import decide
from frontdoor.workflow.refusals import CommandFault, Refused
from frontdoor.workflow.transitions import NOT_FOR_KIND, TRANSITIONS, Allowed, NotAllowed

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
    contact = for_command(evolve(IN_STATUS[status], **WITH_WORK_FOR.get(command, {})), command)

    if isinstance(cell, NotAllowed):
        with pytest.raises(Refused) as refused:
            decide(contact, NEWLY_SAID[command], NOW, RULES)
        assert refused.value.faults == (CommandFault("", cell.reason),)
    else:
        expected = cell.to or status
        if command is AnswerDetails:  # the last question is answered, and somebody holds the contact
            expected = Status.BEING_LOOKED_AT
        assert decide(contact, NEWLY_SAID[command], NOW, RULES).contact.status is expected


@pytest.mark.parametrize("command", COMMANDS, ids=named)
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("kind", ContactKind)
def test_a_kind_refuses_what_is_not_for_it_wherever_its_status_would_not(
    kind: ContactKind, status: Status, command: type[Command]
) -> None:
    not_for_kind, cell = NOT_FOR_KIND[kind].get(command), TRANSITIONS[status][command]
    if not_for_kind is None or isinstance(cell, NotAllowed):
        return
    with pytest.raises(Refused) as refused:
        decide(evolve(IN_STATUS[status], kind=kind), NEWLY_SAID[command], NOW, RULES)
    assert refused.value.faults == (CommandFault("", not_for_kind.reason),)


def test_only_a_kind_that_may_open_an_episode_takes_what_belongs_to_one() -> None:
    episodes = {RecordEpisode, RecordTicket, HandToPerson, ChooseRecord, SendAgain, DoubtDelivery}

    assert {kind: episodes & NOT_FOR_KIND[kind].keys() for kind in ContactKind} == {
        kind: episodes if OPENS_EPISODE.isdisjoint(rules.outcomes) else set() for kind, rules in KINDS.items()
    }


def test_only_what_is_decided_is_looked_at_again() -> None:
    second_looks = {AskSecondLook, AnswerSecondLook}

    assert {kind: second_looks & NOT_FOR_KIND[kind].keys() for kind in ContactKind} == {
        kind: second_looks if Decide in NOT_FOR_KIND[kind] else set() for kind in ContactKind
    }


def test_every_refusal_is_a_sentence_for_a_screen() -> None:
    rows = (*TRANSITIONS.values(), *NOT_FOR_KIND.values())
    reasons = {cell.reason for row in rows for cell in row.values() if isinstance(cell, NotAllowed)}

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
