"""The judge in a process of its own: it says the same, and what it cannot stand costs nobody else."""

from pathlib import Path

import pytest
from reference_portal.tests.attachments import samples as made
from reference_portal.tests.attachments.rooms import storage_in

from frontdoor_portal.attachments.judge_apart import JudgeApart
from frontdoor_portal.use_cases.attachments.models import FileKind, Judged, NotTaken, Removed, Unwanted


def test_it_answers_with_the_kind_and_stores_the_copy(tmp_path: Path) -> None:
    storage = storage_in(tmp_path)
    judged = JudgeApart(storage).judge("a.jpg", storage.put([made.picture()]))
    assert judged.copy is not None
    assert made.place_in(b"".join(storage.open(judged.copy))) == {}
    assert (judged.kind, judged.copy_kind, judged.removed) == (
        FileKind.JPEG,
        FileKind.JPEG,
        frozenset({Removed.PLACE, Removed.CAMERA, Removed.TIME}),
    )


def test_a_document_has_no_copy(tmp_path: Path) -> None:
    storage = storage_in(tmp_path)
    judged = JudgeApart(storage).judge("a.pdf", storage.put([made.pdf()]))
    assert judged == Judged(FileKind.PDF, about=("Author: Jo Bloggs",))


def test_it_says_why_a_file_is_not_taken(tmp_path: Path) -> None:
    storage = storage_in(tmp_path)
    with pytest.raises(NotTaken) as refused:
        JudgeApart(storage).judge("a.pdf", storage.put([made.PROGRAM]))
    assert refused.value.why == Unwanted.WRONG_TYPE


def test_one_that_takes_too_long_has_refused_the_file(tmp_path: Path) -> None:
    storage = storage_in(tmp_path)
    with pytest.raises(NotTaken) as refused:
        JudgeApart(storage, seconds=0.01).judge("a.jpg", storage.put([made.picture()]))
    assert refused.value.why == Unwanted.DAMAGED
