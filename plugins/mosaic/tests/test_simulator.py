"""The stand-in behaves as the product is documented to: steps, locks, mandatory forms, notes that only grow."""

import json
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest

from frontdoor.testing.simulator_process import RemoteSimulator
from frontdoor.testing.simulators import Held, Misbehaviour
from frontdoor_mosaic.simulator import Simulator
from frontdoor_mosaic.simulator.people import soundex

REFERENCE = "FD-2222-2222"
STEP = {
    "stepTypeCode": "CONTACT_REFERRAL",
    "submissionRef": REFERENCE,
    "contactDate": "2026-10-25T00:30:00Z",
    "source": "2A",
    "category": "neglect",
    "priority": "high",
    "subjects": ["7000101", "7000102"],
    "assignTo": {"team": "Safeguarding Team North"},
    "forms": [
        {
            "templateCode": "CONTACT_RECORD",
            "answers": [{"questionUserCode": "contact.record.portal.reference", "value": REFERENCE}],
        }
    ],
}


class User:
    """Somebody who asks over HTTP, with a token of their own."""

    def __init__(self, simulator: Simulator) -> None:
        self._where = simulator.sockets["api"]
        form = "application/x-www-form-urlencoded"
        basic = "Basic ZmFtaWx5LWZyb250LWRvb3I6bWFkZS11cC1jbGllbnQtc2VjcmV0"
        told = simulator.office.answer(basic, form, b"grant_type=client_credentials", refuse=False)
        self._token = json.loads(told.body)["access_token"]

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, Any, HTTPResponse]:
        """The status, the body and the whole answer."""
        known = {"Authorization": f"Bearer {self._token}", "X-Acting-For": "Officer%207", "X-Purpose": "work"}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = HTTPConnection(*self._where, timeout=30)
        payload = None if body is None else json.dumps(body)
        types = {} if body is None else {"Content-Type": "application/json"}
        connection.request(method, f"/mosaic{path}", payload, {**known, **types, **given})
        answer = connection.getresponse()
        told = json.loads(answer.read())
        connection.close()
        return answer.status, told, answer


@pytest.fixture
def user(simulator: Simulator) -> User:
    return User(simulator)


@pytest.fixture
def step(user: User) -> str:
    """A contact that was just opened; its id."""
    status, told, _ = user.ask("POST", "/people/7000101/steps", STEP, Idempotency_Key="k")
    assert status == 201
    return str(told["id"])


def test_a_step_is_made_with_where_it_is_and_its_version(user: User, step: str) -> None:
    status, told, answer = user.ask("GET", f"/steps/{step}")
    assert (status, told["status"], told["personId"]) == (200, "INCOMING", "7000101")
    assert answer.headers["ETag"] == '"1"'


def test_asked_again_with_the_same_key_the_same_step_is_answered(user: User, step: str) -> None:
    status, told, answer = user.ask("POST", "/people/7000101/steps", STEP, Idempotency_Key="k")
    assert (status, told["id"], answer.headers["Location"]) == (201, step, f"/mosaic/steps/{step}")


def test_a_second_step_with_the_same_reference_is_a_conflict_that_names_the_first(user: User, step: str) -> None:
    status, told, _ = user.ask("POST", "/people/7000101/steps", STEP, Idempotency_Key="another")
    assert (status, told) == (409, {"code": "already_exists", "existing": step})


WAYS = [
    ("start", {}, 200, "STARTED"),
    ("complete", {}, 409, "conflict"),
    ("cancel", {}, 422, "refused"),
    ("cancel", {"reason": "Opened by mistake"}, 200, "CANCELLED"),
    ("reopen", {}, 409, "conflict"),
    ("check_out", {}, 409, "conflict"),
    ("check_in", {}, 409, "conflict"),
]


@pytest.mark.parametrize(("action", "more", "status", "said"), WAYS)
def test_a_step_goes_where_it_may_from_its_beginning(
    user: User, step: str, action: str, more: dict[str, str], status: int, said: str
) -> None:
    got, told, _ = user.ask("PATCH", f"/steps/{step}", {"action": action, **more}, If_Match='"1"')
    assert (got, told.get("status") or told["code"]) == (status, said)


