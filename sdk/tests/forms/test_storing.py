"""Keeping answers: tidying a draft, JSON of a sent contact, showing it, and moving to a newer version."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from frontdoor.forms import (
    AddressAnswer,
    Answer,
    AnswersDoNotFit,
    ApproximateDate,
    AsTyped,
    CarriedOver,
    FormDefinition,
    IdentifierAnswer,
    PersonNameAnswer,
    UnknownAnswers,
    UnreadableAnswers,
    carry_over,
    display,
    from_json,
    library_form,
    read_form,
    tidy,
    to_json,
)

FormOf = Callable[[str], FormDefinition]
FORM = library_form("cause_for_concern")
CHOICES = 'kind = "choices"\noptions = [{ value = "red", label = "Red" }, { value = "blue", label = "Blue" }]\n'


def test_tidying_refuses_what_the_form_does_not_have_all_at_once() -> None:
    with pytest.raises(UnknownAnswers) as caught:
        tidy({"shoe_size": "4", "child_name": {"given": "A", "middle": "B"}, "is_admin": "1"}, FORM)
    assert caught.value.ids == ("shoe_size", "child_name.middle", "is_admin")


@pytest.mark.parametrize(
    "raw",
    [
        {"child_name": "Zaynab"},
        {"child_name": {"given": 3}},
        {"child_name": {"given": "\ud800"}},
        {"what_happened": {"text": "x"}},
        {"what_happened": "\udfff"},
        {"what_happened": None},
        {"category": ["missing", 4]},
        {"category": 4},
    ],
)
def test_tidying_refuses_what_is_of_the_wrong_shape(raw: dict[str, Any]) -> None:
    with pytest.raises(UnreadableAnswers) as caught:
        tidy(raw, FORM)
    assert caught.value.ids == tuple(raw)


def test_a_refusal_never_repeats_what_was_typed() -> None:
    with pytest.raises(UnreadableAnswers) as caught:
        tidy({"child_name": "Zaynab Ag Nol"}, FORM)
    assert str(caught.value) == "answers refused: child_name"


def test_tidying_keeps_faulty_answers_for_the_sender_to_mend() -> None:
    raw = {"category": ["missing", "mauve"], "date_of_birth": {"day": " 31", "month": "2\x00", "year": "15"}}
    assert tidy(raw, FORM) == {
        "category": ("missing", "mauve"),
        "date_of_birth": {"day": "31", "month": "2", "year": "15"},
    }


ANSWERS: dict[str, Answer] = {
    "what_happened": "Line one\nline two",
    "category": ("missing", "neglect"),
    "sex": "F",
    "child_name": PersonNameAnswer("Siân", "O'Brien-Ní Dhómhnaill"),
    "date_of_birth": date(2015, 3, 4),
    "incident_date": ApproximateDate("since September"),
    "address": AddressAnswer("1 High Street", "", "Worcester", "WR5 2NP"),
    "nhs_number": IdentifierAnswer("9991234578", verified=True),
    "upn": IdentifierAnswer("Z999000000001", verified=False),
    "whereabouts": AsTyped("somewhere"),
}
STORED = {
    "what_happened": "Line one\nline two",
    "category": ["missing", "neglect"],
    "sex": "F",
    "child_name": {"given": "Siân", "family": "O'Brien-Ní Dhómhnaill"},
    "date_of_birth": {"date": "2015-03-04"},
    "incident_date": {"approximate": "since September"},
    "address": {"line_1": "1 High Street", "line_2": "", "town": "Worcester", "postcode": "WR5 2NP"},
    "nhs_number": {"text": "9991234578", "verified": True},
    "upn": {"text": "Z999000000001", "verified": False},
    "whereabouts": {"as_typed": "somewhere"},
}
SHOWN = {
    "what_happened": "Line one\nline two",
    "category": "The child is missing, or keeps going missing\nNeglect",
    "sex": "Female",
    "child_name": "Siân O'Brien-Ní Dhómhnaill",
    "date_of_birth": "4 March 2015",
    "incident_date": "since September",
    "address": "1 High Street\nWorcester\nWR5 2NP",
    "nhs_number": "999 123 4578",
    "upn": "Z999000000001 (not checked)",
    "whereabouts": "somewhere",
}


def test_typed_answers_have_one_json_form() -> None:
    assert to_json(ANSWERS) == STORED
    assert from_json(FORM, STORED) == ANSWERS


def test_answers_are_shown_in_plain_text() -> None:
    assert {each: display(FORM.question(each), answer) for each, answer in ANSWERS.items()} == SHOWN


def test_raw_answers_are_shown_as_they_are() -> None:
    raw: dict[str, Any] = {
        "date_of_birth": {"day": "31", "month": "2", "year": ""},
        "child_name": {"family": "Ag Nol"},
        "address": {"postcode": "wr5", "line_1": "1 High Street"},
        "category": ["missing", "mauve"],
        "sex": "F",
        "what_happened": "  ",
        "nhs_number": None,
    }
    assert {each: display(FORM.question(each), answer) for each, answer in raw.items()} == {
        "date_of_birth": "31 2",
        "child_name": "Ag Nol",
        "address": "1 High Street\nwr5",
        "category": "The child is missing, or keeps going missing\nmauve",
        "sex": "Female",
        "what_happened": "",
        "nhs_number": "",
    }


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("shoe_size", "4"),
        ("sex", "X"),
        ("sex", ["F"]),
        ("category", ["mauve"]),
        ("category", "missing"),
        ("date_of_birth", {"date": "2015-02-31"}),
        ("date_of_birth", {"date": "2015-03-04", "extra": "1"}),
        ("date_of_birth", "2015-03-04"),
        ("child_name", {"given": "A"}),
        ("child_name", {"date": "2015-03-04"}),
        ("nhs_number", {"text": "999", "verified": "yes"}),
        ("upn", {"text": "999", "verified": True, "by": "me"}),
        ("address", {"line_1": "1", "line_2": "", "town": "", "postcode": "", "country": ""}),
        ("what_happened", 4),
        ("what_happened", None),
    ],
)
def test_stored_answers_that_do_not_fit_are_named(question: str, value: object) -> None:
    with pytest.raises(AnswersDoNotFit) as caught:
        from_json(FORM, {question: value, "lead_name": "A lead"})
    assert caught.value.ids == (question,)


def test_a_draft_moves_to_a_new_version_by_question_id() -> None:
    old = version(
        "2026-11",
        {
            "same": 'kind = "text"',
            "turned": 'kind = "text"',
            "blank": 'kind = "text"',
            "colours": CHOICES,
            "shades": CHOICES,
            "when": 'kind = "date"\napproximate = true',
            "gone": 'kind = "text"',
        },
    )
    new = version(
        "2027-01",
        {
            "shades": CHOICES.replace('"red"', '"crimson"'),
            "same": 'kind = "text"',
            "turned": 'kind = "upn"',
            "blank": 'kind = "upn"',
            "colours": CHOICES.replace("Red", "Scarlet"),
            "when": 'kind = "date"',
            "added": 'kind = "text"',
            "hidden": 'kind = "text"\nshow_when = { question = "colours", includes = "blue" }',
        },
    )
    raw: dict[str, Any] = {
        "same": "as it was",
        "turned": "words",
        "blank": "  ",
        "colours": ("red",),
        "shades": ("red", "blue"),
        "when": {"approx": "spring"},
        "gone": "no longer asked",
    }
    assert carry_over(old, new, raw) == CarriedOver(
        answers={"same": "as it was"},
        ask_again=("shades", "turned", "colours", "when", "added"),
        gone=("gone",),
        misfits=("turned", "shades", "when"),
        left={
            "turned": "words",
            "colours": ("red",),
            "shades": ("red", "blue"),
            "when": {"approx": "spring"},
            "gone": "no longer asked",
        },
        reworded=("colours",),
    )


def version(name: str, questions: dict[str, str]) -> FormDefinition:
    text = f'id = "f"\nversion = "{name}"\ntitle = "F"\n[[sections]]\nid = "s"\ntitle = "S"\n'
    text += '[[sections.pages]]\nid = "p"\ntitle = "P"\n'
    for question_id, keys in questions.items():
        text += f'[[sections.pages.questions]]\nid = "{question_id}"\nlabel = "L"\n{keys}\n'
    return read_form(text)
