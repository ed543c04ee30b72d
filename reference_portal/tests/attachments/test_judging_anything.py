"""Whatever anybody sends, the judge answers: it takes the file or says why not, and raises nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_portal.tests.attachments import samples as made
from reference_portal.tests.attachments.compound import outlook

from frontdoor_portal.attachments.judging import Finding, judge
from frontdoor_portal.use_cases.attachments.models import NotTaken

GOOD = {
    "a.jpg": made.picture(),
    "a.png": made.picture("PNG"),
    "a.gif": made.picture("GIF"),
    "a.webp": made.picture("WEBP"),
    "a.pdf": made.pdf(),
    "a.docx": made.docx(),
    "a.odt": made.odt(),
    "a.eml": made.mail_with("a.pdf", made.pdf()),
    "a.msg": outlook(),
}


def answers(name: str, data: bytes) -> bool:
    try:
        return isinstance(judge(name, data), Finding)
    except NotTaken:
        return True


@settings(max_examples=60)
@given(name=st.sampled_from([*GOOD, "a.txt", "a"]), data=st.binary(max_size=600))
def test_any_bytes(name: str, data: bytes) -> None:
    assert answers(name, data)


@pytest.mark.parametrize("name", GOOD)
@settings(max_examples=25)
@given(at=st.floats(0, 1), wrong=st.binary(min_size=1, max_size=8), cut=st.booleans())
def test_a_good_file_with_something_wrong_in_it(name: str, at: float, wrong: bytes, *, cut: bool) -> None:
    good = GOOD[name]
    place = int(at * len(good))
    assert answers(name, good[:place] + wrong + (b"" if cut else good[place + len(wrong) :]))
