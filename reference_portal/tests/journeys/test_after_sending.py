"""After sending: a question about an answer, something added, second looks both ways, and an email that came back."""

import hashlib
import re
from email import policy
from email.parser import BytesParser

from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker
from reference_portal.tests.unit.delivery.test_bounces import FAILED, report

from frontdoor.domain.identifiers import Reference
from frontdoor.testing.families import person
from frontdoor_portal.delivery.bounces import read_bounce
from frontdoor_portal.delivery.letters import message_id
from frontdoor_portal.demo.mailbox import until
from frontdoor_portal.demo.seeding import demo_account
from frontdoor_portal.use_cases.emails.bounces import Recorded, record_bounce
from frontdoor_portal.use_cases.emails.troubles import own_trouble

CHILD = "ashdown.ella"


def test_a_question_is_asked_about_an_answer_and_the_answer_is_read(
    arrive: Arriving, stage: Stage, screen: str
) -> None:
    reference = stage.concern_about(CHILD)
    stage.taken_by("officer", reference)
    teacher, officer = (arrive(screen, signed_in_as=each) for each in ("teacher", "officer"))
    officer.go(f"/contacts/{reference}/ask")
    officer.main.get_by_label("Which question of the form is it about?").select_option(index=3)
    about = officer.main.get_by_label("Which question of the form is it about?").locator("option:checked").inner_text()
    officer.fill("Your question", "Are you sure of this?")
    officer.press("Send the question")

    teacher.menu("My contacts")
    teacher.follow(str(reference))
    teacher.reads("About this question of the form", about.removesuffix(" (not answered)"), "Are you sure of this?")
    teacher.fill("Your answer to question 1", "Yes: I asked the family.")
    teacher.press("Send this answer")
    officer.reload()
    officer.reads("New from the sender", "Yes: I asked the family.")
    officer.press("I have read this")
    officer.reads("You have read what is new")
    teacher.reload()
    teacher.reads("The team read it on")
    teacher.never_gave_away(person(CHILD))
    stage.mail.holds_nothing_about(person(CHILD))


def test_information_is_added_before_and_after_the_decision(arrive: Arriving, stage: Stage, screen: str) -> None:
    reference = stage.concern_about(CHILD)
    stage.taken_by("officer", reference)
    teacher, officer = (arrive(screen, signed_in_as=each) for each in ("teacher", "officer"))
    add(teacher, reference, "She slept at school on Monday.")
    teacher.reads("What you added is with the team", "The team has not read it yet")
    officer.go("/holding-area?new=yes&status=any")
    officer.follow(str(reference))
    officer.reads("New from the sender", "She slept at school on Monday.", "You cannot decide until")
    officer.press("I have read this")
    stage.advised(reference, "The school nurse will call you.")
    add(teacher, reference, "Her mother called us today.")
    officer.go(f"/contacts/{reference}")
    officer.reads("It came after the decision", "Her mother called us today.", "Open a second look")
    teacher.never_gave_away(person(CHILD))


def test_a_second_look_is_upheld_and_another_changes_the_decision(arrive: Arriving, stage: Stage, screen: str) -> None:
    upheld, changed = (stage.concern_about(CHILD) for _ in range(2))
    for reference in (upheld, changed):
        stage.taken_by("officer", reference)
        stage.advised(reference, "The school can help with this.")
    teacher, manager = (arrive(screen, signed_in_as=each) for each in ("teacher", "manager"))
    for reference in (upheld, changed):
        ask_for_a_second_look(teacher, reference)
    manager.menu("Holding area")
    manager.follow("Second looks")
    manager.follow(str(upheld))
    manager.press("Answer the second look")
    manager.choose("Yes, it stands")
    manager.fill("What the sender will read", "We looked at the whole record, and the school can help.")
    manager.press("Answer and tell the sender")
    manager.go(f"/contacts/{changed}/second-look/answer")
    manager.press("Answer and tell the sender")
    manager.reads("There is a problem")
    manager.choose("No, it is decided again")
    manager.fill("What the sender will read", "You are right about the risk.")
    manager.press("Answer and tell the sender")
    decide_again(manager)

    teacher.go(f"/contacts/{upheld}")
    teacher.reads("The decision stands", "We looked at the whole record, and the school can help.")
    teacher.go(f"/contacts/{changed}")
    teacher.reads("Passed to Early Help", "To be decided again", "It does not stand any more")
    stage.mail.wait_for(demo_account("teacher").email, f"A second look at {changed}")
    teacher.never_gave_away(person(CHILD))


