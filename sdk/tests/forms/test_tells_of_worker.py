"""Whether answers tell of somebody who works with those at risk: by the options that a form marks, in groups too."""

import pytest
from attrs import evolve

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
from frontdoor.forms.conditions import AllOf, Answered, AnyOf, Condition, Equals, Includes, Not, OneOf

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


YES, NO = Equals("one", "yes"), Equals("one", "no")
TICKED = Includes("several", "yes")


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (YES, True),
        (NO, False),
        (TICKED, True),
        (OneOf("one", ("yes",)), True),
        (OneOf("one", ("yes", "no")), False),
        (Answered("one"), False),
        (AllOf((TICKED, NO)), True),
        (AnyOf((YES, TICKED)), True),
        (AnyOf((YES, NO)), False),
        (Not(YES), False),
        (None, False),
    ],
)
@pytest.mark.parametrize("on_page", [True, False])
def test_what_is_asked_only_because_of_such_an_option_tells_when_that_is_taken_back(
    condition: Condition | None, *, told: bool, on_page: bool
) -> None:
    who = evolve(WORDS, id="who_it_is", show_when=None if on_page else condition)
    pages = (Page("p", "P", (ONE, SEVERAL)), Page("q", "Q", (who,), show_when=condition if on_page else None))
    form = FormDefinition("f", "1", "F", None, (Section("s", "S", pages),))
    assert (tells_of_worker(form, {"who_it_is": "Head, here"}), tells_of_worker(form, {"who_it_is": " "})) == (
        told,
        False,
    )


@pytest.mark.parametrize(
    ("form", "raw"),
    [
        ("cause_for_concern", {"category": ("neglect",), "allegation_who": "Head, here"}),
        ("cause_for_concern", {"harmers": ({"harmer_with_children": "no", "harmer_other_children": "Here"},)}),
    ],
)
def test_who_it_is_goes_on_telling_in_the_shipped_forms(form: str, raw: RawAnswers) -> None:
    assert tells_of_worker(library_form(form), raw)
