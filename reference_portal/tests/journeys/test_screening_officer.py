"""A screening officer: from the holding area to an episode in the case system and a case note copied."""

from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor.domain.identifiers import Reference
from frontdoor.testing.families import person
from frontdoor_portal.demo.mailbox import until
from frontdoor_portal.demo.seeding import DEMO_PASSWORD

QUESTION, ANSWER = "Who collects her from school?", "Her aunt, on most days."
CHILDREN = {"desktop": "looked_after.skye", "phone": "polish.zofia"}


def test_takes_asks_decides_and_hands_off(arrive: Arriving, stage: Stage, screen: str) -> None:
    child = CHILDREN[screen]
    reference = stage.concern_about(child)
    officer = arrive(screen)
    officer.press("Sign in")
    officer.sign_in(stage.somebody("officer").email, DEMO_PASSWORD)
    find_in_the_holding_area(officer, reference)
    take(officer, reference)
    set_the_priority(officer)
    ask_and_be_answered(officer, stage, reference)
    decide(officer)
    wait_for_the_episode(officer)
    hand_off(officer, reference, QUESTION, ANSWER)
    officer.never_gave_away(person(child))


def find_in_the_holding_area(officer: Walker, reference: Reference) -> None:
    officer.is_at("Holding area")
    officer.main.get_by_text("More filters").click()
    officer.choose("Sent", question="Status")
    officer.main.get_by_label("Worry", exact=True).select_option("Neglect")
    officer.press("Apply filters")
    officer.reads("Filters in force")
    assert [words for words in contacts(officer) if "Neglect" not in words] == []
    officer.follow("Newest", within=officer.main.get_by_role("navigation", name="Order of the list"))
    assert str(reference) in contacts(officer)[0]
    officer.follow("Remove this filter: Neglect")
    officer.does_not_read("Remove this filter: Neglect")


def contacts(officer: Walker) -> list[str]:
    """What each row of the list says, from the top."""
    return officer.main.get_by_role("table").get_by_role("row").all_inner_texts()[1:]


def take(officer: Walker, reference: Reference) -> None:
    officer.press(f"Take {reference}")
    officer.is_at(str(reference))
    officer.reads("You", "What was sent", "Consent", "Who did what")


def set_the_priority(officer: Walker) -> None:
    officer.press("Set the priority")
    officer.press("Set the priority")
    officer.page.get_by_role("alert").get_by_role("link").first.click()
    officer.choose("High")
    officer.fill("Why the priority changes", "A younger child is in the home.")
    officer.press("Set the priority")
    officer.reads("High priority", "A younger child is in the home.", "The sender chose standard")


def ask_and_be_answered(officer: Walker, stage: Stage, reference: Reference) -> None:
    officer.press("Ask the sender for details")
    officer.fill("Your question", QUESTION)
    officer.press("Send the question")
    officer.reads(QUESTION, "no answer yet")
    stage.answered(reference, ANSWER)
    officer.reload()
    officer.reads(ANSWER)


def decide(officer: Walker) -> None:
    officer.press("Decide")
    officer.press("Continue")
    officer.reads("There is a problem")
    officer.choose("Referral to children’s social care")
    officer.press("Continue")
    officer.press("Decide and tell the sender")
    officer.reads("There is a problem")
    whose = officer.main.get_by_role("group", name="Whose record in Framework-i?")
    whose.get_by_role("radio").first.check()
    officer.main.get_by_role("group", name="Level of need").get_by_role("radio").last.check()
    officer.main.get_by_label("Significant harm, or likely").check()
    officer.fill("Why", "Three linked concerns since September: the threshold for assessment is met.")
    officer.fill("What the sender will read", "A social worker will call you within one working day.")
    officer.press("Decide and tell the sender")
    officer.reads("Referral to children’s social care", "A social worker will call you within one working day.")


def wait_for_the_episode(officer: Walker) -> None:
    def number() -> str | None:
        officer.page.reload()
        shown = officer.main.inner_text()
        return shown if "Episode" in shown else None

    until(number, "The episode did not open")
    officer.reload()
    officer.reads("In the case system")


def hand_off(officer: Walker, reference: Reference, *noted: str) -> None:
    officer.menu("Hand-offs")
    officer.follow(str(reference))
    officer.is_at("Copy the case note into Framework-i")
    note = officer.main.get_by_label("Case note", exact=True).input_value()
    assert [words for words in noted if words not in note] == []
    officer.press("Tick it off")
    officer.reads("There is a problem")
    officer.choose("I have copied this case note into Framework-i")
    officer.press("Tick it off")
    officer.reads("The case note is ticked off", "Copied already")
    officer.menu("Hand-offs")
    officer.does_not_read(str(reference))
