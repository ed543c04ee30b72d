"""Case notes and documents, each filed once for its key and only with the episode it belongs to."""

import sqlite3
from base64 import b64decode
from pathlib import PurePath

from frontdoor_framework_i.contract import LONGEST_FILE_NAME
from frontdoor_framework_i.simulator.elements import Element, SoapFault, add, rejected
from frontdoor_framework_i.simulator.operations.episodes import by_id
from frontdoor_framework_i.simulator.operations.work import Work


def add_case_note(work: Work) -> None:
    episode = _episode(work)
    if work.asked("personId") != episode["PERSON_ID"]:
        raise rejected(("personId", "of_another_person"))
    key = work.asked("noteKey")
    note = _filed(work, "SELECT * FROM CASE_NOTES WHERE NOTE_KEY = ?", key, "noteKey")
    result = "existing" if note else "created"
    note_id = note["NOTE_ID"] if note else _add_note(work, episode)
    _add_result(work.response, result, ("noteKey", key), episode, ("noteId", note_id))


def upload_document(work: Work) -> None:
    episode = _episode(work)
    key = work.asked("documentKey")
    document = _filed(work, "SELECT * FROM DOCUMENTS WHERE DOCUMENT_KEY = ?", key, "documentKey")
    result = "existing" if document else "created"
    document_id = document["DOCUMENT_ID"] if document else _add_document(work, episode)
    _add_result(work.response, result, ("documentKey", key), episode, ("documentId", document_id))
    statement = "SELECT FILE_NAME, LENGTH(CONTENT) AS SIZE FROM DOCUMENTS WHERE DOCUMENT_ID = ?"
    [held] = work.store.rows(statement, document_id)
    add(work.response, "fileName", held["FILE_NAME"])
    add(work.response, "size", str(held["SIZE"]))


def _episode(work: Work) -> sqlite3.Row:
    """The episode to file with, which must be the one that was opened with the reference that is named."""
    episode = by_id(work.store, work.asked("episodeId"))
    if work.asked("submissionRef") != episode["SUBMISSION_REF"]:
        raise rejected(("submissionRef", "of_another_episode"))
    work.check_unlocked(episode["PERSON_ID"])
    return episode


def _filed(work: Work, statement: str, key: str, local: str) -> sqlite3.Row | None:
    """What was filed under a key, which may not serve for two episodes."""
    row = work.store.row(statement, key)
    if row is not None and str(row["EPISODE_ID"]) != work.asked("episodeId"):
        raise rejected((local, "of_another_episode"))
    return row


def _add_note(work: Work, episode: sqlite3.Row) -> int:
    return work.store.insert(
        "CASE_NOTES",
        {
            "NOTE_KEY": work.asked("noteKey"),
            "EPISODE_ID": episode["EPISODE_ID"],
            "TITLE": work.asked("title"),
            "NOTE": work.asked("text"),
            "WRITTEN_BY": work.asked("writtenBy"),
            "WRITTEN_AT": work.asked("writtenAt"),
            "ADDED_FOR": work.acting_for,
        },
    )


def _add_document(work: Work, episode: sqlite3.Row) -> int:
    content = b64decode(work.asked("content"))
    [[held]] = work.store.rows("SELECT COALESCE(SUM(LENGTH(CONTENT)), 0) FROM DOCUMENTS")
    room = work.scenario.document_bytes
    if room is not None and held + len(content) > room:
        raise SoapFault("Server.StoreFull")
    return work.store.insert(
        "DOCUMENTS",
        {
            "DOCUMENT_KEY": work.asked("documentKey"),
            "EPISODE_ID": episode["EPISODE_ID"],
            "FILE_NAME": _free_name(work, episode),
            "MEDIA_TYPE": work.asked("mediaType"),
            "CATEGORY": work.asked("category"),
            "CONTENT": content,
            "UPLOADED_FOR": work.acting_for,
        },
    )


def _free_name(work: Work, episode: sqlite3.Row) -> str:
    """The name that was asked for, with a number where the episode has a file of that name."""
    rows = work.store.rows("SELECT FILE_NAME FROM DOCUMENTS WHERE EPISODE_ID = ?", episode["EPISODE_ID"])
    taken = {row["FILE_NAME"] for row in rows}
    wanted = PurePath(work.asked("fileName"))
    name, number = wanted.name, 2
    while name in taken:
        ending = f" ({number}){wanted.suffix}"
        name, number = wanted.stem[: LONGEST_FILE_NAME - len(ending)] + ending, number + 1
    return name


def _add_result(
    response: Element, result: str, key: tuple[str, str], episode: sqlite3.Row, filed: tuple[str, int]
) -> None:
    add(response, "result", result)
    add(response, *key)
    add(response, "episodeId", str(episode["EPISODE_ID"]))
    add(response, filed[0], str(filed[1]))
