"""A portal with two administrators and a short form in its library, whose forms can be changed, and its editor."""

from collections.abc import Iterator

import pytest
from attrs import evolve
from reference_portal.tests.fakes import register_people
from reference_portal.tests.unit.use_cases.form_versions.office_of_forms import ADA, BEN, LIBRARY, forms_office
from reference_portal.tests.web.browsing import TestPortal, start_portal
from reference_portal.tests.web.form_versions.editor import Editor


@pytest.fixture
def portal() -> Iterator[TestPortal]:
    with start_portal() as started:
        office = forms_office(started.office.work, started.clock, (LIBRARY,)).office
        register_people(office, ADA, BEN)
        started.app.state["site"] = evolve(started.app.state["site"], office=office)
        yield evolve(started, office=office)


@pytest.fixture
def editor(portal: TestPortal) -> Editor:
    return Editor(portal)
