"""A simulator and a connector to it, on a real socket of this machine."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

import pytest

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import EpisodeRequest, PopulatedAnswer
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import Priority
from frontdoor.secrets.references import Secret, SecretReader, SecretReference
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.settings import FrameworkISettings
from frontdoor_framework_i.simulator import Simulator

PASSWORD = SecretReference("framework-i", "password")


@pytest.fixture
def call() -> Call:
    return Call(acting_for="Officer 7", purpose="screening", deadline=10.0)


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


@pytest.fixture
def connect(simulator: Simulator) -> Iterator[Callable[..., FrameworkI]]:
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
