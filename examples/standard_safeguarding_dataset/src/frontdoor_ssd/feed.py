"""Who is in the dataset, page by page, for the portal's index of people.

The dataset keeps no record of what changed: a load replaces it whole. So a cursor is good for one load, and after the
next everybody is read anew, which is also how the index learns who is gone.
"""

import json
from collections.abc import Callable
from typing import Self

from attrs import frozen

from frontdoor.connectors.failures import ContractMismatch, NotFound
from frontdoor.connectors.feed import MOST_ON_A_PAGE, FeedPage, PersonIdentity
from frontdoor_ssd import mapping, rows
from frontdoor_ssd.dataset import PERSON
from frontdoor_ssd.freshness import LIVE
from frontdoor_ssd.rows import Reading


@frozen
class Cursor:
    """Where a reading is: of which load, after whose id, of how many. Without an id it has come to the end."""

    load: str
    after: str | None
    total: int

    def __str__(self) -> str:
        return json.dumps([self.load, self.after, self.total])

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises `NotFound` for what is no cursor of ours."""
        try:
            load, after, total = json.loads(text)
            return cls(str(load), None if after is None else str(after), int(total))
        except (ValueError, TypeError):
            raise NotFound("This is no place in the dataset: begin again") from None


def page(reading: Reading, after: str, most: int, load: str, closes: Callable[[rows.Row], bool]) -> FeedPage:
    """The page after a cursor. `load` tells one load of the dataset from the next, `closes` who is restricted.

    Raises `NotFound` where the cursor is of another load.
    """
    cursor = Cursor.parse(after) if after else Cursor(load, "", _total(reading))
    if cursor.load != load or (cursor.after is None and load == LIVE):
        raise NotFound("The dataset was loaded anew: begin again")
    if cursor.after is None:
        return FeedPage((), str(cursor), is_last=True, total=cursor.total)
    people, there_is_more = rows.portion(reading, (), cursor.after, max(1, min(most, MOST_ON_A_PAGE)))
    last = str(people[-1]["pers_person_id"]) if there_is_more else None
    following = Cursor(load, last, cursor.total)
    return FeedPage(
        _identities(reading, cursor.after, people, closes), str(following), not there_is_more, total=cursor.total
    )


def _identities(
    reading: Reading, after: str, people: list[rows.Row], closes: Callable[[rows.Row], bool]
) -> tuple[PersonIdentity, ...]:
    if not people:
        return ()
    which = rows.between(after, str(people[-1]["pers_person_id"]))
    belongings, nothing = rows.belongings(reading, which, with_episodes=False), rows.Belongings()
    return tuple(
        mapping.closed_identity(row)
        if closes(row)
        else mapping.identity(row, belongings.get(str(row["pers_person_id"]), nothing), reading.today)
        for row in people
    )


def _total(reading: Reading) -> int:
    everybody, with_an_id = reading.connection.execute(rows.how_many(reading.dataset)).one()
    if everybody != with_an_id:
        raise ContractMismatch(f"{PERSON} has rows without an id")
    return int(everybody)
