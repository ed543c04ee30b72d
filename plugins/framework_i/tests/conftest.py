"""A simulator and a connector to it, on a real socket of this machine."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from typing import Any

import pytest

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import CaseNote, Document, Episode, EpisodeRequest, NewPerson, PopulatedAnswer
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex
from frontdoor.domain.triage import Priority
from frontdoor.secrets.references import Secret, SecretReader, SecretReference
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.settings import CaseNotes, FrameworkISettings
from frontdoor_framework_i.simulator import FrameworkISimulator

PASSWORD = SecretReference("framework-i", "password")


@pytest.fixture
def call() -> Call:
    return Call(acting_for="Officer 7", purpose="screening", deadline=10.0)


@pytest.fixture
def simulator() -> Iterator[FrameworkISimulator]:
    with FrameworkISimulator() as running:
        yield running


@pytest.fixture
def connect(simulator: FrameworkISimulator) -> Iterator[Callable[..., FrameworkI]]:
    """Build a connector to the simulator; keywords override its settings, `read_secret` its secrets."""
    with ExitStack() as opened:

        def build(read_secret: SecretReader | None = None, **settings: Any) -> FrameworkI:
            whole = {"address": simulator.url, "user": simulator.user, "password": PASSWORD, **settings}
            reader = read_secret or (lambda _: Secret(simulator.password))
            connector = FrameworkI(FrameworkISettings(**whole), reader)
            opened.callback(connector.close)
            return connector

        yield build


@pytest.fixture
def connector(connect: Callable[..., FrameworkI]) -> FrameworkI:
    return connect()


@pytest.fixture
def taking_notes(connect: Callable[..., FrameworkI]) -> FrameworkI:
    """A connector whose binding takes case notes."""
    return connect(case_notes=CaseNotes.NATIVE)


@pytest.fixture
def opened(connector: FrameworkI, wanted: EpisodeRequest, call: Call) -> Episode:
    return connector.open_episode(wanted, call)


@pytest.fixture
def note(opened: Episode) -> CaseNote:
    """A note for the opened episode."""
    return CaseNote(
        key=f"{opened.reference}/note",
        reference=opened.reference,
        episode_id=opened.id,
        person_id=opened.person_id,
        title="What the front door was told",
        text="Two lines:\r\n<b>& no mark-up</b>",
        written_by="Officer 7",
        written_at=datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )


@pytest.fixture
def document(opened: Episode) -> Document:
    """A file for the opened episode."""
    return Document(
        key=f"{opened.reference}/letter",
        reference=opened.reference,
        episode_id=opened.id,
        file_name="letter.pdf",
        media_type="application/pdf",
        content=bytes(range(256)),
        category="Correspondence",
    )


@pytest.fixture
def somebody_new() -> NewPerson:
    """A child whom the system does not hold."""
    return NewPerson(PersonName("Nia", "Rees"), BirthDate(date(2019, 3, 2)), Sex.FEMALE, Address(("3 Mill Lane",)))


@pytest.fixture
def wanted() -> EpisodeRequest:
    """An episode for Ella Ashdown, under a reference of its own."""
    return EpisodeRequest(
        reference=Reference.new(),
        contact_date=datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        source_code="2A",
        category="neglect",
        priority=Priority.HIGH,
        answers=(PopulatedAnswer("what_happened", "What happened?", "Two lines\r\n<b>& no mark-up</b>"),),
        team="Safeguarding Team North",
        person_id="7000101",
    )
