"""The matching of the SDK, with the model file that it ships."""

from frontdoor.matching import Prepared, default_model, link_all, prepare
from frontdoor.testing.population import View
from frontdoor_benchmarks.linkage.outcome import Outcome


def link_by_ours(education: View, social_care: View) -> Outcome:
    """`frontdoor.matching.link_all` as an operator calls it."""
    pupils, clients = (_prepared(view) for view in (education, social_care))
    linkage = link_all(pupils, clients, default_model())
    return Outcome(
        {link.right_id: link.left_id for link in linkage.links},
        {right: tuple(each.id for each in judged.candidates) for right, judged in linkage.reviews.items()},
    )


def _prepared(view: View) -> list[Prepared]:
    return [prepare(person, view.addresses.get(person.id, "")) for person in view.people]
