"""Which earlier answers stand beside a question: those that the form asked otherwise, until they are given again."""

from attrs import evolve
from reference_portal.tests.web.browsing import TestPortal

from frontdoor.forms import FormDefinition, Option, Page, Question, QuestionKind, RawAnswers, Section
from frontdoor_portal.use_cases.models import Draft
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.web.drafts.earlier import earlier_rows

GP = Question("gp", QuestionKind.TEXT, "Which practice?", required=False)
AGED = Question("aged", QuestionKind.CHOICE, "Over 18?", options=(Option("yes", "Yes"), Option("no", "No")))
HOME = Question(
    "home",
    QuestionKind.GROUP,
    "Who lives there?",
    questions=(Question("who", QuestionKind.TEXT, "Who"), AGED),
    item="person",
)
ADA, ZOE = {"who": "Ada", "aged": "no"}, {"who": "Zoë", "aged": "yes"}


def form(version: str) -> FormDefinition:
    return FormDefinition("f", version, "Form", None, (Section("s", "S", (Page("p", "P", (GP, HOME)),)),))


def rows(portal: TestPortal, answers: RawAnswers, left: RawAnswers, *, of: str = "1") -> list[str]:
    """What stands beside the questions of a draft in version 2, of what was left of a version."""
    office: Office = evolve(portal.office, form_versions={("f", each): form(each) for each in ("1", "2")})
    now = portal.clock()
    behind = ({"version": of, "answers": left},)
    draft = Draft("draft-1", "asha", "school", "f", "2", answers, now, now, left_behind=behind)
    return [said for _, said in earlier_rows(office, draft, form("2").page("p"))]


def test_an_answer_that_is_given_to_another_question_now_stands_there(portal: TestPortal) -> None:
    assert rows(portal, {}, {"gp": "Riverside"}) == ["Riverside"]


def test_once_it_is_given_again_it_is_gone(portal: TestPortal) -> None:
    assert rows(portal, {"gp": "Riverside"}, {"gp": "Riverside"}) == []


def test_what_nobody_chose_of_two_versions_of_a_page_is_not_asked_for_again(portal: TestPortal) -> None:
    """Somebody may have taken it out since it was not to be known."""
    assert rows(portal, {}, {"gp": "Riverside"}, of="2") == []


def test_what_was_said_of_one_person_stands_until_it_is_said_again_of_them(portal: TestPortal) -> None:
    now: RawAnswers = {"home": (ADA, {"who": "Zoë"})}
    left: RawAnswers = {"home": ({}, ZOE)}
    again: RawAnswers = {"home": (ADA, ZOE)}
    assert (rows(portal, now, left), rows(portal, again, left)) == (["Zoë", "Yes"], [])
