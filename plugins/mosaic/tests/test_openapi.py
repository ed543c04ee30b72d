"""Schemathesis walks the stand-in by the OpenAPI file: what fits is taken, what does not is refused, all as written.

Every check of schemathesis is on. A request of the right form may still be refused for what it says, with 422, or for a
lock, with 423: the contract tells both, and that is all that is set here.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.config import SchemathesisConfig

from frontdoor_mosaic.rest import bodies
from frontdoor_mosaic.rest.contract import reference_contract
from frontdoor_mosaic.simulator import Simulator
from frontdoor_mosaic.simulator.interface import BASE
from frontdoor_mosaic.simulator.papers import LivePapers
from frontdoor_mosaic.simulator.simulator import CLIENT_ID, CLIENT_SECRET
from frontdoor_mosaic.simulator.steps import LiveSteps

PLACES = ("path", "query", "header")

CONFIG = SchemathesisConfig.from_dict(
    {
        "seed": 7,
        "checks": {
            "positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "409", "412", "422", "423"]}
        },
        "generation": {"deterministic": True, "database": "none"},
    }
)
contract = schemathesis.openapi.from_dict(dict(reference_contract().document), config=CONFIG)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """The stand-in that all requests go to, with the step and the note that the contract's examples speak of."""
    with Simulator.start(tmp_path_factory.mktemp("walked")) as simulator:
        simulator.office.life = 3600
        simulator.store.change("UPDATE SEQUENCES SET LAST = 599999 WHERE NAME IN ('STEP', 'ROW')")
        example = example_of("/people/{personId}/case-notes", "post")
        papers = LivePapers(simulator.store, simulator.site)
        step = example_of("/people/{personId}/steps", "post") | {"submissionRef": example["submissionRef"], "forms": []}
        made = LiveSteps(simulator.store, simulator.site).create(7000101, step, "step", "Officer 7")
        assert (made["id"], papers.add_note(7000101, example, "note")["id"]) == ("600000", "600000")
        yield simulator


def example_of(path: str, method: str) -> dict[str, Any]:
    """The body that the contract gives as an example."""
    body = reference_contract().document["paths"][path][method]["requestBody"]
    example: dict[str, Any] = body["content"]["application/json"]["example"]
    return example


@pytest.fixture(scope="module")
def accounts(walked: Simulator) -> dict[str, str]:
    """The Authorization header for each kind of operation."""
    basic = f"Basic {b64encode(f'{CLIENT_ID}:{CLIENT_SECRET}'.encode()).decode()}"
    form = "application/x-www-form-urlencoded"
    told = walked.office.answer(basic, form, b"grant_type=client_credentials", refuse=False)
    return {"client": basic, "token": f"Bearer {json.loads(told.body)['access_token']}"}


@contract.parametrize()
@settings(max_examples=25, derandomize=True, suppress_health_check=list(HealthCheck))
def test_the_stand_in_keeps_the_contract(case: Case[Any], walked: Simulator, accounts: dict[str, str]) -> None:
    account = "client" if case.path == "/oauth2/token" else "token"
    case.call_and_validate(base_url=walked.url, headers={"Authorization": accounts[account]})


@pytest.mark.parametrize(
    ("operation", "status"),
    [
        ("createPerson", 201),
        ("createStep", 201),
        ("createCaseNote", 201),
        ("changeCaseNote", 200),
        ("findSteps", 200),
        ("readStep", 200),
        ("attachDocument", 201),
        ("changeStep", 200),
    ],
)
def test_each_example_of_the_contract_succeeds(
    walked: Simulator, accounts: dict[str, str], operation: str, status: int
) -> None:
    walked.store.change("UPDATE DM_WORKFLOW_STEPS SET STEP_STATUS = 'INCOMING' WHERE WORKFLOW_STEP_ID = 600000")
    walked.store.change("UPDATE STEP_DETAILS SET VERSION = 1 WHERE WORKFLOW_STEP_ID = 600000")
    for path, item in reference_contract().document["paths"].items():
        for method, told in item.items():
            if told["operationId"] == operation:
                assert _call(walked, path, method, told, accounts["token"]) == status


def _call(walked: Simulator, path: str, method: str, told: dict[str, Any], account: str) -> int:
    """The status of the answer to an operation's examples."""
    given = reference_contract().document["components"]["parameters"]
    parameters = [given[each["$ref"].rpartition("/")[2]] for each in told["parameters"]]
    by_place = {
        place: {each["name"]: each["example"] for each in parameters if each["in"] == place} for place in PLACES
    }
    headers = {**by_place["header"], "Authorization": account, "Content-Type": "application/json"}
    body = bodies.write(example_of(path, method)) if "requestBody" in told else b""
    target = f"{BASE}{path.format(**by_place['path'])}?{urlencode(by_place['query'])}"
    connection = HTTPConnection(*walked.sockets["api"])
    connection.request(method.upper(), target, body, headers)
    status = connection.getresponse().status
    connection.close()
    return status
