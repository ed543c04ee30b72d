"""The audit as people read it: a lead reads their agency's own log, a privacy officer asks who looked at a child."""

from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.stage import Stage

from frontdoor.testing.families import person


def test_a_lead_reads_what_their_agency_did(arrive: Arriving, stage: Stage, screen: str) -> None:
    reference = stage.concern_about("moved_in.chidi")
    lead = arrive(screen, signed_in_as="lead")
    lead.menu("Agency log")
    lead.is_at("Agency log")
    lead.reads("Tamsin Reed", "Sent a concern", str(reference))
    lead.main.get_by_label("Person").select_option("Tamsin Reed")
    lead.press("Apply filters")
    lead.does_not_read("Looked at the agency log")
    lead.fill("Day", "31")
    lead.fill("Month", "2")
    lead.fill("Year", "2026")
    lead.press("Apply filters")
    lead.reads("The day must be a real date")
    lead.follow("Clear filters")
    lead.reads("Looked at the agency log")
    lead.never_gave_away(person("moved_in.chidi"))


def test_a_privacy_officer_asks_who_looked_at_a_child(arrive: Arriving, stage: Stage, screen: str) -> None:
    reference = stage.concern_about("moved_in.chidi")
    stage.taken_by("officer", reference)
    privacy = arrive(screen, signed_in_as="privacy")
    privacy.menu("Who looked")
    privacy.press("Show who looked")
    privacy.reads("There is a problem")
    privacy.fill("Contact’s reference", str(reference))
    privacy.choose("A complaint or an incident")
    privacy.press("Show who looked")
    privacy.reads(f"Contact {reference}", "Owen Bell", "Jo Fielding", "Changed a contact", "Tamsin Reed")
    assert str(reference) not in " ".join(privacy.addresses)
    privacy.follow("Back")
    privacy.main.get_by_label("System", exact=True).select_option("Framework-i")
    privacy.fill("Number of the record in that system", "7000001")
    privacy.choose("Review of who looks at records")
    privacy.press("Show who looked")
    privacy.reads("Framework-i record 7000001", "Looked at who looked")
    assert [address for address in privacy.addresses if "7000001" in address] == []
    privacy.never_gave_away(person("moved_in.chidi"))
