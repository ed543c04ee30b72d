"""From what was typed to what is looked up: words that may be meant, dates a slip away, numbers."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from frontdoor.domain.identifiers import closed_up
from frontdoor.domain.people import BirthDateKind
from frontdoor.matching.cleaning import NO_POSTCODES, name_tokens
from frontdoor.search.asked import Asked
from frontdoor.search.vocabulary import Vocabulary

MOST_WORDS = 6
"""Words of a name that are looked up: the rarest of a longer one."""

MOST_BEARERS = 15_000
"""A word and those that may be meant by it are looked up together as long as so few people bear them."""

DUE = timedelta(days=28)
"""How far a due date may move, and how far from it a child may be born."""


@frozen
class Worded:
    """One word that was typed, with those that may be meant by it, the most alike first; itself is the first."""

    meant: tuple[str, ...]
    bearers: int
    """How many people bear any of them, those counted twice who bear two."""

    @property
    def typed(self) -> str:
        return self.meant[0]


@frozen
class Plan:
    """What is looked up. `words` are ordered from the rarest to the commonest.

    Anybody is worth a look who has a number of `numbers` or the `record_id`; or any of the words and one of `dates`, a
    due date between `due`, or `postcode`; or, of two words or more, all of them, or all but one of three or more.
    """

    words: tuple[Worded, ...]
    dates: tuple[date, ...] = ()
    due: tuple[date, date] | None = None
    postcode: str = ""
    numbers: tuple[str, ...] = ()
    record_id: str = ""

    @property
    def of_words(self) -> tuple[tuple[Worded, ...], ...]:
        """The sets of words of which somebody must have each."""
        if len(self.words) < 2:
            return ()
        if len(self.words) == 2:
            return (self.words,)
        return tuple((*self.words[:left_out], *self.words[left_out + 1 :]) for left_out in range(len(self.words)))


def plan(asked: Asked, vocabulary: Vocabulary) -> Plan:
    """What to look up for what was typed."""
    typed = dict.fromkeys((*name_tokens(asked.given), *name_tokens(asked.family)))
    words = sorted((_worded(each, vocabulary) for each in typed if each), key=lambda each: each.bearers)
    born = asked.born
    is_expected = born is not None and born.kind is BirthDateKind.EXPECTED
    return Plan(
        words=tuple(words[:MOST_WORDS]),
        dates=tuple(dict.fromkeys(_slips_of(born.on))) if born and not is_expected else (),
        due=(born.on - DUE, born.on + DUE) if born and is_expected else None,
        postcode=closed_up(asked.postcode.value) if asked.postcode and asked.postcode.value not in NO_POSTCODES else "",
        numbers=tuple(each.value for each in (asked.nhs_number, asked.upn) if each is not None),
        record_id=asked.record_id,
    )


def _worded(typed: str, vocabulary: Vocabulary) -> Worded:
    meant = vocabulary.meant_by(typed)
    kept, bearers = [meant[0]], vocabulary.counts.get(meant[0], 0)
    for word in meant[1:]:
        more = vocabulary.counts.get(word, 0)
        if bearers + more <= MOST_BEARERS:
            kept.append(word)
            bearers += more
    return Worded(tuple(kept), bearers)


def _slips_of(born: date) -> Iterator[date]:
    """The day, the day and month the other way round, and the same day of the years beside it."""
    yield born
    for year, month, day in (
        (born.year, born.day, born.month),
        (born.year - 1, born.month, born.day),
        (born.year + 1, born.month, born.day),
    ):
        try:
            yield date(year, month, day)
        except ValueError:  # there is no 13th month, and no leap day every year
            continue
