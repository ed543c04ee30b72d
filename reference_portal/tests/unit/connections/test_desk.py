"""Opening an episode: whatever leaves its end open is said to be unknown, and looking it up never guesses "none"."""

import pytest
from reference_portal.tests.unit.connections.systems import (
    CALL,
    EPISODE,
    EVERYTHING,
    HURRIED,
    REFERENCE,
    REQUEST,
    Gate,
    Scripted,
    altered,
    connector,
    gateway,
)

from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    OutcomeUnknown,
    RecordFault,
    RecordRejected,
    Unavailable,
    Unsupported,
)
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.connections.desk import CaseManagementDesk
from frontdoor_portal.connections.failures import NotConnected, Resting, TooBusy, TooSlow
from frontdoor_portal.connections.limits import GatewayLimits
from frontdoor_portal.use_cases.sources import SourceDescription


def desk(scripted: Scripted, capabilities: Capabilities = EVERYTHING) -> CaseManagementDesk:
    return CaseManagementDesk(gateway([connector("mosaic", scripted, capabilities)]))


def test_an_episode_is_opened() -> None:
    assert desk(Scripted(open_episode=EPISODE)).open_episode(REQUEST, CALL) == EPISODE


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "e-1",
        altered(EPISODE, id=""),
        altered(EPISODE, id="  "),
        altered(EPISODE, reference=Reference.new()),
        altered(EPISODE, team=None),
        KeyError("broken after sending"),
        ContractMismatch("a login page"),
        OutcomeUnknown("cut off"),
    ],
)
def test_an_answer_that_proves_nothing_leaves_the_outcome_unknown(answer: object) -> None:
    with pytest.raises(OutcomeUnknown):
        desk(Scripted(open_episode=answer)).open_episode(REQUEST, CALL)


@pytest.mark.parametrize("failure", [Unavailable("no route"), RecordRejected([RecordFault("team", "unknown")])])
def test_a_definite_failure_is_passed_on(failure: ConnectorFailure) -> None:
    with pytest.raises(type(failure)) as raised:
        desk(Scripted(open_episode=failure)).open_episode(REQUEST, CALL)
    assert raised.value is failure


def test_a_call_cut_off_at_its_deadline_leaves_the_outcome_unknown(gate: Gate) -> None:
    with pytest.raises(OutcomeUnknown):
        desk(Scripted(open_episode=gate)).open_episode(REQUEST, HURRIED)


def test_while_a_call_hangs_the_same_reference_is_neither_sent_again_nor_called_missing(gate: Gate) -> None:
    scripted = Scripted(open_episode=gate, find_episode=None)
    one = desk(scripted)
    with pytest.raises(OutcomeUnknown):
        one.open_episode(REQUEST, HURRIED)
    with pytest.raises(OutcomeUnknown):
        one.open_episode(REQUEST, CALL)
    with pytest.raises(Unavailable):
        one.find_episode(REFERENCE, CALL)
    assert scripted.calls == ["open_episode"]


def test_a_call_that_never_left_the_queue_changed_nothing(gate: Gate) -> None:
    limits = GatewayLimits(concurrent=1, waiting=1)
    scripted = Scripted(search_people=gate)
    portal = gateway([connector("mosaic", scripted)], limits=limits)
    portal.case_management["mosaic"].bulkhead.submit(gate)
    gate.wait_for(1)
    with pytest.raises(TooSlow):
        CaseManagementDesk(portal).open_episode(REQUEST, HURRIED)
    assert scripted.calls == []


def test_a_reference_whose_call_was_not_made_may_be_sent_again(gate: Gate) -> None:
    portal = gateway(
        [connector("mosaic", Scripted(open_episode=EPISODE))], limits=GatewayLimits(concurrent=1, waiting=1)
    )
    one = CaseManagementDesk(portal)
    bulkhead = portal.case_management["mosaic"].bulkhead
    bulkhead.submit(gate)
    gate.wait_for(1)
    with pytest.raises(TooSlow):
        one.open_episode(REQUEST, HURRIED)
    waiting = bulkhead.submit(lambda: None)
    with pytest.raises(TooBusy):
        one.open_episode(REQUEST, CALL)
    gate.opened.set()
    assert waiting is not None
    waiting.future.result(timeout=60)
    assert one.open_episode(REQUEST, CALL) == EPISODE


@pytest.mark.parametrize("answer", [EPISODE, None])
def test_a_look_up_answers_what_the_system_says(answer: object) -> None:
    assert desk(Scripted(find_episode=answer)).find_episode(REFERENCE, CALL) == answer


@pytest.mark.parametrize("answer", [altered(EPISODE, reference=Reference.new()), altered(EPISODE, id=""), False, 0, ""])
def test_a_look_up_that_lies_is_not_taken_for_none(answer: object) -> None:
    with pytest.raises(ContractMismatch):
        desk(Scripted(find_episode=answer)).find_episode(REFERENCE, CALL)


def test_a_look_up_cut_off_at_its_deadline_is_unavailable(gate: Gate) -> None:
    with pytest.raises(Unavailable):
        desk(Scripted(find_episode=gate)).find_episode(REFERENCE, HURRIED)


def test_a_system_that_opens_no_episodes_is_not_called() -> None:
    scripted = Scripted()
    with pytest.raises(Unsupported):
        desk(scripted, Capabilities({Operation.OPEN_EPISODE: Level.MANUAL})).open_episode(REQUEST, CALL)
    assert scripted.calls == []


def test_a_system_at_rest_is_unavailable_and_not_called() -> None:
    scripted = Scripted(open_episode=Unavailable("down"))
    one = desk(scripted)
    for _ in range(5):
        with pytest.raises(Unavailable):
            one.open_episode(REQUEST, CALL)
    with pytest.raises(Resting):
        one.open_episode(REQUEST, CALL)
    assert len(scripted.calls) == 5


def test_without_its_system_the_desk_says_so_and_the_portal_still_starts() -> None:
    alone = CaseManagementDesk(gateway(), "mosaic")
    with pytest.raises(NotConnected):
        alone.open_episode(REQUEST, CALL)
    assert alone.description == SourceDescription("mosaic", "mosaic", Capabilities(), is_case_management=True)


def test_the_system_must_be_named_where_there_are_several() -> None:
    portal = gateway([connector("mosaic", Scripted()), connector("eclipse", Scripted())])
    with pytest.raises(ValueError, match="eclipse, mosaic"):
        CaseManagementDesk(portal)
