"""What people meet when something is wrong: it is said plainly, at the right place, and inspected like any page."""

from reference_portal.tests.journeys.concern import answer_page
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.finding import find
from reference_portal.tests.journeys.stage import Stage

from frontdoor.testing.families import person


def test_a_visitor_meets_every_refusal_before_signing_in(arrive: Arriving, screen: str) -> None:
    visitor = arrive(screen)
    visitor.go("/no-such-page")
    visitor.is_at("Page not found")
    visitor.go("/register/confirm/a-link-that-nobody-was-sent")
    visitor.is_at("This link does not work any more")
    visitor.go("/register")
    visitor.press("Continue")
    visitor.reads("There is a problem")
    visitor.go("/holding-area")
    visitor.is_at("Sign in")
    visitor.press("Sign in")
    visitor.reads("Enter your email address", "Enter your password")
    visitor.fill("Work email address", "officer@severnshire.example")
    visitor.fill("Password", "not the password")
    visitor.press("Sign in")
    visitor.reads("There is a problem")
    for path in ("/help", "/accessibility", "/cookies-and-privacy"):
        visitor.go(path)


def test_a_professional_meets_faults_in_a_search_and_in_a_concern(arrive: Arriving, screen: str) -> None:
    teacher = arrive(screen, signed_in_as="teacher")
    teacher.menu("Find a child")
    teacher.press("Search")
    teacher.reads("There is a problem")
    teacher.fill("Given name", "Nobody")
    teacher.fill("Family name", "Of-That-Name")
    for label, number in (("Day", "1"), ("Month", "2"), ("Year", "2016")):
        teacher.fill(label, number)
    teacher.main.get_by_role("group", name="Why are you looking").get_by_role("radio").first.check()
    teacher.press("Search")
    teacher.reads("Framework-i: none found", "Capita ONE: none found")
    teacher.press("Send a concern anyway")
    teacher.follow("What you are asking for")
    answer_page(teacher, {"phoned_already": "no"})
    teacher.reads("There is a problem")
    answer_page(teacher, {"immediate_danger": "yes"})
    teacher.is_at("Call 999 before you go on")
    teacher.follow("Go to the task list")
    teacher.follow("Check your answers and send")
    teacher.press("Send to the front door")
    teacher.reads("There is a problem")
    teacher.follow("Go back to the task list")
    teacher.follow("Throw this draft away")
    teacher.press("Throw it away")


def test_nobody_sees_what_is_not_theirs(arrive: Arriving, stage: Stage) -> None:
    reference = stage.concern_about("surname_changed.caitlin")
    doctor = arrive(signed_in_as="doctor")
    doctor.go(f"/contacts/{reference}")
    doctor.is_at("Page not found")
    doctor.go("/holding-area")
    doctor.is_at("You cannot do this")
    doctor.never_gave_away(person("surname_changed.caitlin"))


def test_a_restricted_child_is_a_name_and_a_telephone_number(arrive: Arriving) -> None:
    officer, child = arrive(signed_in_as="officer"), person("restricted.imogen")
    officer.menu("Find a child")
    officer.fill("NHS number", str(child.nhs_numbers[0]))
    officer.fill("Postcode", "WR99 9ZZ")
    officer.main.get_by_role("group", name="Why are you looking").get_by_role("radio").first.check()
    officer.press("Search")
    officer.reads("Restricted", "Contact the front door")
    officer.follow(f"{child.name} in Framework-i")
    officer.reads("This record is restricted")
    officer.does_not_read(child.address.postcode.value if child.address.postcode else "postcode")
    officer.never_gave_away(child)


def test_a_restricted_child_is_never_shown_as_unknown_beside_a_record_of_education(arrive: Arriving) -> None:
    teacher, child = arrive(signed_in_as="teacher"), person("restricted.imogen")
    find(teacher, child)
    teacher.follow(f"{child.name} in Capita ONE")
    teacher.reads("A restricted record may be this child", "Contact the front door")
    teacher.does_not_read("No record here is like this child")
