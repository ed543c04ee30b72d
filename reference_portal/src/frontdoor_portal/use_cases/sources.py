"""The connected systems as use cases know them: which there are, and what all of them said of one child."""

from datetime import date
from typing import Any

from attrs import frozen

from frontdoor.connectors.capabilities import Capabilities
from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.facts import SourceAnswer
from frontdoor.domain.people import PersonName


@frozen
class SourceDescription:
    """A connected system: `name` is the connector's, `title` what readers call it."""

    name: str
    title: str
    capabilities: Capabilities
    is_case_management: bool


@frozen
class KnownAs:
    """Whom a record was about when somebody found it: what comes of its id later must be about the same person."""

    name: PersonName
    born_on: date


@frozen
class AboutPerson:
    """What every source said of one person in case management."""

    person: SourceAnswer[PersonRecord]
    relationships: SourceAnswer[Any]
    involvements: SourceAnswer[Any]
    warnings: SourceAnswer[Any]
    pupils: tuple[SourceAnswer[PupilRecord], ...]


@frozen
class AboutPupil:
    """What every source said of one pupil."""

    pupil: SourceAnswer[PupilRecord]
    people: tuple[SourceAnswer[PersonRecord], ...]
