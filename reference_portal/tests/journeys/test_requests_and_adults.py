"""From the page that leads to the right form: a request to its answer, a concern about an adult to its hand-off."""

from collections.abc import Mapping
from datetime import datetime

from reference_portal.tests.journeys.concern import answer_everything
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor.domain.identifiers import Reference
from frontdoor.forms import Concept, RawAnswer, RawAnswers, library_form
from frontdoor.testing.families import person
from frontdoor.testing.filling import fill_in
from frontdoor.workflow.deadlines import LONDON

REQUEST, ADULT = library_form("information_request"), library_form("adult_concern")
URGENCY = {"desktop": "standard", "phone": "urgent"}
DUE = {"desktop": "Answer due (10 working days)", "phone": "Answer due (same working day)"}
CHILD = person("ashdown.ella")


def answers_to(form_id: str, known: Mapping[Concept, RawAnswer], also: RawAnswers) -> dict[str, RawAnswer]:
    return fill_in(library_form(form_id), known, datetime.now(LONDON).date(), also)


def test_a_request_is_answered_in_the_portal_with_something_held_back(
    arrive: Arriving, stage: Stage, screen: str
) -> None:
    born = CHILD.birth_date.on
    answers = answers_to(
        "information_request",
        {
            Concept.URGENCY: URGENCY[screen],
            Concept.LEGAL_BASIS: "basis_court",
            Concept.CHILD_NAME: {"given": CHILD.name.given, "family": CHILD.name.family},
            Concept.DATE_OF_BIRTH: {"day": str(born.day), "month": str(born.month), "year": str(born.year)},
        },
        {"child_at_risk": "no", "own_format": "no", "subject_is": "child", "consent_given": "not_asked"}
        | ({"has_other_subjects": "yes"} if screen == "desktop" else {}),
    )
    doctor = arrive(screen, signed_in_as="doctor")
    reference = sent(doctor, "For information that the council holds", "Start", answers, REQUEST.id)
    doctor.is_at("The front door has your request")
    officer = arrive(screen, signed_in_as="officer")
    prepare_an_answer(officer, reference, screen)
    manager = arrive(screen, signed_in_as="manager")
    manager.go(f"/contacts/{reference}")
    manager.follow("Read and release it")
    manager.press("Give it back to be changed")
    manager.reads("There is a problem")
    manager.press("Release it to the requester")
    manager.reads("The answer is released and the requester is told", "Not yet")
    letter = stage.mail.wait_for(stage.somebody("doctor").email, f"An answer to {reference}", reference)
    assert "Known from 2019" not in letter
    doctor.menu("My contacts")
    doctor.follow(str(reference))
    doctor.press("Read the answer")
    doctor.reads("Known from 2019 to 2021", "It is about somebody else", "The father’s health")
    doctor.does_not_read("The order names the period")
    manager.reload()
    manager.reads("First on")
    doctor.never_gave_away(CHILD)
    stage.mail.holds_nothing_about(CHILD)


def sent(somebody: Walker, link: str, start: str, answers: dict[str, RawAnswer], form_id: str) -> Reference:
    somebody.menu("Forms")
    somebody.is_at("What do you want to tell us or ask us?")
    somebody.follow(link)
    somebody.press(start)
    answer_everything(somebody, answers, library_form(form_id))
    somebody.follow("Check your answers and send")
    somebody.press("Send to the front door")
    return Reference.parse(somebody.path.split("/")[2])


def prepare_an_answer(officer: Walker, reference: Reference, screen: str) -> None:
    officer.menu("Holding area")
    officer.follow("Requests", within=officer.main.get_by_role("navigation", name="Lists"))
    officer.follow(str(reference))
    officer.reads(DUE[screen], "Legal basis", "A court order or direction")
    officer.press("Take this contact")
    officer.press("Find this child")
    officer.reads("Framework-i: 1 record")
    officer.go(f"/contacts/{reference}")
    officer.press("Prepare the answer")
    officer.press("Continue")
    officer.reads("There is a problem")
    officer.choose("Answered")
    officer.press("Continue")
    officer.press("Keep it for release")
    officer.reads("There is a problem")
    officer.fill("What you share", "Known from 2019 to 2021. A child protection plan ended in March 2021.")
    officer.choose("It is about somebody else")
    held_back = officer.main.get_by_label("What is held back (if you can say): It is about somebody else", exact=True)
    held_back.fill("The father’s health")
    officer.fill("How you came to this answer", "The order names the period.")
    officer.press("Keep it for release")
    officer.reads("An answer waits to be released")
    officer.follow("Read it")
    officer.reads("Somebody else must release an answer that you prepared")


