"""Identities in bulk: who is on record, page by page, for the portal's index of people. Nothing else leaves."""

from attrs import frozen

from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import BirthDate, PersonName, Sex


@frozen
class PersonIdentity:
    """Whom a record is about, and nothing of what is known about them.

    `postcodes` are the current one first, then former ones; `upns` likewise. A restricted record carries its id and a
    display name at most. `duplicate_of` is the id of the record that replaced this one.
    """

    id: str
    name: PersonName
    other_names: tuple[PersonName, ...] = ()
    birth_date: BirthDate | None = None
    sex: Sex = Sex.UNKNOWN
    postcodes: tuple[Postcode, ...] = ()
    nhs_numbers: tuple[NhsNumber, ...] = ()
    upns: tuple[Upn, ...] = ()
    restricted: bool = False
    duplicate_of: str = ""


@frozen
class FeedPage:
    """One page of a feed.

    `gone` are ids that the source no longer has. `cursor` is where the next call goes on; it is the source's own, it
    says nothing about a person, and it is kept with what was stored. `is_last` says that there is no more for now: the
    cursor then leads to what changes later. `total` is about how many records the whole feed has, None where the
    source does not say.
    """

    people: tuple[PersonIdentity, ...]
    cursor: str
    is_last: bool
    gone: tuple[str, ...] = ()
    total: int | None = None


MOST_ON_A_PAGE = 10_000
"""The largest page that may be asked for. A connector whose system gives less answers with less."""
