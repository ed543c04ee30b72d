"""The room of files of an office, where it has one."""

from frontdoor_portal.use_cases.attachments.ports import FileRoom
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible


def file_room(office: Office) -> FileRoom:
    """Raises `NotVisible` where this deployment takes no files: what is not there is nobody's to see."""
    if office.files is None:
        raise NotVisible("files")
    return office.files
