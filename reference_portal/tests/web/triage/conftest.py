from collections.abc import Iterator

import pytest
from reference_portal.tests.fakes import CaseSystem
from reference_portal.tests.web.browsing import start_portal
from reference_portal.tests.web.triage.scene import FORM, TEAMS, ZAYNAB, FrontDoor


@pytest.fixture
def door() -> Iterator[FrontDoor]:
    """A front door whose case system knows Zaynab."""
    system = CaseSystem((ZAYNAB,))
    with start_portal(
        gateway=system,
        episodes=system,
        forms={FORM.id: FORM},
        form_versions={(FORM.id, FORM.version): FORM},
        teams=TEAMS,
    ) as portal:
        yield FrontDoor(portal, system)
