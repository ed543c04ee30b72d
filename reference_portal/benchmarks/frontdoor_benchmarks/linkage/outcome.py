"""What every method gives back: links it is sure of, and what it would have a person look at."""

from collections.abc import Callable, Mapping

from attrs import field, frozen

from frontdoor.testing.population import View


@frozen
class Outcome:
    """Both maps lead from a social-care id: to the education id it is linked to, or to those a person would judge.

    No record is in both.
    """

    links: Mapping[str, str] = field(repr=False)
    reviews: Mapping[str, tuple[str, ...]] = field(factory=dict, repr=False)


Method = Callable[[View, View], Outcome]
"""Takes what the education system and what social care hold."""
