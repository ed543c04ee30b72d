"""Answers every question about one person with another child's record."""

from datetime import UTC, datetime
from typing import Any

from frontdoor.connectors.asking import Answer
from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.people import PersonName
from frontdoor_hostile.canaries import CHILD
from frontdoor_hostile.offering import Asked, hook_for

SEARCHED = PersonRecord("H-1", PersonName("Ella", "Ashdown"))


def lie(asked: Asked) -> Any:
    another = PersonRecord("H-2", PersonName(*CHILD.split()))
    return Answer(another if asked.operation == "get_person" else (SEARCHED,), datetime.now(UTC))


register_case_management = hook_for("hostile_lies_about_people", lie)
