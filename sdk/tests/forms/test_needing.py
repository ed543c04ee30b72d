"""What a kind of contact lives on is a fault of its form where it is missing."""

import pytest
from attrs import evolve
from sdk.tests.forms.changing import with_questions

from frontdoor.domain.kinds import KINDS
from frontdoor.forms import FormDefinition, Question, library_form, library_forms, what_it_needs
from frontdoor.forms.needing import NEEDED

CONCERN = library_form("cause_for_concern")
NEWEST = [library_form(form_id) for form_id in sorted({form.id for form in library_forms()})]


def without(form: FormDefinition, *concepts: str) -> FormDefinition:
    """The form with these meanings taken from its questions, but not from the members of groups."""

    def shorn(question: Question) -> Question:
        return evolve(question, supplies=None) if question.supplies in concepts else question

    return with_questions(form, shorn)


def test_every_kind_says_what_it_needs() -> None:
    assert set(NEEDED) == set(KINDS)


@pytest.mark.parametrize("form", NEWEST, ids=lambda form: form.id)
def test_no_shipped_form_that_is_asked_lacks_anything(form: FormDefinition) -> None:
    assert what_it_needs(form) == ()


@pytest.mark.parametrize("form", NEWEST, ids=lambda form: form.id)
def test_each_meaning_that_is_lacking_is_told(form: FormDefinition) -> None:
    [needed] = [NEEDED[kind] for kind, rules in KINDS.items() if rules.form_id == form.id]
    told = [[str(fault) for fault in what_it_needs(without(form, concept))] for concept in needed]
    assert told == [[f"form: no question supplies “{concept}”: {why}"] for concept, why in needed.items()]


def unmarked(form: FormDefinition) -> FormDefinition:
    """The form as if the mark had been lost with its option, or taken off."""

    def shorn(question: Question) -> Question:
        return evolve(question, options=tuple(evolve(each, tells_of_worker=False) for each in question.options))

    return with_questions(form, shorn)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (
            CONCERN,
            "question “category”: no option has “tells_of_worker”: what tells of an adult who works with children "
            "would be open to the sender’s lead, who may be that person",
        ),
        (
            library_form("adult_concern"),
            "question “types”: no option has “tells_of_worker”: what tells of somebody who is paid to care for adults "
            "would be open to the sender’s lead, who may be that person",
        ),
    ],
    ids=["children", "adults"],
)
def test_a_form_in_which_nothing_tells_of_a_worker_any_more_is_told(form: FormDefinition, told: str) -> None:
    assert [str(fault) for fault in what_it_needs(unmarked(form))] == [told]


def test_a_concern_needs_its_gate_and_a_way_to_be_urgent() -> None:
    bare = evolve(CONCERN, gate=None, urgent_when=None)
    assert [str(fault) for fault in what_it_needs(bare)] == [
        "form: “gate” is needed: senders would not be told when to call 999",
        "form: “urgent_when” is needed: an urgent one could not be sent before it is complete",
    ]


def test_an_urgent_concern_says_something() -> None:
    empty = with_questions(CONCERN, lambda each: evolve(each, urgent_minimum=False))
    assert [str(fault) for fault in what_it_needs(empty)] == [
        "form: no question has “urgent_minimum”: an urgent one could be sent empty"
    ]


def test_a_form_that_nothing_is_sent_with_needs_nothing() -> None:
    assert what_it_needs(evolve(CONCERN, id="walk_in", gate=None, sections=())) == ()
