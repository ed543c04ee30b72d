"""A lead, and a contact that was decided."""

from reference_portal.tests.fakes import SCHOOL, person
from reference_portal.tests.web.triage.scene import DECISION, OFFICER, FrontDoor

from frontdoor.domain.agency import Role
from frontdoor.domain.identifiers import Reference

LEAD = person(Role.AGENCY_LEAD, SCHOOL, "Lena Dry")


def decided(door: FrontDoor, fields: object = DECISION, by: object = OFFICER) -> Reference:
    reference = door.send()
    door.decide(door.take(reference, by), reference, fields)  # type: ignore[arg-type]
    return reference
