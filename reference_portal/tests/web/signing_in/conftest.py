"""A portal on which the teacher has an account."""

import pytest
from reference_portal.tests.fakes import register_people
from reference_portal.tests.web.browsing import TestPortal
from reference_portal.tests.web.signing_in.acting import ASHA


@pytest.fixture
def registered(portal: TestPortal) -> TestPortal:
    register_people(portal.office, ASHA)
    return portal
