"""The matching of the SDK, with the model file that it ships."""

import importlib
from typing import Any

from frontdoor.testing.population import View
from frontdoor_benchmarks.linkage.outcome import Missing, Outcome


def link_by_ours(education: View, social_care: View) -> Outcome:
    """`frontdoor.matching.link_all` as an operator calls it. Raises `Missing` where this SDK has no matching."""
    try:
        matching: Any = importlib.import_module("frontdoor.matching")
    except ModuleNotFoundError:
        raise Missing("frontdoor.matching is not in this SDK") from None
    pupils, clients = (_prepared(matching, view) for view in (education, social_care))
    linkage = matching.link_all(pupils, clients, matching.default_model())
    return Outcome(
        {link.right_id: link.left_id for link in linkage.links},
        {right: tuple(each.id for each in judged.candidates) for right, judged in linkage.reviews.items()},
    )


def _prepared(matching: Any, view: View) -> list[Any]:
    return [matching.prepare(person, view.addresses.get(person.id, "")) for person in view.people]
