"""Property: answers posted page by page, and the same answers as one structured JSON, are judged alike."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode

from hypothesis import given, settings
from hypothesis import strategies as st
from sdk.tests.forms.random_forms import OPTIONS, TODAY, TYPED, forms

from frontdoor.forms import FormDefinition, Question, QuestionKind, bind
from frontdoor_portal.web.drafts.typed import read_page, with_unasked
from frontdoor_portal.web.fields import Fields

TICKED = st.sampled_from([option.value for option in OPTIONS] + ["mauve"])


@st.composite
def forms_as_answered(draw: st.DrawFn) -> tuple[FormDefinition, dict[str, Any]]:
    """A form, and answers in the shapes that a page or a system that means well would send, right or wrong."""
    form = draw(forms())
    said = {each.id: draw(_answers_to(each)) for each in form.questions if draw(st.booleans())}
    return form, said


def _answers_to(question: Question) -> st.SearchStrategy[Any]:
    if question.is_group:
        item = st.fixed_dictionaries({}, optional={each.id: _answers_to(each) for each in question.questions})
        # An item with nothing in it is one that somebody added and left: a page takes it away.
        return st.lists(item.filter(lambda said: any(map(_is_said, said.values()))), max_size=question.most + 2)
    if question.parts:
        return st.fixed_dictionaries(dict.fromkeys(question.parts, TYPED))
    if question.kind is QuestionKind.CHOICES:
        return st.lists(TICKED, max_size=3, unique=True)
    if question.kind in {QuestionKind.CHOICE, QuestionKind.YES_NO_UNKNOWN}:
        return TICKED
    return TYPED


def _is_said(answer: Any) -> bool:
    return any(part.strip() for part in answer.values()) if isinstance(answer, dict) else bool(answer)


@given(forms_as_answered())
@settings(max_examples=50)
def test_posted_pages_and_structured_json_are_judged_alike(case: tuple[FormDefinition, dict[str, Any]]) -> None:
    form, said = case
    posted: dict[str, object] = {}
    for page in form.pages:
        body = urlencode([pair for each in page.questions for pair in _fields(each, each.id, said.get(each.id))])
        fields = Fields({name: tuple(values) for name, values in parse_qs(body, keep_blank_values=True).items()})
        posted |= with_unasked({}, page, read_page(page, fields))

    assert bind(form, posted, TODAY) == bind(form, json.loads(json.dumps(said)), TODAY)  # type: ignore[arg-type]


def _fields(question: Question, name: str, said: Any) -> Iterator[tuple[str, str]]:
    """What a browser sends for a question that was answered like that."""
    yield "asked", name
    if question.is_group:
        for number, item in enumerate(said or (), start=1):
            for member in question.questions:
                yield from _fields(member, f"{name}-{number}-{member.id}", item.get(member.id))
    elif question.parts:
        yield from ((f"{name}-{part}", (said or {}).get(part, "")) for part in question.parts)
    elif question.kind is QuestionKind.CHOICES:
        yield from ((name, each) for each in said or ())
    elif said is not None or question.kind not in {QuestionKind.CHOICE, QuestionKind.YES_NO_UNKNOWN}:
        yield name, said or ""
