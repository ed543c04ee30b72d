"""How well an outcome agrees with the truth."""

from collections import Counter
from collections.abc import Iterable, Mapping
from random import Random
from statistics import fmean
from typing import Any

from attrs import field, frozen

from frontdoor_benchmarks.linkage.kinship import BROAD, Kin, Kinship
from frontdoor_benchmarks.linkage.outcome import Outcome

ENOUGH_PAIRS = 100
"""True pairs below which an origin's recall says little and does not count for the gap."""
_TRIALS = 300


@frozen
class Found:
    """Of so many true pairs, how many were linked."""

    pairs: int
    right: int

    @property
    def recall(self) -> float:
        return self.right / self.pairs if self.pairs else 0.0


@frozen
class Measures:
    """The counts of one run. `records` are social-care records, `pairs` those that truly have a pupil."""

    records: int
    pairs: int
    links: int
    right: int
    siblings: int
    """Wrong links to a brother or sister, twins among them."""
    twins: int
    reviewed: int
    found_in_review: int
    """Of the true pairs: those that a person would find among the candidates put before them."""
    by_origin: Mapping[str, Found] = field(repr=False)
    seconds: float = 0.0

    @property
    def wrong_links(self) -> int:
        return self.links - self.right

    @property
    def precision(self) -> float:
        """The share of links that are right; 1 where there is no link at all."""
        return self.right / self.links if self.links else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.pairs if self.pairs else 0.0

    @property
    def review_share(self) -> float:
        return self.reviewed / self.records if self.records else 0.0

    @property
    def origin_gap(self) -> float:
        """The best recall of an origin less the worst."""
        return gap(self.by_origin.values())

    @property
    def broad_gap(self) -> float:
        """The same between the groups of `BROAD`."""
        return gap(self.by_broad_origin.values())

    @property
    def by_broad_origin(self) -> Mapping[str, Found]:
        return {
            group: Found(
                sum(self.by_origin[each].pairs for each in members if each in self.by_origin),
                sum(self.by_origin[each].right for each in members if each in self.by_origin),
            )
            for group, members in BROAD.items()
            if any(each in self.by_origin for each in members)
        }

    def as_json(self) -> dict[str, Any]:
        return {
            "precision": round(self.precision, 6),
            "recall": round(self.recall, 6),
            "wrong_links": self.wrong_links,
            "wrong_siblings": self.siblings,
            "wrong_twins": self.twins,
            "review_share": round(self.review_share, 6),
            "found_in_review": self.found_in_review,
            "origin_gap": round(self.origin_gap, 6),
            "origin_gap_by_chance": round(gap_by_chance(self.by_origin.values()), 6),
            "broad_origin_gap": round(self.broad_gap, 6),
            "recall_by_origin": {origin: round(found.recall, 6) for origin, found in sorted(self.by_origin.items())},
            "seconds": round(self.seconds, 1),
        }


def measure(outcome: Outcome, links: Mapping[str, str], kinship: Kinship, records: int, seconds: float = 0) -> Measures:
    """Count an outcome against the true `links`, which lead from a social-care id to an education id."""
    right = {client for client, pupil in outcome.links.items() if links.get(client) == pupil}
    wrong: list[Kin] = [kinship.of(client, pupil) for client, pupil in outcome.links.items() if client not in right]
    pairs = Counter(kinship.origin(client) for client in links)
    linked = Counter(kinship.origin(client) for client in right)
    return Measures(
        records=records,
        pairs=len(links),
        links=len(outcome.links),
        right=len(right),
        siblings=sum(kin.sibling for kin in wrong),
        twins=sum(kin.twin for kin in wrong),
        reviewed=len(outcome.reviews),
        found_in_review=sum(links.get(client) in candidates for client, candidates in outcome.reviews.items()),
        by_origin={origin: Found(count, linked[origin]) for origin, count in pairs.items()},
        seconds=seconds,
    )


def gap(groups: Iterable[Found]) -> float:
    """The best recall less the worst, of groups with enough pairs; of all groups where fewer than two have enough."""
    groups = tuple(groups)
    compared = [group.recall for group in groups if group.pairs >= ENOUGH_PAIRS]
    if len(compared) < 2:
        compared = [group.recall for group in groups]
    return max(compared) - min(compared) if compared else 0.0


def gap_by_chance(groups: Iterable[Found], seed: int = 1) -> float:
    """The gap that would be seen on average if every group had the same chance: small groups scatter.

    Each trial draws each group's recall around the recall of all, by the normal approximation of the binomial.
    """
    compared = [group for group in groups if group.pairs >= ENOUGH_PAIRS]
    if len(compared) < 2:
        return 0.0
    recall = sum(group.right for group in compared) / sum(group.pairs for group in compared)
    spreads = [(recall * (1 - recall) / group.pairs) ** 0.5 for group in compared]
    rng = Random(seed)
    trials = ([rng.gauss(recall, spread) for spread in spreads] for _ in range(_TRIALS))
    return fmean(max(trial) - min(trial) for trial in trials)
