"""A portal on which the teacher has an account."""

from collections.abc import Callable

import pytest
from reference_portal.tests.fakes import register_people
from reference_portal.tests.web.browsing import TestPortal
from reference_portal.tests.web.signing_in.acting import ASHA
from reference_portal.tests.web.signing_in.factors import (
    LEAD,
    MANAGER,
    REQUIRED,
    arrived,
    delicate,
    delicate_sent,
    take,
)


@pytest.fixture
def registered(portal: TestPortal) -> TestPortal:
    register_people(portal.office, ASHA)
    return portal


@pytest.fixture
def required(make_portal: Callable[..., TestPortal]) -> TestPortal:
    """A portal on which everybody needs a second factor, with two pages of a test's own."""
    arrived.clear()
    portal = make_portal(extra_routes=[take, delicate, delicate_sent], second_factors=REQUIRED)
    register_people(portal.office, ASHA, LEAD, MANAGER)
    return portal
