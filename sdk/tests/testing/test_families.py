"""The made-up families are made up beyond doubt, and hold every case that breaks systems."""

import re
import subprocess
import sys
from collections import Counter

from frontdoor.connectors.people import CaseStatus
from frontdoor.conversion import structure, unstructure
from frontdoor.domain.identifiers import NhsNumber, Upn
from frontdoor.domain.people import BirthDateKind, Sex
from frontdoor.testing.families import (
    LOCAL_AUTHORITY,
    MadeUpCouncil,
    MadeUpPerson,
    adults,
    children,
    council,
    families,
    people,
    person,
    schools,
    workers,
)

DRAMA_RANGES = re.compile(r"01632 960[0-9]{3}|07700 900[0-9]{3}")
"""Ofcom's numbers for drama: the area code of nowhere, and mobiles."""


def upns() -> list[Upn]:
    held = [each.upn for each in people() if each.upn] + [each.pupil.upn for each in people() if each.pupil]
    return held + [former for each in people() for former in each.former_upns]


def keys(found: list[MadeUpPerson]) -> list[str]:
    return [each.key for each in found]


def test_there_are_at_least_thirty_families_with_a_child_and_an_adult_each() -> None:
    assert len(families()) >= 30
    assert [
        family.key for family in families() if {member.is_child for member in family.members} != {True, False}
    ] == []


def test_every_nhs_number_is_a_sound_test_number_and_is_used_once() -> None:
    numbers = [number for each in people() for number in each.nhs_numbers]

    assert [number for number in numbers if NhsNumber.parse(number.value) != number or not number.is_test_number] == []
    assert [number for number, times in Counter(numbers).items() if times > 1] == []


def test_every_upn_is_sound_and_of_a_school_that_cannot_be() -> None:
    assert [upn for upn in upns() if Upn.parse(upn.value) != upn] == []
    assert {upn.value[1:6] for upn in upns()} == {f"{LOCAL_AUTHORITY}99"}


def test_no_two_children_have_the_same_upn() -> None:
    held = {(each.pupil.upn if each.pupil else each.upn): each.key for each in children()}

    assert sorted(key for upn, key in held.items() if upn) == sorted(
        each.key for each in children() if each.upn or each.pupil
    )


def test_every_telephone_number_is_of_a_drama_range() -> None:
    numbers = [each.phone for each in people()] + [each.phone for each in workers()]
    numbers += [contact.phone for school in schools() for contact in school.contacts]

    assert [number for number in numbers if number and not DRAMA_RANGES.fullmatch(number)] == []


def test_every_e_mail_address_is_of_an_example_domain() -> None:
    addresses = [each.email for each in workers()]
    addresses += [contact.email for school in schools() for contact in school.contacts]

    assert [address for address in addresses if not address.endswith(".example")] == []


def test_every_postcode_is_of_a_district_that_does_not_exist() -> None:
    addresses = [each.address for each in people()] + [each.pupil.address for each in people() if each.pupil]
    districts = {address.postcode.value.split()[0] for address in addresses if address.postcode}

    assert districts == {"WR80", "WR81", "WR82", "WR83"}


def test_ids_in_the_case_system_are_used_once() -> None:
    ids = [each.case_id for each in people() if each.case_id]

    assert [case_id for case_id, times in Counter(ids).items() if times > 1] == []


def test_whoever_is_unknown_to_the_case_system_has_no_case_there() -> None:
    unknown = [each for each in people() if each.case_id is None]

    assert keys([each for each in unknown if each.involvements or each.case_status is not CaseStatus.NOT_KNOWN]) == []


