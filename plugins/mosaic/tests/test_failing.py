"""From what goes wrong on the way to the failure that says what to do about it, status by status."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import EpisodeRequest, PopulatedAnswer
from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    RecordFault,
    RecordLocked,
    RecordRejected,
    RestrictedRecord,
    Unavailable,
)
from frontdoor.testing import wire
from frontdoor.testing.simulators import Misbehaviour
from frontdoor.testing.wire import Reply
from frontdoor.transport.retry_after import LONGEST, UNSAID
from frontdoor_mosaic.connector import Mosaic
from frontdoor_mosaic.simulator import Simulator

PROBLEM = "application/problem+json"


def scripted_reply(
    status: int, body: bytes = b"", content_type: str = PROBLEM, headers: tuple[tuple[str, str], ...] = ()
) -> Reply:
    """An answer to give, whatever is asked."""
    return Reply(status, content_type, body, dict(headers))


class Script(wire.Server):
    """Gives a token, finds no step, and answers everything else as told. It counts what it is asked."""

    def __init__(self) -> None:
        self.answer, self.look_up, self.token = scripted_reply(500), True, True
        self.asked: list[str] = []
        super().__init__(0, _Handler)


class _Handler(wire.Handler):
    server: Script

    def _reply(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.server.asked.append(f"{self.command} {self.path.partition('?')[0]}")
        if self.path == "/oauth2/token" and self.server.token:
            told: dict[str, Any] = {"access_token": "made-up-token", "token_type": "Bearer", "expires_in": 300}
        elif self.path.startswith("/steps?") and self.server.look_up:
            told = {"submissionRef": self.path.rpartition("=")[2], "steps": []}
        else:
            self.answer(self.server.answer)
            return
        self.answer(Reply(200, "application/json", json.dumps(told).encode()))

    do_GET = do_POST = _reply  # noqa: N815 - the names that http.server calls


@pytest.fixture
def script() -> Iterator[Script]:
    server = Script()
    server.serve()
    yield server
    server.stop()


@pytest.fixture
def scripted(script: Script, connect: Callable[..., Mosaic]) -> Mosaic:
    return connect(api=script.url)


def problem(code: str, **more: Any) -> bytes:
    return json.dumps({"code": code, **more}).encode()


def failure(ask: Callable[[], object]) -> ConnectorFailure:
    with pytest.raises(ConnectorFailure) as raised:
        ask()
    return raised.value


REFUSALS: list[tuple[Reply, type[ConnectorFailure]]] = [
    (scripted_reply(401, problem("unauthorised")), CredentialsRefused),
    (scripted_reply(403, problem("forbidden")), RestrictedRecord),
    (scripted_reply(404, problem("not_found")), NotFound),
    (scripted_reply(407), CredentialsRefused),
    (scripted_reply(412, problem("stale")), RecordLocked),
    (scripted_reply(413, problem("too_large")), ContractMismatch),
    (scripted_reply(422, problem("refused")), RecordRejected),
    (scripted_reply(423, problem("locked")), RecordLocked),
    (scripted_reply(429, problem("too_many_requests")), RateLimited),
    (scripted_reply(418), ContractMismatch),
    (scripted_reply(507, problem("store_full")), Unavailable),
]
"""What means the same whether something was to be read or made: refused, and nothing was changed."""


@pytest.mark.parametrize(("answer", "kind"), REFUSALS)
def test_a_refusal_means_the_same_for_reading_and_for_making(
    script: Script,
    scripted: Mosaic,
    wanted: EpisodeRequest,
    call: Call,
    answer: Reply,
    kind: type[ConnectorFailure],
) -> None:
    script.answer = answer
    assert type(failure(lambda: scripted.open_episode(wanted, call))) is kind
    script.look_up = False
    assert type(failure(lambda: scripted.find_episode(wanted.reference, call))) is kind


UNSURE = [
    scripted_reply(500, problem("internal")),
    scripted_reply(502, b"<h1>Bad gateway</h1>", "text/html"),
    scripted_reply(503, problem("internal"), headers=(("Retry-After", "2"),)),
    scripted_reply(504),
    scripted_reply(200, b"<h1>Sign in</h1>", "text/html"),
    scripted_reply(201, b"", "application/json"),
    scripted_reply(201, b'{"id": "1"', "application/json"),
    scripted_reply(201, b'{"id": "1", "id": "2"}', "application/json"),
    scripted_reply(201, b'{"id": NaN}', "application/json"),
    scripted_reply(201, b"[" * 100_000, "application/json"),
    scripted_reply(201, b'{"id": "1"}', "application/json", (("Content-Encoding", "gzip"),)),
    scripted_reply(201, "é".encode("latin-1"), "application/json"),
    scripted_reply(302, b"", "text/html", (("Location", "http://127.0.0.1:9/"),)),
    scripted_reply(204),
    scripted_reply(409, b"", "text/plain"),
]
"""After these nobody knows whether what was asked was done."""


@pytest.mark.parametrize("answer", UNSURE)
def test_what_says_nothing_leaves_the_outcome_unknown(
    script: Script, scripted: Mosaic, wanted: EpisodeRequest, call: Call, answer: Reply
) -> None:
    script.answer = answer
    assert type(failure(lambda: scripted.open_episode(wanted, call))) is OutcomeUnknown


@pytest.mark.parametrize("answer", UNSURE)
def test_what_says_nothing_is_never_taken_for_none(
    script: Script, scripted: Mosaic, wanted: EpisodeRequest, call: Call, answer: Reply
) -> None:
    script.answer, script.look_up = answer, False
    kind = type(failure(lambda: scripted.find_episode(wanted.reference, call)))
    assert kind in {Unavailable, ContractMismatch, RateLimited}


def step(**change: object) -> bytes:
    told = {
        "id": "7",
        "stepTypeCode": "CONTACT_REFERRAL",
        "submissionRef": "FD-2222-2222",
        "personId": "7000101",
        "status": "INCOMING",
        "team": "",
        "nextActions": [],
        "asAt": "2026-11-23T09:15:00Z",
    }
    return json.dumps({**told, **change}).encode()


@pytest.mark.parametrize(
    ("change", "location"),
    [
        ({"personId": "7000102"}, "/steps/7"),
        ({"submissionRef": "FD-3333-3333"}, "/steps/7"),
        ({"submissionRef": None}, "/steps/7"),
        ({"status": "FINISHED"}, "/steps/7"),
        ({"newInThisRelease": "yes"}, "/steps/7"),
        ({"id": ""}, "/steps/"),
        ({}, "/steps/8"),
        ({}, ""),
    ],
)
def test_a_success_that_tells_of_something_else_leaves_the_outcome_unknown(
    script: Script, scripted: Mosaic, wanted: EpisodeRequest, call: Call, change: dict[str, Any], location: str
) -> None:
    body = step(**{"submissionRef": wanted.reference.value, **change})
    script.answer = scripted_reply(201, body, "application/json", (("Location", location),))
    assert type(failure(lambda: scripted.open_episode(wanted, call))) is OutcomeUnknown


def test_a_success_in_the_form_of_the_contract_is_believed(
    script: Script, scripted: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    body = step(submissionRef=wanted.reference.value)
    script.answer = scripted_reply(201, body, "application/json", (("Location", "/steps/7"),))
    assert scripted.open_episode(wanted, call).id == "7"


def test_a_conflict_whose_step_is_not_there_leaves_the_outcome_unknown(
    script: Script, scripted: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    script.answer = scripted_reply(409, problem("already_exists", existing="7"))
    assert type(failure(lambda: scripted.open_episode(wanted, call))) is OutcomeUnknown


@pytest.mark.parametrize(
    ("issues", "faults"),
    [
        ([{"field": "forms/0/answers/3", "code": "missing"}], [RecordFault("forms/0/answers/3", "missing")]),
        ([{"field": "contact.record.date", "code": "required"}], [RecordFault("contact.record.date", "required")]),
        ([{"field": "Ella Ashdown lives", "code": "unknown"}], [RecordFault("request", "unknown")]),
        ([{"field": "f", "code": "Ella Ashdown"}], [RecordFault("request", "HTTP 422")]),
        ([], [RecordFault("request", "HTTP 422")]),
    ],
)
def test_issues_are_told_by_field_and_code_and_never_by_what_somebody_typed(
    script: Script,
    scripted: Mosaic,
    wanted: EpisodeRequest,
    call: Call,
    issues: list[dict[str, str]],
    faults: list[RecordFault],
) -> None:
    script.answer = scripted_reply(422, problem("refused", issues=issues))
    refused = failure(lambda: scripted.open_episode(wanted, call))
    assert isinstance(refused, RecordRejected)
    assert list(refused.faults) == faults


@pytest.mark.parametrize(
    ("headers", "after"),
    [((("Retry-After", "2"),), 2.0), ((("Retry-After", "999999999999999"),), LONGEST), ((), UNSAID)],
)
def test_how_long_to_wait_is_what_the_system_says_within_reason(
    script: Script,
    scripted: Mosaic,
    wanted: EpisodeRequest,
    call: Call,
    headers: tuple[tuple[str, str], ...],
    after: float,
) -> None:
    script.answer = scripted_reply(429, problem("too_many_requests"), headers=headers)
    limited = failure(lambda: scripted.open_episode(wanted, call))
    assert isinstance(limited, RateLimited)
    assert limited.after == after


@pytest.mark.parametrize("answer", [*(answer for answer, _ in REFUSALS), *UNSURE])
def test_no_failure_holds_a_secret_a_token_or_a_word_of_either_side(
    script: Script,
    scripted: Mosaic,
    wanted: EpisodeRequest,
    call: Call,
    caplog: pytest.LogCaptureFixture,
    answer: Reply,
) -> None:
    caplog.set_level(logging.DEBUG)
    canary = {"code": "refused", "issues": [{"field": "canary of theirs", "code": "wrong"}]}
    body = json.dumps(canary).encode() if answer.body.startswith(b'{"code"') else answer.body + b"canary of theirs"
    script.answer = evolve(answer, body=body)
    request = evolve(wanted, answers=(PopulatedAnswer("q", "Q?", "canary of ours"),))
    told = failure(lambda: scripted.open_episode(request, call))

    kept = (scripted._client._tokens._kept, vars(scripted))
    shown = [repr(told), str(told), repr(told.__cause__), caplog.text, *map(repr, kept)]
    canaries = ("made-up-client-secret", "made-up-token", "canary", "Ella", "Two lines")
    assert [word for word in canaries if any(word in each for each in shown)] == []
    assert told.__suppress_context__ or told.__context__ is None


def test_nothing_that_makes_something_is_sent_twice(
    script: Script, scripted: Mosaic, wanted: EpisodeRequest, call: Call
) -> None:
    for status in (401, 500, 503, 429):
        script.answer, script.asked = scripted_reply(status, problem("internal")), []
        failure(lambda: scripted.open_episode(wanted, call))
        assert script.asked.count("POST /people/7000101/steps") == 1


WRONG: dict[Misbehaviour, type[ConnectorFailure]] = {
    Misbehaviour.SLOW: OutcomeUnknown,
    Misbehaviour.SILENT_AFTER_COMMIT: OutcomeUnknown,
    Misbehaviour.CUT_AFTER_COMMIT: OutcomeUnknown,
    Misbehaviour.ERROR_AFTER_COMMIT: OutcomeUnknown,
    Misbehaviour.PAGE: OutcomeUnknown,
    Misbehaviour.EMPTY: OutcomeUnknown,
    Misbehaviour.MALFORMED: OutcomeUnknown,
    Misbehaviour.OVERSIZED: OutcomeUnknown,
    Misbehaviour.DRIP_FEED: OutcomeUnknown,
    Misbehaviour.NO_ID: OutcomeUnknown,
    Misbehaviour.WRONG_REFERENCE: OutcomeUnknown,
    Misbehaviour.WRONG_PERSON: OutcomeUnknown,
    Misbehaviour.EXPIRED_CREDENTIAL: CredentialsRefused,
    Misbehaviour.RATE_LIMIT: RateLimited,
    Misbehaviour.LOCKED_RECORD: RecordLocked,
    Misbehaviour.NEW_MANDATORY_FIELD: RecordRejected,
    Misbehaviour.MISSING_ANSWER: RecordRejected,
}
"""What each misbehaviour of the stand-in makes of opening an episode."""

HARMLESS = {
    Misbehaviour.OPENS_TWICE,
    Misbehaviour.OPENS_ANEW,
    Misbehaviour.DUPLICATE_SUSPECTED,
    Misbehaviour.STORE_FULL,
    Misbehaviour.STALE,
}
"""Those that opening an episode for a known person does not notice."""


@pytest.mark.parametrize("how", Misbehaviour)
def test_each_misbehaviour_has_its_failure_and_one_episode_in_the_end(
    simulator: Simulator, connector: Mosaic, wanted: EpisodeRequest, how: Misbehaviour
) -> None:
    impatient = Call("Officer 7", "screening", 1.0)
    simulator.misbehave_in(how, "createStep")
    if how in HARMLESS:
        connector.open_episode(wanted, impatient)
    else:
        assert type(failure(lambda: connector.open_episode(wanted, impatient))) is WRONG[how]
    simulator.misbehave(None)

    connector.open_episode(wanted, Call("Officer 7", "screening", 10.0))

    assert len(simulator.held(wanted.reference.value).episodes) == (2 if how is Misbehaviour.OPENS_TWICE else 1)


def test_an_interface_that_is_not_there_leaves_what_is_read_from_the_mart(
    simulator: Simulator, connect: Callable[..., Mosaic], wanted: EpisodeRequest, call: Call
) -> None:
    alone = connect(api="http://127.0.0.1:1/")
    assert alone.get_person("7000101", call).value.id == "7000101"
    for ask in (
        lambda: alone.open_episode(wanted, call),
        lambda: alone.find_episode(wanted.reference, call),
        alone.check,
    ):
        assert type(failure(ask)) is Unavailable
    assert simulator.held(wanted.reference.value).episodes == ()


def test_a_closed_connector_gives_back_what_it_opened(simulator: Simulator, connect: Callable[..., Mosaic]) -> None:
    with ExitStack() as closing:
        connector = connect()
        closing.callback(connector.close)
        connector.check()
    assert connector._mart._engine.pool.checkedin() == 0  # type: ignore[attr-defined]
    assert simulator.conduct.calls == {"findSteps": 1}
