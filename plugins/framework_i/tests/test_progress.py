"""What became of an episode, read back: its status and stage, its outcome and the steps that follow."""

import json
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import Episode, EpisodeStage
from frontdoor.transport.http import Transport
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.simulator import FrameworkISimulator, Progress


@pytest.fixture
def leaving_out(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Take bytes out of what comes back."""

    def leave_out(what: bytes) -> None:
        send = Transport.send

        def without(self: Transport, *asked: Any, **how: Any) -> Any:
            answer = send(self, *asked, **how)
            return evolve(answer, body=answer.body.replace(what, b""))

        monkeypatch.setattr(Transport, "send", without)

    return leave_out


def test_progress_is_read_back_with_its_outcome_and_next_steps(
    simulator: FrameworkISimulator, connector: FrameworkI, opened: Episode, call: Call
) -> None:
    steps = ("Single assessment", "Strategy discussion")
    progress = Progress(opened.reference.value, "Finished", EpisodeStage.COMPLETED, "Progress to assessment", steps)
    assert (opened.stage, opened.outcome, opened.next_steps) == (EpisodeStage.WAITING, "", ())
    assert simulator.make_progress(progress) == 1
    expected = evolve(
        opened,
        status="Finished",
        stage=EpisodeStage.COMPLETED,
        outcome="Progress to assessment",
        next_steps=steps,
    )
    assert connector.read_episode(opened.id, call).value == expected
    assert connector.find_episode(opened.reference, call) == expected


def test_progress_is_made_over_http(
    simulator: FrameworkISimulator, connector: FrameworkI, opened: Episode, call: Call
) -> None:
    made = {"reference": opened.reference.value, "status": "Begun", "stage": "in_progress"}
    assert post(f"{simulator.control_url}/state/progress", made) == (200, {"episodes": 1})
    assert connector.read_episode(opened.id, call).value == evolve(
        opened, status="Begun", stage=EpisodeStage.IN_PROGRESS
    )


@pytest.mark.parametrize("body", [{}, {"reference": "x", "status": "x", "stage": "not_known"}, []])
def test_progress_that_cannot_be_is_refused(simulator: FrameworkISimulator, body: Any) -> None:
    assert post(f"{simulator.control_url}/state/progress", body)[0] == 400


def post(address: str, body: Any) -> tuple[int, Any]:
    try:
        with urlopen(Request(address, json.dumps(body).encode(), {"Content-Type": "application/json"})) as answer:
            return answer.status, json.loads(answer.read())
    except HTTPError as refused:
        with refused:
            return refused.code, json.loads(refused.read())


def test_a_stage_that_the_system_does_not_tell_is_not_known(
    connector: FrameworkI, opened: Episode, call: Call, leaving_out: Callable[[bytes], None]
) -> None:
    leaving_out(b"<fwi:stage>waiting</fwi:stage>")
    assert connector.read_episode(opened.id, call).value == evolve(opened, stage=EpisodeStage.NOT_KNOWN)
