"""Tokens: kept while they are good, renewed in time and after a refusal, and asked for with the secret of the day."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import CaseNote, Episode, EpisodeRequest
from frontdoor.connectors.failures import CredentialsRefused, Unavailable
from frontdoor.domain.identifiers import Reference
from frontdoor.secrets.references import Secret, SecretMissing, SecretReference
from frontdoor.testing.simulators import Misbehaviour
from frontdoor_mosaic.connector import Mosaic
from frontdoor_mosaic.simulator import Simulator

SOMETHING = Reference("FD-2222-2222")


def note_for(episode: Episode) -> CaseNote:
    written_at = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
    parts = (episode.reference, episode.id, episode.person_id, "A note", "All is well.", "Officer 7", written_at)
    return CaseNote("key", *parts)


def test_one_token_serves_many_calls(simulator: Simulator, connector: Mosaic, call: Call) -> None:
    for _ in range(5):
        connector.find_episode(SOMETHING, call)
    assert simulator.office.given == 1


def test_many_threads_that_begin_at_once_ask_for_one_token(simulator: Simulator, connector: Mosaic, call: Call) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: connector.find_episode(SOMETHING, call), range(8)))
    assert simulator.office.given == 1


@pytest.mark.parametrize(("later", "given"), [(260, 1), (275, 2)])
def test_a_token_is_renewed_when_a_tenth_of_its_life_is_left(
    simulator: Simulator, connector: Mosaic, call: Call, monkeypatch: pytest.MonkeyPatch, later: int, given: int
) -> None:
    deadline, now = connector._client.deadline(call), time.monotonic()
    connector.find_episode(SOMETHING, call)  # with a token that lasts 300 seconds
    monkeypatch.setattr(deadline, "_ends", now + 10_000)
    with monkeypatch.context() as patched:
        patched.setattr(time, "monotonic", lambda: now + later)
        connector._client._tokens.get(deadline)
    assert simulator.office.given == given


def test_a_question_is_asked_again_with_a_new_token_once_the_old_one_is_refused(
    simulator: Simulator, connector: Mosaic, call: Call
) -> None:
    connector.find_episode(SOMETHING, call)
    simulator.office.forget()
    assert connector.find_episode(SOMETHING, call) is None
    assert simulator.office.given == 2


def test_what_makes_something_is_not_sent_again_and_may_be_tried_again(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    note = note_for(connector.open_episode(wanted, call))
    simulator.office.forget()
    with pytest.raises(Unavailable, match="took our token no longer"):
        connector.add_case_note(note, call)
    assert simulator.held(wanted.reference.value).notes == 0

    connector.add_case_note(note, call)
    assert simulator.held(wanted.reference.value).notes == 1


@pytest.mark.parametrize("operation", ["findSteps", "createStep"])
def test_a_token_that_is_refused_in_the_operation_it_was_asked_for_in_is_our_account_refused(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call, operation: str
) -> None:
    simulator.misbehave_in(Misbehaviour.EXPIRED_CREDENTIAL, operation)
    with pytest.raises(CredentialsRefused, match="HTTP 401"):
        connector.open_episode(wanted, call)
    assert (simulator.office.given, simulator.conduct.calls[operation]) == (1, 1)


def test_a_rotated_secret_counts_without_a_restart(
    simulator: Simulator, connect: Callable[..., Mosaic], call: Call
) -> None:
    secret = ["made-up-client-secret"]
    connector = connect(read_secret=lambda _: Secret(secret[0]))
    connector.find_episode(SOMETHING, call)

    simulator.office.secret = "another-made-up-secret"
    simulator.office.forget()
    with pytest.raises(CredentialsRefused, match="it refused our account"):
        connector.find_episode(SOMETHING, call)

    secret[0] = "another-made-up-secret"
    assert connector.find_episode(SOMETHING, call) is None


def test_a_secret_that_is_not_there_is_told_as_such(connect: Callable[..., Mosaic], call: Call) -> None:
    def gone(reference: SecretReference) -> Secret:
        raise SecretMissing(f"no value for {reference}")

    with pytest.raises(CredentialsRefused, match="the keyring has no client secret for us"):
        connect(read_secret=gone).find_episode(SOMETHING, call)


def test_a_refused_client_is_not_tried_again_within_a_call(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    simulator.misbehave(Misbehaviour.EXPIRED_CREDENTIAL)
    with pytest.raises(CredentialsRefused):
        connector.open_episode(wanted, call)
    assert (simulator.office.given, simulator.conduct.calls) == (0, {})


def test_a_token_of_a_strange_form_is_not_used(
    simulator: Simulator, connector: Mosaic, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    for life in (0, -1, 10**9):
        monkeypatch.setattr(simulator.office, "life", life)
        with pytest.raises(Exception, match="its token does not fit the contract"):
            connector.find_episode(SOMETHING, call)
