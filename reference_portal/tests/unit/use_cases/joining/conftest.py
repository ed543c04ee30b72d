"""A front door with agencies that share a domain, with leads, and with two administrators."""

import pytest
from reference_portal.tests.fakes import register_people
from reference_portal.tests.unit.use_cases.joining.scene import (
    ADMINISTRATOR,
    CAREFULS_LEAD,
    NORTHS_LEAD,
    OTHER_ADMINISTRATOR,
    SOUTH,
)
from reference_portal.tests.unit.use_cases.scene import FrontDoor


@pytest.fixture
def front_door(front_door: FrontDoor) -> FrontDoor:
    register_people(front_door.office, NORTHS_LEAD, CAREFULS_LEAD, ADMINISTRATOR, OTHER_ADMINISTRATOR)
    with front_door.office.work.begin() as tx:
        tx.accounts.add_agency(SOUTH)
    return front_door
