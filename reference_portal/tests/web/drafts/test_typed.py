"""Posted fields become what was typed, by question; anything a page does not have is refused."""

import pytest

from frontdoor.forms import Option, Page, Question, QuestionKind
from frontdoor_portal.web.drafts.typed import Then, TypedPage, read_page
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.refusing import BadRequest

OPTIONS = (Option("yes", "Yes"), Option("no", "No"))
PAGE = Page(
    "page",
    "Page",
    (
        Question("words", QuestionKind.LONG_TEXT, "Words"),
        Question("one", QuestionKind.CHOICE, "One", options=OPTIONS),
        Question("some", QuestionKind.CHOICES, "Some", options=OPTIONS),
        Question("day", QuestionKind.DATE, "Day", approximate=True),
        Question("name", QuestionKind.NAME, "Name"),
    ),
)


def fields(**values: str | tuple[str, ...]) -> Fields:
    return Fields({name.replace("__", "-"): (v,) if isinstance(v, str) else v for name, v in values.items()})


def test_each_kind_of_question_is_read_in_its_own_shape() -> None:
    sent = fields(
        words="A\nB", one="yes", some=("no", "yes"), day__day="1", day__approx="", name__given="Ada", name__family=""
    )
    assert read_page(PAGE, sent) == TypedPage(
        typed={
            "words": "A\nB",
            "one": "yes",
            "some": ("no", "yes"),
            "day": {"day": "1", "month": "", "year": "", "approx": ""},
            "name": {"given": "Ada", "family": ""},
        },
        asked=frozenset({"words", "one", "some", "day", "name"}),
        then=Then.ON,
        back_to_check=False,
    )


def test_a_question_that_was_asked_and_left_blank_is_asked_and_not_typed() -> None:
    read = read_page(PAGE, fields(asked=("words", "one", "some", "day"), words="", day__day=" "))
    assert (dict(read.typed), set(read.asked)) == ({}, {"words", "one", "some", "day"})


def test_52_two_radios_reach_the_form_engine_as_two() -> None:
    assert read_page(PAGE, fields(one=("yes", "no"))).typed == {"one": ("yes", "no")}


def test_a_single_tick_is_still_a_list() -> None:
    assert read_page(PAGE, fields(some="yes")).typed == {"some": ("yes",)}


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (fields(then="list"), (Then.TASK_LIST, False)),
        (fields(then="on", back="check-answers"), (Then.ON, True)),
    ],
)
def test_the_button_and_the_way_back_are_read(sent: Fields, read: tuple[Then, bool]) -> None:
    page = read_page(PAGE, sent)
    assert (page.then, page.back_to_check) == read


@pytest.mark.parametrize(
    "sent",
    [
        fields(other="x"),
        fields(words__given="x"),
        fields(day__hour="9"),
        fields(name="Ada"),
        fields(asked="other"),
        fields(then="send"),
        fields(back="/elsewhere"),
        fields(words=("a", "b")),
        fields(name__given=("a", "b")),
    ],
    ids=lambda sent: ",".join(sent.values),
)
def test_what_the_page_does_not_have_is_refused(sent: Fields) -> None:
    with pytest.raises(BadRequest):
        read_page(PAGE, sent)
