"""What a user of the system would see and do in it, apart from what it is asked over SOAP."""

from typing import Any

from attrs import field, frozen

from frontdoor.connectors.episodes import EpisodeStage
from frontdoor.single_view import fold
from frontdoor.testing.simulators import Held
from frontdoor_framework_i.simulator.store import Store

NEW_ADDRESS = ("2 Invented Row\nExampleton", "WR84 9ZY", "")
"""Where somebody moves to who is changed."""

_FILED = "JOIN EPISODES USING (EPISODE_ID) WHERE SUBMISSION_REF = ?"


@frozen
class Progress:
    """How far a worker has brought the episodes of a reference."""

    reference: str
    status: str
    stage: EpisodeStage = field()
    outcome: str = ""
    next_steps: tuple[str, ...] = ()

    @stage.validator
    def _is_known(self, _: Any, value: EpisodeStage) -> None:
        if value is EpisodeStage.NOT_KNOWN:
            raise ValueError("stage: a worker knows how far an episode has come")


def episodes(store: Store, reference: str) -> list[dict[str, Any]]:
    """Every episode opened with a reference, oldest first, with the answers it was given."""
    found = []
    for row in store.rows("SELECT * FROM EPISODES WHERE SUBMISSION_REF = ? ORDER BY EPISODE_ID", reference):
        answers = store.rows(
            "SELECT QUESTION_ID, QUESTION, ANSWER FROM EPISODE_ANSWERS WHERE EPISODE_ID = ? ORDER BY POSITION",
            row["EPISODE_ID"],
        )
        found.append({**dict(row), "ANSWERS": [dict(answer) for answer in answers]})
    return found


def held(store: Store, reference: str) -> Held:
    """What is held for a reference, whatever it was filed under."""
    opened = episodes(store, reference)
    notes = store.rows(f"SELECT NOTE FROM CASE_NOTES {_FILED} ORDER BY NOTE_ID", reference)
    documents = store.rows(f"SELECT DOCUMENTS.CONTENT FROM DOCUMENTS {_FILED} ORDER BY DOCUMENT_ID", reference)
    answers = [answer["ANSWER"] for episode in opened for answer in episode["ANSWERS"]]
    return Held(
        episodes=tuple(str(episode["EPISODE_ID"]) for episode in opened),
        notes=len(notes),
        documents=len(documents),
        texts=(*answers, *(note["NOTE"] for note in notes)),
        files=tuple(document["CONTENT"] for document in documents),
    )


def make_progress(store: Store, made: Progress) -> int:
    """Write it into every episode of the reference; how many those are."""
    return len(
        store.rows(
            "UPDATE EPISODES SET STATUS = ?, STAGE = ?, OUTCOME = ?, NEXT_STEPS = ?"
            " WHERE SUBMISSION_REF = ? RETURNING EPISODE_ID",
            *(made.status, made.stage.value, made.outcome, "\n".join(made.next_steps), made.reference),
        )
    )


def change_somebody(store: Store) -> str:
    """The person whose record was left alone the longest moves house and takes another surname; the id."""
    with store.transaction():
        [person] = store.rows("SELECT PERSON_ID FROM PEOPLE WHERE NOT RESTRICTED ORDER BY CHANGE_NO LIMIT 1")
        person_id = str(person["PERSON_ID"])
        for table in ("ADDRESSES_PEOPLE", "PERSON_NAMES"):
            # From the oldest on, so that no two ever have one position.
            for row in store.rows(
                f"SELECT POSITION FROM {table} WHERE PERSON_ID = ? ORDER BY POSITION DESC", person_id
            ):
                statement = f"UPDATE {table} SET POSITION = POSITION + 1 WHERE PERSON_ID = ? AND POSITION = ?"
                store.rows(statement, person_id, row["POSITION"])
        [name] = store.rows("SELECT * FROM PERSON_NAMES WHERE PERSON_ID = ? AND POSITION = 1", person_id)
        names = (name["FORENAME"], "Newname")
        store.insert_many("PERSON_NAMES", [(person_id, 0, *names, *map(fold, names))])
        address = store.insert("ADDRESSES", dict(zip(("LINES", "POSTCODE", "NOTE"), NEW_ADDRESS, strict=True)))
        store.insert_many("ADDRESSES_PEOPLE", [(person_id, 0, address)])
        store.rows("UPDATE PEOPLE SET CHANGE_NO = ? WHERE PERSON_ID = ?", store.next_change(), person_id)
    return person_id


def remove_somebody(store: Store) -> str:
    """Take away the person with the highest id who has no episode, and all that belongs to them; the id."""
    with store.transaction():
        [person] = store.rows(
            "SELECT PERSON_ID FROM PEOPLE WHERE PERSON_ID NOT IN (SELECT PERSON_ID FROM EPISODES)"
            " ORDER BY PERSON_ID DESC LIMIT 1"
        )
        person_id = str(person["PERSON_ID"])
        store.rows("DELETE FROM PEOPLE WHERE PERSON_ID = ?", person_id)
        store.insert("PEOPLE_GONE", {"PERSON_ID": person_id, "CHANGE_NO": store.next_change()})
    return person_id
