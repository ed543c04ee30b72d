"""People of the index and their feeds, as columns and back."""

from typing import Any

from attrs import asdict
from sqlalchemy import Row

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import BirthDate, PersonName
from frontdoor_portal.storage.rows import PeopleFeedRow, PersonRow
from frontdoor_portal.use_cases.people import PeopleFeed

Columns = dict[str, Any]


def person_data(person: PersonIdentity) -> Columns:
    """Every column that is about the person, in plain JSON data: a page of people goes to the database in one text."""
    born = person.birth_date
    return {
        "record_id": person.id,
        "given_name": person.name.given,
        "family_name": person.name.family,
        "other_names": [[name.given, name.family] for name in person.other_names],
        "birth_date": born.on.isoformat() if born else None,
        "birth_date_kind": born.kind.value if born else None,
        "sex": person.sex.value,
        "postcodes": [each.value for each in person.postcodes],
        "nhs_numbers": [each.value for each in person.nhs_numbers],
        "upns": [each.value for each in person.upns],
        "restricted": person.restricted,
        "duplicate_of": person.duplicate_of,
    }


def person_of(row: PersonRow | Row[Any]) -> PersonIdentity:
    born = row.birth_date
    return PersonIdentity(
        id=row.record_id,
        name=PersonName(row.given_name, row.family_name),
        other_names=tuple(PersonName(*name) for name in row.other_names),
        birth_date=BirthDate(born, row.birth_date_kind) if born and row.birth_date_kind else None,
        sex=row.sex,
        postcodes=tuple(map(Postcode, row.postcodes)),
        nhs_numbers=tuple(map(NhsNumber, row.nhs_numbers)),
        upns=tuple(map(Upn, row.upns)),
        restricted=row.restricted,
        duplicate_of=row.duplicate_of,
    )


def feed_columns(feed: PeopleFeed) -> Columns:
    """Every column but the version, which is the store's to raise."""
    columns = asdict(feed)
    del columns["version"]
    return columns


def feed_of(row: PeopleFeedRow) -> PeopleFeed:
    return PeopleFeed(
        source=row.source,
        walk=row.walk,
        started_at=row.started_at,
        is_under_way=row.is_under_way,
        is_whole_walk=row.is_whole_walk,
        cursor=row.cursor,
        read=row.read,
        removed=row.removed,
        oldest_page=row.oldest_page,
        finished_at=row.finished_at,
        as_at=row.as_at,
        failure=row.failure,
        failed_at=row.failed_at,
        version=row.version,
    )
