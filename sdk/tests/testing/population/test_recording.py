"""Each rate of noise does what it is named for, and as often as it says."""

from collections.abc import Callable
from datetime import date

import pytest

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.people import Sex
from frontdoor.testing.population import (
    EDUCATION_NOISE,
    SOCIAL_CARE_NOISE,
    Noise,
    Population,
    PopulationSettings,
    make_population,
)
from frontdoor.testing.population.names import nicknames, origins
from frontdoor.testing.population.settings import RATES
from frontdoor.testing.population.spelling import PLACEHOLDER_DATES, PLACEHOLDER_POSTCODE, half, without_accents

PREFIXES = {
    name for origin in origins().values() if origin.prefix for name in (*origin.prefix.boys, *origin.prefix.girls)
}
Pair = tuple[PersonIdentity, PersonIdentity, str]
"""The pupil as truly is, the same child with one kind of noise, and the origin of the name."""


def always(rate: str) -> list[Pair]:
    """The children of social care, of whom the education system records the truth, with one rate at 1."""
    noise = Noise(**{"upn_known": 1, "nhs_number_known": 1, rate: 1})
    settings = PopulationSettings(
        seed=9, education=3_000, social_care=600, education_noise=Noise(), social_care_noise=noise
    )
    return pairs_of(make_population(settings))


def pairs_of(population: Population) -> list[Pair]:
    pupils = {person.id: person for person in population.education.people}
    clients = {person.id: person for person in population.social_care.people}
    return [
        (pupils[pupil], clients[client], population.truth.clients[client].origin)
        for client, pupil in population.truth.links.items()
    ]


def forenames(person: PersonIdentity) -> list[str]:
    """Given names in order, but for a religious one before the one in use."""
    first, *others = person.name.given.split()
    return others if others and first in PREFIXES else [first, *others]


def first(person: PersonIdentity) -> str:
    return forenames(person)[0]


def is_nickname(true: PersonIdentity, told: PersonIdentity, _: str) -> bool:
    return first(told) in nicknames()[first(true)] and told.name.family == true.name.family


def is_other_spelling(true: PersonIdentity, told: PersonIdentity, origin: str) -> bool:
    spellings = origins()[origin].other_spellings
    return told.name.family == true.name.family or told.name.family in spellings(true.name.family)


EFFECTS: dict[str, Callable[[PersonIdentity, PersonIdentity, str], bool]] = {
    "nickname": is_nickname,
    "respelt": is_other_spelling,
    "transliterated": is_other_spelling,
    "middle_names_dropped": lambda true, told, _: len(told.name.given.split()) <= len(true.name.given.split()),
    "half_of_double": lambda true, told, _: told.name.family in true.name.family.replace("-", " ").split(),
    "double_respaced": lambda true, told, _: letters(told.name.family) == letters(true.name.family),
    "names_swapped": lambda true, told, _: (told.name.given, told.name.family) == (true.name.family, true.name.given),
    "family_first_swapped": lambda true, told, _: told.name.family == true.name.given,
    "accents_dropped": lambda true, told, _: str(told.name) == without_accents(str(true.name)),
    "punctuation_dropped": lambda true, told, _: letters(told.name.family) == letters(true.name.family),
    "capitals": lambda true, told, _: str(told.name) == str(true.name).upper(),
    "remark_in_name": lambda true, told, _: told.name.family.startswith(f"{true.name.family} "),
    "family_name_changed": lambda true, told, _: told.name.given == true.name.given,
    "family_name_of_one_changed": lambda true, told, _: told.name.given == true.name.given,
    "patronymic_taken": lambda true, told, _: told.name.family == true.name.given.split()[-1],
    "prefix_dropped": lambda true, told, _: told.name.given == true.name.given.partition(" ")[2],
    "middle_name_first": lambda true, told, _: first(told) == forenames(true)[1],
    "other_given_name": lambda true, told, _: first(told) in true.name.given.split(),
    "middle_name_initial": lambda _, told, __: all(len(part) == 1 for part in forenames(told)[1:]),
    "birth_date_wrong": lambda true, told, _: born(told) not in (None, born(true)),
    "birth_date_missing": lambda _, told, __: told.birth_date is None,
    "birth_date_placeholder": lambda _, told, __: born(told) in PLACEHOLDER_DATES,
    "sex_wrong": lambda true, told, _: {told.sex, true.sex} == {Sex.MALE, Sex.FEMALE},
    "sex_missing": lambda _, told, __: told.sex is Sex.UNKNOWN,
    "moved": lambda true, told, _: told.postcodes != true.postcodes,
    "postcode_missing": lambda _, told, __: told.postcodes == (),
    "postcode_typo": lambda true, told, _: told.postcodes[0].value[:3] == true.postcodes[0].value[:3],
    "postcode_placeholder": lambda _, told, __: told.postcodes == (PLACEHOLDER_POSTCODE,),
    "upn_former": lambda true, told, _: told.upns != true.upns,
    "upn_of_sibling": lambda true, told, _: told.upns != true.upns,
}
"""What is so of every record that a rate of 1 changed."""

