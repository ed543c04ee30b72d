"""Which earlier answers stand beside a question: those that the form asked otherwise, until they are given again."""

from attrs import evolve
from reference_portal.tests.fakes import person
from reference_portal.tests.web.browsing import TestPortal, words
from reference_portal.tests.web.filling_in import FORM, parsed, portal_with, put_draft, two_systems

from frontdoor.forms import FormDefinition, Option, Page, Question, QuestionKind, RawAnswers, Section
from frontdoor_portal.use_cases.drafts.carrying_on import carry_on
from frontdoor_portal.use_cases.drafts.versions import Keep, choose_answers, keep_apart, see_versions
from frontdoor_portal.use_cases.models import NOT_CHOSEN, Draft
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.web.drafts.earlier import earlier_rows

ASHA = person()
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


def rows(portal: TestPortal, answers: RawAnswers, left: RawAnswers, *, of: str = "1", **why: str) -> list[str]:
    """What stands beside the questions of a draft in version 2, of what was left of a version."""
    office: Office = evolve(portal.office, form_versions={("f", each): form(each) for each in ("1", "2")})
    now = portal.clock()
    behind = ({"version": of, "answers": left, **why},)
    draft = Draft("draft-1", "asha", "school", "f", "2", answers, now, now, left_behind=behind)
    return [said for _, said in earlier_rows(office, draft, form("2").page("p"))]


def test_an_answer_that_is_given_to_another_question_now_stands_there(portal: TestPortal) -> None:
    assert rows(portal, {}, {"gp": "Riverside"}) == ["Riverside"]


def test_once_it_is_given_again_it_is_gone(portal: TestPortal) -> None:
    assert rows(portal, {"gp": "Riverside"}, {"gp": "Riverside"}) == []


def test_what_nobody_chose_of_two_versions_of_a_page_is_not_asked_for_again(portal: TestPortal) -> None:
    """Somebody may have taken it out since it was not to be known."""
    left: RawAnswers = {"gp": "Riverside"}
    in_each = [rows(portal, {}, left, of=version, why=NOT_CHOSEN) for version in ("1", "2")]
    assert (in_each, rows(portal, {}, left, of="2")) == ([[], []], [])


def test_what_nobody_chose_is_told_as_such_once_its_draft_is_carried_on() -> None:
    newer = evolve(FORM, version="2099-01")
    versions = {(FORM.id, each.version): each for each in (FORM, newer)}
    with portal_with(two_systems(), forms={FORM.id: newer}, form_versions=versions) as portal:
        browser, draft = portal.client(ASHA), put_draft(portal, ASHA, {"gp": "Hilltop"})
        office, draft_id = portal.office, draft.removeprefix("/drafts/")
        with office.work.begin() as tx:
            held = tx.drafts.get(draft_id)
            assert held is not None
            version_id = keep_apart(office, tx, ASHA, held, "school", {"gp": "Riverside"})
        seen = see_versions(office, ASHA, draft_id, version_id).seen
        choose_answers(office, ASHA, draft_id, version_id, {"gp": Keep.SAVED}, seen)
        carry_on(office, ASHA, draft_id)

        page = browser.get(f"{draft}/earlier-answers")

    told = [words(each.text_content()) for each in parsed(page).xpath("//main//h2 | //main//dt | //main//dd")]
    assert told == ["Not chosen, of two versions of a page", "Which GP practice is the child with?", "Riverside"]


def test_what_was_said_of_one_person_stands_until_it_is_said_again_of_them(portal: TestPortal) -> None:
    now: RawAnswers = {"home": (ADA, {"who": "Zoë"})}
    left: RawAnswers = {"home": ({}, ZOE)}
    again: RawAnswers = {"home": (ADA, ZOE)}
    assert (rows(portal, now, left), rows(portal, again, left)) == (["Zoë", "Yes"], [])
