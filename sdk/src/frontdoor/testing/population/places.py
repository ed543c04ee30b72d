"""Addresses in a county that does not exist: some families to a postcode, one street each."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from itertools import pairwise
from random import Random

from attrs import frozen

from frontdoor.conversion import structure
from frontdoor.domain.identifiers import Postcode
from frontdoor.testing.population.names import origins

FAMILIES_TO_A_POSTCODE = 5
_OWN_PART_OF_THE_COUNTY = 0.4
"""How often a family lives where others of its origin do."""
_INWARD = "ABDEFGHJLNPQRSTUWXYZ"
"""Letters that the second half of a postcode ends in."""


@frozen
class Home:
    """Where a household lives: house and street with town, and the postcode."""

    address: str
    postcode: Postcode


@frozen
class Places:
    """What `places.toml` holds."""

    first_district: int
    districts: int
    streets: tuple[str, ...]
    kinds: tuple[str, ...]
    towns: tuple[str, ...]
    short: Mapping[str, str]

    @property
    def postcodes(self) -> int:
        """How many postcodes there can be."""
        return self.districts * 10 * len(_INWARD) ** 2


class County:
    """As many postcodes as `households` fill; the same place has the same street each time."""

    def __init__(self, households: int) -> None:
        self._places = places()
        self._units = max(1, min(households // FAMILIES_TO_A_POSTCODE, self._places.postcodes))
        total = sum(origin.share for origin in origins().values())
        bounds, reached = [0], 0.0
        for origin in origins().values():
            reached += origin.share / total
            bounds.append(round(reached * self._units))
        self._parts = dict(zip(origins(), pairwise(bounds), strict=True))
        self._postcodes: dict[int, Postcode] = {}

    def home(self, rng: Random, origin: str) -> Home:
        first, end = self._parts[origin]
        if end > first and rng.random() < _OWN_PART_OF_THE_COUNTY:
            unit = rng.randrange(first, end)
        else:
            unit = rng.randrange(self._units)
        return Home(self._address(unit, rng), self._postcode(unit))

    def _postcode(self, unit: int) -> Postcode:
        if unit not in self._postcodes:
            rest, last = divmod(unit, len(_INWARD))
            rest, middle = divmod(rest, len(_INWARD))
            district, sector = divmod(rest, 10)
            outward = f"WR{self._places.first_district + district}"
            self._postcodes[unit] = Postcode(f"{outward} {sector}{_INWARD[middle]}{_INWARD[last]}")
        return self._postcodes[unit]

    def _address(self, unit: int, rng: Random) -> str:
        given = self._places
        # Multiplied by a prime, so that neighbouring postcodes do not have the next street of the alphabet.
        rest, street = divmod(unit * 7_919, len(given.streets))
        kind = given.kinds[rest % len(given.kinds)]
        town = given.towns[unit * len(given.towns) // self._units]
        number = rng.randrange(1, 90)
        flat = f"Flat {rng.randrange(1, 12)}, " if rng.random() < 0.1 else ""
        return f"{flat}{number} {given.streets[street]} {kind}, {town}"


@cache
def places() -> Places:
    """The file, read once."""
    text = resources.files(__package__).joinpath("places.toml").read_text("utf-8")
    return structure(tomllib.loads(text), Places)
