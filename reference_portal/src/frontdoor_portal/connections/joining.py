"""Several searches of one source, told as one answer: a child may be found by a number, or by name, or by both."""

from collections.abc import Sequence
from typing import TypeVar

from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.facts import SourceAnswer, SourceState, Unanswered
from frontdoor_portal.connections.explaining import PARTLY

Record = TypeVar("Record", PersonRecord, PupilRecord)


def join(answers: Sequence[SourceAnswer[Record]]) -> SourceAnswer[Record]:
    """Every record once, as old as the oldest answer, and an old copy where that is one.

    One search unanswered means that "none" cannot be said.

    What was not answered stays with the records: whoever may see none of them is told that, as if there were none.
    """
    records = {record.id: record for answer in answers for record in answer.items}
    first = answers[0]
    lost = next((Unanswered(each.state, each.explanation) for each in answers if not each.has_answered), None)
    if lost and not records:
        return SourceAnswer(first.source, lost.state, first.asked_at, explanation=lost.explanation)
    is_old = any(each.state is SourceState.STALE_COPY for each in answers)
    state = SourceState.FOUND if records else SourceState.NONE_FOUND
    times = [answer.as_at for answer in answers if answer.as_at is not None]
    return SourceAnswer(
        source=first.source,
        state=SourceState.STALE_COPY if is_old else state,
        asked_at=first.asked_at,
        items=tuple(records.values()),
        as_at=min(times, default=None),
        explanation=PARTLY.format(title=first.source) if lost else "",
        unanswered=lost,
    )
