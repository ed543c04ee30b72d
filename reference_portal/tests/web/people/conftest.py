"""A portal with a surgery on a shared domain, and a school with its lead."""

from datetime import timedelta

import pytest
from reference_portal.tests.fakes import person, register_people
from reference_portal.tests.web.browsing import TestPortal
from reference_portal.tests.web.people.scene import LEAD, SCHOOLS_LEAD


@pytest.fixture
def portal(portal: TestPortal) -> TestPortal:
    register_people(portal.office, LEAD, SCHOOLS_LEAD, person())
    with portal.office.work.begin() as tx:
        tx.joining.certify(person().id, portal.clock() - timedelta(days=90))
    return portal
