"""A professional: from registering to reading what was decided."""

import re

from reference_portal.tests.journeys.concern import answer_everything, answers_about
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.finding import find
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor.domain.identifiers import Reference
from frontdoor.testing.families import MadeUpPerson, person

PASSWORD = "blue kettle on the windowsill"
# Every branch that the form must have; the small screen walks them all, since that is where questions get cramped.
WORRIES = {
    "desktop": ("neglect", "something_else"),
    "phone": ("missing", "domestic_abuse", "neglect", "something_else"),
}


def test_registers_finds_a_child_sends_a_concern_and_hears_the_outcome(
    arrive: Arriving, stage: Stage, screen: str
) -> None:
    child, teacher = person("ashdown.ella"), arrive(screen)
    register_and_sign_in(teacher, stage, f"robin.{screen}@st-wulstan.example")
    find(teacher, child)
    see_both_systems(teacher, child)
    reference = send_draft(teacher, child, *WORRIES[screen])
    stage.mail.wait_for(f"robin.{screen}@st-wulstan.example", f"We have received {reference}", reference)
    answer_a_question(teacher, stage, reference)
    read_the_outcome(teacher, stage, reference)
    teacher.press("Sign out")
    teacher.is_at("You are signed out")
    teacher.never_gave_away(child)
    stage.mail.holds_nothing_about(child)


def register_and_sign_in(teacher: Walker, stage: Stage, email: str) -> None:
    teacher.follow("Create an account")
    teacher.fill("Full name", "Robin Hale")
    teacher.fill("Work email address", email)
    teacher.fill("Job title", "Class teacher")
    teacher.fill("Work phone number", "01632 960111")
    teacher.press("Continue")
    teacher.is_at("Check your email")
    letter = stage.mail.wait_for(email, "Confirm your email address")
    link = re.search(r"/register/confirm/[A-Za-z0-9_-]+", letter)
    assert link is not None
    teacher.go(link[0])
    teacher.fill("Password", PASSWORD)
    teacher.press("Create account")
    teacher.press("Sign in")
    teacher.sign_in(email, PASSWORD)


def see_both_systems(teacher: Walker, child: MadeUpPerson) -> None:
    teacher.reads("Framework-i: 1 record", "Capita ONE: 1 record")
    teacher.follow(f"{child.name} in Framework-i")
    teacher.is_at("Single view of a child")
    teacher.reads("Already open to a social worker", "Who to contact", "Framework-i: found", "Capita ONE: found")


def send_draft(teacher: Walker, child: MadeUpPerson, *worries: str) -> Reference:
    """From the single view: the task list, an answer changed on the page that checks them all, and the receipt."""
    teacher.press("Send a concern about this child")
    teacher.reads("call 999", "0 of 7 sections")
    answer_everything(teacher, answers_about(child, *worries))
    teacher.reads("7 of 7 sections")
    teacher.follow("Check your answers and send")
    teacher.is_at("Check your answers before you send")
    teacher.follow("Change What is the child’s name?")
    teacher.reads("What is the child’s name?")
    teacher.press("Save and continue")
    teacher.is_at("Check your answers before you send")
    teacher.press("Send to the front door")
    teacher.is_at("The front door has your concern")
    teacher.reads("What happens next", "Keep a copy")
    return Reference.parse(teacher.path.split("/")[2])


def answer_a_question(teacher: Walker, stage: Stage, reference: Reference) -> None:
    stage.asked(reference, "Who collects her from school?")
    teacher.menu("My contacts")
    assert "More information asked" in teacher.row(str(reference)).inner_text()
    teacher.follow(str(reference))
    teacher.reads("Who collects her from school?")
    teacher.fill("Your answer to question 1", "Her aunt, on most days.")
    teacher.press("Send this answer")
    teacher.reads("Her aunt, on most days.")


def read_the_outcome(teacher: Walker, stage: Stage, reference: Reference) -> None:
    stage.advised(reference, "Thank you. The school nurse calls you tomorrow.")
    teacher.reload()
    teacher.reads("Outcome", "Advice and information", "The school nurse calls you tomorrow.")
    teacher.reads("Ask for a second look at the decision")
    teacher.follow("See or print the receipt")
    teacher.reads("What you sent")
