"""Guidance in paragraphs and lists, and the box where each fault leads."""

import pytest
from reference_portal.tests.web.filling_in import FORM

from frontdoor.forms import Fault as FormFault
from frontdoor_portal.web.drafts.asking import Block, blocks, on_screen
from frontdoor_portal.web.faults import Fault


def test_guidance_keeps_its_paragraphs_and_lists() -> None:
    text = "First line\ngoes on.\n\nBefore a list:\n- one\n- two\nAfter it."
    assert blocks(text) == (
        Block(("First line goes on.",), is_list=False),
        Block(("Before a list:",), is_list=False),
        Block(("one", "two"), is_list=True),
        Block(("After it.",), is_list=False),
    )


def test_no_guidance_is_no_block() -> None:
    assert blocks(" \n ") == ()


@pytest.mark.parametrize(
    ("question", "part", "field"),
    [
        ("what_happened", None, "what_happened"),
        ("sex", None, "sex"),
        ("date_of_birth", None, "date_of_birth-day"),
        ("date_of_birth", "year", "date_of_birth-year"),
        ("date_of_birth", "approx", "date_of_birth-approx"),
        ("child_name", None, "child_name-given"),
        ("address", None, "address-line_1"),
    ],
)
def test_a_fault_leads_to_the_first_box_concerned(question: str, part: str | None, field: str) -> None:
    assert on_screen(FORM, [FormFault(question, part, "Words")]) == (Fault(field, "Words"),)


def test_from_another_page_a_fault_leads_to_the_questions_own() -> None:
    faults = on_screen(FORM, [FormFault("other_names", None, "Words")], "/drafts/abc")
    assert faults == (Fault("other_names", "Words", "/drafts/abc/child_name"),)