def test_each_hard_case_is_there() -> None:
    some = children()
    assert keys([each for each in some if each.birth_date.kind is BirthDateKind.EXPECTED]) == ["smith_unborn.unborn"]
    assert keys([each for each in some if each.restricted]) == ["restricted.imogen"]
    assert keys([each for each in some if each.ex_directory]) == ["ex_directory.toby"]
    assert keys([each for each in some if each.do_not_disclose_address]) == [
        "hidden_address.isla",
        "hidden_address.rory",
    ]
    assert keys([each for each in some if len(each.nhs_numbers) == 2]) == ["two_nhs_numbers.megan"]
    assert keys([each for each in some if each.pupil and each.pupil.upn.is_temporary]) == [
        "temporary_upn.dawit",
        "one_name.zaynab",
    ]
    assert keys([each for each in some if not each.name.family]) == ["one_name.zaynab"]
    assert keys([each for each in some if not (each.address.lines or each.address.postcode)]) == [
        "traveller_no_upn.silvanus"
    ]
    assert {each.key: each.duplicate_of for each in some if each.duplicate_of} == {
        "merged_duplicate.lucy_old_record": "merged_duplicate.lucy"
    }


def test_two_children_of_one_name_were_born_nine_days_apart() -> None:
    one, two = person("smith_jack_one.jack"), person("smith_jack_two.jack")

    assert one.name == two.name
    assert (two.birth_date.on - one.birth_date.on).days == 9


def test_names_come_in_many_scripts_and_marks() -> None:
    families_of_names = {
        "apostrophe and diacritics": "O'Brennan-Ní Dhómhnaill",
        "Welsh": "Llŷr-Wŷn",
        "Polish": "Wiśniewska",
        "Arabic": "الأحمد",
        "Chinese": "李",
        "one letter": "O",
        "a word of programs": "Null",
        "very long": "Featherstonehaugh-Cholmondeley-Majoribanks",
    }

    assert set(families_of_names.values()) - {each.name.family for each in children()} == set()


def test_twins_share_a_birthday_and_are_two_people() -> None:
    jayden, kayden = person("carter_twins.jayden"), person("carter_twins.kayden")

    assert jayden.birth_date == kayden.birth_date
    assert jayden.nhs_numbers != kayden.nhs_numbers


def test_some_are_known_to_education_only_some_to_care_only_some_to_both() -> None:
    known = Counter((each.case_id is not None, each.pupil is not None) for each in children())

    assert {(True, False), (False, True), (True, True)} == set(known)
    assert min(known.values()) >= 5


def test_education_and_care_differ_over_some_of_the_children_both_know() -> None:
    both = [each for each in children() if each.case_id and each.pupil]

    assert [each.key for each in both if each.pupil and each.pupil.birth_date != each.birth_date.on] == [
        "birth_date_differs.arun"
    ]
    assert [each.key for each in both if each.pupil and each.pupil.address != each.address] == [
        "hidden_address.isla",
        "moved_in.chidi",
    ]
    assert len([each for each in both if each.pupil and each.pupil.name != each.name]) >= 8


def test_each_relationship_is_held_in_both_directions() -> None:
    for family in families():
        pairs = Counter((each.person, each.other) for each in family.relationships)
        assert pairs == Counter((each.other, each.person) for each in family.relationships)


def test_relations_are_named_from_the_other_persons_side() -> None:
    relationships = families()[0].relationships_of(person("ashdown.ella"))

    assert [
        (each.other, each.relation, each.parental_responsibility, each.same_household) for each in relationships
    ] == [
        ("ashdown.rachel", "mother", True, True),
        ("ashdown.darren", "father", True, False),
        ("ashdown.oliver", "brother", False, True),
    ]


def test_enumerations_are_read_as_such() -> None:
    assert {type(each.sex) for each in people()} == {Sex}
    assert {type(each.case_status) for each in people()} == {CaseStatus}


def test_children_and_adults_are_everybody() -> None:
    assert sorted(keys([*children(), *adults()])) == sorted(keys(list(people())))


def test_the_set_survives_a_round_trip_through_plain_data() -> None:
    assert structure(unstructure(council()), MadeUpCouncil) == council()


def test_another_process_reads_the_very_same_set() -> None:
    program = "from frontdoor.testing.families import council; print(repr(council().families))"
    other = subprocess.run([sys.executable, "-X", "utf8", "-c", program], capture_output=True, check=True)

    assert other.stdout.decode("utf-8").strip() == repr(council().families)
