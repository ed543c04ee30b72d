"""The lists of names: many, of many origins, and drawn by their rank."""

from collections import Counter
from random import Random

from frontdoor.domain.people import Sex
from frontdoor.testing.population.names import nicknames, origins


def test_there_are_names_of_fourteen_origins_and_hundreds_of_each_kind() -> None:
    given = {name for origin in origins().values() for name in (*origin.boys, *origin.girls)}
    families = {name for origin in origins().values() for name in origin.families}

    assert len(origins()) == 14
    assert len(given) > 1_000
    assert len(families) > 900


def test_no_list_names_anybody_twice() -> None:
    lists = [each for origin in origins().values() for each in (origin.boys, origin.girls, origin.families)]

    assert [each for each in lists if len(set(each)) != len(each)] == []


def test_the_first_of_a_list_is_drawn_most_often() -> None:
    english, rng = origins()["english"], Random(1)
    drawn = Counter(english.given_name(rng, Sex.FEMALE) for _ in range(20_000))

    assert drawn[english.girls[0]] > 3 * drawn[english.girls[-1]] > 0


def test_a_daughter_bears_the_feminine_form() -> None:
    daughters = origins()["eastern_european"].daughters

    assert [daughters(name) for name in ("Kowalski", "Petrauskas", "Nowak")] == ["Kowalska", "Petrauskaitė", "Nowak"]


def test_names_that_are_easily_confused_are_known() -> None:
    assert "Hassan" in origins()["pakistani"].like("Hussain", Sex.MALE)
    assert "Ellie" in origins()["english"].like("Ella", Sex.FEMALE)


def test_a_spelling_leads_to_the_others_of_its_group() -> None:
    assert origins()["somali"].other_spellings("Mohamed") == ("Mohammed", "Mahamed", "Maxamed", "Muhammad")
    assert origins()["english"].other_spellings("Zed") == ()


def test_no_name_is_its_own_nickname() -> None:
    assert [name for name, short in nicknames().items() if name in short] == []
