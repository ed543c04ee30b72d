"""The stand-in as tests and demonstrations drive it: control over HTTP, a process of its own, a file that stays."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.episodes import EpisodeRequest
from frontdoor.connectors.failures import OutcomeUnknown, Unavailable
from frontdoor.secrets.references import Secret, SecretReference
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.settings import FrameworkISettings
from frontdoor_framework_i.simulator import Answering, FrameworkISimulator, Scenario
from frontdoor_framework_i.simulator.__main__ import main
from frontdoor_framework_i.simulator.server import LARGEST_REQUEST


def ask(url: str, body: bytes | None = None, content_type: str = "application/json") -> tuple[int, Any]:
    request = Request(url, body, {"Content-Type": content_type})
    try:
        with urlopen(request) as answer:
            return answer.status, json.loads(answer.read() or b"null")
    except HTTPError as refused:
        with refused:
            held = refused.read()
            is_json = refused.headers["Content-Type"] == "application/json"
            return refused.code, json.loads(held) if is_json else held


@contextmanager
def connected(url: str, password: str) -> Iterator[FrameworkI]:
    settings = FrameworkISettings(address=url, user="portal", password=SecretReference("framework-i", "password"))
    connector = FrameworkI(settings, lambda _: Secret(password))
    yield connector
    connector.close()


@contextmanager
def process(*arguments: str, **variables: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The simulator as a process, once it has said its address."""
    command = [sys.executable, "-m", "frontdoor_framework_i.simulator", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **variables}) as running:
        assert running.stdout is not None
        try:
            yield running, running.stdout.readline().strip()
        finally:
            running.kill()


def test_a_scenario_is_set_and_read_over_http(simulator: FrameworkISimulator) -> None:
    sent = {"answering": "silent", "operations": ["GetPerson"], "times": 2, "slow_ms": {"FindEpisode": 5}}
    status, held = ask(f"{simulator.control_url}/scenario", json.dumps(sent).encode())
    expected = Scenario(answering=Answering.SILENT, operations=("GetPerson",), times=2, slow_ms={"FindEpisode": 5})
    assert (status, simulator.scenario) == (200, expected)
    assert ask(f"{simulator.control_url}/scenario") == (200, held)


@pytest.mark.parametrize(
    "body",
    [
        b'{"silent": true}',
        b'{"answering": "rude"}',
        b'{"times": -1}',
        b'{"operations": ["GetPersons"]}',
        b'{"slow_ms": {"GetPersons": 5}}',
        b"{",
        b"[]",
    ],
)
def test_a_scenario_that_is_misspelt_is_refused_and_the_last_one_stays(
    simulator: FrameworkISimulator, body: bytes
) -> None:
    simulator.scenario = Scenario(expired_password=True)
    assert ask(f"{simulator.control_url}/scenario", body)[0] == 400
    assert simulator.scenario == Scenario(expired_password=True)


def test_episodes_are_counted_by_reference_over_http(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call
) -> None:
    address = f"{simulator.control_url}/state/episodes?reference={wanted.reference}"
    assert ask(address) == (200, {"count": 0, "episodes": []})
    connector.open_episode(wanted, call)
    assert ask(address) == (200, {"count": 1, "episodes": simulator.episodes(wanted.reference.value)})


def test_calls_are_counted_by_operation_over_http(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call
) -> None:
    for _ in range(2):
        connector.open_episode(wanted, call)
    assert ask(f"{simulator.control_url}/state/calls") == (200, {"FindEpisode": 2, "OpenContactReferralEpisode": 1})


def test_a_misbehaviour_wears_out_after_its_times(
    simulator: FrameworkISimulator, connector: FrameworkI, call: Call
) -> None:
    simulator.scenario = Scenario(answering=Answering.SERVER_ERROR, operations=("GetPerson",), times=2)
    outcomes = []
    for _ in range(3):
        try:
            outcomes.append(connector.get_person("7000101", call).value.id)
        except Unavailable:
            outcomes.append("unavailable")
    assert outcomes == ["unavailable", "unavailable", "7000101"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/nowhere", None, 404),
        ("/nowhere", b"", 404),
        ("/framework-i", b"{}", 415),
    ],
)
def test_what_is_not_asked_as_the_contract_says_is_refused(
    simulator: FrameworkISimulator, path: str, body: bytes | None, status: int
) -> None:
    assert ask(simulator.control_url + path, body) == (status, b"")


