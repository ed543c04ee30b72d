"""Joining an agency, staying with it and leaving it, as a nurse, her lead, a school's lead and administrators do."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from reference_portal.tests.journeys.authenticator import Authenticator, give_code
from reference_portal.tests.journeys.conftest import Arriving, Proving
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.demo.seeding import DEMO_PASSWORD, demo_account
from frontdoor_portal.use_cases.joining.importing import compare, import_agencies, read_agencies
from frontdoor_portal.use_cases.models import Account

PASSWORD = "seven quiet harbours"
AGENCIES = """id,name,kind,own_domains,shared_domains,admission,refused_addresses,shared_mailboxes,lead_email
mill-lane,Mill Lane Surgery,general_practice,,health-mail.example,,,,
quay-street,Quay Street Surgery,general_practice,,health-mail.example,,,,
"""


@pytest.fixture(scope="module")
def surgery_lead(stage: Stage) -> Professional:
    """The lead of a surgery that came with a file, twice: the second time nothing changes."""
    wanted = read_agencies(AGENCIES)
    import_agencies(stage.office, wanted)
    assert compare(stage.office, wanted).changes == ()
    with stage.office.work.begin() as tx:
        agency = tx.joining.agency("mill-lane")
        assert agency is not None
        lead = Professional(
            id="journey-lead",
            name="Ines Vale",
            email="ines.vale@health-mail.example",
            agency=agency,
            roles=frozenset({Role.AGENCY_LEAD}),
            job_title="Practice manager",
            phone="01632 960140",
        )
        tx.accounts.add_account(Account(lead, stage.office.passwords.hash(DEMO_PASSWORD)))
    return lead


def register(somebody: Walker, stage: Stage, email: str, organisation: str = "") -> None:
    somebody.follow("Create an account")
    somebody.fill("Full name", "Robin Hale")
    somebody.fill("Work email address", email)
    somebody.fill("Job title", "Nurse")
    somebody.fill("Work phone number", "01632 960111")
    somebody.press("Continue")
    if organisation:
        somebody.is_at("Which agency do you work for?")
        somebody.choose(organisation)
        somebody.press("Continue")
    somebody.is_at("Check your email")
    somebody.go(link_in(stage.mail.wait_for(email, "Confirm your email address"), "/register/confirm/"))
    somebody.fill("Password", PASSWORD)
    somebody.press("Create account")


def test_a_nurse_on_a_shared_domain_is_approved_by_her_lead(
    arrive: Arriving, stage: Stage, screen: str, surgery_lead: Professional
) -> None:
    email = f"robin.{screen}@health-mail.example"
    nurse = arrive(screen)
    register(nurse, stage, email, "Mill Lane Surgery")
    nurse.reads("Email address confirmed", "Your agency’s lead now approves your account")
    nurse.go("/sign-in")
    nurse.sign_in(email, PASSWORD)
    nurse.is_at("You cannot sign in yet")
    nurse.reads("waiting for approval by your agency’s lead")

    lead = arrive(screen)
    lead.go("/sign-in")
    lead.sign_in(surgery_lead.email, DEMO_PASSWORD)
    lead.menu("People")
    lead.follow("People waiting for approval")
    lead.press("Continue")
    lead.reads("Select at least one person", "Select whether you approve them")
    lead.choose("Robin Hale")
    lead.choose("Approve: I know that they work here")
    lead.press("Continue")
    lead.reads("Nobody is waiting.")

    stage.mail.wait_for(email, "Your account is approved")
    nurse.go("/sign-in")
    nurse.sign_in(email, PASSWORD)
    nurse.is_at("Find a child")


def test_a_lead_confirms_their_people_and_marks_a_leaver(
    arrive: Arriving, proving: Proving, stage: Stage, screen: str
) -> None:
    email = f"leaver.{screen}@st-wulstan.example"
    leaver = arrive(screen)
    register(leaver, stage, email)
    leaver.press("Sign in")
    leaver.sign_in(email, PASSWORD)
    leaver.is_at("Find a child")
    long_ago = datetime.now(UTC) - timedelta(days=100)
    with stage.office.work.begin() as tx:
        account = tx.accounts.account_of_email(email)
        assert account is not None
        for person_id in (account.professional.id, demo_account("teacher").id):
            tx.joining.certify(person_id, long_ago)

    lead = arrive(screen, signed_in_as="lead")
    give_code(lead, proving("lead"))
    lead.menu("People")
    lead.reads("Who still works here?", "You confirm each person every 90 days")
    lead.choose("Has left", question="Robin Hale")
    lead.choose("Still here", question="Tamsin Reed")
    lead.press("Save my answers")
    lead.reads("Your answers are saved")
    lead.does_not_read("Who still works here?")

    leaver.go("/contacts")
    leaver.is_at("Sign in")
    leaver.sign_in(email, PASSWORD)
    leaver.reads("Enter a correct email address and password")
    stage.mail.wait_for(email, "Your account was closed")
    lead.main.get_by_role("row").filter(has_text=email).get_by_role("link").click()
    lead.is_at("Robin Hale")
    lead.press("They work here again")
    leaver.go("/sign-in")
    leaver.sign_in(email, PASSWORD)
    leaver.is_at("Find a child")


def test_details_are_asked_once_and_a_personal_address_is_refused(
    arrive: Arriving, proving: Proving, screen: str
) -> None:
    doctor = arrive(screen, signed_in_as="doctor")
    give_code(doctor, proving("doctor"))
    doctor.go("/account")
    doctor.follow("Your details")
    doctor.fill("When to reach you (optional)", "after morning surgery")
    doctor.fill("Address for replies by post (optional)", "2 Bridge Street\nSaltmarsh")
    doctor.press("Save")
    doctor.reads("Your details are saved")
    doctor.follow("Change your email address")
    doctor.fill("New work email address", f"amara.{screen}@gmail.com")
    doctor.press("Send the link")
    doctor.reads("Your agency’s email domain is not approved yet")


def joined(stage: Stage, name: str) -> str:
    """The address of somebody who has an account at the school."""
    teacher = demo_account("teacher")
    email = f"{name}@st-wulstan.example"
    with stage.office.work.begin() as tx:
        account = Account(
            evolve(teacher, id=f"journey-{name}", email=email), stage.office.passwords.hash(DEMO_PASSWORD)
        )
        tx.accounts.add_account(account)
    return email


def test_an_address_changes_by_the_link_in_an_email_to_the_new_one(arrive: Arriving, stage: Stage, screen: str) -> None:
    old, new = joined(stage, f"married.{screen}"), f"maiden.{screen}@st-wulstan.example"
    teacher = arrive(screen)
    teacher.go("/sign-in")
    teacher.sign_in(old, DEMO_PASSWORD)
    give_code(teacher, Authenticator().prove)
    teacher.go("/account/details")
    teacher.follow("Change your email address")
    teacher.fill("New work email address", new)
    teacher.press("Send the link")
    teacher.is_at("Check your new email")
    teacher.go(link_in(stage.mail.wait_for(new, "Confirm your new email address"), "/account/address/"))
    teacher.is_at("Confirm your new email address")
    teacher.reads(old, new, demo_account("teacher").agency.name)
    teacher.press("Change my email address")
    teacher.reads("Your details are saved")
    stage.mail.wait_for(old, "Your email address was changed")

    teacher.go("/account")
    teacher.press("Sign out")
    for email, heading in ((old, "Sign in"), (new, "Enter your code")):
        teacher.go("/sign-in")
        teacher.sign_in(email, DEMO_PASSWORD)
        teacher.is_at(heading)


def test_a_forgotten_password_is_replaced_by_the_link_in_an_email(arrive: Arriving, stage: Stage, screen: str) -> None:
    email = joined(stage, f"forgetful.{screen}")
    teacher = arrive(screen)
    teacher.go("/sign-in")
    teacher.follow("Forgotten password")
    teacher.fill("Work email address", email)
    teacher.press("Send the link")
    teacher.is_at("Check your email")
    link = link_in(stage.mail.wait_for(email, "Choose a new password"), "/forgotten-password/")
    teacher.go(link)
    teacher.is_at("Choose a new password")
    teacher.fill("New password", "short")
    teacher.press("Save")
    teacher.reads("There is a problem", email)
    teacher.fill("New password", PASSWORD)
    teacher.press("Save")
    teacher.is_at("New password saved")
    stage.mail.wait_for(email, "Your password was changed")
    teacher.go(link)
    teacher.is_at("This link does not work any more")
    teacher.go("/sign-in")
    teacher.sign_in(email, DEMO_PASSWORD)
    teacher.reads("Enter a correct email address and password")
    teacher.sign_in(email, PASSWORD)
    teacher.is_at("Find a child")


def link_in(letter: str, start: str) -> str:
    """The address of the portal in an email that begins so."""
    found = re.search(rf"{re.escape(start)}[A-Za-z0-9_-]+", letter)
    assert found is not None
    return found[0]


def test_an_agency_is_proposed_by_one_administrator_and_approved_by_another(
    arrive: Arriving, proving: Proving, screen: str
) -> None:
    one, other = arrive(screen, signed_in_as="admin"), arrive(screen, signed_in_as="admin_two")
    give_code(one, proving("admin"))
    give_code(other, proving("admin_two"))
    one.menu("Agencies")
    one.follow("Add an agency")
    one.fill("Name", f"Fernleigh Nursery {screen}")
    one.fill("Short code", f"fernleigh-{screen}")
    one.main.get_by_label("Kind of agency").select_option("Nursery or early years")
    one.fill("Its own email domains", f"fernleigh-{screen}.example")
    one.fill("How do you know this?", "Called the nursery on the number of its inspection report")
    one.press("Continue")
    one.reads("Another administrator approves it now", "You proposed this")

    other.menu("Agencies")
    other.follow("Agencies and changes waiting for approval: 1")
    other.reads(f"fernleigh-{screen}.example", "Called the nursery")
    other.press(f"Approve Fernleigh Nursery {screen}")
    other.is_at(f"Fernleigh Nursery {screen}")
    other.reads("The agency is saved")
    other.follow("People of this agency")
    other.reads("Nobody has an account here yet.")


def test_wider_roles_are_proposed_by_one_administrator_and_decided_by_another(
    arrive: Arriving, proving: Proving, screen: str
) -> None:
    one, other = arrive(screen, signed_in_as="admin"), arrive(screen, signed_in_as="admin_two")
    give_code(one, proving("admin"))
    one.menu("Agencies")
    one.follow("Set somebody’s roles")
    one.fill("Their email address", demo_account("doctor").email)
    one.press("Find")
    one.reads("Any role but a professional’s waits")
    one.main.get_by_label("Screening officer").check()
    one.main.get_by_label("Their job changes").check()
    one.press("Set these roles")
    one.reads("Another administrator approves it now", "You proposed this")

    other.menu("Agencies")
    other.follow("Roles waiting for approval: 1")
    other.reads(demo_account("doctor").name, "Screening officer", "Ask this person’s manager yourself")
    other.press(f"Refuse the roles of {demo_account('doctor').name}")
    other.reads("Nothing is waiting.")
