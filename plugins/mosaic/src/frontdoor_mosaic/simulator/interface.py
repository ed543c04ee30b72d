"""The stand-in's interface: which operation a request means, whether it fits the contract, and what it answers."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from attrs import field, frozen

from frontdoor.testing.simulators import Misbehaviour
from frontdoor.testing.wire import Reply
from frontdoor_mosaic.rest import bodies
from frontdoor_mosaic.rest.contract import reference_contract
from frontdoor_mosaic.simulator.misbehaving import tampered
from frontdoor_mosaic.simulator.papers import LivePapers
from frontdoor_mosaic.simulator.people import LivePeople
from frontdoor_mosaic.simulator.refusing import Refused
from frontdoor_mosaic.simulator.steps import LiveSteps
from frontdoor_mosaic.simulator.store import Store
from frontdoor_mosaic.site import Site

BASE = "/mosaic"
TOKEN_PATH = f"{BASE}/oauth2/token"


@frozen
class Incoming:
    """A request as it came. Header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.target).query, keep_blank_values=True)


@frozen
class Operation:
    """One operation of the contract: its id, its path as a pattern, and the schema of its body."""

    id: str
    method: str
    path: re.Pattern[str]
    parameters: tuple[Mapping[str, Any], ...]
    schema: str = ""
    makes: str = ""
    """The path below which what it makes can be found, empty where it makes nothing."""


@frozen
class Asked:
    """A request that fits the contract: the id in its path, its parameters by name, and its body."""

    id: int
    parameters: Mapping[str, str]
    body: Mapping[str, Any] = field(factory=dict)


_MADE_BELOW = {
    "createPerson": "/people",
    "createStep": "/steps",
    "createCaseNote": "/case-notes",
    "attachDocument": "/documents",
}


def _operations() -> tuple[Operation, ...]:
    document, found = reference_contract().document, []
    for path, item in document["paths"].items():
        for method, told in item.items():
            if path != "/oauth2/token":
                body = told.get("requestBody", {}).get("content", {}).get(bodies.JSON, {}).get("schema", {})
                found.append(
                    Operation(
                        id=told["operationId"],
                        method=method.upper(),
                        path=re.compile(BASE + re.sub(r"\{[^}]+\}", "([^/]+)", path)),
                        parameters=tuple(_parameter(each) for each in told["parameters"]),
                        schema=body.get("$ref", "").rpartition("/")[2],
                        makes=_MADE_BELOW.get(told["operationId"], ""),
                    )
                )
    return tuple(found)


def _parameter(reference: Mapping[str, str]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = reference_contract().document["components"]["parameters"][
        reference["$ref"].rpartition("/")[2]
    ]
    return found


OPERATIONS = _operations()


def operation_of(incoming: Incoming) -> Operation:
    """The operation that a request means; raises `Refused` for none."""
    there = [operation for operation in OPERATIONS if operation.path.fullmatch(incoming.path)]
    if not there:
        raise Refused(404, "not_found")
    for operation in there:
        if operation.method == incoming.method:
            return operation
    allowed = ", ".join(sorted(operation.method for operation in there))
    raise Refused(405, "method_not_allowed", {"Allow": allowed})


def asked_of(operation: Operation, incoming: Incoming) -> Asked:
    """What is asked, where it fits the contract; raises `Refused`."""
    parameters, issues, inside = dict[str, str](), list[dict[str, str]](), operation.path.fullmatch(incoming.path)
    for parameter in operation.parameters:
        name, where = parameter["name"], parameter["in"]
        if where == "path":
            value = unquote(inside[1]) if inside else None
        elif where == "header":
            value = incoming.headers.get(name.lower())
        else:
            values = incoming.query.get(name, [])
            value = values[0] if len(values) == 1 else None
        schema = reference_contract().resolved(parameter["schema"])
        if value is None:
            issues.append({"field": name, "code": "required"})
        elif re.search(schema["pattern"].removesuffix("$") + r"\Z", value) is None:
            issues.append({"field": name, "code": "pattern"})
        else:
            parameters[name] = value
    known = {parameter["name"] for parameter in operation.parameters if parameter["in"] == "query"}
    issues += [{"field": "query", "code": "unknown"} for name in incoming.query if name not in known]
    if issues:
        raise Refused(400, "invalid", issues=issues)
    number = next((int(value) for name, value in parameters.items() if name.endswith("Id")), 0)
    return Asked(number, parameters, _body(operation, incoming) if operation.schema else {})


def _body(operation: Operation, incoming: Incoming) -> Mapping[str, Any]:
    if incoming.headers.get("content-type", "").partition(";")[0].strip().lower() != bodies.JSON:
        raise Refused(415, "unsupported_media_type")
    try:
        body = bodies.read(incoming.body)
    except bodies.NotJson:
        raise Refused(400, "invalid", issues=[{"field": "body", "code": "not_json"}]) from None
    misfits = reference_contract().misfits(operation.schema, body)
    if misfits:
        issues = [{"field": each.place[:200] or "body", "code": each.kind.lower()} for each in misfits[:100]]
        raise Refused(400, "invalid", issues=issues)
    told: Mapping[str, Any] = body
    return told


@frozen
class Interface:
    """Carries out requests that fit the contract."""

    store: Store
    site: Site

    def carry_out(self, operation: Operation, asked: Asked, how: Misbehaviour | None) -> Reply:
        """The answer; raises `Refused`, and then nothing is kept."""
        steps = LiveSteps(self.store, self.site, how)
        with self.store.transaction():
            acting_for, purpose = (unquote(asked.parameters[name]) for name in ("X-Acting-For", "X-Purpose"))
            self.store.insert("ACCESS_LOG", {"OPERATION": operation.id, "ACTING_FOR": acting_for, "PURPOSE": purpose})
            told = self._doing(steps, how)[operation.id](asked)
            headers = dict[str, str]()
            if operation.id in {"createStep", "readStep", "changeStep"}:
                headers["ETag"] = f'"{steps.version(int(told["id"]))}"'
        if operation.makes:
            headers["Location"] = f"{BASE}{operation.makes}/{told['id']}"
        tampered(told, headers, how)
        return Reply(201 if operation.makes else 200, bodies.JSON, bodies.write(told), headers)

    def _doing(self, steps: LiveSteps, how: Misbehaviour | None) -> Mapping[str, Callable[[Asked], dict[str, Any]]]:
        people, papers = LivePeople(self.store, how), LivePapers(self.store, self.site, how)
        return {
            "createPerson": lambda asked: people.create(asked.body, asked.parameters["Idempotency-Key"]),
            "createStep": lambda asked: steps.create(
                asked.id, asked.body, asked.parameters["Idempotency-Key"], unquote(asked.parameters["X-Acting-For"])
            ),
            "findSteps": lambda asked: {
                "submissionRef": asked.parameters["submissionRef"],
                "steps": steps.with_reference(asked.parameters["submissionRef"]),
            },
            "readStep": lambda asked: steps.told(asked.id),
            "changeStep": lambda asked: steps.change(
                asked.id, asked.body, int(asked.parameters["If-Match"].strip('"'))
            ),
            "createCaseNote": lambda asked: papers.add_note(asked.id, asked.body, asked.parameters["Idempotency-Key"]),
            "changeCaseNote": lambda asked: papers.change_note(asked.id, asked.body),
            "attachDocument": lambda asked: papers.attach(asked.id, asked.body, asked.parameters["Idempotency-Key"]),
        }
