"""A form of the sender's own: beside which file it is still missing."""

from datetime import UTC, datetime

import pytest

from frontdoor.forms import library_form
from frontdoor_portal.use_cases.attachments.models import Attachment, Content, FileKind, FileState
from frontdoor_portal.use_cases.attachments.own_form import lacks_own_form

REQUEST = library_form("information_request")
NOON = datetime(2026, 6, 4, 12, tzinfo=UTC)


def file_in(state: FileState) -> Attachment:
    return Attachment("f", "d", "form.txt", FileKind.TEXT, Content("key", 4, "0" * 64), "asha", NOON, state, NOON)


@pytest.mark.parametrize(
    ("states", "lacks"),
    [
        ([], True),
        ([FileState.CHECKING], False),
        ([FileState.CLEAN], False),
        ([FileState.UNCHECKED], False),
        ([FileState.INFECTED], True),
        ([FileState.UNREADABLE], True),
        ([FileState.INFECTED, FileState.CLEAN], False),
    ],
)
def test_a_file_that_nobody_can_open_is_not_the_form(states: list[FileState], *, lacks: bool) -> None:
    assert lacks_own_form(REQUEST, {"own_format": "yes"}, map(file_in, states)) is lacks


def test_whoever_said_that_they_have_none_lacks_none() -> None:
    assert lacks_own_form(REQUEST, {"own_format": "no"}, []) is False
