"""Answers with names that claim to be safe to show as they are, as some libraries' texts do."""

from datetime import UTC, datetime
from typing import Any

from frontdoor.connectors.asking import Answer
from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.people import PersonName
from frontdoor_hostile.canaries import MARKUP
from frontdoor_hostile.offering import Asked, hook_for


class Safe(str):
    """A text that templates show without escaping it."""

    def __html__(self) -> str:
        return str(self)


def lie(asked: Asked) -> Any:
    record = PersonRecord(asked.person_id or "1", PersonName(Safe(MARKUP)))
    return Answer(record if asked.operation == "get_person" else (record,), datetime.now(UTC))


register_case_management = hook_for("hostile_lies_about_markup", lie)
