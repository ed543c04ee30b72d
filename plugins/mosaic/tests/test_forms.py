"""A contact's answers as Mosaic's forms take them: none is dropped, and none is guessed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor.connectors.episodes import PopulatedAnswer
from frontdoor.domain.identifiers import Reference
from frontdoor_mosaic.rest.forms import forms
from frontdoor_mosaic.site import AnswerType, Question, Refreshed, Site, Steps

REFERENCE = Reference("FD-2222-2222")
SITE = Site(
    refreshed=Refreshed("STAMPS", "AT"),
    steps=Steps("CONTACT", "RECORD", "reference"),
    everything_else="rest",
    questions=(
        Question("words", "txt"),
        Question("when", "dat", type=AnswerType.DATE),
        Question("told", "chk", type=AnswerType.BOOLEAN),
        Question("how_soon", "cmb", type=AnswerType.LOOKUP, lookup={"Today": "U1", "This week": "U2"}),
        Question("voice", "s3i1", template="CHILD"),
    ),
)


def carried(*answers: tuple[str, str]) -> dict[tuple[str, str], Any]:
    """What the forms hold, by template and code, but for the reference."""
    told = forms([PopulatedAnswer(asked, f"{asked}?", answer) for asked, answer in answers], REFERENCE, SITE)
    flat = [
        ((form["templateCode"], each["questionUserCode"]), each["value"]) for form in told for each in form["answers"]
    ]
    assert flat[0] == (("RECORD", "reference"), "FD-2222-2222")
    return dict(flat[1:])


@pytest.mark.parametrize(
    ("question", "answer", "where", "value"),
    [
        ("words", "She said:\n“no”", ("RECORD", "txt"), "She said:\n“no”"),
        ("words", "", ("RECORD", "txt"), ""),
        ("when", "17 May 2014", ("RECORD", "dat"), "2014-05-17"),
        ("when", " 1 december 2025 ", ("RECORD", "dat"), "2025-12-01"),
        ("when", "2014-05-17", ("RECORD", "dat"), "2014-05-17"),
        ("told", "Yes", ("RECORD", "chk"), True),
        ("told", "no", ("RECORD", "chk"), False),
        ("how_soon", "today", ("RECORD", "cmb"), "U1"),
        ("voice", "I want to stay", ("CHILD", "s3i1"), "I want to stay"),
        ("when", "about Easter", ("RECORD", "rest"), "when?\nabout Easter"),
        ("when", "31 February 2014", ("RECORD", "rest"), "when?\n31 February 2014"),
        ("when", "17 Mai 2014", ("RECORD", "rest"), "when?\n17 Mai 2014"),
        ("when", "1 May 0000", ("RECORD", "rest"), "when?\n1 May 0000"),
        ("told", "I do not know", ("RECORD", "rest"), "told?\nI do not know"),
        ("how_soon", "Whenever", ("RECORD", "rest"), "how_soon?\nWhenever"),
        ("unmapped", "a fact", ("RECORD", "rest"), "unmapped?\na fact"),
    ],
)
def test_an_answer_goes_where_the_site_says_or_into_the_text(
    question: str, answer: str, where: tuple[str, str], value: object
) -> None:
    assert carried((question, answer)) == {where: value}


def test_what_fits_nowhere_is_carried_in_order_in_one_text() -> None:
    told = carried(("b", "second"), ("when", "soon"), ("a", "third"))
    assert told == {("RECORD", "rest"): "b?\nsecond\n\nwhen?\nsoon\n\na?\nthird"}


def test_nothing_is_sent_into_the_text_where_everything_fits() -> None:
    assert carried(("words", "all")) == {("RECORD", "txt"): "all"}


QUESTIONS = st.sampled_from(["words", "when", "told", "how_soon", "voice", "unmapped", "another"])


@given(st.lists(st.tuples(QUESTIONS, st.text(max_size=40)), max_size=12))
def test_every_answer_is_carried_once_whatever_it_is(answers: list[tuple[str, str]]) -> None:
    populated = [PopulatedAnswer(asked, f"{asked}?", answer) for asked, answer in answers]
    told = forms(populated, REFERENCE, SITE)
    values = [each for form in told for each in form["answers"]]

    own = [each for each in values if each["questionUserCode"] not in {"reference", "rest"}]
    rest = [each["value"] for each in values if each["questionUserCode"] == "rest"]
    in_text = [f"{each.question}\n{each.answer}" for each in populated]
    assert len(rest) <= 1
    unfit = [text for text, each in zip(in_text, populated, strict=True) if not _fits(each)]
    assert rest == ([("\n\n").join(unfit)] if unfit else [])
    assert len(own) + len(unfit) == len(answers)


def _fits(given: PopulatedAnswer) -> bool:
    """Whether an answer can only have a place of its own: a text always has, made-up words for the others never."""
    if given.question_id in {"words", "voice"}:
        return True
    said = given.answer.strip().casefold()
    return (given.question_id, said) in {("told", "yes"), ("told", "no"), ("how_soon", "today")}


@given(st.dates())
def test_every_day_as_it_is_shown_is_kept_as_that_day(day: Any) -> None:
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    shown = f"{day.day} {months[day.month - 1]} {day.year:04d}"
    assert carried(("when", shown)) == {("RECORD", "dat"): day.isoformat()}
