"""Plain English over every template, form and message: short sentences, listed words, and a reader of twelve."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from reference_portal.tests.plain_english.reading_age import reading_age
from reference_portal.tests.plain_english.texts import TEMPLATES, code_texts, form_texts, sentences, template_texts

from frontdoor.forms import FormDefinition, library_forms

LONGEST_SENTENCE = 25
"""Words: the Government Digital Service's own limit (GOV.UK content design, sentence length)."""
READER = 12
"""The age for which the sender's journey is written."""
SENDERS_ROOMS = ("accounts", "children", "contacts", "drafts", "information")

WORD_LIST = Path(__file__).parents[3] / "docs" / "reference" / "word-list.md"
TEXTS = {
    **{f"templates/{path.relative_to(TEMPLATES)}": template_texts(path) for path in sorted(TEMPLATES.rglob("*.html"))},
    **code_texts(),
    **{f"form {form.id} {form.version}": form_texts(form) for form in library_forms()},
}
FOR_OPERATORS = ("frontdoor_portal/delivery/smtp.py",)
"""Modules that speak to whoever runs the portal and writes its settings, in the words of those."""


def listed() -> Iterator[tuple[str, str]]:
    """Each word that is not used, with the one to use."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", WORD_LIST.read_text("utf-8"), flags=re.MULTILINE)
    for use, instead_of in rows:
        if use != "Use" and not use.startswith(("-", "a ", "an ", "What")):
            yield from ((word.strip(), use) for word in instead_of.split(","))


NOT_USED = dict(listed())


def test_the_word_list_is_read() -> None:
    assert (NOT_USED["submit"], NOT_USED["log in"], len(NOT_USED) > 40) == ("send", "sign in, sign out", True)


def test_no_sentence_is_longer_than_a_reader_can_hold() -> None:
    long = [
        (place, sentence)
        for place, texts in TEXTS.items()
        for text in texts
        for sentence in sentences(text)
        if len(sentence.split()) > LONGEST_SENTENCE
    ]
    assert long == []


@pytest.mark.parametrize("word", sorted(NOT_USED))
def test_a_word_that_is_not_used_stands_nowhere(word: str) -> None:
    unused = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", 0 if word.isupper() else re.IGNORECASE)
    found = [
        (place, text)
        for place, texts in TEXTS.items()
        if place not in FOR_OPERATORS
        for text in texts
        if unused.search(text)
    ]
    assert found == [], f"use “{NOT_USED[word]}”"


@pytest.mark.parametrize("room", SENDERS_ROOMS)
def test_the_senders_pages_are_for_a_reader_of_twelve(room: str) -> None:
    pages = [texts for place, texts in TEXTS.items() if place.startswith(f"templates/{room}/")]
    age = reading_age(sentence for texts in pages for text in texts for sentence in sentences(text))
    print(f"Reading age of {room}: {age:.1f}")  # noqa: T201 -- shown by `pytest -s`
    assert age <= READER


@pytest.mark.parametrize("form", library_forms(), ids=lambda form: f"{form.id}-{form.version}")
def test_a_form_is_for_a_reader_of_twelve(form: FormDefinition) -> None:
    age = reading_age(sentence for text in form_texts(form) for sentence in sentences(text))
    print(f"Reading age of {form.id} {form.version}: {age:.1f}")  # noqa: T201 -- shown by `pytest -s`
    assert age <= READER


def test_the_reading_age_tells_hard_words_from_plain_ones() -> None:
    plain = ["Tell the family first.", "Say what you saw."]
    hard = [
        "Notwithstanding considerable multidisciplinary deliberation, safeguarding responsibilities were unfulfilled."
    ]
    assert (reading_age(plain) < 8, reading_age(hard) > 25) == (True, True)


def test_dates_are_written_by_the_filters_alone() -> None:
    by_hand = [
        (path.name, found)
        for path in TEMPLATES.rglob("*.html")
        for found in re.findall(r"\{\{[^}]*(?:strftime|\.isoformat\(\))[^}]*\}\}", path.read_text("utf-8"))
        if f'datetime="{found}"' not in path.read_text("utf-8")
    ]
    assert by_hand == []