def test_a_request_that_is_announced_as_too_large_is_refused_unread(simulator: FrameworkISimulator) -> None:
    connection = HTTPConnection(urlsplit(simulator.url).netloc, timeout=20)
    announced = {"Content-Type": "text/xml", "Content-Length": str(LARGEST_REQUEST + 1)}
    connection.request("POST", "/framework-i", headers=announced)
    assert connection.getresponse().status == 413
    connection.close()


@pytest.mark.parametrize("body", [b"", b"<a/>", b"<!DOCTYPE a><a/>", b"<a>"])
def test_a_request_that_is_no_envelope_is_a_client_fault(simulator: FrameworkISimulator, body: bytes) -> None:
    status, answer = ask(simulator.url, body, "text/xml")
    assert (status, b"<faultcode>soap:Client</faultcode>" in answer) == (500, True)


def test_an_operation_outside_the_contract_is_a_client_fault(simulator: FrameworkISimulator) -> None:
    envelope = (
        b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><DeleteEverything'
        b' xmlns="urn:family-front-door:framework-i-reference:1"/></s:Body></s:Envelope>'
    )
    status, answer = ask(simulator.url, envelope, "text/xml")
    assert (status, b"<faultcode>soap:Client</faultcode>" in answer) == (500, True)


@pytest.mark.parametrize(
    ("given", "family", "found"),
    [
        ("", "obrennan ni", ["7000111", "7000112", "7000113"]),
        ("", "LLYR", ["7000241", "7000242"]),
        ("malgorzata", "", ["7000252"]),
        ("小", "李", ["7000271"]),
    ],
)
def test_a_name_is_found_by_its_beginning_without_accents_case_and_marks(
    connector: FrameworkI, call: Call, given: str, family: str, found: list[str]
) -> None:
    query = PersonQuery(given_name=given, family_name=family)
    assert [person.id for person in connector.search_people(query, call).value] == found


def test_a_stopped_simulator_cuts_kept_connections_and_refuses_new_ones() -> None:
    simulator = FrameworkISimulator().serve()
    with connected(simulator.url, simulator.password) as connector:
        connector.check()
        simulator.close()
        with pytest.raises(Unavailable, match="connection refused"):
            connector.check()


def test_a_simulator_that_was_not_started_has_no_address() -> None:
    with pytest.raises(RuntimeError, match="not started"):
        _ = FrameworkISimulator().url


def test_a_process_says_its_address_serves_and_ends_on_a_signal(tmp_path: Path, call: Call) -> None:
    (tmp_path / "password").write_text("from-a-file\n", encoding="utf-8")
    with process("--password-file", str(tmp_path / "password")) as (running, url):
        with connected(url, "from-a-file") as connector:
            assert connector.get_person("7000101", call).value.id == "7000101"
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0


def test_an_episode_outlives_a_process_killed_after_it_was_opened(
    tmp_path: Path, wanted: EpisodeRequest, call: Call
) -> None:
    database = ("--database", str(tmp_path / "framework-i.db"), "--password-variable", "MADE_UP")
    silent = json.dumps({"answering": "silent", "operations": ["OpenContactReferralEpisode"]})
    brief = Call(call.acting_for, call.purpose, deadline=1.5)
    with process(*database, "--scenario", silent, MADE_UP="made-up") as (running, url):
        with connected(url, "made-up") as connector, pytest.raises(OutcomeUnknown):
            connector.open_episode(wanted, brief)
        running.send_signal(signal.SIGKILL)
        running.wait(20)
    with process(*database, MADE_UP="made-up") as (_, url), connected(url, "made-up") as connector:
        found = connector.find_episode(wanted.reference, call)
        assert found is not None
        assert connector.open_episode(wanted, call) == found


@pytest.mark.parametrize(
    "arguments",
    [
        ["--password-file", "/nowhere/password"],
        ["--password-variable", "FRONTDOOR_NOT_SET_ANYWHERE"],
        ["--scenario", "{"],
        ["--scenario", '{"silent": true}'],
    ],
)
def test_a_wrong_argument_ends_with_a_usage_error(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert (ended.value.code, "usage:" in capsys.readouterr().err) == (2, True)
