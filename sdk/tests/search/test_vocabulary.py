"""Which known words may be meant by one that was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.search import Vocabulary
from frontdoor.search.vocabulary import MOST_MEANT

KNOWN = {
    "muhammad": 900, "mohammed": 700, "mohammad": 500, "catherine": 80, "katherine": 70, "kate": 40, "siobhan": 9,
    "smith": 900, "smyth": 30, "smithson": 12, "jones": 800, "alexandra": 50, "alex": 60, "li": 20, "伟": 3,
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mohamed", {"mohammed", "mohammad", "muhammad"}),
        ("kathrine", {"katherine", "catherine"}),
        ("katherine", {"kate", "catherine"}),
        ("simth", {"smith"}),
        ("smith", {"smyth", "smithson"}),
        ("alexandr", {"alexandra", "alex"}),
        ("siobahn", {"siobhan"}),
    ],
    ids=["spelt otherwise", "heard alike", "nickname", "two letters swapped", "part of it", "a beginning", "slips"],
)
def test_a_word_may_mean_those_that_are_like_it(typed: str, meant: set[str]) -> None:
    assert meant <= set(Vocabulary(KNOWN).meant_by(typed))


def test_the_word_itself_comes_first_known_or_not() -> None:
    vocabulary = Vocabulary(KNOWN)
    assert [vocabulary.meant_by(typed)[0] for typed in ("smith", "quillfeather", "伟")] == [
        "smith",
        "quillfeather",
        "伟",
    ]


def test_a_word_unlike_all_others_means_itself_alone() -> None:
    assert Vocabulary(KNOWN).meant_by("quillfeather") == ("quillfeather",)


def test_what_is_remembered_can_be_dropped_and_comes_out_the_same() -> None:
    vocabulary = Vocabulary(KNOWN)
    before = vocabulary.meant_by("mohamed")
    vocabulary.forget()
    assert vocabulary.meant_by("mohamed") == before


@given(st.text(min_size=1, max_size=60), st.dictionaries(st.text(min_size=1, max_size=12), st.integers(1, 99)))
def test_no_word_means_more_than_can_be_looked_up_or_one_twice(typed: str, known: dict[str, int]) -> None:
    meant = Vocabulary(known).meant_by(typed)
    assert (len(meant) <= MOST_MEANT, len(set(meant)) == len(meant), set(meant[1:]) <= known.keys()) == (True,) * 3
