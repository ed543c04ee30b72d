"""Populations are made of families, the same each time, of nobody who exists, and with a truth that holds."""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.identifiers import NhsNumber, Upn
from frontdoor.testing.population import Noise, Population, PopulationSettings, View, make_population
from frontdoor.testing.population.names import origins

SMALL = PopulationSettings(seed=3, education=1_000, social_care=200)


def by_id(view: View) -> Mapping[str, PersonIdentity]:
    return {person.id: person for person in view.people}


def test_there_are_as_many_records_and_true_pairs_as_asked_for(population: Population) -> None:
    held = len(population.education.people), len(population.social_care.people), len(population.truth.links)

    assert held == (40_000, 12_000, 10_560)


def test_the_default_is_a_county_of_280_000_pupils_with_35_200_true_pairs() -> None:
    settings = PopulationSettings()

    assert (settings.education, settings.social_care, settings.of_pupils) == (280_000, 40_000, 35_200)


def test_the_same_settings_make_the_same_population() -> None:
    assert make_population(SMALL) == make_population(SMALL)


def test_the_same_settings_make_the_same_population_in_every_process(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from frontdoor.testing.population import *;"
        "made = make_population(PopulationSettings(seed=3, education=300, social_care=60));"
        "write_population(made, Path(sys.argv[1]))"
    )
    for hashing in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": hashing}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / hashing)], env=environment, check=True, timeout=60)

    one, other = ([file.read_bytes() for file in sorted((tmp_path / each).iterdir())] for each in ("1", "2"))
    assert one == other


def test_another_seed_makes_other_people() -> None:
    others = make_population(PopulationSettings(seed=4, education=1_000, social_care=200))

    assert {person.name for person in others.education.people} != {
        person.name for person in make_population(SMALL).education.people
    }


def test_the_noise_of_one_system_changes_no_record_of_the_other() -> None:
    silent = PopulationSettings(seed=3, education=1_000, social_care=200, social_care_noise=Noise())

    assert make_population(silent).education == make_population(SMALL).education


def test_every_record_has_an_id_of_its_own(population: Population) -> None:
    ids = [person.id for view in (population.education, population.social_care) for person in view.people]

    assert len(set(ids)) == len(ids)


def test_the_truth_speaks_of_every_record_and_gives_a_pupil_to_one_client_at_most(population: Population) -> None:
    truth = population.truth

    assert (set(truth.pupils), set(truth.clients)) == (
        set(by_id(population.education)),
        set(by_id(population.social_care)),
    )
    assert [pupil for pupil, times in Counter(truth.links.values()).items() if times > 1] == []
    assert [client for client, pupil in truth.links.items() if truth.clients[client] != truth.pupils[pupil]] == []


def test_ids_do_not_give_the_truth_away(population: Population) -> None:
    links = population.truth.links.items()

    assert sum(client.lstrip("S0") == pupil.lstrip("E0") for client, pupil in links) < 5


def test_every_nhs_number_is_a_test_number_known_to_social_care_alone_and_given_once(population: Population) -> None:
    numbers = [number for person in population.social_care.people for number in person.nhs_numbers]

    assert [number for number in numbers if NhsNumber.parse(number.value) != number or not number.is_test_number] == []
    assert len(set(numbers)) == len(numbers)
    assert [person for person in population.education.people if person.nhs_numbers] == []


def test_every_upn_is_of_a_school_that_cannot_be_and_is_one_pupils(population: Population) -> None:
    upns = [upn for person in population.education.people for upn in person.upns]

    assert [upn for upn in upns if Upn.parse(upn.value) != upn] == []
    assert {upn.value[1:6] for upn in upns} == {"88599"}
    assert len(set(upns)) == len(upns)


def test_every_postcode_is_of_a_district_that_does_not_exist(population: Population) -> None:
    views = (population.education, population.social_care)
    postcodes = {postcode.value for view in views for person in view.people for postcode in person.postcodes}

    assert [each for each in postcodes if not re.fullmatch(r"WR(8[0-9]|9[0-7]) [0-9][A-Z]{2}|ZZ99 3VZ", each)] == []


