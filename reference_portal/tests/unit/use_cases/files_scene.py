"""Files of a draft and of a contact: adding one, why it was not taken, and how those of a contact stand."""

from datetime import timedelta

import pytest
from reference_portal.tests.attachments import samples as made
from reference_portal.tests.unit.use_cases.scene import OFFICER, TEACHER, FrontDoor

from frontdoor.domain.agency import Professional
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.attachments.adding import add_file
from frontdoor_portal.use_cases.attachments.models import Attachment, FileState, NotTaken, Unwanted
from frontdoor_portal.use_cases.attachments.ports import FileRoom
from frontdoor_portal.use_cases.view_contact import view_contact

NO_GRACE = timedelta(seconds=-5)


def add(
    door: FrontDoor, draft: str, name: str = "a.txt", data: bytes = made.TEXT, by: Professional = TEACHER
) -> Attachment:
    return add_file(door.office, by, draft, name, [data])


def room_of(door: FrontDoor) -> FileRoom:
    assert door.office.files is not None
    return door.office.files


def why(door: FrontDoor, draft: str, name: str, data: bytes) -> Unwanted:
    with pytest.raises(NotTaken) as refused:
        add(door, draft, name, data)
    return refused.value.why


def states(door: FrontDoor, reference: Reference) -> list[FileState]:
    return [each.state for each in view_contact(door.office, OFFICER, reference).files]
