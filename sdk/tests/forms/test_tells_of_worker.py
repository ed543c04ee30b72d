"""Whether answers tell of somebody who works with those at risk: by the options that a form marks, in groups too."""

import pytest

from frontdoor.forms import (
    FormDefinition,
    Option,
    Page,
    Question,
    QuestionKind,
    RawAnswers,
    Section,
    library_form,
    tells_of_worker,
)

OPTIONS = (Option("yes", "Yes", tells_of_worker=True), Option("no", "No"))
ONE = Question("one", QuestionKind.CHOICE, "One?", options=OPTIONS)
SEVERAL = Question("several", QuestionKind.CHOICES, "Several?", options=OPTIONS)
WORDS = Question("words", QuestionKind.TEXT, "Words")
EACH = Question("each", QuestionKind.CHOICE, "Each?", options=OPTIONS)
GROUP = Question("who", QuestionKind.GROUP, "Who?", questions=(EACH,), item="person")
FORM = FormDefinition("f", "1", "F", None, (Section("s", "S", (Page("p", "P", (ONE, SEVERAL, WORDS, GROUP)),)),))


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({}, False),
        ({"one": "yes"}, True),
        ({"one": "no", "words": "yes"}, False),
        ({"several": ("no", "yes")}, True),
        ({"several": ["yes"]}, True),
        ({"several": ("no",)}, False),
        ({"who": ({"each": "no"}, {"each": "yes"})}, True),
        ({"who": ({"each": "no"}, {})}, False),
        ({"one": {"as_typed": "nonsense"}}, False),
    ],
)
def test_an_answer_tells_of_a_worker_by_its_option(raw: RawAnswers, *, told: bool) -> None:
    assert tells_of_worker(FORM, raw) is told


@pytest.mark.parametrize(
    ("form", "raw"),
    [
        ("cause_for_concern", {"category": ("neglect", "allegation")}),
        ("cause_for_concern", {"category": ("physical_abuse",), "harmers": ({"harmer_with_children": "yes"},)}),
        ("adult_concern", {"types": ("adult_organisational",)}),
        ("adult_concern", {"cause_known": "yes", "cause_is_worker": "yes"}),
    ],
)
def test_the_shipped_forms_mark_what_tells_of_a_worker(form: str, raw: RawAnswers) -> None:
    assert tells_of_worker(library_form(form), raw)


def test_other_worries_tell_of_nobody() -> None:
    raw: RawAnswers = {"category": ("physical_abuse",), "harmers": ({"harmer_with_children": "unknown"},)}
    assert not tells_of_worker(library_form("cause_for_concern"), raw)
