"""Where a child lives decides nothing of what somebody is told who may see no more than that a record may exist.

Whoever looks for a family in hiding knows a name, and could type one postcode after another until a record comes up.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from attrs import evolve

from frontdoor.access import OPENS_NORMAL
from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.agency import Professional
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor.domain.identifiers import NhsNumber, Upn

Found = TypeVar("Found", bound=PersonRecord | PupilRecord)


def is_outside(by: Professional) -> bool:
    """Whether somebody is not of the front door, whose officers open records without a relationship."""
    return by.roles.isdisjoint(OPENS_NORMAL)


def without_places(
    answer: SourceAnswer[Found], without: Iterable[Found], is_whole: Callable[[Found], bool]
) -> SourceAnswer[Found]:
    """Of an answer what somebody may see whole, and of one `without` the postcode what they may see little of."""
    if answer.state not in {SourceState.FOUND, SourceState.NONE_FOUND}:
        return answer
    items = (
        *(each for each in answer.items if is_whole(each)),
        *(each for each in without if not is_whole(each)),
    )
    return evolve(answer, items=items, state=SourceState.FOUND if items else SourceState.NONE_FOUND)


def has_a_number_of(record: PersonRecord | PupilRecord, nhs_number: NhsNumber | None, upn: Upn | None) -> bool:
    """Whether a record holds a number that was typed, so that it was found whatever else was."""
    if isinstance(record, PupilRecord):
        return upn is not None and upn in {record.upn, *record.former_upns}
    return nhs_number in record.nhs_numbers or upn in record.upns
