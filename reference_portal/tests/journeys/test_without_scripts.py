"""The main path once more with scripts switched off: nothing of it needs them."""

from playwright.sync_api import expect
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.finding import find
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.test_professional import register_and_sign_in, see_both_systems, send_draft
from reference_portal.tests.journeys.test_screening_officer import decide, hand_off, take, wait_for_the_episode
from reference_portal.tests.journeys.walker import Walker

from frontdoor.testing.families import person


def test_a_concern_becomes_an_episode_without_scripts(arrive: Arriving, stage: Stage) -> None:
    child = person("carter_twins.jayden")
    teacher, officer = arrive("phone", has_scripts=False), arrive(signed_in_as="officer", has_scripts=False)
    assert [scripts_ran(walker) for walker in (teacher, officer, arrive())] == [False, False, True]
    register_and_sign_in(teacher, stage, "sandy.quill@st-wulstan.example")
    find(teacher, child)
    see_both_systems(teacher, child)
    reference = send_draft(teacher, child, "something_else")
    officer.go("/holding-area?order=newest")
    take(officer, reference)
    decide(officer)
    wait_for_the_episode(officer)
    hand_off(officer, reference, "Robin Hale")
    teacher.menu("My contacts")
    teacher.follow(str(reference))
    teacher.reads("A social worker will call you within one working day.")


def test_a_view_and_a_wrong_number_need_no_scripts(arrive: Arriving, screen: str) -> None:
    child = person("surname_changed.caitlin")
    officer = arrive(screen, signed_in_as="officer", has_scripts=False)
    find(officer, child)
    officer.follow(f"{child.name} in Framework-i")
    assert not scripts_ran(officer)
    expect(officer.page.get_by_text("Print this page")).to_be_hidden()
    officer.main.get_by_role("link", name="Chronology").click()
    expect(officer.main.get_by_role("heading", name="Chronology")).to_be_in_viewport()
    officer.main.get_by_text("Is this the same child?").click()
    expect(officer.main.get_by_text("Same in both").first).to_be_visible()
    officer.follow("Report a wrong number in Capita ONE")
    officer.press("Tell the front door")
    officer.reads("There is a problem", "Select what is wrong", "Select why it is wrong")
    for question in ("Which is wrong?", "Why?"):
        officer.main.get_by_role("group", name=question).get_by_role("radio").first.check()
    officer.press("Tell the front door")
    officer.is_at("Thank you")
    officer.go("/wrong-details")
    waiting = officer.main.locator(".govuk-summary-card").filter(has_text="Jo Fielding")
    officer.press("It is put right", within=waiting)
    expect(waiting).to_have_count(0)


def scripts_ran(walker: Walker) -> bool:
    return bool(walker.page.evaluate("document.body.classList.contains('js-enabled')"))
