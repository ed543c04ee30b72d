"""The audit as people read it: a lead reads their agency's own log, a privacy officer asks who looked at a child."""

import io

from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.stage import Stage

from frontdoor.secrets.references import SecretReference
from frontdoor.testing.families import person
from frontdoor_portal.demo.mailbox import until
from frontdoor_portal.evidence.anchor_file import read_anchors
from frontdoor_portal.evidence.exporting import write_export
from frontdoor_portal.evidence.keys import PublicKeys, SigningKey
from frontdoor_portal.evidence.verifying import verify


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


def test_the_running_worker_seals_and_signs_what_is_done(stage: Stage) -> None:
    folder, out = stage.running.folder, io.BytesIO()
    until(
        lambda: folder.anchors.read_text() if folder.anchors.exists() else None, "The worker never signed a checkpoint"
    )
    write_export(out, stage.office.work)
    key = SigningKey.of(folder.read_secret(SecretReference("audit", "signing-key"))).public
    anchors = tuple(read_anchors(folder.anchors.read_bytes().splitlines(), PublicKeys.of([key])))
    report = verify(io.BytesIO(out.getvalue()), anchors)
    assert (report.findings, report.checkpoints) == ((), len(anchors))
    assert report.anchored > 0
