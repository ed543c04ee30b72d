"""A later version that takes fewer items or characters: the answers go on whole, and are named as to be looked at.

And one that asks in other words: what was said to the old ones does not go on as if it had been said to the new.
"""

import pytest
from attrs import evolve

from frontdoor.forms import (
    FormDefinition,
    Option,
    Page,
    Question,
    QuestionKind,
    RawAnswers,
    Rewording,
    Section,
    carry_over,
    rewording,
)

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


CONSENT = Question(
    "agreed",
    QuestionKind.CHOICE,
    "Have you asked the family whether they agree?",
    "Agreement is not consent.",
    options=(Option("yes", "Yes"), Option("no", "No")),
)
YES: RawAnswers = {"agreed": "yes"}


@pytest.mark.parametrize(
    "now",
    [
        evolve(CONSENT, label="Does the family agree?"),
        evolve(CONSENT, hint="Agreement to support is not consent."),
        evolve(CONSENT, hint=""),
        evolve(CONSENT, options=(Option("yes", "Yes, all of them"), Option("no", "No"))),
        evolve(CONSENT, options=(Option("yes", "Yes", "Whoever has parental responsibility"), Option("no", "No"))),
    ],
    ids=["the question", "its hint", "its hint gone", "what was chosen", "the hint of what was chosen"],
)
def test_a_question_in_other_words_is_asked_again_and_its_answer_is_left_to_copy(now: Question) -> None:
    carried = carry_over(form(CONSENT), form(now), YES)
    assert (carried.answers, carried.ask_again, carried.reworded, carried.left) == ({}, ("agreed",), ("agreed",), YES)
    assert (carried.gone, carried.misfits) == ((), ())


@pytest.mark.parametrize(
    "now",
    [
        evolve(CONSENT, label="Have you asked the family, whether they agree?", hint="Agreement is not  consent"),
        evolve(CONSENT, options=(Option("no", "No, not yet"), Option("yes", "Yes"), Option("some", "Some of them"))),
        evolve(CONSENT, called="whether they agree", required=False, urgent_minimum=True),
    ],
    ids=["punctuation", "another answer", "whether it must be answered"],
)
def test_what_changes_nothing_that_was_said_asks_nobody_again(now: Question) -> None:
    added = Question("more", QuestionKind.TEXT, "Anything else?", required=False)
    carried = carry_over(form(CONSENT, NOTE), form(now, NOTE, added), YES)
    assert (carried.answers, carried.ask_again, carried.reworded, carried.left) == (YES, ("more",), (), {})


def test_one_answer_of_a_person_that_is_asked_in_other_words_is_left_with_whom_it_is_about() -> None:
    age = Question("age", QuestionKind.TEXT, "Age")
    old = form(evolve(HOME, questions=(WHO, age)))
    new = form(evolve(HOME, questions=(WHO, evolve(age, label="Age next birthday"))))
    zoe = {"who": "Zoë", "age": "7"}

    carried = carry_over(old, new, {"home": ({"who": "Ada"}, zoe)})

    assert (carried.answers, carried.left) == ({"home": ({"who": "Ada"}, {"who": "Zoë"})}, {"home": ({}, zoe)})
    assert (carried.ask_again, carried.reworded) == (("home",), ("home-2-age",))


def test_what_was_told_at_length_goes_on_when_its_hint_reads_otherwise_and_is_to_be_looked_at() -> None:
    raw: RawAnswers = {"note": "Cold.", "home": ({"who": "Ada"},)}
    new = form(evolve(NOTE, hint="Say who saw it."), evolve(HOME, hint="Brothers and sisters too."))
    carried = carry_over(OLD, new, raw)
    assert (carried.answers, carried.ask_again, carried.reworded, carried.left) == (raw, ("note", "home"), (), {})


def test_people_go_on_when_the_hint_of_one_thing_told_of_them_reads_otherwise() -> None:
    raw: RawAnswers = {"home": ({"who": "Ada"},)}
    new = form(NOTE, evolve(HOME, questions=tuple(evolve(each, hint="As at school") for each in HOME.questions)))
    carried = carry_over(OLD, new, raw)
    assert (carried.answers, carried.ask_again, carried.reworded, carried.left) == (raw, ("home",), (), {})


def test_a_group_that_asks_for_others_now_leaves_all_of_them() -> None:
    raw: RawAnswers = {"home": ({"who": "Ada"},)}
    carried = carry_over(OLD, form(NOTE, evolve(HOME, label="Who has left there?")), raw)
    assert (carried.answers, carried.ask_again, carried.reworded, carried.left) == ({}, ("home",), ("home",), raw)


CHOSEN, OTHERS = ("Yes", "All of them"), ("Yes", "Whoever cares for the child")
ASKED = evolve(CONSENT, options=(Option("yes", *CHOSEN), Option("no", "No")))


@pytest.mark.parametrize(
    ("now", "before", "after"),
    [
        (evolve(ASKED, label="Does the family agree?"), (ASKED.label,), ("Does the family agree?",)),
        (evolve(ASKED, hint="Ask."), (ASKED.label, ASKED.hint), (ASKED.label, "Ask.")),
        (evolve(ASKED, hint=""), (ASKED.label, ASKED.hint), (ASKED.label,)),
        (
            evolve(ASKED, options=(Option("yes", *OTHERS), Option("no", "Not yet"))),
            (ASKED.label, *CHOSEN),
            (ASKED.label, *OTHERS),
        ),
        (
            evolve(ASKED, label=f"{ASKED.label[:-1]},", options=(Option("yes", "All agree"),)),
            (ASKED.label, *CHOSEN),
            (f"{ASKED.label[:-1]},", "All agree"),
        ),
    ],
    ids=["the question", "its hint", "its hint gone", "what was chosen", "what was chosen, and a comma"],
)
def test_the_words_that_are_others_are_told_after_the_question(
    now: Question, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    assert rewording(ASKED, now, "yes") == Rewording(before, after)


def test_what_each_of_a_group_is_called_is_one_of_its_words() -> None:
    friends = evolve(HOME, item="friend")
    told = rewording(friends, evolve(friends, item="neighbour"), ({"who": "Ada"},))
    assert told == Rewording((HOME.label, "Friend 1"), (HOME.label, "Neighbour 1"))
