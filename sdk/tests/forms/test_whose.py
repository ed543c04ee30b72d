"""Whose an answer is in a form about several children: said by the form, told when it changes, never left open."""

from collections.abc import Callable

import pytest
from attrs import evolve

from frontdoor.forms import (
    About,
    FormDefinition,
    Page,
    Section,
    about_whom,
    diff_forms,
    is_of_first_child,
    library_form,
    read_form,
    what_it_needs,
    write_form,
)

CONCERN = library_form("cause_for_concern")
OPEN = "section “child”: “about” is needed: it asks of one child of several, and nobody could see whose an answer is"


def changed(change: Callable[[Section], Section], form: FormDefinition = CONCERN) -> FormDefinition:
    return evolve(form, sections=tuple(map(change, form.sections)))


def said(section_id: str, about: About | None) -> FormDefinition:
    return changed(lambda section: evolve(section, about=about) if section.id == section_id else section)


def moved(question_id: str, to: str, form: FormDefinition = CONCERN) -> FormDefinition:
    """As the editor moves a question to another page."""
    question = form.question(question_id)

    def page_of(page: Page) -> Page:
        rest = tuple(each for each in page.questions if each.id != question_id)
        return evolve(page, questions=(*rest, question) if page.id == to else rest)

    return changed(lambda section: evolve(section, pages=tuple(map(page_of, section.pages))), form)


def page_moved(page_id: str, to: str) -> FormDefinition:
    page = CONCERN.page(page_id)

    def section_of(section: Section) -> Section:
        rest = tuple(each for each in section.pages if each.id != page_id)
        return evolve(section, pages=(*rest, page) if section.id == to else rest)

    return changed(section_of)


def told(old: FormDefinition, new: FormDefinition) -> list[str]:
    return [each.sentence for each in diff_forms(old, new)]


def test_the_section_about_the_child_is_the_first_childs_and_no_other_is() -> None:
    found = {section.id: {about_whom(CONCERN, page) for page in section.pages} for section in CONCERN.sections}
    assert found == {section.id: {About.CHILD if section.id == "child" else About.ALL} for section in CONCERN.sections}


def test_what_one_child_is_asked_stays_theirs_wherever_it_stands() -> None:
    elsewhere = moved("nhs_number", "household")
    assert [is_of_first_child(elsewhere, elsewhere.question(each)) for each in ("nhs_number", "household")] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    "new",
    [moved("incident_date", "circumstances"), page_moved("childs_words", "child"), moved("gp", "needs")],
    ids=["question", "page", "within"],
)
def test_nothing_that_is_moved_gives_the_first_childs_answers_to_the_others(new: FormDefinition) -> None:
    asked = ("where_now", "gp", "religion", "send", "legal_status", "immigration", "ethnicity", "disability")
    assert [each for each in asked if not is_of_first_child(new, new.question(each))] == []


def test_a_page_says_it_for_itself() -> None:
    def of_all(section: Section) -> Section:
        pages = [evolve(page, about=About.ALL) if page.id == "circumstances" else page for page in section.pages]
        return evolve(section, pages=tuple(pages))

    form = changed(of_all)
    assert (about_whom(form, form.page("circumstances")), about_whom(form, form.page("needs"))) == (
        About.ALL,
        About.CHILD,
    )


def test_what_is_needed_of_every_child_may_not_be_the_firsts_alone() -> None:
    faults = [str(fault) for fault in what_it_needs(moved("incident_date", "circumstances"))]
    assert faults == [
        "question “incident_date”: it supplies “incident_date”, which is needed of every child: "
        "move it to a page that is not about the first child only"
    ]


def test_a_form_about_several_children_says_whose_its_answers_are() -> None:
    assert [str(fault) for fault in what_it_needs(said("child", None))] == [OPEN]


def test_a_form_that_says_nothing_is_read_as_before() -> None:
    form = said("child", None)
    assert {about_whom(form, page) for page in form.sections[1].pages} == {About.CHILD}


def test_a_form_about_one_child_need_not_say_it() -> None:
    assert what_it_needs(library_form("information_request")) == ()


def test_it_is_written_and_read_back() -> None:
    def of_page(section: Section) -> Section:
        return evolve(section, pages=tuple(evolve(page, about=About.ALL) for page in section.pages))

    form = changed(of_page)
    assert read_form(write_form(form)) == form


def test_the_comparison_says_what_goes_into_other_records() -> None:
    assert told(CONCERN, said("child", About.ALL)) == [
        "The answers of section “The child” go into the record of every child"
    ]
    assert told(CONCERN, said("child", None)) == [
        "The answers of section “The child” are no longer said to go into one record or every child’s"
    ]


def test_the_comparison_says_it_of_a_question_and_of_a_page_that_were_moved() -> None:
    label = CONCERN.question("incident_date").label
    assert told(CONCERN, moved("incident_date", "circumstances"))[-1] == (
        f"The answer to question “{label}” now goes into the record of the first child only; "
        "before, it went into the record of every child"
    )
    assert sum("the first child only" in each for each in told(CONCERN, page_moved("childs_words", "child"))) == len(
        CONCERN.page("childs_words").questions
    )


def test_the_comparison_says_it_of_a_question_that_is_new() -> None:
    old = moved("gp", "nowhere")
    label = CONCERN.question("gp").label
    assert told(old, CONCERN)[-1] == f"The answer to question “{label}” goes into the record of the first child only"
