"""Several searches of one source, told as one answer: a child may be found by a number, or by name, or by both."""

from collections.abc import Sequence
from typing import TypeVar

from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor_portal.connections.explaining import PARTLY

Record = TypeVar("Record", PersonRecord, PupilRecord)

_ANSWERED = frozenset({SourceState.FOUND, SourceState.NONE_FOUND})


def join(answers: Sequence[SourceAnswer[Record]]) -> SourceAnswer[Record]:
    """Every record once, as old as the oldest answer. One search unanswered means that "none" cannot be said."""
    records = {record.id: record for answer in answers for record in answer.items}
    unanswered = [answer for answer in answers if answer.state not in _ANSWERED]
    if not records:
        return (unanswered or answers)[0]
    times = [answer.as_at for answer in answers if answer.as_at is not None]
    return SourceAnswer(
        source=answers[0].source,
        state=SourceState.FOUND,
        asked_at=answers[0].asked_at,
        items=tuple(records.values()),
        as_at=min(times, default=None),
        explanation=PARTLY.format(title=answers[0].source) if unanswered else "",
    )
