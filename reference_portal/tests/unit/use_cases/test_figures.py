"""Each figure equals the list behind it, and every figure counts what it says."""

from datetime import UTC, datetime

import pytest
from reference_portal.tests.fakes import COUNCIL, person
from reference_portal.tests.unit.use_cases.scene import MANAGER, OFFICER, TEACHER, FrontDoor

from frontdoor.domain.after_sending import WithdrawalReason
from frontdoor.domain.agency import Role
from frontdoor.domain.code_lists import code_list
from frontdoor.domain.triage import Outcome
from frontdoor_portal.use_cases.figures import Figures, live_figures
from frontdoor_portal.use_cases.holding_area import holding_area
from frontdoor_portal.use_cases.models import ContactOrder
from frontdoor_portal.use_cases.permissions import PERMISSIONS, Permission
from frontdoor_portal.use_cases.refusals import NotPermitted
from frontdoor_portal.use_cases.take_contact import take_contact
from frontdoor_portal.use_cases.withdraw_contact import withdraw_contact


@pytest.fixture
def busy(front_door: FrontDoor) -> FrontDoor:
    """Two days of work: of the first, one late and one asked about; of the second, one of each outcome and new ones."""
    take_contact(front_door.office, OFFICER, front_door.sent())
    front_door.asked()
    front_door.clock.pass_time(hours=30)
    front_door.sent()
    withdraw_contact(front_door.office, TEACHER, front_door.sent(), WithdrawalReason.DUPLICATE)
    for outcome in (Outcome.REFERRAL, Outcome.REFERRAL, Outcome.ADVICE):
        front_door.decided(outcome)
    return front_door


def counts(figures: Figures) -> dict[str, int]:
    return {figure.name: figure.count for figure in figures.now}


def test_each_figure_counts_what_it_says(busy: FrontDoor) -> None:
    figures = live_figures(busy.office, MANAGER)

    assert counts(figures) == {
        "new": 1,
        "undecided": 3,
        "overdue": 2,
        "awaiting_answers": 1,
        "waiting_for_delivery": 2,
        "to_open_by_hand": 0,
        "needs_a_person": 0,
        "received_today": 5,
        "unread": 0,
        "second_looks": 0,
        "second_looks_overdue": 0,
    }
    assert {figure.name: figure.count for figure in figures.by_outcome} == {"referral": 2, "advice": 1}
    schools = code_list("referral_source").label("2A")
    assert [(figure.name, figure.title, figure.count) for figure in figures.by_source] == [("2A", schools, 7)]
    assert figures.as_at == busy.clock()


def test_each_figure_is_the_length_of_its_list(busy: FrontDoor) -> None:
    figures = live_figures(busy.office, MANAGER)
    every = (*figures.now, *figures.by_source, *figures.by_outcome)

    lists = {
        figure.title: holding_area(busy.office, MANAGER, figure.filter, ContactOrder.NEWEST).total for figure in every
    }

    assert lists == {figure.title: figure.count for figure in every}


def test_nothing_is_nothing(front_door: FrontDoor) -> None:
    figures = live_figures(front_door.office, MANAGER)

    assert set(counts(figures).values()) == {0}
    assert (figures.by_source, figures.by_outcome) == ((), ())


@pytest.mark.parametrize(
    ("now", "today"),
    [(datetime(2026, 6, 4, 22, 59, tzinfo=UTC), 1), (datetime(2026, 6, 4, 23, 0, tzinfo=UTC), 0)],
    ids=["before midnight in London", "after"],
)
def test_today_is_londons(front_door: FrontDoor, now: datetime, today: int) -> None:
    front_door.sent()
    front_door.clock.at = now

    assert counts(live_figures(front_door.office, MANAGER))["received_today"] == today


@pytest.mark.parametrize("role", [role for role in Role if Permission.SEE_FIGURES not in PERMISSIONS[role]])
def test_figures_are_for_the_team_and_senior_managers(front_door: FrontDoor, role: Role) -> None:
    with pytest.raises(NotPermitted):
        live_figures(front_door.office, person(role))


def test_a_senior_manager_sees_figures_and_no_list_behind_them(front_door: FrontDoor) -> None:
    councillor = person(Role.SENIOR_MANAGER, COUNCIL)
    front_door.sent()

    (source,) = live_figures(front_door.office, councillor).by_source

    assert source.count == 1
    with pytest.raises(NotPermitted):
        holding_area(front_door.office, councillor, source.filter, ContactOrder.NEWEST)
