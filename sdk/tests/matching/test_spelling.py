"""Names that are one name in several spellings, and names that are not."""

import pytest

from frontdoor.matching.spelling import one_way, sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("meera", "mira"),
        ("khalid", "kalid"),
        ("aaliyah", "aliya"),
        ("thomas", "tomas"),
        ("sophie", "sofi"),
        ("zayn", "zain"),
        ("jackson", "jaxon"),
        ("lily", "lillie"),
        ("callum", "calum"),
        ("wali", "vali"),
    ],
)
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    assert one_way(one) == one_way(other)


@pytest.mark.parametrize(
    ("one", "other"), [("mia", "mya"), ("maya", "mia"), ("zara", "zahra"), ("asha", "isha"), ("hassan", "hussain")]
)
def test_names_that_are_two(one: str, other: str) -> None:
    assert one_way(one) != one_way(other)


def test_a_name_in_another_script_has_no_other_spelling_and_no_sound_that_we_know() -> None:
    assert (one_way("\u674e"), sound("\u674e")) == ("\u674e", "")
