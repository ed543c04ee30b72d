"""Samples in milliseconds, and the percentiles quoted from them."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from attrs import frozen

_CUTS = 100


@frozen
class Samples:
    """What one thing took, time after time, in milliseconds."""

    milliseconds: tuple[float, ...]

    @property
    def p50(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def p95(self) -> float:
        """The 95th of 100 equal parts, by linear interpolation between samples."""
        return statistics.quantiles(self.milliseconds, n=_CUTS, method="inclusive")[94]

    def less(self, base: float) -> "Samples":
        """Every sample less what another party took; never below nothing."""
        return Samples(tuple(max(0.0, each - base) for each in self.milliseconds))

    def as_json(self) -> dict[str, float]:
        return {"p50_ms": round(self.p50, 2), "p95_ms": round(self.p95, 2)}


class Stopwatch:
    """Collects samples: `with watch.timing(): ...`."""

    def __init__(self) -> None:
        self._taken: list[float] = []

    @contextmanager
    def timing(self) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self._taken.append((time.perf_counter() - began) * 1000)

    @property
    def samples(self) -> Samples:
        return Samples(tuple(self._taken))


def repeat(times: int, work: Callable[[], object], *, warm_up: int = 5) -> Samples:
    """What `work` takes, after a few goes that are not counted."""
    for _ in range(warm_up):
        work()
    watch = Stopwatch()
    for _ in range(times):
        with watch.timing():
            work()
    return watch.samples


def line(title: str, samples: Samples, goal: str = "") -> str:
    """One line of the report."""
    figures = f"p50 {samples.p50:>8.1f} ms   p95 {samples.p95:>8.1f} ms"
    return f"{title:<58} {figures}   n={len(samples.milliseconds):<4} {goal}"
