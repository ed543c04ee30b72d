"""Episodes that were opened: found by our reference, read by their id."""

import sqlite3

from frontdoor_framework_i.simulator.elements import Element, SoapFault, add, add_given
from frontdoor_framework_i.simulator.operations.work import Work
from frontdoor_framework_i.simulator.store import Store


def find_episode(work: Work) -> None:
    reference = work.asked("submissionRef")
    add(work.response, "submissionRef", reference)
    episode = by_reference(work.store, reference)
    if episode is not None:
        add_episode(work, episode)


def get_episode(work: Work) -> None:
    add_episode(work, by_id(work.store, work.asked("episodeId")))


def by_reference(store: Store, reference: str) -> sqlite3.Row | None:
    """The first episode that was opened with a reference."""
    return store.row("SELECT * FROM EPISODES WHERE SUBMISSION_REF = ? ORDER BY EPISODE_ID LIMIT 1", reference)


def by_id(store: Store, episode_id: str) -> sqlite3.Row:
    row = store.row("SELECT * FROM EPISODES WHERE EPISODE_ID = ?", episode_id)
    if row is None:
        raise SoapFault("Client.NotFound")
    return row


def add_episode(work: Work, row: sqlite3.Row) -> None:
    """The `episode` of the response, with whatever else was opened with its reference."""
    person_id = row["PERSON_ID"]
    if work.mixes_people_up:
        person_id = work.person(person_id)["PERSON_ID"]
    episode = add(work.response, "episode")
    add(episode, "episodeId", str(row["EPISODE_ID"]))
    add(episode, "submissionRef", row["SUBMISSION_REF"])
    add(episode, "personId", person_id)
    add(episode, "status", row["STATUS"])
    add(episode, "team", row["TEAM"])
    add_given(episode, "outcome", row["OUTCOME"])
    add(episode, "stage", row["STAGE"])
    for step in row["NEXT_STEPS"].split("\n"):
        add_given(episode, "nextStep", step)
    _add_twins(work.store, episode, row)


def _add_twins(store: Store, episode: Element, row: sqlite3.Row) -> None:
    statement = "SELECT EPISODE_ID FROM EPISODES WHERE SUBMISSION_REF = ? AND EPISODE_ID <> ? ORDER BY EPISODE_ID"
    for twin in store.rows(statement, row["SUBMISSION_REF"], row["EPISODE_ID"]):
        add(episode, "twin", str(twin["EPISODE_ID"]))