EVERYBODY = {
    "capitals",
    "remark_in_name",
    "birth_date_wrong",
    "birth_date_missing",
    "birth_date_placeholder",
    "sex_wrong",
    "sex_missing",
    "moved",
    "postcode_missing",
    "postcode_typo",
    "postcode_placeholder",
}
"""Rates that can apply to any record, whatever the child is called."""


def letters(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalpha())


def born(person: PersonIdentity) -> date | None:
    return person.birth_date.on if person.birth_date else None


@pytest.mark.parametrize("rate", EFFECTS)
def test_a_rate_changes_what_it_is_named_for(rate: str) -> None:
    changed = [(true, told, origin) for true, told, origin in always(rate) if differs(true, told)]

    assert changed
    assert [pair for pair in changed if not EFFECTS[rate](*pair)] == []


@pytest.mark.parametrize("rate", sorted(EVERYBODY))
def test_a_rate_that_can_apply_to_anybody_does(rate: str) -> None:
    pairs = always(rate)

    assert sum(differs(true, told) for true, told, _ in pairs) >= 0.97 * len(pairs)  # some move next door


@pytest.mark.parametrize("rate", ["given_name_typo", "family_name_typo"])
def test_a_typing_error_leaves_most_of_a_name_standing(rate: str) -> None:
    changed = [(true.name, told.name) for true, told, _ in always(rate) if true.name != told.name]

    assert len(changed) > 450
    assert [pair for pair in changed if abs(len(str(pair[0])) - len(str(pair[1]))) > 1] == []


def test_every_rate_is_tested_or_says_how_often_another_is_seen() -> None:
    others = {
        "given_name_typo",
        "family_name_typo",
        "other_name_kept",
        "former_postcode_kept",
        "address_missing",
        "address_shortened",
        "upn_known",
        "nhs_number_known",
    }

    assert sorted(RATES) == sorted({*EFFECTS, *others})


@pytest.mark.parametrize(
    ("what", "least", "most", "so"),
    [
        ("another postcode: moved, missing or wrong", 0.28, 0.36, lambda a, b: a.postcodes[:1] != b.postcodes[:1]),
        ("a date that is wrong, 5 %, missing or a placeholder", 0.065, 0.095, lambda a, b: born(a) != born(b)),
        ("no date", 0.02, 0.031, lambda _, b: b.birth_date is None),
        ("no postcode at all", 0.05, 0.09, lambda _, b: b.postcodes == ()),
        ("another family name", 0.17, 0.30, lambda a, b: letters(a.name.family) != letters(b.name.family)),
        ("a UPN, 15 %", 0.13, 0.17, lambda _, b: bool(b.upns)),
        ("an NHS number, 70 %", 0.68, 0.72, lambda _, b: bool(b.nhs_numbers)),
        ("former or other names", 0.02, 0.05, lambda _, b: bool(b.other_names)),
        ("a former postcode", 0.06, 0.10, lambda _, b: len(b.postcodes) > 1),
    ],
)  # fmt: skip
def test_social_care_differs_as_often_as_documented(
    population: Population,
    what: str,
    least: float,
    most: float,
    so: Callable[[PersonIdentity, PersonIdentity], bool],
) -> None:
    pairs = pairs_of(population)

    assert least < sum(so(true, told) for true, told, _ in pairs) / len(pairs) < most, what


def test_four_in_a_hundred_have_another_family_name_in_social_care() -> None:
    changed = Noise(
        family_name_changed=SOCIAL_CARE_NOISE.family_name_changed,
        family_name_of_one_changed=SOCIAL_CARE_NOISE.family_name_of_one_changed,
    )
    settings = PopulationSettings(
        seed=2, education=20_000, social_care=10_000, education_noise=Noise(), social_care_noise=changed
    )
    pairs = pairs_of(make_population(settings))

    assert 0.032 < sum(true.name != told.name for true, told, _ in pairs) / len(pairs) < 0.048


def test_the_education_system_is_the_more_exact_one() -> None:
    apart = {name: getattr(EDUCATION_NOISE, name) - getattr(SOCIAL_CARE_NOISE, name) for name in RATES}

    assert sorted(name for name, more in apart.items() if more > 0) == ["other_name_kept", "upn_known"]


def test_half_of_a_double_name_is_one_of_its_names() -> None:
    class Last:
        def random(self) -> float:
            return 0.0

    assert half("Bevan-Jones", Last()) == "Jones"  # type: ignore[arg-type]


def differs(true: PersonIdentity, told: PersonIdentity) -> bool:
    return (true.name, true.birth_date, true.sex, true.postcodes, true.upns) != (
        told.name,
        told.birth_date,
        told.sex,
        told.postcodes,
        told.upns,
    )
