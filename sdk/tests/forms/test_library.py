"""The shipped forms: they read, can be finished, speak plainly, and use the census codes."""

import re
from collections.abc import Iterator
from datetime import date
from importlib import resources

import pytest

from frontdoor.domain.code_lists import code_list
from frontdoor.domain.contact import ContactKind
from frontdoor.domain.kinds import KINDS, kind_of_form
from frontdoor.forms import (
    Concept,
    FormDefinition,
    Includes,
    Question,
    QuestionKind,
    RawAnswers,
    bind,
    library_form,
    library_forms,
    read_form,
    run_tests,
)
from frontdoor.testing.filling import fill_in

FORMS = library_forms()
CONCERN = library_form("cause_for_concern")
REQUEST = library_form("information_request")
ADULT = library_form("adult_concern")
EVERY_FORM = pytest.mark.parametrize("form", FORMS, ids=[f"{form.id}-{form.version}" for form in FORMS])
NO_PLACE = ("please", "submit", "e.g.", "i.e.", "etc.", "(s)")


def sentences(form: FormDefinition) -> Iterator[str]:
    """Every sentence a sender reads, list items apart."""
    for text in texts(form):
        for line in re.split(r"\n\n|\n- |^- ", text):
            yield from (sentence for sentence in re.split(r"(?<=[.?!:])\s+", line.strip()) if sentence)


def texts(form: FormDefinition) -> Iterator[str]:
    yield form.title
    if form.gate is not None:
        yield from (form.gate.title, form.gate.guidance, form.gate.stop_title, form.gate.stop_guidance)
    yield from (caution.message for caution in form.cautions)
    for section in form.sections:
        yield section.title
        for page in section.pages:
            yield from (page.title, page.guidance)
            for question in (each for asked in page.questions for each in (asked, *asked.questions)):
                yield from (question.label, question.hint, question.missing, question.if_future, question.item)
                for option in question.options:
                    yield from (option.label, option.hint)


def test_each_file_is_named_after_its_form_and_version() -> None:
    folder = resources.files("frontdoor.forms.library")
    files = {file.name: file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".toml")}
    read = {name: read_form(text) for name, text in files.items()}
    assert {name: f"{form.id}-{form.version}.toml" for name, form in read.items()} == {name: name for name in files}
    assert sorted(read.values(), key=lambda form: (form.id, form.version)) == list(FORMS)


def test_the_newest_version_is_the_one_given() -> None:
    newest = [form for form in FORMS if form.id == "cause_for_concern"][-1]
    assert library_form("cause_for_concern") is newest
    with pytest.raises(KeyError, match="no form cause_for_concern version 1999-01"):
        library_form("cause_for_concern", "1999-01")
    with pytest.raises(KeyError, match="no form wish_list"):
        library_form("wish_list")


@EVERY_FORM
def test_sentences_are_short(form: FormDefinition) -> None:
    assert [sentence for sentence in sentences(form) if len(sentence.split()) > 25] == []


@EVERY_FORM
def test_words_are_plain(form: FormDefinition) -> None:
    found = [(word, text) for text in texts(form) for word in NO_PLACE if word in text.casefold()]
    assert found == []


@EVERY_FORM
def test_faults_can_name_every_question(form: FormDefinition) -> None:
    assert [question.id for question in form.questions_and_members if not question.called] == []


@EVERY_FORM
def test_every_section_asks_something_of_everybody(form: FormDefinition) -> None:
    # A section of optional questions alone could never be shown as completed by someone with nothing to say.
    always = [
        section.id
        for section in form.sections
        if any(
            question.required and question.show_when is None
            for page in section.pages
            if page.show_when is None
            for question in page.questions
        )
    ]
    assert always == [section.id for section in form.sections]


def test_the_concern_form_supplies_what_a_contact_needs() -> None:
    unasked = {concept for concept in Concept if CONCERN.supplier(concept) is None}
    assert unasked == {
        Concept.ADULT_NAME,
        Concept.ADULT_DATE_OF_BIRTH,
        Concept.ADULT_ADDRESS,
        Concept.ADULT_SAFE_CONTACT,
        Concept.CHILDREN_IN_HOUSEHOLD,
        Concept.LEGAL_BASIS,
        Concept.NEEDED_BY,
        Concept.DEADLINE_REASON,
        Concept.PERIOD_FROM,
        Concept.PERIOD_TO,
        Concept.OWN_FORMAT,
    }


def test_each_kind_of_contact_has_a_form() -> None:
    assert {rules.form_id for rules in KINDS.values()} == {form.id for form in FORMS}
    assert {kind_of_form(form.id) for form in FORMS} == set(ContactKind)


def test_the_form_about_an_adult_supplies_nothing_of_a_child() -> None:
    supplied = {question.supplies for question in ADULT.questions if question.supplies}
    assert {concept.value for concept in supplied if concept.value.startswith("child_")} == set()
    assert supplied == {
        Concept.URGENCY,
        Concept.ADULT_NAME,
        Concept.ADULT_DATE_OF_BIRTH,
        Concept.ADULT_ADDRESS,
        Concept.ADULT_SAFE_CONTACT,
        Concept.CATEGORY,
        Concept.SUMMARY,
        Concept.CHILDREN_IN_HOUSEHOLD,
    }


