"""Addresses of the screens on which forms are changed: a version's id, and the place of a part within it."""

from frontdoor_portal.use_cases.form_versions.publishing import LIST_PATH
from frontdoor_portal.use_cases.form_versions.tree import Place
from frontdoor_portal.web.refusing import NotFound

LIST = LIST_PATH
START = f"{LIST}/start"
UPLOAD = f"{LIST}/upload"
UPLOAD_FILE = f"{UPLOAD}/file"
REPORT = f"{LIST}/report"
VERSION = f"{LIST}/{{version_id:str}}"
TEXT = f"{VERSION}/text"
DOWNLOAD = f"{VERSION}/download"
CHANGES = f"{VERSION}/changes"
PREVIEW = f"{VERSION}/preview"
DISCARD = f"{VERSION}/throw-away"
DO = f"{VERSION}/do"
PART = f"{VERSION}/edit/{{at:str}}"
WHEN = f"{VERSION}/when/{{at:str}}"

FORM = "form"
_DEEPEST = 4
_MOST_DIGITS = 3


def of_version(version_id: str) -> str:
    return f"{LIST}/{version_id}"


def of_part(version_id: str, place: Place) -> str:
    """The form's own parts stand on the page of the version."""
    return f"{of_version(version_id)}/edit/{at(place)}"


def of_condition(version_id: str, place: Place) -> str:
    return f"{of_version(version_id)}/when/{at(place)}"


def at(place: Place) -> str:
    """A place as it stands in an address: `0-2-1`."""
    return "-".join(map(str, place)) or FORM


def place_at(text: str) -> Place:
    """Read what `at` wrote; raises `NotFound`."""
    if text == FORM:
        return ()
    numbers = text.split("-")
    if len(numbers) > _DEEPEST or not all(each.isascii() and each.isdigit() for each in numbers):
        raise NotFound
    if any(len(each) > _MOST_DIGITS for each in numbers):
        raise NotFound
    return tuple(map(int, numbers))
