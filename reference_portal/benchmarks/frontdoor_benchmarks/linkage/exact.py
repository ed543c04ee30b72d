"""The plainest method: every name and the date of birth the same, and nobody else of that name born that day."""

from collections import defaultdict

from frontdoor.testing.population import View
from frontdoor_benchmarks.linkage.outcome import Outcome
from frontdoor_benchmarks.linkage.tidy import Tidy, tidy


def link_exactly(education: View, social_care: View) -> Outcome:
    """Link what is the same in given names, family name and date of birth; several such pupils are for a person."""
    found: dict[object, list[str]] = defaultdict(list)
    for pupil in map(tidy, education.people):
        if key := _key(pupil):
            found[key].append(pupil.id)
    links: dict[str, str] = {}
    reviews: dict[str, tuple[str, ...]] = {}
    for client in map(tidy, social_care.people):
        candidates = found.get(_key(client), [])
        if len(candidates) == 1:
            links[client.id] = candidates[0]
        elif candidates:
            reviews[client.id] = tuple(candidates)
    return Outcome(links, reviews)


def _key(record: Tidy) -> object:
    """None where a part is not known."""
    if not (record.first and record.family and record.born):
        return None
    return f"{record.first} {record.middle}", record.family, record.born