def test_codes_of_categories_and_legal_bases_are_told_apart_in_lists() -> None:
    questions = (CONCERN.supplier(Concept.CATEGORY), ADULT.supplier(Concept.CATEGORY))
    values = [
        option.value for each in (*questions, REQUEST.supplier(Concept.LEGAL_BASIS)) if each for option in each.options
    ]
    assert len(values) == len(set(values)) > 20


@pytest.mark.parametrize(
    ("known", "also", "shown", "hidden"),
    [
        ({}, {"subject_is": "child"}, {"child_name", "child_born"}, {"adult_name", "adult_born"}),
        ({}, {"subject_is": "adult"}, {"adult_name", "adult_born"}, {"child_name", "child_born"}),
        ({}, {"own_format": "yes"}, {"own_form_name", "own_form_asks"}, {"wanted"}),
        ({}, {"own_format": "no"}, {"wanted"}, {"own_form_name", "own_form_asks"}),
        ({}, {"consent_given": "written"}, {"consent_evidence"}, {"power_relied_on", "why_not_asked"}),
        ({}, {"consent_given": "refused"}, {"power_relied_on"}, {"consent_evidence", "why_not_asked"}),
        ({Concept.LEGAL_BASIS: "basis_other"}, {}, {"legal_basis_other"}, set()),
    ],
)
def test_a_request_asks_what_its_answers_call_for(
    known: dict[Concept, str], also: dict[str, str], shown: set[str], hidden: set[str]
) -> None:
    answers = fill_in(REQUEST, known, date(2026, 11, 25), also)
    assert (shown - answers.keys(), hidden & answers.keys()) == (set(), set())


@pytest.mark.parametrize("form_id", ["information_request", "adult_concern"])
def test_an_urgent_one_goes_with_the_least(form_id: str) -> None:
    form = library_form(form_id)
    whole = fill_in(form, {Concept.URGENCY: "urgent"}, date(2026, 11, 25))
    least = {
        question.id: whole[question.id]
        for question in form.questions
        if question.urgent_minimum and question.id in whole
    }
    binding = bind(form, least, date(2026, 11, 25))
    assert (binding.complete, binding.may_be_sent_incomplete) == (False, True)


def test_every_category_leads_to_a_census_factor() -> None:
    def follow_ups(value: str) -> Iterator[Question]:
        for page in CONCERN.pages:
            if page.show_when == Includes("category", value):
                yield from page.questions

    category = CONCERN.question("category")
    without = [
        option.value
        for option in category.options
        if not option.factors
        and not any(each.factors for question in follow_ups(option.value) for each in question.options)
    ]
    assert without == []


def test_every_census_factor_but_none_found_can_be_told() -> None:
    told = {factor for question in CONCERN.questions for option in question.options for factor in option.factors}
    assert set(code_list("assessment_factors")) - told == {"21"}


def test_each_category_but_none_opens_pages_of_its_own() -> None:
    opened = {
        option.value: sum(page.show_when == Includes("category", option.value) for page in CONCERN.pages)
        for option in CONCERN.question("category").options
    }
    assert opened == dict.fromkeys(opened, 1) | {"missing": 3, "domestic_abuse": 2}


@pytest.mark.parametrize(("question", "codes"), [("ethnicity", "ethnicity"), ("disability", "disability")])
def test_statutory_options_are_the_census_codes(question: str, codes: str) -> None:
    assert {option.value for option in CONCERN.question(question).options} == set(code_list(codes))


def test_blocks_of_practice_knowledge_are_marked_for_checking() -> None:
    blocks = [
        page for page in CONCERN.pages if isinstance(page.show_when, Includes) and page.show_when.question == "category"
    ]
    assert [page.id for page in blocks if not page.practice_note] == ["something_else"]


def test_identifiers_are_never_required() -> None:
    kinds = {QuestionKind.NHS_NUMBER, QuestionKind.UPN}
    assert [q.required for q in CONCERN.questions if q.kind in kinds] == [False, False]


@EVERY_FORM
def test_the_gate_says_999_first(form: FormDefinition) -> None:
    assert form.gate is not None
    assert "999" in form.gate.title


@EVERY_FORM
def test_every_shipped_form_carries_tests_of_its_conditions_that_hold(form: FormDefinition) -> None:
    assert (bool(form.tests), run_tests(form)) == (True, ())


def test_urgent_early_help_goes_before_it_is_complete() -> None:
    known: RawAnswers = {
        "immediate_danger": "no",
        "help_wanted": "early_help",
        "urgency": "urgent",
        "child_stage": "unborn",
        "child_description": "Her mother is Ada Example, born 2 June 2001",
        "where_now": "With her mother, who has nowhere to sleep tonight",
        "category": ("practical_need",),
        "what_happened": "They were put out of their home this morning",
        "best_contact": "01632 960123 until 6pm",
    }
    binding = bind(CONCERN, known, date(2026, 11, 25))
    assert (binding.urgent, binding.complete, binding.urgent_faults, binding.may_be_sent_incomplete) == (
        True,
        False,
        (),
        True,
    )
