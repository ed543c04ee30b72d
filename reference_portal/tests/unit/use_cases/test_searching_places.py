"""Outside the front door a postcode decides nothing of what is told with little; and who searches too often waits."""

from datetime import timedelta

import pytest
from attrs import evolve
from reference_portal.tests.fakes import register_people
from reference_portal.tests.relating import works_with
from reference_portal.tests.unit.use_cases.access_scene import BORN, CARE, PRIVACY
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, OFFICER, TEACHER, FrontDoor
from reference_portal.tests.unit.use_cases.test_search_index import listed

from frontdoor.access import ReviewRule, Sensitivity
from frontdoor.connectors.feed import PersonIdentity
from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.agency import Professional
from frontdoor.domain.facts import SourceState
from frontdoor.domain.identifiers import NhsNumber, Postcode
from frontdoor.domain.people import Address, PersonName
from frontdoor_portal.use_cases.access.store import Level
from frontdoor_portal.use_cases.find_child import ChildQuery, find_child
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.refusals import TooManySearches

NHS = NhsNumber.parse("999 000 0018")
HOME, ANOTHER = Postcode("LS1 4DY"), Postcode("LS1 1AA")
NAME = PersonName("Zelda", "Hiddenname")
HIDDEN = PersonIdentity("p-1", NAME, birth_date=BORN, postcodes=(HOME,), nhs_numbers=(NHS,))
RECORD = PersonRecord("p-1", NAME, birth_date=BORN, address=Address(("1 High Street",), HOME), nhs_numbers=(NHS,))


@pytest.fixture(params=["list", "itself"])
def source(request: pytest.FixtureRequest, front_door: FrontDoor) -> FrontDoor:
    """A front door whose case system lists the child, or is asked itself."""
    if request.param == "list":
        listed(front_door, "framework_i", HIDDEN)
    else:
        front_door.systems.people = (RECORD,)
    return front_door


def told(front_door: FrontDoor, query: ChildQuery, by: Professional = TEACHER) -> tuple[int, int]:
    """How many records are told whole, and with little."""
    search = find_child(front_door.office, by, query, "Concern")
    (answer,) = search.people
    assert answer.state is (SourceState.FOUND if answer.items else SourceState.NONE_FOUND)
    return len(answer.items) - len(search.little), len(search.little)


def test_one_name_and_the_right_postcode_tell_nothing_to_somebody_outside(source: FrontDoor) -> None:
    query = ChildQuery(given_name="Zelda", postcode=HOME)
    assert [told(source, evolve(query, postcode=each)) for each in (ANOTHER, HOME)] == [(0, 0), (0, 0)]


@pytest.mark.parametrize(
    "query",
    [
        ChildQuery("Zelda", "Hiddenname"),
        ChildQuery("Zelda", date_of_birth=BORN.on),
        ChildQuery("Zelda", nhs_number=NHS),
        ChildQuery(nhs_number=NHS),
    ],
)
def test_what_comes_up_without_a_postcode_is_told_with_any(front_door: FrontDoor, query: ChildQuery) -> None:
    listed(front_door, "framework_i", HIDDEN)
    assert [told(front_door, evolve(query, postcode=each)) for each in (ANOTHER, HOME)] == [(0, 1), (0, 1)]


def test_a_name_that_is_wrong_does_not_let_the_postcode_decide(source: FrontDoor) -> None:
    query = ChildQuery("Zelda", "Somebodyelse", postcode=HOME)
    at_home, elsewhere = told(source, query), told(source, evolve(query, postcode=ANOTHER))
    assert at_home == elsewhere


def test_a_source_is_not_told_a_postcode_that_it_can_do_without(front_door: FrontDoor) -> None:
    front_door.systems.people = (RECORD,)
    query = ChildQuery("Zelda", "Hiddenname", postcode=ANOTHER)
    assert [told(front_door, query, by) for by in (TEACHER, OFFICER)] == [(0, 1), (0, 0)]


def test_whoever_works_with_the_child_finds_it_by_one_name_and_the_postcode(source: FrontDoor) -> None:
    works_with(source.office, TEACHER, [("framework_i", "p-1")])
    assert told(source, ChildQuery("Zelda", postcode=HOME)) == (1, 0)


def test_the_front_door_is_told_of_a_sensitive_record_by_one_name_and_the_postcode(source: FrontDoor) -> None:
    with source.office.work.begin() as tx:
        tx.access.set_level(Level(CARE, Sensitivity.SENSITIVE, "A colleague's", "manager", source.clock()))
    assert told(source, ChildQuery("Zelda", postcode=HOME), OFFICER) == (0, 1)


def test_the_search_after_two_hundred_in_ten_minutes_is_refused_audited_and_put_before_the_privacy_officer(
    front_door: FrontDoor,
) -> None:
    register_people(front_door.office, PRIVACY)
    query = ChildQuery("Zelda", "Hiddenname")
    for number in range(200):
        if number == 1:
            front_door.clock.pass_time(minutes=4)
        find_child(front_door.office, TEACHER, query, "Concern")

    for _ in range(2):
        with pytest.raises(TooManySearches) as refused:
            find_child(front_door.office, TEACHER, query, "Concern")
        assert refused.value.after_seconds == 6 * 60
    find_child(front_door.office, COLLEAGUE, query, "Concern")

    assert [(each.actor_id, each.action) for each in front_door.audit("searches")] == [(TEACHER.id, Action.REFUSED)] * 2
    with front_door.office.work.reading() as tx:
        assert [(each.rule, each.viewer_id, each.detail) for each in tx.reviews.undecided_reviews()] == [
            (ReviewRule.VOLUME, TEACHER.id, "searches")
        ]
    front_door.clock.at += timedelta(minutes=6, seconds=1)
    find_child(front_door.office, TEACHER, query, "Concern")
