"""What a list holds, told as a system itself would answer: its state, its age, and what is wrong with it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from attrs import evolve

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.facts import SourceAnswer, state_of
from frontdoor_portal.use_cases.people import PeopleFeed

MOST_SHOWN = 10
"""Records shown of one source: who needs more knows too little of the child, and would browse."""

NEVER_READ = "The list of its people was never read to its end here, so the system itself was asked"
_LISTED = "Searched in the portal’s own list of whom it has on record"
_FAILED = "The last update of the list failed, so that newer records and changes may be missing"
_MORE = "More records may fit than are shown: add what else you know"

Record = TypeVar("Record", PersonRecord, PupilRecord)


def listed(
    now: datetime, title: str, feed: PeopleFeed, records: Sequence[Record], old_after: timedelta
) -> SourceAnswer[Record]:
    """The answer of a list for its source, with every record that fits; where the list is old, its state says so."""
    said = [_LISTED]
    if feed.failure is not None:
        said.append(_FAILED)
    state = state_of(records, feed.as_at, now - old_after)
    return SourceAnswer(title, state, now, tuple(records), feed.as_at, ". ".join(said) + ".")


def shortened(answer: SourceAnswer[Record]) -> SourceAnswer[Record]:
    """Of too many records, the first, and that there are more.

    Only of records that the person may know of: otherwise the count would tell that there are others.
    """
    if len(answer.items) <= MOST_SHOWN:
        return answer
    return evolve(answer, items=answer.items[:MOST_SHOWN], explanation=f"{answer.explanation} {_MORE}.")


def as_person(who: PersonIdentity) -> PersonRecord:
    """The identity as a record of case management, which says nothing but who somebody is."""
    # A list does not say whether an address may be disclosed, so that none leaves it.
    return PersonRecord(
        id=who.id,
        name=who.name,
        other_names=who.other_names,
        birth_date=who.birth_date,
        sex=who.sex,
        nhs_numbers=who.nhs_numbers,
        upns=who.upns,
        duplicate_of=who.duplicate_of,
        do_not_disclose_address=True,
    )


def as_pupil(who: PersonIdentity) -> PupilRecord:
    """The same as a record of education."""
    return PupilRecord(
        id=who.id,
        name=who.name,
        other_names=who.other_names,
        birth_date=who.birth_date,
        sex=who.sex,
        upn=who.upns[0] if who.upns else None,
        former_upns=who.upns[1:],
    )