def test_an_email_that_came_back_is_told_on_every_page_until_its_link_is_opened(
    arrive: Arriving, stage: Stage, screen: str
) -> None:
    reference = stage.concern_about(CHILD)
    teacher = arrive(screen, signed_in_as="teacher")
    address = demo_account("teacher").email
    stage.mail.wait_for(address, f"We have received {reference}")
    come_back(stage, reference)
    teacher.menu("Find a child")
    teacher.page.get_by_role("region", name="Email does not reach you").get_by_role("link").click()
    teacher.is_at("Which emails you get")
    teacher.reads("An email to you came back.", "code 5.1.1")
    teacher.press("Send me an email to confirm it works")
    teacher.go(until(lambda: link_to_confirm(stage), "No email with a link came"))
    teacher.press("Confirm")
    teacher.reads("We know now that email reaches you")
    assert teacher.page.get_by_role("region", name="Email does not reach you").count() == 0


def add(teacher: Walker, reference: Reference, text: str) -> None:
    teacher.go(f"/contacts/{reference}")
    teacher.follow("Add information, or correct an answer")
    teacher.choose("New information")
    teacher.fill("What do you want to add?", text)
    teacher.press("Send this to the team")


def ask_for_a_second_look(teacher: Walker, reference: Reference) -> None:
    teacher.go(f"/contacts/{reference}")
    teacher.follow("Ask for a second look at the decision")
    teacher.choose("We think the risk is higher")
    teacher.fill("What should the manager know?", "Her younger brother is at home alone as well.")
    teacher.press("Ask for a second look")
    teacher.reads("You have asked for a second look", "A manager who did not decide answers by")


def decide_again(manager: Walker) -> None:
    manager.press("Decide")
    manager.choose("Passed to Early Help")
    manager.press("Continue")
    manager.main.get_by_role("group", name="Level of need").get_by_role("radio").nth(2).check()
    manager.main.get_by_label("Several needs, below the threshold").check()
    manager.fill("Why", "The brother is at risk as well.")
    manager.fill("What the sender will read", "Early Help will call the family this week.")
    manager.press("Decide and tell the sender")


def come_back(stage: Stage, reference: Reference) -> None:
    """The receipt of a contact comes back, as a mail server reports it."""
    known = message_id(f"notice/receipt/{reference}")
    bounce = read_bounce(report(FAILED, message_id=f"<{known}@frontdoor.example>"))
    assert bounce is not None

    def recorded() -> str | None:
        outcome = record_bounce(stage.office, bounce.message_id, bounce.status)
        return None if outcome is Recorded.NOT_OURS else outcome.value

    until(recorded, "The email was never noted as sent")


def link_to_confirm(stage: Stage) -> str | None:
    """The path of the newest link that confirms an address, where it is not the one of another screen's journey."""
    found = []
    for file in sorted(stage.running.folder.mail.glob("*.eml"), key=lambda each: each.stat().st_mtime_ns):
        letter = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
        found += re.findall(r"/account/emails/confirm/[\w-]{43}", letter.get_content())
    trouble = own_trouble(stage.office, demo_account("teacher"))
    hashes = {path: hashlib.sha256(path.rpartition("/")[2].encode()).hexdigest() for path in found}
    return next((path for path in found if trouble and hashes[path] == trouble.check_hash), None)