def test_nothing_to_share_reads_alike_and_is_released_by_a_manager(arrive: Arriving, stage: Stage) -> None:
    answers = answers_to(
        "information_request",
        {Concept.URGENCY: "standard", Concept.LEGAL_BASIS: "basis_dbs"},
        {"child_at_risk": "no", "own_format": "yes", "subject_is": "adult"},
    )
    doctor, officer, manager = (arrive(signed_in_as=key) for key in ("doctor", "officer", "manager"))
    reference = sent(doctor, "For information that the council holds", "Start", answers, REQUEST.id)
    stage.taken_by("officer", reference)
    officer.go(f"/contacts/{reference}/answer/prepare")
    officer.choose("Nothing to share")
    officer.press("Continue")
    officer.choose("The council does not hold it")
    officer.fill("How you came to this answer", "Searched by name and date of birth.")
    officer.press("Keep it for release")
    manager.go(f"/contacts/{reference}/answer/release")
    manager.press("Release it to the requester")
    manager.reads("There is a problem")
    manager.choose("I looked for what the officer is not shown, or the duty manager did")
    manager.press("Release it to the requester")
    doctor.go(f"/contacts/{reference}/answer")
    doctor.reads("There is nothing that we can share", "does not say whether the council knows the person")
    doctor.does_not_read("does not hold it")


def test_a_concern_about_an_adult_is_passed_to_adult_social_care(arrive: Arriving, screen: str) -> None:
    answers = answers_to(
        "adult_concern",
        {
            Concept.URGENCY: "standard",
            Concept.ADULT_NAME: {"given": "Mabel", "family": "Oyelaran"},
            Concept.CATEGORY: ("adult_financial",),
            Concept.CHILDREN_IN_HOUSEHOLD: "yes",
        },
        {"immediate_danger": "no", "adult_knows": "yes"},
    )
    doctor, officer = arrive(screen, signed_in_as="doctor"), arrive(screen, signed_in_as="officer")
    reference = sent(doctor, "An adult at risk", "Start", answers, ADULT.id)
    doctor.reads("The front door has your concern about an adult", "Send a concern about a child")
    officer.menu("Holding area")
    officer.follow("Adults at risk", within=officer.main.get_by_role("navigation", name="Lists"))
    officer.press(f"Take {reference}")
    officer.press("Decide")
    officer.does_not_read("Referral to children’s social care")
    officer.choose("Passed to adult social care")
    officer.press("Continue")
    officer.does_not_read("Level of need")
    officer.fill("Why", "Care needs, and money is missing.")
    officer.fill("What the sender will read", "We passed your concern to adult social care.")
    officer.press("Decide and tell the sender")
    officer.follow("Pass it on and enter the reference")
    officer.press("Tick it off")
    officer.reads("There is a problem")
    officer.fill("Reference that adult social care gave it", "ASC-2026-114")
    officer.press("Tick it off")
    officer.reads("ticked off", "ASC-2026-114")
    doctor.go(f"/contacts/{reference}")
    doctor.reads("Passed to adult social care", "We passed your concern to adult social care.")


def test_the_leading_page_leads_out_for_a_worry_about_a_worker(arrive: Arriving, screen: str) -> None:
    somebody = arrive(screen)
    somebody.follow("what you can tell us or ask us")
    somebody.reads("999", "Do not wait for a form")
    somebody.follow("Somebody who works with children")
    somebody.reads("designated officer", "Do not send only a form")
