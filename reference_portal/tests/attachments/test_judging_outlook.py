"""Outlook's emails are documents, unless what hangs on them would run; other compound files are not taken."""

import pytest
from reference_portal.tests.attachments.compound import compound, outlook
from reference_portal.tests.attachments.samples import PROGRAM, picture

from frontdoor_portal.attachments.judging import Finding, judge
from frontdoor_portal.use_cases.attachments.models import PLACE_INSIDE, FileKind, NotTaken, Unwanted


def test_68_an_outlook_email_is_a_document() -> None:
    assert judge("a.msg", outlook()) == Finding(FileKind.MSG, about=("From: Jo Bloggs", "Subject: Monday"))


def test_a_photo_on_it_that_says_where_it_was_taken_is_told() -> None:
    assert judge("a.msg", outlook("IMG_1.jpg", picture())).about[-1:] == (PLACE_INSIDE,)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.msg", outlook("plan.exe"), Unwanted.HOLDS_FILES),
        ("a.msg", outlook("plan.pdf", PROGRAM), Unwanted.HOLDS_FILES),
        ("a.pdf", outlook(), Unwanted.MISNAMED),
        ("a.docx", compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), Unwanted.LOCKED),
        ("a.doc", compound({"WordDocument": b"x"}), Unwanted.OLD_OFFICE),
        ("a.xls", compound({"Workbook": b"x"}), Unwanted.OLD_OFFICE),
        ("a.doc", compound({"WordDocument": b"x", "Macros": {"VBA": b"x"}}), Unwanted.MACROS),
        ("a.msi", compound({"Something": b"x"}), Unwanted.WRONG_TYPE),
    ],
    ids=["program", "program as PDF", "as PDF", "66: password", "Word", "Excel", "macros", "installer"],
)
def test_66_and_68_what_is_not_taken_of_such_files(name: str, data: bytes, why: Unwanted) -> None:
    with pytest.raises(NotTaken) as refused:
        judge(name, data)
    assert refused.value.why == why
