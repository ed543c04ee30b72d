"""A concern of each category, with every question of its own, by whole sections; and early help by its own name."""

from datetime import datetime

import pytest
from attrs import evolve
from reference_portal.tests.journeys.concern import answer_page, answer_to_the_check, answers_about, the_form
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.finding import find
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker
from sdk.tests.forms.changing import with_questions

from frontdoor.domain.identifiers import Reference
from frontdoor.forms import Concept, FormDefinition, Includes, Page, RawAnswer, bind, to_json
from frontdoor.testing.families import person
from frontdoor.testing.filling import fill_in
from frontdoor.workflow.deadlines import LONDON
from frontdoor_portal.use_cases.view_contact import view_contact

CHILD = person("ashdown.ella")
FORM = the_form()
WORRY = FORM.page("whole-worry")
CATEGORIES = {option.value: option.label for option in FORM.question("category").options}


def pages_of(category: str) -> tuple[Page, ...]:
    """The pages that this category alone opens."""
    return tuple(page for page in FORM.pages if page.show_when == Includes("category", category))


def asking_all_of(category: str) -> FormDefinition:
    """The form, but that of the category's own questions none may be left blank."""
    own = [question for page in pages_of(category) for question in page.questions]
    return with_questions(FORM, lambda each: evolve(each, required=True) if each in own else each)


def answers_of(category: str) -> dict[str, RawAnswer]:
    """A complete concern of one category, each question answered that it brings into play."""
    return fill_in(
        asking_all_of(category),
        {
            Concept.CHILD_NAME: {"given": CHILD.name.given, "family": CHILD.name.family},
            Concept.CHILD_STAGE: "born",
            Concept.CATEGORY: (category,),
            Concept.HELP_WANTED: "social_work_assessment",
            Concept.URGENCY: "standard",
        },
        datetime.now(LONDON).date(),
        {"immediate_danger": "no", "lead_consulted": "i_am_the_lead"},
    )


def answer_the_worry(teacher: Walker, address: str, answers: dict[str, RawAnswer]) -> None:
    """The kind of worry, then its section on one page, which comes back for as long as an answer asks for more."""
    teacher.go(f"{address}/category")
    answer_page(teacher, answers)
    teacher.go(f"{address}/{WORRY.id}")
    for _ in range(5):
        answer_page(teacher, answers)
        if not teacher.path.endswith(WORRY.id):
            return
    raise AssertionError(f"The section does not end: {teacher.main.inner_text()[:2_000]}")


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_concern_of_each_category_is_sent_with_every_answer(arrive: Arriving, stage: Stage, category: str) -> None:
    answers = answers_of(category)
    own = [each for page in pages_of(category) for each in page.questions if each.id in answers]
    address = stage.draft_of(answers, without=["category", *(each.id for each in WORRY.questions)])
    teacher = arrive(signed_in_as="teacher")

    answer_the_worry(teacher, address, answers)
    teacher.go(f"{address}/check-answers")
    teacher.press("Send to the front door")

    teacher.is_at("The front door has your concern")
    teacher.reads(CATEGORIES[category], *(each.label for each in own))
    reference = Reference.parse(teacher.path.split("/")[2])
    sent = view_contact(stage.office, stage.somebody("teacher"), reference).contact.submission.answers
    told = to_json(bind(FORM, answers, datetime.now(LONDON).date()).answers)
    asked = {"category", *(each.id for each in WORRY.questions)}
    assert own != []
    assert {key: sent[key] for key in asked & sent.keys()} == {key: told[key] for key in asked & told.keys()}
    teacher.never_gave_away(CHILD)


def test_a_parenting_worry_becomes_a_request_for_early_help(arrive: Arriving) -> None:
    answers = answers_about(
        CHILD,
        "family_support",
        help_wanted="early_help",
        also={"early_help_kinds": ("parenting",), "family_support_kinds": ("routines",)},
    )
    teacher = arrive("phone", signed_in_as="teacher")
    teacher.menu("Forms")
    teacher.follow("A family that needs early help")
    teacher.press("Find the child")
    find(teacher, CHILD)
    teacher.follow(f"{CHILD.name} in Framework-i")
    teacher.press("Send a concern about this child")

    teacher.follow("Answer it a whole section at a time")
    answer_to_the_check(teacher, answers)
    teacher.reads("How soon does somebody need to look at this?")
    teacher.does_not_read("Who may be causing the harm?")
    teacher.press("Send to the front door")

    teacher.reads("Early help", "Support with parenting or a child’s behaviour", "Sleep, meals or other routines")
    reference = Reference.parse(teacher.path.split("/")[2])
    teacher.never_gave_away(CHILD)
    officer = arrive(signed_in_as="officer")
    officer.go(f"/contacts/{reference}")
    officer.reads("What do you think this child needs?", "Support with parenting or a child’s behaviour")
    officer.press("Take this contact")
    officer.press("Decide")
    officer.choose("Passed to Early Help")
    officer.press("Continue")
    officer.main.get_by_role("group", name="Level of need").get_by_role("radio").nth(1).check()
    officer.choose("Several needs, below the threshold")
    officer.fill("Why", "A parent asks for help with bedtimes, and agrees to it.")
    officer.fill("What the sender will read", "A family worker will ring the parents this week.")
    officer.press("Decide and tell the sender")
    officer.reads("Passed to Early Help")
    teacher.go(f"/contacts/{reference}")
    teacher.reads("Passed to Early Help", "A family worker will ring the parents this week.")
