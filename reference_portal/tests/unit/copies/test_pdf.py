"""The PDF of what was sent: tagged, whole, and never more than text, whatever was typed."""

import io
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import typst
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reference_portal.tests.unit.copies.made import REFERENCE, copy_of, said

from frontdoor.domain.people import Adult, Child, PersonName
from frontdoor_portal.copies import CopyNotMade, pdf_of
from frontdoor_portal.copies import pdf as making
from frontdoor_portal.copies.fonts import shown, shown_alone
from frontdoor_portal.use_cases.reading_submission import AnsweredItem, AnsweredQuestion, SectionNotAnswered
from frontdoor_portal.use_cases.refusals import TooBusy
from frontdoor_portal.use_cases.sent_copy import SentContact, SentFile, TakenCopy


def read(copy: TakenCopy) -> PdfReader:
    return PdfReader(io.BytesIO(pdf_of(copy)))


def root_of(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def text_of(copy: TakenCopy) -> str:
    return "\n".join(page.extract_text() for page in read(copy).pages)


def answer_in(copy: TakenCopy) -> str:
    """What stands between the question and the foot of the page, on every page, without white space or breaks."""
    text = re.sub(r"Official-Sensitive\. Made for.*?Page \d+ of \d+", "", text_of(copy), flags=re.DOTALL)
    return squeezed(text.partition("What happened?")[2])


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def tags_in(copy: TakenCopy) -> list[str]:
    """The structure in reading order, without what is inside a paragraph."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        for each in node if isinstance(node, list) else [node]:
            entry = each.get_object()
            if isinstance(entry, dict) and "/S" in entry:
                found.append(str(entry["/S"]))
                if "/K" in entry:
                    walk(entry["/K"])

    walk(root_of(read(copy))["/StructTreeRoot"]["/K"])
    return found


def test_it_is_a_tagged_pdf_ua_document_in_british_english_with_its_title() -> None:
    root = root_of(read(said("A fall")))
    metadata = root["/Metadata"].get_data().decode()
    assert (
        root["/Lang"],
        root["/MarkInfo"]["/Marked"],
        root["/ViewerPreferences"]["/DisplayDocTitle"],
        "<pdfuaid:part>1</pdfuaid:part>" in metadata,
        read(said("A fall")).metadata["/Title"],  # type: ignore[index]
    ) == ("en-GB", True, True, True, f"What was sent: {REFERENCE}")


def test_its_structure_is_headings_and_lists_of_questions_with_answers() -> None:
    person_1 = AnsweredItem("Person 1", (AnsweredQuestion("name", "Name", "Ife"),))
    copy = copy_of(
        AnsweredQuestion("a", "A?", "1"),
        AnsweredQuestion("b", "B?", "2"),
        AnsweredQuestion("who", "Who?", "x", (person_1,)),
    )
    item = ["LI", "Lbl", "Strong", "LBody", "P"]
    facts = ["L", *item * 7]
    assert [tag.removeprefix("/") for tag in tags_in(copy) if tag != "/Span"] == [
        *("Document", "P", "H1", *facts),
        *("H2", "L", *item * 2),
        *("P", "Strong", "H3", "L", *item),
    ]


def test_it_says_what_was_sent_by_whom_and_when_and_what_was_not() -> None:
    blank = (SectionNotAnswered("The child", ("Which school?",)),)
    copy = copy_of(AnsweredQuestion("what", "What happened?", "A fall.\nThen another."), blank=blank)
    copy = evolve(copy, sent=evolve(copy.sent, urgent_and_incomplete=True, not_sent=2, sent_along=1))
    assert text_of(copy).split("\n") == [
        "Official-Sensitive",
        f"What was sent: {REFERENCE}",
        "Reference",
        f"{REFERENCE}: Zaynab",
        "Received",
        "4 June 2026 at 9:32am",
        "Sent by",
        "Asha Bello, Teacher, Hollybush Primary School",
        "Telephone",
        "01632 960123",
        "When to reach the sender",
        "After 3:30pm",
        "Address for replies",
        "Hollybush Primary School",
        "1 Larch Road",
        "Form",
        "Cause for concern, version 2026-12",
        "Sent as urgent before every question was answered.",
        "1 text went with it as added information: what another version of a page said. It is not in ",
        "this copy. The portal shows it with the contact.",
        "2 answers were not sent, because their questions no longer applied.",
        "The worry",
        "What happened?",
        "A fall.",
        "Then another.",
        "Not answered",
        "The child",
        "• Which school?",
        "Official-Sensitive. Made for Asha Bello on 5 June 2026 at 10am",
        f"{REFERENCE} Page 1 of 1",
    ]


@pytest.mark.parametrize(
    "typed",
    [
        '#import "/etc/passwd": *',
        '#read("sent.typ") #sys.inputs.copy #panic()',
        "$x$ *bold* _under_ `code` @label <label> = heading\n- list\n/ term: x",
        "</script> \\u{41} \\ // comment /* comment */ ]) }",
        "Zażółć gęślą jaźń, Llŷr ap Gŵyn, Siân",
        "李小龍 한국어 かな",
        "😀 👩‍👩‍👧",
    ],
)
def test_46_what_was_typed_is_text_and_nothing_else(typed: str) -> None:
    assert answer_in(said(typed)) == squeezed(typed)


@pytest.mark.parametrize("typed", ["محمد العربي", "שלום עולם"])
def test_letters_that_run_from_the_right_are_all_there(typed: str) -> None:
    # Readers of PDF turn them round, and tell joined ones twice, as they see fit: which there are can be compared.
    found = unicodedata.normalize("NFKC", answer_in(said(typed)))
    assert set(found) == set(squeezed(typed))


@pytest.mark.parametrize(
    ("typed", "shown_as"),
    [("a\x00b", "a[U+0000]b"), ("\x1b[31mred", "[U+001B][31mred"), ("𝄞", "[U+1D11E]"), ("\ue000", "[U+E000]")],
)
def test_a_character_that_no_font_has_stands_there_by_its_number_and_is_explained(typed: str, shown_as: str) -> None:
    found = answer_in(said(typed))
    assert (found.startswith(shown_as), "bytheirnumberinUnicode" in found) == (True, True)


def test_the_files_that_went_with_it_are_named() -> None:
    copy = said("A fall")
    copy = evolve(copy, sent=evolve(copy.sent, files=(SentFile("#letter.pdf", 12_345, "0" * 64),)))
    assert "Files sent with it\n• #letter.pdf (12,345 bytes)" in text_of(copy)


def test_an_adult_is_named_as_a_child_would_be() -> None:
    copy = said("A fall")
    about = SentContact(REFERENCE, Child(), 0, Adult(PersonName("Edith", "Marlow")))
    assert f"{REFERENCE}: Edith Marlow" in text_of(evolve(copy, sent=evolve(copy.sent, contacts=(about,))))


def test_nothing_is_explained_where_every_character_is_shown() -> None:
    assert "Unicode" not in text_of(said("Plain [U+0041]"))


def test_47_a_word_of_fifty_thousand_letters_wraps_within_the_page() -> None:
    word = "W" * 50_000
    copy = said(word)
    assert answer_in(copy) == word
    assert max(len(line) for page in read(copy).pages for line in page.extract_text().split("\n")) < 110


def test_44_a_hundred_thousand_characters_are_all_there() -> None:
    story = "She said it again. " * 5_300
    assert answer_in(said(story)) == squeezed(story)


def test_a_name_in_no_letters_at_all_does_not_vanish() -> None:
    copy = copy_of(AnsweredQuestion("what", "What happened?", "A fall"), name="𐎀𐎁")
    assert f"{REFERENCE}: [U+10380][U+10381]" in text_of(copy)


@settings(max_examples=60)
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_whatever_was_typed_there_is_a_document(typed: str) -> None:
    assert pdf_of(said(typed)).startswith(b"%PDF")


def test_marks_that_no_font_has_with_their_letter_are_told_by_number_at_last() -> None:
    assert (shown("e\u0301\t|"), shown_alone("e\u0301\t|")) == ("e\u0301    |", "e[U+0301]    |")


def test_several_can_be_made_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(answer_in, [said(f"Number {number}") for number in range(8)]))
    assert made == [f"Number{number}" for number in range(8)]


def test_where_as_many_are_made_as_may_be_the_next_is_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "WAIT_SECONDS", 0)
    with making._place(), making._place(), pytest.raises(TooBusy):
        pdf_of(said("A fall"))


def test_more_than_any_form_holds_is_refused_before_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "MOST_CHARACTERS", 100)
    with pytest.raises(CopyNotMade):
        pdf_of(said("A fall"))


def test_what_typst_says_of_an_answer_goes_into_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "_template", lambda: b"#panic(sys.inputs.copy)")
    with pytest.raises(CopyNotMade) as failed:
        pdf_of(said("Zaynab"))
    assert (str(failed.value), failed.value.__cause__, failed.value.__context__) == ("It could not be set", None, None)


def test_the_template_reaches_no_file_outside_its_folder_and_no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    for source in (b'#read("/../../../../../../etc/hostname")', b'#import "@preview/cetz:0.3.4"'):
        monkeypatch.setattr(making, "_template", lambda source=source: source)
        with pytest.raises(typst.TypstError):
            making._compiled("{}", said(""))
