"""Who asks and why: sent with every call, kept by the system for reads, writes and refusals alike."""

from datetime import UTC, datetime

import pytest

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.episodes import CaseNote, Document, EpisodeRequest
from frontdoor.connectors.failures import RecordFault, RecordRejected, RestrictedRecord
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.simulator import FrameworkISimulator


def audited(simulator: FrameworkISimulator) -> list[tuple[str, ...]]:
    columns = ("OPERATION", "ACTING_FOR", "PURPOSE", "SUBJECT", "REFUSED")
    return [tuple(entry[column] for column in columns) for entry in simulator.accesses]


def test_every_call_says_who_asks_and_why_and_the_system_keeps_it(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call
) -> None:
    connector.search_people(PersonQuery(family_name="Ashdown"), call)
    connector.get_person("7000101", call)
    connector.get_relationships("7000101", call)
    connector.get_involvements("7000101", call)
    connector.get_warnings("7000101", call)
    connector.list_changed_people("", 10, call)
    episode = connector.open_episode(wanted, call)
    connector.find_episode(wanted.reference, call)
    connector.read_episode(episode.id, call)
    connector.check()
    asked = [
        ("SearchPeople", ""),
        ("GetPerson", "7000101"),
        ("GetRelationships", "7000101"),
        ("GetAllocatedWorkers", "7000101"),
        ("GetWarnings", "7000101"),
        ("ListChangedPeople", ""),
        ("FindEpisode", wanted.reference.value),
        ("OpenContactReferralEpisode", "7000101"),
        ("FindEpisode", wanted.reference.value),
        ("GetEpisode", episode.id),
    ]
    expected = [(operation, "Officer 7", "screening", subject, "") for operation, subject in asked]
    assert audited(simulator) == [*expected, ("FindEpisode", "front door", "connection check", "FD-2222-2222", "")]


def test_what_was_written_is_kept_with_whom_it_was_written_for(
    simulator: FrameworkISimulator, taking_notes: FrameworkI, note: CaseNote, document: Document
) -> None:
    taking_notes.add_case_note(note, Call("Officer 8", "screening"))
    taking_notes.attach_document(document, Call("Officer 9", "screening"))
    written = (
        "SELECT OPENED_FOR, ADDED_FOR, UPLOADED_FOR FROM EPISODES"
        " JOIN CASE_NOTES USING (EPISODE_ID) JOIN DOCUMENTS USING (EPISODE_ID)"
    )
    assert [tuple(row) for row in simulator.store.rows(written)] == [("Officer 7", "Officer 8", "Officer 9")]


def test_a_refused_call_is_kept_too(simulator: FrameworkISimulator, connector: FrameworkI, call: Call) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    with pytest.raises(RestrictedRecord):
        connector.get_relationships("7000191", call)
    assert audited(simulator) == [("GetRelationships", "Officer 7", "screening", "7000191", "Client.Forbidden")]
    [entry] = simulator.accesses
    assert before <= datetime.fromisoformat(entry["LOGGED_AT"]) <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("acting_for", "purpose", "refused_for"),
    [
        ("", "screening", ("actingFor",)),
        (" \t", "screening", ("actingFor",)),
        ("Officer 7", "", ("purpose",)),
        ("", "", ("actingFor", "purpose")),
    ],
)
def test_a_call_that_names_nobody_or_no_purpose_is_refused_before_it_is_sent(
    simulator: FrameworkISimulator,
    connector: FrameworkI,
    wanted: EpisodeRequest,
    acting_for: str,
    purpose: str,
    refused_for: tuple[str, ...],
) -> None:
    nobody = Call(acting_for, purpose)
    for ask in (lambda: connector.get_person("7000101", nobody), lambda: connector.open_episode(wanted, nobody)):
        with pytest.raises(RecordRejected) as caught:
            ask()
        assert caught.value.faults == tuple(RecordFault(field, "is empty") for field in refused_for)
    assert (simulator.calls, simulator.accesses) == ({}, [])
