"""The made-up crowd of a bench: plausible, nobody real, and the same for the same seed."""

from collections import Counter
from datetime import date

import pytest

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.identifiers import NhsNumber
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.simulator import FrameworkISimulator
from frontdoor_framework_i.simulator.crowd import MOST_PEOPLE

PEOPLE = 2_000


def crowd(connector: FrameworkI, call: Call) -> list[PersonIdentity]:
    """Whoever is not of the made-up families."""
    found, after, is_last = list[PersonIdentity](), "", False
    while not is_last:
        page = connector.list_changed_people(after, 2_000, call).value
        found += [person for person in page.people if int(person.id) > 9_000_000]
        after, is_last = page.cursor, page.is_last
    return found


def test_as_many_come_as_were_asked_for_and_no_two_share_a_number(
    simulator: FrameworkISimulator, connector: FrameworkI, call: Call
) -> None:
    simulator.populate(PEOPLE, seed=7)
    people = crowd(connector, call)
    numbers = Counter(number for person in people for number in (*person.nhs_numbers, *person.upns))
    assert (len({person.id for person in people}), numbers.most_common(1)[0][1]) == (PEOPLE, 1)


def test_nobody_of_them_can_be_real(simulator: FrameworkISimulator, connector: FrameworkI, call: Call) -> None:
    simulator.populate(PEOPLE, seed=7)
    people = [person for person in crowd(connector, call) if not person.restricted]
    numbers = [number for person in people for number in person.nhs_numbers]
    assert all(number.is_test_number for number in numbers)
    assert len(numbers) > 0.8 * PEOPLE
    assert {upn.value[1:6] for person in people for upn in person.upns} == {"88599"}
    assert {postcode.value[:3] for person in people for postcode in person.postcodes} == {"WR8"}


def test_they_are_as_people_are(simulator: FrameworkISimulator, connector: FrameworkI, call: Call) -> None:
    simulator.populate(PEOPLE, seed=7)
    people = crowd(connector, call)
    open_to_all = [person for person in people if not person.restricted]
    born = [person.birth_date.on for person in open_to_all if person.birth_date]
    children = [day for day in born if day > date(2008, 11, 1)]
    assert (min(born) > date(1966, 1, 1), max(born) <= date(2026, 11, 1)) == (True, True)
    assert 0.4 < len(children) / len(born) < 0.6
    assert 0 < len(people) - len(open_to_all) < 0.02 * PEOPLE
    assert len({person.postcodes for person in open_to_all}) < 0.5 * PEOPLE


def test_one_seed_makes_the_same_people_and_another_makes_others() -> None:
    def made(seed: int) -> list[tuple[object, ...]]:
        with FrameworkISimulator() as simulator:
            simulator.populate(50, seed)
            return [tuple(row) for row in simulator.store.rows("SELECT * FROM PERSON_NAMES NATURAL JOIN PEOPLE")]

    assert made(1) == made(1)
    assert made(1) != made(2)


def test_a_second_crowd_comes_beside_the_first_and_can_be_searched(
    simulator: FrameworkISimulator, connector: FrameworkI, call: Call
) -> None:
    simulator.populate(300, seed=1)
    simulator.populate(300, seed=2)
    people = crowd(connector, call)
    somebody = next(person for person in reversed(people) if person.nhs_numbers)
    found = connector.search_people(PersonQuery(nhs_number=NhsNumber(somebody.nhs_numbers[0].value)), call).value
    assert (len(people), somebody.id in {person.id for person in found}) == (600, True)


def test_a_crowd_larger_than_the_test_range_is_refused(simulator: FrameworkISimulator) -> None:
    with pytest.raises(ValueError, match="800000"):
        simulator.populate(MOST_PEOPLE + 1, seed=1)
