"""Names that sound alike, and searches by sound where a council wants them."""

from pathlib import Path

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor_capita_one.connector import CapitaOne
from frontdoor_capita_one.settings import CapitaOneSettings
from frontdoor_capita_one.simulator import write_files
from frontdoor_capita_one.sounds import soundex

CALL = Call(acting_for="officer", purpose="test")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("robert", "R163"),
        ("rupert", "R163"),
        ("ashcraft", "A261"),
        ("tymczak", "T522"),
        ("pfister", "P236"),
        ("honeyman", "H555"),
        ("lee", "L000"),
        ("李", ""),
        ("", ""),
    ],
)
def test_the_code_of_a_name(name: str, code: str) -> None:
    assert soundex(name) == code


@pytest.mark.parametrize(("sounds_like", "found"), [(False, []), (True, ["Ella Ashdown", "Olly Ashdown"])])
def test_a_search_by_sound_is_a_setting(
    settings: CapitaOneSettings, folder: Path, sounds_like: bool, found: list[str]
) -> None:
    write_files(folder)
    one = CapitaOne(evolve(settings, sounds_like=sounds_like))

    records = one.search_pupils(PersonQuery(family_name="Ashtun"), CALL).value

    assert [str(record.name) for record in records] == found


def test_a_name_that_only_begins_alike_is_found_by_sound_too(settings: CapitaOneSettings, folder: Path) -> None:
    write_files(folder)
    one = CapitaOne(evolve(settings, sounds_like=True))

    assert len(one.search_pupils(PersonQuery(family_name="Ash", given_name="Ela"), CALL).value) == 1
