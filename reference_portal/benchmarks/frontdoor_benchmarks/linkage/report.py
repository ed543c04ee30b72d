"""The figures of a run as text: a line for each method, then recall by origin, methods side by side."""

from collections.abc import Callable, Iterator, Mapping

from frontdoor_benchmarks.linkage.measures import Found, Measures, gap_by_chance


def report(figures: Mapping[str, Measures], told_by: str) -> str:
    """The whole report. `told_by` says how it is known where a name comes from."""
    return "\n".join((*_methods(figures), "", *_origins(figures, told_by)))


def _methods(figures: Mapping[str, Measures]) -> Iterator[str]:
    yield (
        f"{'method':<8} {'precision':>9} {'recall':>7} {'wrong':>6} {'siblings':>8} {'twins':>6} {'review':>7} "
        f"{'found there':>11} {'gap':>6} {'chance':>6} {'seconds':>8}"
    )
    for name, taken in figures.items():
        found_there = taken.found_in_review / taken.pairs if taken.pairs else 0.0
        chance = gap_by_chance(taken.by_origin.values())
        yield (
            f"{name:<8} {taken.precision:>9.5f} {taken.recall:>7.4f} {taken.wrong_links:>6} {taken.siblings:>8} "
            f"{taken.twins:>6} {taken.review_share:>7.2%} {found_there:>11.2%} {taken.origin_gap:>6.2%} "
            f"{chance:>6.2%} {taken.seconds:>8.1f}"
        )


def _origins(figures: Mapping[str, Measures], told_by: str) -> Iterator[str]:
    yield f"Recall by origin of the name, as told by {told_by}:"
    yield f"{'origin':<20} {'pairs':>7} " + " ".join(f"{name:>8}" for name in figures)
    yield from _groups(figures, lambda taken: taken.by_origin)
    yield _gaps([taken.origin_gap for taken in figures.values()])
    yield from _groups(figures, lambda taken: taken.by_broad_origin)
    yield _gaps([taken.broad_gap for taken in figures.values()])


def _groups(figures: Mapping[str, Measures], groups_of: Callable[[Measures], Mapping[str, Found]]) -> Iterator[str]:
    by_method = [groups_of(taken) for taken in figures.values()]
    for group in sorted({group for groups in by_method for group in groups}):
        found = [groups[group] for groups in by_method]
        yield f"{group:<20} {found[0].pairs:>7,} " + " ".join(f"{each.recall:>8.4f}" for each in found)


def _gaps(gaps: list[float]) -> str:
    return f"{'largest gap':<20} {'':>7} " + " ".join(f"{each:>8.4f}" for each in gaps)
