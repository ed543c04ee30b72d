"""The kinds of question, the parts some of them have, and how much each may hold."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class QuestionKind(StrEnum):
    """What sort of answer a question takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO_UNKNOWN = "yes_no_unknown"
    NAME = "name"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    NHS_NUMBER = "nhs_number"
    UPN = "upn"
    GROUP = "group"
    """Several people or things, each asked the same member questions."""


PARTS: Mapping[QuestionKind, tuple[str, ...]] = MappingProxyType(
    {
        QuestionKind.DATE: ("day", "month", "year"),
        QuestionKind.NAME: ("given", "family"),
        QuestionKind.ADDRESS: ("line_1", "line_2", "town", "postcode"),
    }
)
"""The parts of an answer typed into several boxes. A date that may be approximate has `approx` as well."""

APPROX = "approx"

MOST_ITEMS = 20
"""How many items a group may have when the form does not say."""

ONE_OF_OPTIONS = frozenset({QuestionKind.CHOICE, QuestionKind.YES_NO_UNKNOWN})
WITH_OPTIONS = ONE_OF_OPTIONS | {QuestionKind.CHOICES}

DEFAULT_LIMITS: Mapping[QuestionKind, int] = MappingProxyType(
    {
        QuestionKind.TEXT: 200,
        QuestionKind.LONG_TEXT: 10_000,
        QuestionKind.DATE: 100,
        QuestionKind.NAME: 200,
        QuestionKind.ADDRESS: 200,
        QuestionKind.PHONE: 50,
        QuestionKind.EMAIL: 254,  # RFC 5321: the longest address that can be delivered to
        QuestionKind.NHS_NUMBER: 50,
        QuestionKind.UPN: 50,
    }
)
"""Most characters an answer (or each part of one) may have when the form does not say."""
