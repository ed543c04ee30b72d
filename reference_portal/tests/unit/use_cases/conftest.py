"""A front door with its people registered, on a database of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve, frozen
from reference_portal.tests.attachments.rooms import Scanner, room_in
from reference_portal.tests.fakes import CaseSystem, Clock, TwoSystems, office_on, register_people, sqlite_work
from reference_portal.tests.unit.use_cases.scene import (
    COLLEAGUE,
    DOCTOR,
    DOCTORS_LEAD,
    FORMS,
    HEAD,
    MANAGER,
    OFFICER,
    OTHER_OFFICER,
    TEACHER,
    TEAM,
    FrontDoor,
)
from sqlalchemy import Engine

from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.attachments.ports import FileRoom
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.second_factor.models import Requirement

PEOPLE = (TEACHER, COLLEAGUE, HEAD, DOCTOR, DOCTORS_LEAD, OFFICER, OTHER_OFFICER, MANAGER)


@frozen
class Registered:
    """A database with nothing but people in it. One engine serves every test, as it remembers each statement."""

    engine: Engine
    file: Path
    content: bytes

    def fresh(self, clock: Clock) -> SqlWork:
        """The database as it was before any test."""
        self.engine.dispose()
        for log in ("-wal", "-shm"):
            Path(f"{self.file}{log}").unlink(missing_ok=True)
        self.file.write_bytes(self.content)
        return SqlWork(self.engine, clock)


@pytest.fixture(scope="session")
def _registered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registered]:
    folder = tmp_path_factory.mktemp("use-cases")
    work = sqlite_work(folder)
    register_people(office_on(work, Clock()), *PEOPLE)
    work._engine.dispose()  # the last connection to close writes everything into the one file
    file = folder / "portal.db"
    yield Registered(work._engine, file, file.read_bytes())
    work._engine.dispose()


@pytest.fixture
def front_door(_registered: Registered) -> FrontDoor:
    clock, systems = Clock(), TwoSystems()
    office = office_on(
        _registered.fresh(clock),
        clock,
        gateway=systems,
        episodes=CaseSystem(),
        forms={form.id: form for form in FORMS},
        form_versions={(form.id, form.version): form for form in FORMS},
        teams=(TEAM, "Assessment 2"),
    )
    return FrontDoor(office, clock, systems)


@pytest.fixture
def office(front_door: FrontDoor) -> Office:
    """A front door where everybody needs a second factor."""
    return evolve(
        front_door.office, second_factors=evolve(front_door.office.second_factors, requirement=Requirement.REQUIRED)
    )


@pytest.fixture
def scanner() -> Scanner:
    return Scanner()


@pytest.fixture
def room(tmp_path: Path, scanner: Scanner) -> FileRoom:
    return room_in(tmp_path / "files", scanner, per_draft=3, one=20_000, draft=30_000, person=40_000)


@pytest.fixture
def door(front_door: FrontDoor, room: FileRoom) -> FrontDoor:
    """A front door that takes files, and few of them."""
    front_door.office = evolve(front_door.office, files=room)
    return front_door
