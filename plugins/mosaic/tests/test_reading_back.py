"""What became of an episode: read from the mart as of its refresh, or where it was written."""

from datetime import UTC, datetime

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import (
    EpisodeRequest,
    EpisodeStage,
)
from frontdoor.connectors.failures import (
    NotFound,
    RestrictedRecord,
)
from frontdoor_mosaic.connector import Mosaic
from frontdoor_mosaic.simulator import Simulator


def test_a_step_too_new_for_the_mart_is_read_where_it_was_written(
    connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    episode = connector.open_episode(wanted, call)
    before = datetime.now(UTC)
    answer = connector.read_episode(episode.id, call)
    assert answer.value == episode
    assert before <= answer.as_at <= datetime.now(UTC)


def test_what_the_mart_knows_is_as_old_as_the_mart_and_says_so(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    episode = connector.open_episode(wanted, call)
    simulator.catch_up()
    refreshed = datetime.now(UTC)
    simulator.work_on(episode.id, "start")
    simulator.work_on(episode.id, "complete", ["Begin a child and family assessment", "No further action"])

    lagging = connector.read_episode(episode.id, call)
    simulator.catch_up()
    caught_up = connector.read_episode(episode.id, call)

    assert (lagging.value, lagging.as_at <= refreshed) == (episode, True)
    assert caught_up.value == evolve(
        episode,
        status="COMPLETED",
        stage=EpisodeStage.COMPLETED,
        outcome="No further action; Begin a child and family assessment",
        next_steps=("Child and family assessment",),
    )
    assert caught_up.as_at >= refreshed
    assert connector.find_episode(wanted.reference, call) == caught_up.value


@pytest.mark.parametrize(
    ("actions", "status", "stage"),
    [
        (["start"], "STARTED", EpisodeStage.IN_PROGRESS),
        (["start", "check_out"], "CHECKED_OUT", EpisodeStage.IN_PROGRESS),
        (["start", "complete", "reopen"], "REOPENED", EpisodeStage.IN_PROGRESS),
        (["cancel"], "CANCELLED", EpisodeStage.CANCELLED),
    ],
)
def test_each_status_is_told_with_how_far_it_has_come(
    simulator: Simulator,
    connector: Mosaic,
    wanted: EpisodeRequest,
    call: Call,
    actions: list[str],
    status: str,
    stage: EpisodeStage,
) -> None:
    episode = connector.open_episode(wanted, call)
    for action in actions:
        simulator.work_on(episode.id, action, reason="Opened by mistake")
    simulator.catch_up()
    read = connector.read_episode(episode.id, call).value
    assert (read.status, read.stage) == (status, stage)


def test_the_step_of_somebody_who_is_restricted_since_is_closed_in_the_mart_as_well(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    episode = connector.open_episode(wanted, call)
    simulator.store.change("UPDATE DM_PERSONS SET RESTRICTED = 'Y' WHERE PERSON_ID = 7000101")
    for _ in ("where it was written", "in the mart"):
        with pytest.raises(RestrictedRecord):
            connector.read_episode(episode.id, call)
        simulator.catch_up()


def test_a_step_about_several_people_is_not_told_as_one_persons(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    episode = connector.open_episode(wanted, call)
    simulator.store.change(
        "INSERT INTO DM_SUBGROUP_SUBJECTS SELECT SUBGROUP_ID, 7000102, 'PER' FROM DM_WORKFLOW_STEPS"
        " WHERE WORKFLOW_STEP_ID = ?",
        int(episode.id),
    )
    simulator.catch_up()
    assert connector.read_episode(episode.id, call).value == evolve(episode, person_id="")


@pytest.mark.parametrize("episode_id", ["79999999", "x", ""])
def test_an_episode_that_is_not_there_is_not_found(connector: Mosaic, call: Call, episode_id: str) -> None:
    with pytest.raises(NotFound):
        connector.read_episode(episode_id, call)


def test_a_step_that_is_no_contact_is_not_read_as_one(simulator: Simulator, connector: Mosaic, call: Call) -> None:
    [plan] = simulator.store.rows("SELECT MIN(WORKFLOW_STEP_ID) FROM DM_WORKFLOW_STEPS")
    with pytest.raises(NotFound):
        connector.read_episode(str(plan[0]), call)


# Notes and documents.
