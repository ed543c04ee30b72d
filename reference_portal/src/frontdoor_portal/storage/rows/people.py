"""The index of people: identity of every record that a source lists, and how far each source was read."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdoor.domain.people import BirthDateKind, Sex
from frontdoor_portal.storage.rows.base import Base, WriteOrder, coded
from frontdoor_portal.use_cases.people import FeedFailure


class PersonRow(Base):
    """One record of one source.

    `id` stays the same for as long as the record is held, so that what is derived from it (tokens, dates and numbers to
    search by) can point to it in a few bytes. Lists keep the source's order: the current one first. `other_names` are
    pairs of given and family name. `walk` is the walk through the feed that named the record last.
    """

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("source", "record_id"), Index(None, "birth_date", "birth_date_kind"))

    id: Mapped[WriteOrder]
    source: Mapped[str]
    record_id: Mapped[str]
    given_name: Mapped[str]
    family_name: Mapped[str]
    other_names: Mapped[list[list[str]]] = mapped_column(JSON)
    birth_date: Mapped[date | None]
    birth_date_kind: Mapped[BirthDateKind | None] = mapped_column(coded("birth_date_kind", BirthDateKind))
    sex: Mapped[Sex] = mapped_column(coded("sex", Sex))
    postcodes: Mapped[list[str]]
    nhs_numbers: Mapped[list[str]]
    upns: Mapped[list[str]]
    restricted: Mapped[bool]
    duplicate_of: Mapped[str]
    walk: Mapped[int]


_PERSON = BigInteger().with_variant(Integer, "sqlite")


class PersonWordRow(Base):
    """One word of one name of a person, as `frontdoor.search.terms_of` makes them. A restricted person has none."""

    __tablename__ = "people_words"
    __table_args__ = (Index(None, "word", "person"), {"sqlite_with_rowid": False})

    person: Mapped[int] = mapped_column(_PERSON, primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)


class PersonKeyRow(Base):
    """One postcode or number of a person, likewise."""

    __tablename__ = "people_keys"
    __table_args__ = (Index(None, "key", "person"), {"sqlite_with_rowid": False})

    person: Mapped[int] = mapped_column(_PERSON, primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)


class PeopleFeedRow(Base):
    """How far one source was read. `cursor` is the source's own and says nothing about a person."""

    __tablename__ = "people_feeds"

    source: Mapped[str] = mapped_column(primary_key=True)
    walk: Mapped[int]
    is_under_way: Mapped[bool]
    is_whole_walk: Mapped[bool]
    cursor: Mapped[str]
    read: Mapped[int]
    removed: Mapped[int]
    started_at: Mapped[datetime]
    oldest_page: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    as_at: Mapped[datetime | None]
    failure: Mapped[FeedFailure | None] = mapped_column(coded("failure", FeedFailure))
    failed_at: Mapped[datetime | None]
    version: Mapped[int]
