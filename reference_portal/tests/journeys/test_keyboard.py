"""Without a mouse: signing in, question pages, people of a group, files, sending a concern, answering the team, asking
for a second look, reporting a wrong number; faults take the reader to the field.
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.finding import find
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor.testing.families import person
from frontdoor_portal.demo.seeding import DEMO_PASSWORD

_MORE_THAN_ENOUGH = 120


def test_signs_in_and_sends_a_concern_by_keys_alone(arrive: Arriving, stage: Stage) -> None:
    stage.draft_about("kinship.alfie")
    teacher = arrive()
    tab_to(teacher, "Sign in")
    enter(teacher)
    tab_to(teacher, "Work email address")
    teacher.page.keyboard.type(stage.somebody("teacher").email)
    tab_to(teacher, "Password")
    teacher.page.keyboard.type(DEMO_PASSWORD)
    enter(teacher)
    tab_to(teacher, "My contacts")
    enter(teacher)
    tab_to(teacher, "Continue")
    enter(teacher)
    tab_to(teacher, "Check your answers and send")
    enter(teacher)
    tab_to(teacher, "Send to the front door")
    enter(teacher)
    teacher.is_at("The front door has your concern")


@pytest.mark.parametrize("page", ["other_children", "whole-child"])
def test_enter_in_the_box_of_a_group_saves_and_takes_nobody_away(arrive: Arriving, stage: Stage, page: str) -> None:
    ade, zaynab = ({"other_child_name": {"given": given, "family": "Nkemelu"}} for given in ("Ade", "Zaynab"))
    draft = stage.draft_of({"how_many_children": "several", "other_children": (ade, zaynab)})
    teacher = arrive(signed_in_as="teacher")
    teacher.go(f"{draft}/{page}")
    teacher.main.locator("[name='other_children-2-other_child_name-given']").fill("Zainab")
    enter(teacher)
    with stage.office.work.reading() as tx:
        saved = tx.drafts.get(draft.removeprefix("/drafts/"))
    assert saved is not None
    assert [dict(each)["other_child_name"]["given"] for each in saved.answers["other_children"]] == ["Ade", "Zainab"]


def test_answers_questions_and_names_people_by_keys_alone(arrive: Arriving, stage: Stage) -> None:
    draft = stage.draft_of({"child_stage": "born"})
    teacher = arrive(signed_in_as="teacher")
    teacher.go(f"{draft}/urgency")
    tab_to_question(teacher, "urgency")
    teacher.page.keyboard.press("ArrowDown")
    tab_to(teacher, "Save and continue")
    enter(teacher)
    teacher.go(f"{draft}/urgency")
    expect(teacher.main.get_by_label("Within one working day", exact=True)).to_be_checked()

    teacher.go(f"{draft}/household")
    tab_to_question(teacher, "household_known")
    teacher.page.keyboard.press("Space")
    tab_to(teacher, "Save and continue")
    enter(teacher)
    tab_to(teacher, "First or given names")
    teacher.page.keyboard.type("Rachel")
    tab_to(teacher, "Mother")
    teacher.page.keyboard.press("Space")
    tab_to(teacher, "Add another person")
    enter(teacher)
    tab_to_question(teacher, "household-2-person_name-given")
    teacher.page.keyboard.type("Gareth")
    tab_to(teacher, "Remove person 1")
    enter(teacher)
    tab_to(teacher, "Yes, remove person 1")
    enter(teacher)
    [name] = teacher.main.get_by_label("First or given names", exact=True).all()
    assert name.input_value() == "Gareth"


def test_adds_and_removes_a_file_by_keys_alone(arrive: Arriving, stage: Stage, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("Seen on Monday.")
    draft = stage.draft_of({"child_stage": "born"})
    teacher = arrive(signed_in_as="teacher")
    # Playwright takes the dialogue over from the first listener on, which on a busy machine may come after the key.
    teacher.page.on("filechooser", lambda _: None)
    teacher.go(f"{draft}/files")
    tab_to(teacher, "Choose files")
    with teacher.page.expect_file_chooser() as chosen:
        teacher.page.keyboard.press("Enter")
    chosen.value.set_files(notes)
    tab_to(teacher, "Upload")
    enter(teacher)
    teacher.reads("What you chose is added", "notes.txt")
    tab_to(teacher, "Remove notes.txt")
    enter(teacher)
    teacher.does_not_read("notes.txt")


def test_answers_the_team_by_keys_alone(arrive: Arriving, stage: Stage) -> None:
    reference = stage.concern_about("ashdown.ella")
    stage.asked(reference, "Who collects her from school?")
    teacher = arrive(signed_in_as="teacher")
    teacher.go(f"/contacts/{reference}")
    tab_to(teacher, "Your answer")
    teacher.page.keyboard.type("Her aunt does.")
    tab_to(teacher, "Send this answer")
    enter(teacher)
    teacher.reads("Her aunt does.")


def test_asks_for_a_second_look_by_keys_alone(arrive: Arriving, stage: Stage) -> None:
    reference = stage.concern_about("ashdown.ella")
    stage.taken_by("officer", reference)
    stage.advised(reference, "The school nurse calls you.")
    teacher = arrive(signed_in_as="teacher")
    teacher.go(f"/contacts/{reference}")
    tab_to(teacher, "Ask for a second look")
    enter(teacher)
    tab_to_question(teacher, "reason")
    teacher.page.keyboard.press("Space")
    tab_to_question(teacher, "text")
    teacher.page.keyboard.type("It has happened again since.")
    tab_to(teacher, "Ask for a second look")
    enter(teacher)
    teacher.reads("You have asked for a second look")


def test_reports_a_wrong_number_from_the_single_view_by_keys_alone(arrive: Arriving) -> None:
    child = person("kinship.alfie")
    teacher = arrive(signed_in_as="teacher")
    find(teacher, child)
    tab_to(teacher, str(child.name))
    enter(teacher)
    tab_to(teacher, "Report a wrong number")
    enter(teacher)
    for question in ("which", "why"):
        tab_to_question(teacher, question)
        teacher.page.keyboard.press("Space")
    tab_to(teacher, "Tell the front door")
    enter(teacher)
    teacher.is_at("Thank you")
    tab_to(teacher, "Back to the child")
    enter(teacher)
    teacher.is_at("Single view of a child")


def test_the_list_of_the_parts_of_a_view_takes_the_reader_there_by_keys_alone(arrive: Arriving) -> None:
    child = person("kinship.alfie")
    teacher = arrive(signed_in_as="teacher")
    find(teacher, child)
    teacher.follow(f"{child.name} in Framework-i")
    tab_to(teacher, "Chronology")
    teacher.page.keyboard.press("Enter")
    expect(teacher.main.get_by_role("heading", name="Chronology")).to_be_in_viewport()
    tab_to(teacher, "Print this page")


def test_the_skip_link_leads_past_the_menu(arrive: Arriving) -> None:
    teacher = arrive(signed_in_as="teacher")
    teacher.page.keyboard.press("Tab")
    expect(teacher.page.get_by_role("link", name="Skip to main content")).to_be_focused()
    teacher.page.keyboard.press("Enter")
    expect(teacher.main).to_be_focused()


def test_the_list_of_faults_takes_the_focus_and_leads_to_the_field(arrive: Arriving) -> None:
    visitor = arrive()
    visitor.go("/sign-in")
    visitor.page.keyboard.press("Tab")
    tab_to(visitor, "Work email address")
    enter(visitor)
    faults = visitor.page.get_by_role("alert").locator("xpath=ancestor-or-self::*[@tabindex][1]")
    expect(faults).to_be_focused()
    tab_to(visitor, "Enter your password")
    visitor.page.keyboard.press("Enter")
    expect(visitor.main.get_by_label("Password", exact=True)).to_be_focused()


def tab_to(somebody: Walker, name: str) -> None:
    """Press Tab until the thing of this name has the focus; what has it must be seen to have it."""
    heard = []
    for _ in range(_MORE_THAN_ENOUGH):
        somebody.page.keyboard.press("Tab")
        focused = somebody.page.evaluate(_FOCUSED)
        assert focused["visible"], f"The focus is out of sight at {focused['name']!r}"
        focused["name"] = " ".join(focused["name"].split())
        heard.append(focused["name"])
        if focused["name"].startswith(name):
            return
    raise AssertionError(f"Tab never came to {name!r}, only to {heard}")


def tab_to_question(somebody: Walker, name: str) -> None:
    """Press Tab until the first answer of a question has the focus."""
    heard = []
    for _ in range(_MORE_THAN_ENOUGH):
        somebody.page.keyboard.press("Tab")
        heard.append(somebody.page.evaluate("document.activeElement.name"))
        if heard[-1] == name:
            return
    raise AssertionError(f"Tab never came to {name!r}, only to {heard}")


def enter(somebody: Walker) -> None:
    """Press Enter; it leads to a page."""
    with somebody.landing():
        somebody.page.keyboard.press("Enter")


# The name as a person reads it, and whether the thing is drawn inside the window with some mark of the focus.
_FOCUSED = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect(), style = getComputedStyle(it);
  const label = it.labels && it.labels.length ? it.labels[0].innerText : it.innerText;
  const marked = style.outlineStyle !== "none" || style.boxShadow !== "none" || style.borderStyle !== "none";
  return {
    name: (label || "").trim(),
    visible: it === document.body || (marked && box.width > 0 && box.bottom > 0 && box.top < innerHeight),
  };
}"""