def test_a_cancelled_step_goes_nowhere_any_more(simulator: Simulator, user: User, step: str) -> None:
    simulator.work_on(step, "cancel", reason="Opened by mistake")
    for action in ("start", "complete", "reopen", "cancel", "check_out", "check_in"):
        status, told, _ = user.ask("PATCH", f"/steps/{step}", {"action": action, "reason": "x"}, If_Match='"2"')
        assert (status, told) == (409, {"code": "conflict"})


def test_a_change_of_a_version_that_is_no_longer_the_latest_is_stale(user: User, step: str) -> None:
    assert user.ask("PATCH", f"/steps/{step}", {"action": "start"}, If_Match='"1"')[2].headers["ETag"] == '"2"'
    status, told, _ = user.ask("PATCH", f"/steps/{step}", {"action": "complete"}, If_Match='"1"')
    assert (status, told) == (412, {"code": "stale"})


def test_a_step_that_is_checked_out_is_locked_until_it_is_checked_in(
    simulator: Simulator, user: User, step: str
) -> None:
    simulator.work_on(step, "start")
    simulator.work_on(step, "check_out")
    assert user.ask("PATCH", f"/steps/{step}", {"action": "complete"}, If_Match='"3"')[:2] == (423, {"code": "locked"})
    assert user.ask("PATCH", f"/steps/{step}", {"action": "check_in"}, If_Match='"3"')[1]["status"] == "STARTED"


def test_a_step_whose_mandatory_answer_is_missing_is_not_completed(simulator: Simulator, user: User, step: str) -> None:
    simulator.store.change("DELETE FROM DM_CACHED_FORM_ANSWERS")
    simulator.work_on(step, "start")
    status, told, _ = user.ask("PATCH", f"/steps/{step}", {"action": "complete"}, If_Match='"2"')
    missing = [{"field": "contact.record.portal.reference", "code": "missing"}]
    assert (status, told) == (422, {"code": "refused", "issues": missing})


def test_a_next_action_opens_a_step_about_the_same_people(simulator: Simulator, user: User, step: str) -> None:
    simulator.work_on(step, "start")
    simulator.work_on(step, "complete", ["Step down to early help"])
    [action] = user.ask("GET", f"/steps/{step}")[1]["nextActions"]
    following = user.ask("GET", f"/steps/{action['stepId']}")[1]
    assert (action["step"], following["status"], following["personId"]) == (
        "Early help assessment",
        "INCOMING",
        "7000101",
    )


def test_a_next_action_that_is_not_configured_is_refused(simulator: Simulator, user: User, step: str) -> None:
    simulator.work_on(step, "start")
    body = {"action": "complete", "nextActions": [{"description": "Adopt"}]}
    status, told, _ = user.ask("PATCH", f"/steps/{step}", body, If_Match='"2"')
    assert (status, told["issues"]) == (422, [{"field": "nextActions", "code": "unknown"}])


def test_a_complete_note_only_grows(simulator: Simulator, user: User, step: str) -> None:
    note = {
        "stepId": step,
        "submissionRef": REFERENCE,
        "noteType": "CONTACT",
        "title": "Call",
        "contactDate": "2026-11-23T09:15:00Z",
        "status": "draft",
        "writtenBy": "Officer 7",
        "text": "Draft.",
    }
    made = user.ask("POST", "/people/7000101/case-notes", note, Idempotency_Key="n")[1]["id"]
    assert user.ask("PATCH", f"/case-notes/{made}", {"text": "Final.", "status": "complete"})[0] == 200
    assert user.ask("PATCH", f"/case-notes/{made}", {"text": "Other."})[:2] == (409, {"code": "conflict"})
    assert user.ask("PATCH", f"/case-notes/{made}", {"append": "And more."})[0] == 200
    assert simulator.held(REFERENCE).texts[-1] == "Final.\n\nAnd more."


