"""Plain English over every template, form, email and message: short sentences, listed words, a reader of twelve."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from reference_portal.tests.plain_english.reading_age import reading_age
from reference_portal.tests.plain_english.templates import template_texts
from reference_portal.tests.plain_english.texts import (
    TEMPLATES,
    code_texts,
    copy_texts,
    form_texts,
    letter_texts,
    page_texts,
    reason_texts,
    sentences,
)

from frontdoor.forms import FormDefinition, library_forms

LONGEST_SENTENCE = 25
"""Words: the Government Digital Service's own limit (GOV.UK content design, sentence length)."""
READER = 12
"""The age for which the sender's journey is written."""
SENDERS_ROOMS = (
    "accounts",
    "attachments",
    "children",
    "contacts",
    "drafts",
    "emails",
    "errors",
    "information",
    "people",
)
ENOUGH = 30
"""Words: the grade of fewer says more about one long word than about the page."""

WORD_LIST = Path(__file__).parents[3] / "docs" / "reference" / "word-list.md"
TEXTS = {
    **{f"templates/{path.relative_to(TEMPLATES)}": template_texts(path) for path in sorted(TEMPLATES.rglob("*.html"))},
    **code_texts(),
    **{f"form {form.id} {form.version}": form_texts(form) for form in library_forms()},
    **letter_texts(),
    "reasons of outcomes": reason_texts(),
    "copy of what was sent": copy_texts(),
}
FOR_OPERATORS = ("frontdoor_portal/delivery/smtp.py",)
"""Modules that speak to whoever runs the portal and writes its settings, in the words of those."""
NO_VERBS = ("please", "sign")
"""Words that mean something else with an ending: one may be pleased, and a bruise is a sign on the skin."""
ANY_BODY = re.compile(r"an organisation(?= that|$)|voluntary organisation|Voluntary or community organisation")
"""Where "organisation" is any body in general, and not whom a sender works for."""
GOVUK_HEADINGS = ("Sorry, there is a problem with the service", "Sorry, the service is unavailable")
"""The headings that the GOV.UK design system gives its pages about a problem, word for word."""


def all_sentences(texts: Iterable[str]) -> list[str]:
    return [sentence for text in texts for sentence in sentences(text)]


def long_enough(texts: Iterable[str]) -> bool:
    return sum(len(text.split()) for text in texts) >= ENOUGH


def of_room(room: str) -> dict[str, list[str]]:
    return {place: texts for place, texts in TEXTS.items() if place.startswith(f"templates/{room}/")}


def with_endings(word: str) -> re.Pattern[str]:
    """A word of the list wherever it stands, a verb in each of its forms: submit, submits, submitted, submitting.

    Of several words the first is taken for the verb: logged in, logging in.
    """
    first, *rest = word.split()
    forms = [first]
    if first.isalpha() and first.islower() and first not in NO_VERBS:
        stem = first.removesuffix("e")
        doubled = f"{stem}{stem[-1]}" if re.search(r"[^aeiou][aeiou][bdgmnprt]$", first) else stem
        forms += [f"{first}s", *(f"{each}{ending}" for each in {stem, doubled} for ending in ("ed", "ing"))]
    said = " ".join([f"(?:{'|'.join(map(re.escape, forms))})", *map(re.escape, rest)])
    return re.compile(rf"(?<!\w){said}(?!\w)", 0 if word.isupper() else re.IGNORECASE)


NEWEST = {form.id: form for form in sorted(library_forms(), key=lambda form: form.version)}
"""New drafts begin on these. An older one keeps the words that contacts were sent with."""
EARLIER_FORMS = {f"form {form.id} {form.version}" for form in library_forms()} - {
    f"form {form.id} {form.version}" for form in NEWEST.values()
}
WHOLE_TEXTS = {
    place: texts
    for place, texts in {
        **{place: texts for room in SENDERS_ROOMS for place, texts in of_room(room).items()},
        **letter_texts(),
        **{
            f"form {form.id} page {page.id}": page_texts(page)
            for form in NEWEST.values()
            for section in form.sections
            for page in section.pages
        },
    }.items()
    if long_enough(texts)
}
"""What somebody reads at one time: a page of the portal, a page of a form, an email."""


def listed() -> Iterator[tuple[str, str]]:
    """Each word that is not used, with the one to use."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", WORD_LIST.read_text("utf-8"), flags=re.MULTILINE)
    for use, instead_of in rows:
        if use != "Use" and not use.startswith(("-", "a ", "an ", "What")):
            yield from ((word.strip(), use) for word in instead_of.split(","))


NOT_USED = dict(listed())


def test_the_word_list_is_read() -> None:
    assert (NOT_USED["submit"], NOT_USED["log in"], len(NOT_USED) > 40) == ("send", "sign in, sign out", True)


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("submit", "What was submitted, submits itself, submitting", ["submitted", "submits", "submitting"]),
        ("utilise", "utilised by utilising", ["utilised", "utilising"]),
        ("log in", "Logged in, logging in, an entry of the log", ["Logged in", "logging in"]),
        ("organisation", "Your organisation’s lead, or two organisations", ["organisation", "organisations"]),
        ("NFA", "NFA, nfa", ["NFA"]),
    ],
)
def test_a_word_is_found_with_its_endings(word: str, text: str, found: list[str]) -> None:
    assert with_endings(word).findall(text) == found


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
    unused = with_endings(word)
    found = [
        (place, text)
        for place, texts in TEXTS.items()
        if place not in FOR_OPERATORS and place not in EARLIER_FORMS
        for text in texts
        if text not in GOVUK_HEADINGS and unused.search(ANY_BODY.sub("", text))
    ]
    assert found == [], f"use “{NOT_USED[word]}”"


@pytest.mark.parametrize("room", SENDERS_ROOMS)
def test_the_senders_pages_are_for_a_reader_of_twelve(room: str) -> None:
    age = reading_age(all_sentences(text for texts in of_room(room).values() for text in texts))
    print(f"Reading age of {room}: {age:.1f}")  # noqa: T201 -- shown by `pytest -s`
    assert age <= READER


@pytest.mark.parametrize("form", library_forms(), ids=lambda form: f"{form.id}-{form.version}")
def test_a_form_is_for_a_reader_of_twelve(form: FormDefinition) -> None:
    age = reading_age(all_sentences(form_texts(form)))
    print(f"Reading age of {form.id} {form.version}: {age:.1f}")  # noqa: T201 -- shown by `pytest -s`
    assert age <= READER


def test_what_senders_are_emailed_and_told_is_for_a_reader_of_twelve() -> None:
    emails = [text for texts in letter_texts().values() for text in texts]
    ages = {"emails": reading_age(all_sentences(emails)), "reasons": reading_age(all_sentences(reason_texts()))}
    print(f"Reading age of {ages}")  # noqa: T201 -- shown by `pytest -s`
    assert {what: age for what, age in ages.items() if age > READER} == {}


@pytest.mark.parametrize("place", WHOLE_TEXTS)
def test_no_page_or_email_hides_behind_easier_ones(place: str) -> None:
    assert reading_age(all_sentences(WHOLE_TEXTS[place])) <= READER


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
