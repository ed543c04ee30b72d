"""What one engine found, and how long it took."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from statistics import quantiles
from time import perf_counter
from typing import Any

from attrs import frozen

from frontdoor_benchmarks.finding.queries import Asked

FIRST = 10


@frozen
class Measured:
    """Recall among the first ten, overall and by kind of query, and milliseconds."""

    recall: float
    recall_by_kind: Mapping[str, float]
    p50_ms: float
    p95_ms: float

    def as_json(self) -> dict[str, Any]:
        return {
            "recall_at_10": round(self.recall, 4),
            "p50_ms": round(self.p50_ms, 2),
            "p95_ms": round(self.p95_ms, 2),
            "recall_by_kind": {kind: round(share, 4) for kind, share in self.recall_by_kind.items()},
        }


def measure(asked: Sequence[Asked], find: Callable[[Asked], Sequence[str]]) -> Measured:
    """Ask every query once, by itself, one after the other."""
    times: list[float] = []
    found: Counter[str] = Counter()
    for each in asked:
        began = perf_counter()
        ids = find(each)
        times.append((perf_counter() - began) * 1_000)
        found[each.kind] += each.record_id in ids[:FIRST]
    of_kind = Counter(each.kind for each in asked)
    cuts = quantiles(times, n=100)
    by_kind = {kind: found[kind] / number for kind, number in of_kind.items()}
    return Measured(found.total() / len(asked), by_kind, cuts[49], cuts[94])
