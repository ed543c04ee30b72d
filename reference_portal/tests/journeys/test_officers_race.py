"""Two officers want the same contact: one has it, the other is told who."""

from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.stage import Stage


def test_the_slower_officer_is_told_who_was_faster(arrive: Arriving, stage: Stage) -> None:
    reference = stage.concern_about("disabled_child.phoebe")
    jo, sam = arrive(signed_in_as="officer"), arrive("phone", signed_in_as="officer_two")
    for officer in (jo, sam):
        officer.go("/holding-area?status=sent&order=newest")
    jo.press(f"Take {reference}")
    jo.reads("Held by", "You")
    sam.press(f"Take {reference}")
    sam.is_at("Jo Fielding has already taken this contact")
    sam.reads("Nothing was changed.", "Jo Fielding, since")
    sam.follow(f"Open contact {reference}")
    sam.reads("Jo Fielding has this contact.")
