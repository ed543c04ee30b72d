"""The stand-in as the SDK drives it, and each way to go wrong through the connector."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import CaseNote, Document, Episode, EpisodeRequest, NewPerson
from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    OutcomeUnknown,
    RateLimited,
    RecordFault,
    RecordLocked,
    RecordRejected,
    Unavailable,
)
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.host import load_plugins
from frontdoor.secrets.references import Secret
from frontdoor.testing.simulators import Held, Misbehaviour, simulators
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.simulator import FrameworkISimulator, Scenario
from frontdoor_framework_i.simulator.standing_in import DEMO_PASSWORD

FAILS: dict[Misbehaviour, tuple[type[ConnectorFailure], type[ConnectorFailure]]] = {
    Misbehaviour.PAGE: (ContractMismatch, OutcomeUnknown),
    Misbehaviour.EMPTY: (ContractMismatch, OutcomeUnknown),
    Misbehaviour.MALFORMED: (ContractMismatch, OutcomeUnknown),
    Misbehaviour.OVERSIZED: (ContractMismatch, OutcomeUnknown),
    Misbehaviour.DRIP_FEED: (Unavailable, OutcomeUnknown),
    Misbehaviour.EXPIRED_CREDENTIAL: (CredentialsRefused, CredentialsRefused),
    Misbehaviour.RATE_LIMIT: (RateLimited, RateLimited),
}
"""What a read and a filing come to; the others have tests of their own here."""

AFTER_COMMIT = (Misbehaviour.SILENT_AFTER_COMMIT, Misbehaviour.CUT_AFTER_COMMIT, Misbehaviour.ERROR_AFTER_COMMIT)

OF_THEIR_OWN = {
    *AFTER_COMMIT,
    Misbehaviour.SLOW,
    Misbehaviour.NO_ID,
    Misbehaviour.WRONG_REFERENCE,
    Misbehaviour.WRONG_PERSON,
    Misbehaviour.OPENS_TWICE,
    Misbehaviour.OPENS_ANEW,
    Misbehaviour.LOCKED_RECORD,
    Misbehaviour.NEW_MANDATORY_FIELD,
    Misbehaviour.MISSING_ANSWER,
    Misbehaviour.DUPLICATE_SUSPECTED,
    Misbehaviour.STORE_FULL,
    Misbehaviour.STALE,
}
BRIEF = Call("Officer 7", "screening", deadline=0.8)


@pytest.fixture
def started(tmp_path: Path) -> Iterator[FrameworkISimulator]:
    with FrameworkISimulator.start(tmp_path / "framework-i") as simulator:
        yield simulator


def test_it_is_the_plugins_simulator_and_can_go_wrong_in_every_way() -> None:
    assert simulators()["framework_i"] is FrameworkISimulator
    assert FrameworkISimulator.misbehaviours == frozenset(Misbehaviour) == {*FAILS, *OF_THEIR_OWN}


def test_its_settings_and_secrets_lead_a_portal_to_it(started: FrameworkISimulator) -> None:
    settings = PluginConfiguration(("framework_i",), {"framework_i": dict(started.settings)})
    loaded = load_plugins(settings, lambda reference: Secret(started.secrets[str(reference)]))
    [framework_i] = loaded.case_management
    framework_i.connector.check()
    loaded.close()
    [(host, port)] = started.sockets.values()
    assert (loaded.report.faults, started.settings["address"]) == ((), f"http://{host}:{port}/framework-i")


def test_what_it_holds_outlives_it_in_its_folder(tmp_path: Path, wanted: EpisodeRequest, call: Call) -> None:
    opened: list[str] = []
    for _ in range(2):
        with FrameworkISimulator.start(tmp_path) as simulator:
            settings = PluginConfiguration(("framework_i",), {"framework_i": dict(simulator.settings)})
            loaded = load_plugins(settings, lambda _: Secret(DEMO_PASSWORD))
            opened.append(loaded.case_management[0].connector.open_episode(wanted, call).id)
            loaded.close()
            assert simulator.held(wanted.reference.value).episodes == (opened[0],)
    assert len(set(opened)) == 1


def test_a_file_of_an_earlier_version_is_refused_by_name(tmp_path: Path) -> None:
    earlier = sqlite3.connect(tmp_path / "framework-i.sqlite")
    earlier.execute("CREATE TABLE PEOPLE (PERSON_ID TEXT)")
    earlier.commit()
    earlier.close()
    with pytest.raises(ValueError, match="another version"):
        FrameworkISimulator.start(tmp_path)


def test_a_port_that_is_taken_is_said_at_once(simulator: FrameworkISimulator) -> None:
    [(_, port)] = simulator.sockets.values()
    with pytest.raises(OSError, match="in use"):
        FrameworkISimulator(port=port).serve()


@pytest.mark.parametrize("how", FAILS)
def test_each_way_to_go_wrong_has_its_failures(
    simulator: FrameworkISimulator, connector: FrameworkI, document: Document, call: Call, how: Misbehaviour
) -> None:
    patience = BRIEF if how is Misbehaviour.DRIP_FEED else call
    simulator.misbehave(how)
    with pytest.raises(FAILS[how][0]):
        connector.get_person("7000101", patience)
    with pytest.raises(FAILS[how][1]):
        connector.attach_document(document, patience)
    simulator.misbehave(None)
    connector.attach_document(document, call)
    assert simulator.held(document.reference.value).documents == 1


@pytest.mark.parametrize("how", AFTER_COMMIT)
def test_what_goes_wrong_after_a_commit_leaves_reads_alone_and_the_outcome_unknown(
    simulator: FrameworkISimulator, connector: FrameworkI, document: Document, call: Call, how: Misbehaviour
) -> None:
    simulator.misbehave(how)
    assert connector.get_person("7000101", call).value.id == "7000101"
    with pytest.raises(OutcomeUnknown):
        connector.attach_document(document, BRIEF)
    assert simulator.held(document.reference.value).documents == 1


def test_a_slow_system_answers_after_a_pages_patience_and_before_a_workers(
    simulator: FrameworkISimulator, connector: FrameworkI, call: Call
) -> None:
    simulator.misbehave(Misbehaviour.SLOW)
    began = datetime.now(UTC)
    connector.get_person("7000101", evolve(call, deadline=20.0))
    assert datetime.now(UTC) - began > timedelta(seconds=3)


@pytest.mark.parametrize("how", [Misbehaviour.NO_ID, Misbehaviour.WRONG_REFERENCE])
def test_an_opening_that_answers_uselessly_never_says_that_it_opened(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call, how: Misbehaviour
) -> None:
    simulator.misbehave(how)
    with pytest.raises((OutcomeUnknown, ContractMismatch)) as caught:
        connector.open_episode(wanted, call)
    opened = len(simulator.held(wanted.reference.value).episodes)
    assert (caught.type, opened) in [(OutcomeUnknown, 1), (ContractMismatch, 0)]


def test_warnings_about_somebody_else_are_withheld(
    simulator: FrameworkISimulator, connector: FrameworkI, call: Call
) -> None:
    simulator.misbehave(Misbehaviour.WRONG_PERSON)
    with pytest.raises(ContractMismatch, match="another person"):
        connector.get_warnings("7000101", call)


def test_two_episodes_for_one_reference_are_told_as_twins(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call
) -> None:
    simulator.misbehave(Misbehaviour.OPENS_TWICE)
    first, second = opened_and_its_twin(connector.open_episode(wanted, call))
    found = connector.find_episode(wanted.reference, call)
    assert simulator.held(wanted.reference.value).episodes == (first, second)
    assert found is not None
    assert (found.id, found.twins) == (first, (second,))
    assert connector.read_episode(second, call).value.twins == (first,)


def opened_and_its_twin(opened: Episode) -> tuple[str, str]:
    [twin] = opened.twins
    return opened.id, twin


def test_a_system_without_idempotency_opens_one_since_it_is_looked_for_first(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call
) -> None:
    simulator.misbehave(Misbehaviour.OPENS_ANEW)
    assert connector.open_episode(wanted, call) == connector.open_episode(wanted, call)
    assert len(simulator.held(wanted.reference.value).episodes) == 1


def test_a_locked_record_takes_no_episode_and_somebody_new_is_not_locked(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, somebody_new: NewPerson, call: Call
) -> None:
    simulator.misbehave(Misbehaviour.LOCKED_RECORD)
    with pytest.raises(RecordLocked):
        connector.open_episode(wanted, call)
    assert simulator.held(wanted.reference.value) == Held()
    connector.open_episode(evolve(wanted, person_id=None, new_person=somebody_new), call)
    assert len(simulator.held(wanted.reference.value).episodes) == 1


@pytest.mark.parametrize(
    ("how", "field"),
    [
        (Misbehaviour.NEW_MANDATORY_FIELD, "consentBasis"),
        (Misbehaviour.MISSING_ANSWER, "answers/asked_since_this_year"),
    ],
)
def test_what_is_missing_is_named(
    simulator: FrameworkISimulator,
    connector: FrameworkI,
    wanted: EpisodeRequest,
    call: Call,
    how: Misbehaviour,
    field: str,
) -> None:
    simulator.misbehave(how)
    with pytest.raises(RecordRejected) as caught:
        connector.open_episode(wanted, call)
    assert caught.value.faults == (RecordFault(field, "missing"),)


def test_what_comes_from_an_old_copy_says_how_old_it_is_and_a_look_up_never_does(
    simulator: FrameworkISimulator, connector: FrameworkI, opened: Episode, call: Call
) -> None:
    simulator.misbehave(Misbehaviour.STALE)
    answers = (
        connector.get_person("7000101", call),
        connector.get_warnings("7000101", call),
        connector.list_changed_people("", 10, call),
        connector.read_episode(opened.id, call),
    )
    ages = [datetime.now(UTC) - answer.as_at for answer in answers]
    assert all(timedelta(hours=48) <= age < timedelta(hours=49) for age in ages)
    assert connector.find_episode(opened.reference, call) == opened


def test_the_time_of_a_copy_that_has_yet_to_come_is_now(
    simulator: FrameworkISimulator, connector: FrameworkI, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator.misbehave(Misbehaviour.STALE)
    ahead = datetime.now(UTC) + timedelta(days=3)
    monkeypatch.setattr("frontdoor_framework_i.reading.as_at", lambda _: ahead)
    assert connector.get_person("7000101", call).as_at <= datetime.now(UTC)


def test_everything_that_is_held_for_a_reference_is_told_and_nothing_else(
    simulator: FrameworkISimulator,
    taking_notes: FrameworkI,
    wanted: EpisodeRequest,
    note: CaseNote,
    document: Document,
    call: Call,
) -> None:
    taking_notes.add_case_note(note, call)
    taking_notes.attach_document(document, call)
    told = simulator.held(note.reference.value)
    texts = (wanted.answers[0].answer, note.text)
    assert told == Held((note.episode_id,), 1, 1, texts, (document.content,))
    assert simulator.held("FD-2222-2222") == Held()


def test_a_gateway_in_front_turns_callers_away_before_anything_is_carried_out(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call
) -> None:
    simulator.scenario = Scenario(turned_away_seconds=7)
    with pytest.raises(RateLimited) as caught:
        connector.open_episode(wanted, call)
    assert (caught.value.after, simulator.calls, simulator.held(wanted.reference.value)) == (7.0, {}, Held())
