from collections.abc import Iterator

import pytest
from reference_portal.tests.fakes import CaseSystem
from reference_portal.tests.web.browsing import start_portal
from reference_portal.tests.web.triage.scene import FORMS, TEAMS, ZAYNAB, FrontDoor


@pytest.fixture
def door() -> Iterator[FrontDoor]:
    """A front door whose case system knows Zaynab."""
    system = CaseSystem((ZAYNAB,))
    with start_portal(
        gateway=system,
        episodes=system,
        forms={form.id: form for form in FORMS},
        form_versions={(form.id, form.version): form for form in FORMS},
        teams=TEAMS,
    ) as portal:
        yield FrontDoor(portal, system)