def test_names_come_from_every_origin(population: Population) -> None:
    origin = Counter(child.origin for child in population.truth.pupils.values())
    total = sum(each.share for each in origins().values())

    apart = {name: origin[name] / 40_000 - each.share / total for name, each in origins().items()}
    assert [name for name, difference in apart.items() if abs(difference) > 0.01] == []


def test_few_names_are_frequent_and_most_are_rare(population: Population) -> None:
    families = Counter(person.name.family.title() for person in population.education.people)

    assert 0.005 < families["Smith"] / 40_000 < 0.02
    assert len(families) > 5_000


def test_brothers_and_sisters_share_a_home_and_mostly_a_name(population: Population) -> None:
    pupils = by_id(population.education)
    households: dict[int, list[PersonIdentity]] = {}
    for key, child in population.truth.pupils.items():
        households.setdefault(child.household, []).append(pupils[key])
    pairs = [(group[0], group[1]) for group in households.values() if len(group) > 1]

    assert 2 * len(pairs) / 40_000 > 0.5
    assert share(pairs, lambda one, other: one.postcodes == other.postcodes) > 0.97
    assert 0.65 < share(pairs, lambda one, other: one.name.family.upper() == other.name.family.upper()) < 0.9


def test_about_three_children_in_a_hundred_are_twins_and_many_are_named_alike(population: Population) -> None:
    pupils = by_id(population.education)
    groups: dict[object, list[PersonIdentity]] = {}
    for key, child in population.truth.pupils.items():
        groups.setdefault((child.household, child.birth_date), []).append(pupils[key])
    twins = [group for group in groups.values() if len(group) > 1]

    assert 0.02 < sum(map(len, twins)) / 40_000 < 0.04
    assert 0.1 < share([(a, b) for a, b, *_ in twins], are_alike) < 0.4


def test_some_clients_are_no_pupils_but_their_brothers_and_sisters(population: Population) -> None:
    truth = population.truth
    households = {child.household for child in truth.pupils.values()}
    others = [child for key, child in truth.clients.items() if key not in truth.links]

    assert len(others) == 1_440
    assert sum(child.household in households for child in others) / len(others) > 0.3


def test_without_noise_both_systems_say_the_same_of_a_child() -> None:
    silent = PopulationSettings(
        seed=5, education=2_000, social_care=500, new_upns=0, education_noise=Noise(), social_care_noise=Noise()
    )
    population = make_population(silent)
    pupils, clients = by_id(population.education), by_id(population.social_care)

    told_apart = [
        client
        for client, pupil in population.truth.links.items()
        if what_both_hold(clients[client]) != what_both_hold(pupils[pupil])
    ]
    assert told_apart == []


@pytest.mark.parametrize(
    ("unsound", "sentence"),
    [
        ({"education": 100, "social_care": 200}, "at least as many pupils"),
        ({"education": 20, "social_care": 20, "shared": 0.0}, "too few children beside the pupils"),
    ],
)
def test_sizes_that_cannot_be_are_refused(unsound: Mapping[str, float], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        make_population(PopulationSettings(**unsound))  # type: ignore[arg-type]


def test_there_may_be_no_social_care_at_all() -> None:
    population = make_population(PopulationSettings(seed=1, education=50, social_care=0))

    assert (len(population.education.people), population.social_care.people, population.truth.links) == (50, (), {})


def test_a_rate_is_a_share() -> None:
    with pytest.raises(ValueError, match="moved must be between 0 and 1"):
        Noise(moved=1.5)


def are_alike(one: PersonIdentity, other: PersonIdentity) -> bool:
    first, second = (each.name.given.partition(" ")[0].title() for each in (one, other))
    return SequenceMatcher(None, first, second).ratio() >= 0.6


def what_both_hold(person: PersonIdentity) -> tuple[object, ...]:
    return person.name, person.birth_date, person.sex, person.postcodes, person.upns


def share(pairs: list[tuple[PersonIdentity, PersonIdentity]], holds: object) -> float:
    assert callable(holds)
    return sum(bool(holds(one, other)) for one, other in pairs) / len(pairs)
