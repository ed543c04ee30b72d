"""The consent question is changed overnight: two administrators publish it while a teacher's draft is open."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from reference_portal.tests.journeys.authenticator import give_code
from reference_portal.tests.journeys.conftest import Arriving, Proving
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor.forms import Concept, FormDefinition, Question
from frontdoor.testing.families import person
from frontdoor_portal.demo.mailbox import until
from frontdoor_portal.demo.seeding import FORM, demo_account, draft_made_up_concern
from frontdoor_portal.use_cases.drafts import save_page
from frontdoor_portal.use_cases.form_versions.editing import upload_version
from frontdoor_portal.use_cases.form_versions.publishing import publish_as_operator

NEW = "Does the family agree to support?"
HINT = "Agreement to support is not consent to share information. You may have asked by telephone."
ASKED, ASKED_NOW = "Which GP practice is the child with?", "Which GP practice and which doctor see the child?"
SENT, OPEN = "ashdown.ella", "polish.zofia"


@pytest.fixture
def asked_as_before(stage: Stage) -> Iterator[FormDefinition]:
    """The form as other journeys know it, which it is again afterwards."""
    before = stage.office.forms[FORM]
    yield before
    text = stage.shipped_text(FORM)
    again = upload_version(stage.office, demo_account("admin"), text)
    publish_as_operator(stage.office, "operator", again.id)


def consent(form: FormDefinition) -> Question:
    question = form.supplier(Concept.AGREEMENT_SOUGHT)
    assert question is not None
    return question


def test_the_consent_question_is_changed_while_a_draft_is_open(
    arrive: Arriving, proving: Proving, stage: Stage, screen: str, asked_as_before: FormDefinition
) -> None:
    old = consent(asked_as_before).label
    sent = stage.concern_about(SENT)
    draft = draft_made_up_concern(stage.office, demo_account("teacher"), person(OPEN), "neglect")
    author, approver = (arrive(screen, signed_in_as=each) for each in ("admin", "admin_two"))
    give_code(author, proving("admin"))
    give_code(approver, proving("admin_two"))

    reworded(author, asked_as_before, old)
    previewed(author)
    author.reads(f"Question “{old}” was reworded to “{NEW}”", "Passed" if asked_as_before.tests else "has no tests")
    author.fill("Why is it changed? (optional)", "Referrals were returned because staff mixed the two up.")
    author.choose("As soon as it is approved")
    author.press("Send for approval")
    author.reads("Waiting for approval")
    reference = author.path.rpartition("/")[2]
    stage.mail.wait_for(demo_account("admin_two").email, f"A form waits for your approval: {reference}")

    approver.menu("Forms")
    approver.follow("Look at what it changes")
    approver.reads(f"Question “{old}” was reworded to “{NEW}”", HINT, "staff mixed the two up")
    approver.press("Approve and publish")
    approver.reads("In force")
    stage.mail.wait_for(demo_account("admin").email, f"A form was published: {reference}")

    teacher = arrive(screen, signed_in_as="teacher")
    page = asked_as_before.page_of(consent(asked_as_before).id)
    teacher.go(f"/drafts/{draft}/{page.id}")
    teacher.reads(old)
    teacher.does_not_read(NEW)
    teacher.press("Save and go to the task list")
    teacher.follow("see what changed and carry on in the new version")
    teacher.reads("Questions that now read differently", old, NEW, "so you are asked again")
    teacher.press("Carry on in the new version")
    teacher.go(f"/drafts/{draft}/{page.id}")
    teacher.reads("The form asked this in other words before", old, "Yes", NEW)
    fresh = draft_made_up_concern(stage.office, demo_account("teacher"), person(OPEN), "neglect")
    teacher.go(f"/drafts/{fresh}/{page.id}")
    teacher.reads(NEW, HINT)

    officer = arrive(screen, signed_in_as="officer")
    officer.go(f"/contacts/{sent}")
    officer.reads(old)
    officer.does_not_read(NEW)


@pytest.mark.usefixtures("asked_as_before")
def test_a_draft_is_carried_on_in_the_version_that_was_published_meanwhile(
    arrive: Arriving, stage: Stage, screen: str
) -> None:
    child = person(OPEN)
    draft_id = draft_made_up_concern(stage.office, demo_account("teacher"), child, "neglect")
    save_page(stage.office, demo_account("teacher"), draft_id, "school", {"gp": "Riverside Surgery"})
    draft = f"/drafts/{draft_id}"
    teacher, beside = (arrive(screen, signed_in_as="teacher") for _ in range(2))
    beside.go(f"{draft}/school")
    beside.fill(f"{ASKED} (optional)", "Riverside Surgery, Dr Obi")

    publish_with_another_question(stage)
    teacher.go(draft)
    wait_for_the_new_version(teacher)
    teacher.reads("The form has changed since you began.")
    teacher.follow("see what changed and carry on in the new version")
    teacher.is_at("The form has changed since you began")
    teacher.reads("What you are asked again, or for the first time", ASKED_NOW, ASKED, "Riverside Surgery")
    teacher.follow("Finish it as it is")
    teacher.follow("see what changed and carry on in the new version")
    teacher.press("Carry on in the new version")
    teacher.does_not_read("The form has changed since you began.")
    teacher.follow("Answers that are not in the form")
    teacher.is_at("Answers that are not in the form")
    teacher.reads(ASKED, "Riverside Surgery")
    teacher.follow("Go to the task list")

    beside.press("Save and go to the task list")
    beside.is_at("Answers that are not in the form")
    beside.reads("What you typed there is kept here, below", "Riverside Surgery, Dr Obi")

    teacher.go(f"{draft}/school")
    teacher.fill(f"{ASKED_NOW} (optional)", "Riverside Surgery")
    teacher.press("Save and go to the task list")
    teacher.follow("Check your answers and send")
    teacher.reads(ASKED_NOW, "They are not sent, and they go when you send.")
    teacher.press("Send to the front door")
    teacher.is_at("The front door has your concern")
    teacher.never_gave_away(child)


def wait_for_the_new_version(teacher: Walker) -> None:
    """The portal, a process of its own, may go on for a second with the versions that it knows."""

    def told() -> str | None:
        teacher.page.reload()
        shown = teacher.main.inner_text()
        return shown if "The form has changed since you began." in shown else None

    until(told, "The portal did not notice the new version")


def publish_with_another_question(stage: Stage) -> None:
    """The form in force asks for the practice in other words, as a question of its own: the old one is gone."""
    text = stage.shipped_text(FORM)
    other = text.replace('id = "gp"\n', 'id = "gp_and_doctor"\n').replace(ASKED, ASKED_NOW)
    changed = upload_version(stage.office, demo_account("admin"), other)
    publish_as_operator(stage.office, "operator", changed.id)


def reworded(author: Walker, form: FormDefinition, old: str) -> None:
    """Go to the question from the list of forms, and write it anew."""
    page = form.page_of(consent(form).id)
    author.menu("Forms")
    begin(author, form.title)
    author.is_at("Version FV-")
    author.follow(page.title, within=author.main)
    author.is_at(f"Page: {page.title}")
    author.follow(old, within=author.main)
    author.is_at(f"Question: {old}")
    author.fill("The question", "")
    with author.landing():
        author.main.get_by_role("button", name="Save", exact=True).click()
    author.reads("There is a problem", "Enter the words of the question", "What you typed is kept")
    author.fill("The question", NEW)
    author.fill("Hint under the question", HINT)
    author.press("Add an option", within=author.main)
    author.press("Save and change when it is asked", within=author.main)
    author.is_at("When is it asked?")
    author.follow("Cancel", within=author.main)
    remove_last_option(author)
    with author.landing():
        author.main.get_by_role("button", name="Save", exact=True).click()
    author.is_at(f"Page: {page.title}")
    author.follow("Back to", within=author.page.get_by_role("navigation", name="Back"))
    author.follow("Back to", within=author.page.get_by_role("navigation", name="Back"))


def begin(author: Walker, title: str) -> None:
    """Press the button beside the version of this form that is in force."""
    with author.landing():
        author.main.get_by_role("button", name=re.compile(rf"Start a new version.*{title}")).click()


def remove_last_option(author: Walker) -> None:
    with author.landing():
        author.main.locator("button[value^=option-remove]").last.click()


def previewed(author: Walker) -> None:
    """Walk the first pages as a GP would, see the end, and go on to what changes."""
    author.follow("Preview", within=author.main)
    author.choose("GP or practice nurse")
    author.press("Start", within=author.main)
    author.reads("This is a preview.", "Nothing is kept or sent")
    author.press("Continue", within=author.main)
    author.reads("There is a problem")
    author.press("Skip to the end", within=author.main)
    author.is_at("What the front door would read")
    author.follow("End the preview", within=author.main)
    author.follow("What it changes, its tests, and publishing", within=author.main)


def test_the_other_screens_of_forms_are_sound(arrive: Arriving, stage: Stage, screen: str) -> None:
    author = arrive(screen, signed_in_as="admin")
    author.menu("Forms")
    author.follow("Which questions cause trouble", within=author.main)
    author.is_at("Which questions cause trouble")
    author.follow("Forms", within=author.page.get_by_role("navigation", name="Back"))
    author.follow("Upload a form", within=author.main)
    author.press("Make it a new version", within=author.main)
    author.reads("The text must be TOML and begin with the form’s id")
    author.menu("Forms")
    begin(author, stage.office.forms[FORM].title)
    author.follow("Title, notes, order of the sections", within=author.main)
    author.is_at("The form as a whole")
    author.press("Add a section", within=author.main)
    author.is_at("Section: without a title yet")
    author.follow("Back to", within=author.page.get_by_role("navigation", name="Back"))
    author.reads("To put right before it can be published")
    author.follow("Edit the whole text", within=author.main)
    author.follow("Version FV-", within=author.page.get_by_role("navigation", name="Back"))
    author.press("Undo the last change", within=author.main)
    author.follow("Throw this version away", within=author.main)
    author.press("Throw it away", within=author.main)
    author.is_at("Forms")
    expect(author.main.get_by_role("heading", name=stage.office.forms[FORM].title)).to_be_visible()