def test_what_belongs_to_a_restricted_person_is_closed_with_them(simulator: Simulator, user: User, step: str) -> None:
    simulator.store.change("UPDATE DM_PERSONS SET RESTRICTED = 'Y' WHERE PERSON_ID = 7000101")
    assert user.ask("GET", f"/steps/{step}")[:2] == (403, {"code": "forbidden"})


@pytest.mark.parametrize(
    ("change", "issue"),
    [
        ({"source": "99Z"}, ("source", "unknown")),
        ({"stepTypeCode": "OTHER"}, ("stepTypeCode", "unknown")),
        ({"subjects": ["7000111"]}, ("subjects", "not_the_person")),
        ({"subjects": ["7000101", "79999999"]}, ("subjects", "unknown")),
    ],
)
def test_what_a_step_says_must_be_known(user: User, change: dict[str, Any], issue: tuple[str, str]) -> None:
    status, told, _ = user.ask("POST", "/people/7000101/steps", {**STEP, **change}, Idempotency_Key="k")
    assert (status, told["issues"]) == (422, [{"field": issue[0], "code": issue[1]}])


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status", "code"),
    [
        ("GET", "/nowhere", None, {}, 404, "not_found"),
        ("DELETE", "/steps", None, {}, 405, "method_not_allowed"),
        ("GET", "/steps", None, {}, 400, "invalid"),
        ("GET", "/steps?submissionRef=FD-2222-2222&x=1", None, {}, 400, "invalid"),
        ("POST", "/people", {"firstName": "Nia"}, {"Idempotency_Key": "k"}, 400, "invalid"),
        ("POST", "/people", {}, {"Idempotency_Key": "k", "Content_Type": "text/plain"}, 415, "unsupported_media_type"),
        ("GET", "/steps/1", None, {"Authorization": "Bearer none"}, 401, "unauthorised"),
        ("GET", "/steps/1", None, {"X_Purpose": "é"}, 400, "invalid"),
    ],
)
def test_a_request_that_does_not_fit_the_contract_is_refused(
    user: User, method: str, path: str, body: object, headers: dict[str, str], status: int, code: str
) -> None:
    assert (user.ask(method, path, body, **headers)[0], user.ask(method, path, body, **headers)[1]["code"]) == (
        status,
        code,
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ashdown", "Ashdowne"), ("Robert", "Rupert"), ("Siôn", "Sion"), ("O'Brien", "OBrian"), ("李", "李")],
)
def test_names_that_sound_alike_have_one_sound(one: str, other: str) -> None:
    assert soundex(one) == soundex(other)


@pytest.mark.parametrize(
    ("name", "sound"), [("Robert", "R163"), ("Tymczak", "T522"), ("Pfister", "P236"), ("Honeyman", "H555"), ("", "")]
)
def test_a_sound_is_that_of_american_soundex(name: str, sound: str) -> None:
    assert soundex(name) == sound


def test_what_it_held_outlives_it(tmp_path: Path) -> None:
    with Simulator.start(tmp_path / "mosaic") as first:
        User(first).ask("POST", "/people/7000101/steps", STEP, Idempotency_Key="k")
        held = first.held(REFERENCE)
    with Simulator.start(tmp_path / "mosaic") as second:
        assert (len(held.episodes), second.held(REFERENCE)) == (1, held)
        assert User(second).ask("POST", "/people/7000101/steps", STEP, Idempotency_Key="k")[1]["id"] == held.episodes[0]


def test_it_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    with RemoteSimulator("mosaic", tmp_path / "mosaic") as simulator:
        assert simulator.title == "Mosaic"
        assert set(simulator.settings) == {"mart", "api", "client_id", "client_secret", "site_file"}
        assert simulator.held(REFERENCE) == Held()
        simulator.misbehave(Misbehaviour.STALE)


def test_somebody_changed_and_somebody_removed_are_others(simulator: Simulator) -> None:
    changed, removed = simulator.change_somebody(), simulator.remove_somebody()
    rows = simulator.store.rows("SELECT PERSON_ID, LAST_NAME FROM DM_PERSONS")
    names = {str(row["PERSON_ID"]): row["LAST_NAME"] for row in rows}
    assert (names[changed], removed in names) == ("Ashdown-Newman", False)
