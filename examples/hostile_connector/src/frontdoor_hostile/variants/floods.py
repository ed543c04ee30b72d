"""Answers every question with a million records."""

from datetime import UTC, datetime
from typing import Any

from frontdoor.connectors.asking import Answer
from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.people import PersonName
from frontdoor_hostile.canaries import CHILD
from frontdoor_hostile.offering import Asked, hook_for

A_MILLION = 1_000_000


def flood(asked: Asked) -> Any:
    record = PersonRecord(asked.person_id or "1", PersonName(*CHILD.split()))
    return Answer((record,) * A_MILLION, datetime.now(UTC))


register_case_management = hook_for("hostile_floods", flood)
