"""Enter in a text box uses a form's first submit button: on no page may that be one that takes somebody away."""

from reference_portal.tests.fakes import person
from reference_portal.tests.web.browsing import TestPortal
from reference_portal.tests.web.filling_in import FORM, parsed, put_draft, whole_answers

from frontdoor.forms import Question, QuestionKind, RawItem, pages_in_play

WHOLE = tuple(section.whole for section in FORM.sections)


def test_the_first_button_of_every_page_and_section_goes_on(portal: TestPortal) -> None:
    browser = portal.client(person())
    groups = {question.id: (_item(question),) for question in FORM.questions if question.is_group}
    every_category = tuple(option.value for option in FORM.question("category").options)
    answers = {**whole_answers(category=every_category, how_many_children="several", marks_seen="yes"), **groups}
    draft = put_draft(portal, person(), answers)
    first: dict[str, str] = {}
    removing: set[str] = set()
    for page in (*pages_in_play(FORM, answers), *WHOLE):
        buttons = parsed(browser.get(f"{draft}/{page.id}")).xpath("//main//form//button[@name='then']/@value")
        first[page.id] = next(iter(buttons), "")
        removing |= {page.id for button in buttons if button.startswith("ask-")}
    assert {"other_children", "whole-child"} <= removing
    assert first == dict.fromkeys(first, "on")


def _item(group: Question) -> RawItem:
    said = next(each for each in group.questions if each.kind in (QuestionKind.NAME, QuestionKind.TEXT))
    return {said.id: {"given": "Ade", "family": ""} if said.kind is QuestionKind.NAME else "Ade"}
