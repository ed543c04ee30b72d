"""What a connector can do, operation by operation, declared before anything is asked of it."""

from collections.abc import Mapping
from enum import StrEnum

from attrs import field, frozen


class Operation(StrEnum):
    """Everything a connector may be asked to do."""

    SEARCH_PEOPLE = "search_people"
    GET_PERSON = "get_person"
    GET_RELATIONSHIPS = "get_relationships"
    GET_INVOLVEMENTS = "get_involvements"
    GET_WARNINGS = "get_warnings"
    LIST_CHANGED_PEOPLE = "list_changed_people"
    OPEN_EPISODE = "open_episode"
    FIND_EPISODE = "find_episode"
    READ_EPISODE = "read_episode"
    ADD_CASE_NOTE = "add_case_note"
    ATTACH_DOCUMENT = "attach_document"
    SEARCH_PUPILS = "search_pupils"
    GET_PUPIL = "get_pupil"
    LIST_CHANGED_PUPILS = "list_changed_pupils"


class Level(StrEnum):
    """How an operation is carried out.

    NATIVE: the system is called. ASSISTED: a file or queue the system imports. MANUAL: a hand-off pack that a
    person copies and ticks off. NONE: not at all.
    """

    NATIVE = "native"
    ASSISTED = "assisted"
    MANUAL = "manual"
    NONE = "none"


def _copy(levels: Mapping[Operation, Level]) -> dict[Operation, Level]:
    # A plugin that writes the words as plain text means the same; a word that there is not, it must be told of.
    return {Operation(operation): Level(level) for operation, level in levels.items()}


@frozen
class Capabilities:
    """The level of each operation; an operation not named is `NONE`. Raises `ValueError` for a word there is not."""

    levels: Mapping[Operation, Level] = field(converter=_copy, factory=dict)

    def level(self, operation: Operation) -> Level:
        return self.levels.get(operation, Level.NONE)

    def can_call(self, operation: Operation) -> bool:
        """Whether asking the connector itself makes sense: a MANUAL or NONE operation is never called."""
        return self.level(operation) in {Level.NATIVE, Level.ASSISTED}

    def with_levels(self, levels: Mapping[Operation, Level]) -> "Capabilities":
        """The same with some levels replaced, as a setting may raise or lower them."""
        return Capabilities({**self.levels, **levels})
