"""An answer of a system as one person may see it: what they may not know of is left out, of the rest little is told."""

from collections.abc import Callable, Mapping
from typing import TypeVar, cast

from frontdoor.access import Answer, Basis, RecordKey
from frontdoor.connectors.people import PersonRecord, Relationship
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.facts import SourceAnswer
from frontdoor.domain.people import PersonName
from frontdoor_portal.use_cases.access.judging import Rulings

Item = TypeVar("Item")
Record = TypeVar("Record", PersonRecord, PupilRecord)


def keys_in(
    systems: Mapping[str, str], *answers: SourceAnswer[PersonRecord] | SourceAnswer[PupilRecord]
) -> tuple[RecordKey, ...]:
    """The records in some answers. `systems` leads from a source as readers call it to the connector's name."""
    return tuple(RecordKey(systems[answer.source], item.id) for answer in answers for item in answer.items)


def as_ruled(answer: SourceAnswer[Record], source: str, rulings: Rulings) -> SourceAnswer[Record]:
    """An answer without what the person may not know of; of a record they may see little of, nothing but its id.

    Where nothing is left the answer is that of a source without these records: none, or where a part of the search
    was not answered, that alone.
    """
    ruled = {item.id: rulings.of(source, item.id).answer for item in answer.items}
    items = tuple(
        item if ruled[item.id] is Answer.FULL else little_of(item)
        for item in answer.items
        if ruled[item.id] is not Answer.NOTHING
    )
    return answer.with_items(items)


def family_as_ruled(answer: SourceAnswer[Relationship], source: str, rulings: Rulings) -> SourceAnswer[Relationship]:
    """The family of a child that somebody may see: a sealed member is left out, a sensitive one has no name."""
    shown = []
    for each in answer.items:
        ruling = rulings.of(source, each.person_id)
        if ruling.answer is Answer.NOTHING and ruling.basis is Basis.SEALED:
            continue
        hidden = ruling.basis in {Basis.RESTRICTED, Basis.SEALED}
        shown.append(Relationship(each.person_id, PersonName("Name withheld"), each.relation) if hidden else each)
    return answer.with_items(tuple(shown))


def only(answer: SourceAnswer[Item], keeps: Callable[[Item], bool]) -> SourceAnswer[Item]:
    """An answer with the items that somebody may know of; where none is left, as if it had never found any."""
    return answer.with_items(tuple(item for item in answer.items if keeps(item)))


def little_of(record: Record) -> Record:
    """A record of which nothing is told but that it is there."""
    is_pupil = isinstance(record, PupilRecord)
    left = PupilRecord(record.id, PersonName()) if is_pupil else PersonRecord(record.id, PersonName(), restricted=True)
    return cast("Record", left)
