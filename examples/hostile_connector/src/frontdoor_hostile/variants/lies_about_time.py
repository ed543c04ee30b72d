"""Answers with a record that is true as of next year."""

from datetime import UTC, datetime, timedelta
from typing import Any

from frontdoor.connectors.asking import Answer
from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.people import PersonName
from frontdoor_hostile.canaries import CHILD
from frontdoor_hostile.offering import Asked, hook_for


def lie(asked: Asked) -> Any:
    record = PersonRecord(asked.person_id or "1", PersonName(*CHILD.split()))
    value = record if asked.operation == "get_person" else (record,)
    return Answer(value, datetime.now(UTC) + timedelta(days=365))


register_case_management = hook_for("hostile_lies_about_time", lie)
