"""What differs from one Mosaic to the next: step types, question codes, reference and address types, teams.

Mosaic is configured by each council, so none of these can be known here. They are written once, as TOML, either in a
file of their own or in the plugin's table; `sites/severnshire.toml` is a whole one with an explanation of each part.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from attrs import Attribute, field, frozen
from attrs.validators import and_, deep_iterable, deep_mapping, ge, le, matches_re

from frontdoor.conversion import DataFaults, structure


class SiteFaults(ValueError):
    """A site's file cannot be used: every fault at once, each with its place."""


_SQL_NAME = matches_re(r"[A-Za-z_][A-Za-z0-9_]{0,127}")
_PERHAPS_SQL_NAME = matches_re(r"([A-Za-z_][A-Za-z0-9_]{0,127})?")
_CODE = matches_re(r"[^\x00-\x1f]{1,80}")


def _is_time_zone(_: Any, __: "Attribute[str]", value: str) -> None:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("must be the name of a time zone, like Europe/London") from None


@frozen
class Refreshed:
    """Where the mart says when it was last filled: the latest value of one column, in that time zone.

    Without it nobody could tell how old an answer is, so it has no default.
    """

    table: str = field(validator=_SQL_NAME)
    column: str = field(validator=_SQL_NAME)
    time_zone: str = field(default="Europe/London", validator=_is_time_zone)


@frozen
class People:
    """How people are recorded.

    `no_address` turns a junk street into a note, like `NO FIXED ABODE`. `duplicate_relations` are the descriptions of
    relationships by which a record is marked as replaced; `relations` are our words for the others. `live_tables` says
    that `MO_PERSONS` and `MO_PERSON_NAMES` can be read beside the mart: they hold former names and estimated dates.
    """

    nhs_reference_types: tuple[str, ...] = field(default=("NHS", "NHS1"), validator=deep_iterable(_CODE))
    upn_reference_types: tuple[str, ...] = field(default=("UPN",), validator=deep_iterable(_CODE))
    former_upn_reference_types: tuple[str, ...] = field(default=(), validator=deep_iterable(_CODE))
    confidential_address_types: tuple[str, ...] = field(default=(), validator=deep_iterable(_CODE))
    no_address: Mapping[str, str] = field(
        factory=lambda: {
            "NO FIXED ABODE": "No fixed address",
            "NOT FOUND": "Address not found",
            "UNKNOWN": "Address not known",
        },
        validator=deep_mapping(_CODE, _CODE),
    )
    duplicate_relations: tuple[str, ...] = field(default=("DUPLICATE",), validator=deep_iterable(_CODE))
    relations: Mapping[str, str] = field(factory=dict, validator=deep_mapping(_CODE, _CODE))
    ex_directory_phone_types: tuple[str, ...] = field(
        default=("Ex-directory (do not disclose number)",), validator=deep_iterable(_CODE)
    )
    live_tables: bool = False


@frozen
class Workers:
    """What an allocation is called, and our words for types of professional relationship.

    `allocated_types` are the codes that say the same as an allocation, and are not told twice.
    """

    allocated_role: str = field(default="Allocated worker", validator=_CODE)
    allocated_types: tuple[str, ...] = field(default=("ALLWKR",), validator=deep_iterable(_CODE))
    roles: Mapping[str, str] = field(factory=dict, validator=deep_mapping(_CODE, _CODE))


@frozen
class WarningsView:
    """A view of the council's own with one warning a row. An empty column name says that the view has none."""

    view: str = field(validator=_SQL_NAME)
    person: str = field(validator=_SQL_NAME)
    kind: str = field(validator=_SQL_NAME)
    text: str = field(default="", validator=_PERHAPS_SQL_NAME)
    since: str = field(default="", validator=_PERHAPS_SQL_NAME)
    review_on: str = field(default="", validator=_PERHAPS_SQL_NAME)
    ends_on: str = field(default="", validator=_PERHAPS_SQL_NAME)


@frozen
class Steps:
    """The workflow step that a contact becomes.

    `type_code` is what is opened. `type_ids` are the ids by which the mart knows it; where none is given, the flag
    `IS_CHILD_CONTACT` tells. `reference_question` is the code of the question that keeps our reference.
    """

    type_code: str = field(validator=_CODE)
    template: str = field(validator=_CODE)
    reference_question: str = field(validator=_CODE)
    type_ids: tuple[int, ...] = field(default=(), validator=deep_iterable(ge(1)))


class AnswerType(StrEnum):
    """How Mosaic keeps an answer."""

    TEXT = "text"
    DATE = "date"
    BOOLEAN = "boolean"
    LOOKUP = "lookup"


@frozen
class Question:
    """Where the answer to one question of ours goes. `lookup` has Mosaic's value for each answer as it is shown."""

    question: str = field(validator=_CODE)
    code: str = field(validator=_CODE)
    template: str = field(default="", validator=matches_re(r"[^\x00-\x1f]{0,80}"))
    type: AnswerType = AnswerType.TEXT
    lookup: Mapping[str, str] = field(factory=dict, validator=deep_mapping(_CODE, _CODE))

    def __attrs_post_init__(self) -> None:
        if (self.type is AnswerType.LOOKUP) != bool(self.lookup):
            raise ValueError(f"{self.question}: a lookup needs its table of values, and nothing else has one")


@frozen
class Documents:
    """What Mosaic takes as a file: endings in lower case, and the category of whatever has none."""

    extensions: tuple[str, ...] = field(
        default=("doc", "docx", "eml", "jpeg", "jpg", "msg", "odt", "pdf", "png", "rtf", "txt", "xls", "xlsx"),
        validator=deep_iterable(matches_re(r"[a-z0-9]{1,10}")),
    )
    category: str = field(default="Contact and referral", validator=_CODE)


@frozen
class CaseNotes:
    note_type: str = field(default="CONTACT", validator=_CODE)


@frozen
class Site:
    """One council's Mosaic. `everything_else` is the code of the text question that takes what no other one takes."""

    refreshed: Refreshed
    steps: Steps
    everything_else: str = field(validator=_CODE)
    questions: tuple[Question, ...] = ()
    people: People = field(factory=People)
    workers: Workers = field(factory=Workers)
    case_notes: CaseNotes = field(factory=CaseNotes)
    documents: Documents = field(factory=Documents)
    warnings: WarningsView | None = None
    teams: Mapping[str, str] = field(factory=dict, validator=deep_mapping(_CODE, _CODE))
    """Mosaic's name for a team of the front door's, where it differs."""
    sources: Mapping[str, str] = field(factory=dict, validator=deep_mapping(_CODE, _CODE))
    """Mosaic's code for a source of the census list, where it differs."""
    most_rows: int = field(default=500, validator=and_(ge(50), le(10_000)))
    """The most rows that are read about one person; more are a fault of the mart, not a fact."""

    def __attrs_post_init__(self) -> None:
        asked = [each.question for each in self.questions]
        twice = sorted({question for question in asked if asked.count(question) > 1})
        if twice:
            raise ValueError(f"questions: mapped more than once: {', '.join(twice)}")


def read_site(file: Path) -> Site:
    """The site that a file describes; raises `SiteFaults` with everything that is wrong with it."""
    try:
        return structure(tomllib.loads(file.read_text(encoding="utf-8")), Site)
    except OSError as problem:
        raise SiteFaults(f"{file} cannot be read: {problem.strerror}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        said = "not UTF-8" if isinstance(problem, UnicodeDecodeError) else str(problem)
        raise SiteFaults(f"{file} is not TOML: {said}") from None
    except DataFaults as problem:
        raise SiteFaults(f"{file}: {problem}") from None
