"""Who is a brother, sister or twin of whom, and where a name comes from: by the truth, or by what the records say.

A population that we made knows both. One that somebody else made has neither, so both are then told from the records.
"""

from collections.abc import Mapping
from functools import cache

from attrs import frozen

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.testing.population import Truth, View
from frontdoor.testing.population.names import origins
from frontdoor_benchmarks.linkage.tidy import words

BROAD = {
    "British and Irish": ("english", "welsh", "scottish", "irish"),
    "South Asian": ("pakistani", "bangladeshi", "indian", "sikh"),
    "European": ("eastern_european", "portuguese"),
    "African and Arabic": ("west_african", "somali", "arabic"),
    "Chinese": ("chinese",),
}
"""Origins together, in groups that are large enough for their recall to be compared."""

_NEVER_SEEN = 0.0002


@frozen
class Kin:
    """What two records of different systems are to each other, as a wrong link between them is counted."""

    sibling: bool
    twin: bool


class Kinship:
    """Answers for one population. Where no truth tells, records at one postcode with one family name are siblings."""

    def __init__(self, education: View, social_care: View, truth: Truth) -> None:
        self._truth = truth
        self._pupils = {person.id: person for person in education.people}
        self._clients = {person.id: person for person in social_care.people}

    def of(self, client_id: str, pupil_id: str) -> Kin:
        if self._truth.pupils:
            client, pupil = self._truth.clients[client_id], self._truth.pupils[pupil_id]
            return Kin(pupil.is_sibling_of(client), pupil.is_twin_of(client))
        right = self._truth.links.get(client_id)
        really, taken_for = self._pupils.get(right or "") or self._clients[client_id], self._pupils[pupil_id]
        sibling = _same_home(really, taken_for)
        return Kin(sibling, sibling and really.birth_date == taken_for.birth_date)

    def origin(self, client_id: str) -> str:
        if self._truth.clients:
            return self._truth.clients[client_id].origin
        return origin_of_name(self._clients[client_id])


def _same_home(one: PersonIdentity, other: PersonIdentity) -> bool:
    return bool({*one.postcodes} & {*other.postcodes}) and words(one.name.family) == words(other.name.family)


def origin_of_name(person: PersonIdentity) -> str:
    """The origin in whose list this given and family name are most frequent together; English where none has them."""
    given = words(person.name.given).partition(" ")[0]
    families = words(person.name.family).split()

    def likelihood(origin: str) -> float:
        of_family = max((_share(origin, family, "family") for family in families), default=1.0)
        return _share(origin, given, "given") * of_family

    best = max(origins(), key=likelihood)
    return best if likelihood(best) > _NEVER_SEEN**2 else "english"


def _share(origin: str, name: str, part: str) -> float:
    return _shares(origin)[part].get(name, _NEVER_SEEN)


@cache
def _shares(origin: str) -> Mapping[str, Mapping[str, float]]:
    """How frequent each name is, by an even fall from the first to the last of a list."""
    held = origins()[origin]

    def falling(*lists: tuple[str, ...]) -> dict[str, float]:
        shares: dict[str, float] = {}
        for names in lists:
            for rank, name in enumerate(names):
                key = words(name)
                shares[key] = shares.get(key, 0) + 2 * (len(names) - rank) / (len(names) * (len(names) + 1))
        return shares

    return {
        "given": falling(held.boys, held.girls, held.traditional_boys, held.traditional_girls),
        "family": falling(held.families),
    }
