"""A later version that takes fewer items or characters: the answers go on whole, and are named as to be looked at."""

import pytest
from attrs import evolve

from frontdoor.forms import FormDefinition, Page, Question, QuestionKind, RawAnswers, Section, carry_over

NOTE = Question("note", QuestionKind.TEXT, "Note", max_length=10)
WHO = Question("who", QuestionKind.TEXT, "Who", max_length=10)
HOME = Question("home", QuestionKind.GROUP, "Who lives there?", questions=(WHO,), item="person", most=3)


def form(*questions: Question) -> FormDefinition:
    return FormDefinition("f", "1", "Form", None, (Section("s", "S", (Page("p", "P", questions),)),))


OLD = form(NOTE, HOME)
FEWER, SHORTER = evolve(HOME, most=1), evolve(HOME, questions=(evolve(WHO, max_length=3),))


@pytest.mark.parametrize(
    ("new", "raw", "again"),
    [
        (form(NOTE, FEWER), {"home": ({"who": "Ada"}, {"who": "Zoë"})}, ("home",)),
        (form(NOTE, FEWER), {"home": ({"who": "Ada"},)}, ()),
        (form(NOTE, SHORTER), {"home": ({"who": "Ada"}, {"who": "Amara"})}, ("home",)),
        (form(NOTE, SHORTER), {"home": ({"who": "Ada"}, {"who": "Zoë"})}, ()),
        (form(evolve(NOTE, max_length=3), HOME), {"note": "long"}, ("note",)),
        (form(evolve(NOTE, max_length=3), HOME), {"note": "new"}, ()),
    ],
)
def test_what_is_more_than_is_taken_now_goes_on_and_is_asked_again(
    new: FormDefinition, raw: RawAnswers, again: tuple[str, ...]
) -> None:
    carried = carry_over(OLD, new, raw)
    assert (carried.answers, carried.ask_again, carried.left) == (raw, again, {})
