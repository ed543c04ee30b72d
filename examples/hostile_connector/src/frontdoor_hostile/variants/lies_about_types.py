"""Answers with records whose parts have other types than the contract says."""

from datetime import UTC, datetime
from typing import Any

from frontdoor.connectors.asking import Answer
from frontdoor.connectors.people import PersonRecord
from frontdoor_hostile.canaries import CHILD
from frontdoor_hostile.offering import Asked, hook_for


def lie(asked: Asked) -> Any:
    name: Any = {"given": CHILD}
    record = PersonRecord(asked.person_id or "1", name)
    return Answer(record if asked.operation == "get_person" else (record,), datetime.now(UTC))


register_case_management = hook_for("hostile_lies_about_types", lie)
