"""Every word that names in the index are made of, and which of them somebody may mean who typed another."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from frontdoor.matching.prepared import nickname_groups
from frontdoor.matching.spelling import sound

MOST_MEANT = 60
"""So many words at most may stand for one that was typed: more add records, and hardly ever the right one."""

_MOST_OF_A_KIND = 30
_LIKE = 0.88
_PREFIX = 3
_LONGEST = 40
"""Letters of a word that are compared: longer ones are no names."""


class Vocabulary:
    """Known words with how many people bear each. It may be shared between threads.

    The words are held by their length, so that only those are compared that can be near enough.
    """

    def __init__(self, counts: Mapping[str, int], *, remembers: int = 20_000) -> None:
        self.counts = counts
        self._sorted = sorted(counts)
        self._by_length: dict[int, list[str]] = {}
        self._by_sound: dict[str, list[str]] = {}
        for token in self._sorted:
            self._by_length.setdefault(len(token), []).append(token)
            if len(heard := sound(token)) > 1:
                self._by_sound.setdefault(heard, []).append(token)
        self._by_nickname: dict[int, list[str]] = {}
        for token, groups in nickname_groups().items():
            if token in counts:
                for group in groups:
                    self._by_nickname.setdefault(group, []).append(token)
        self._remembered = lru_cache(maxsize=remembers)(self._meant_by)

    def meant_by(self, typed: str) -> tuple[str, ...]:
        """The words that may be meant by one that was typed, itself first and the most alike next."""
        return self._remembered(typed)

    def forget(self) -> None:
        """Drop what is remembered of words that were typed, as for measuring what the first one costs."""
        self._remembered.cache_clear()

    def __len__(self) -> int:
        return len(self._sorted)

    def _meant_by(self, typed: str) -> tuple[str, ...]:
        typed = typed[:_LONGEST]
        likeness: dict[str, float] = {}
        for word, alike in self._alike(typed):
            if alike > likeness.get(word, 0.0):
                likeness[word] = alike
        likeness.pop(typed, None)
        ordered = sorted(likeness, key=lambda word: (-likeness[word], -self.counts[word], word))
        return (typed, *ordered[: MOST_MEANT - 1])

    def _alike(self, typed: str) -> Iterator[tuple[str, float]]:
        for group in nickname_groups().get(typed, ()):
            yield from ((word, 0.97) for word in self._by_nickname.get(group, ()))
        heard = sound(typed)
        if len(heard) > 1:
            for word in self._by_sound.get(heard, ()):
                yield word, max(JaroWinkler.similarity(typed, word), 0.85)
        yield from self._slips(typed)
        yield from self._beginnings(typed)

    def _slips(self, typed: str) -> Iterator[tuple[str, float]]:
        """Words a slip of the pen away: one in a short word, two in a longer one; or with much the same letters."""
        most = 1 if len(typed) < 6 else 2
        if len(typed) < 3:
            return
        for length in range(len(typed) - most, len(typed) + most + 1):
            words = self._by_length.get(length, ())
            for word, slips, _ in process.extract(
                typed, words, scorer=OSA.distance, score_cutoff=most, limit=_MOST_OF_A_KIND
            ):
                yield word, 0.99 - 0.03 * slips
            for word, alike, _ in process.extract(
                typed, words, scorer=JaroWinkler.similarity, score_cutoff=_LIKE, limit=_MOST_OF_A_KIND
            ):
                yield word, alike - 0.03

    def _beginnings(self, typed: str) -> Iterator[tuple[str, float]]:
        """Words that begin as this one does and go on, commonest first; and those that this one goes on from."""
        if len(typed) < _PREFIX:
            return
        start, longer = bisect_left(self._sorted, typed), []
        for word in self._sorted[start : start + 500]:
            if not word.startswith(typed):
                break
            longer.append(word)
        longer.sort(key=lambda word: -self.counts[word])
        yield from ((word, 0.9) for word in longer[:_MOST_OF_A_KIND])
        for end in range(_PREFIX, len(typed)):
            if typed[:end] in self.counts:
                yield typed[:end], 0.86
