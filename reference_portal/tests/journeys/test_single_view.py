"""The single view as a duty officer and as a teacher read it: every part with its source and its age."""

import re

import pytest
from playwright.sync_api import expect
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.finding import find, search
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor.testing.families import MadeUpPerson, person

OPEN, DISAGREED, HIDDEN, RESTRICTED = "ashdown.ella", "ashdown.oliver", "hidden_address.isla", "restricted.imogen"
AGE = r"as at \d{1,2} \w+ \d{4} at "
FROM_CARE, FROM_SCHOOLS = re.compile(f"Framework-i, {AGE}"), re.compile(f"Capita ONE, {AGE}")


def test_everything_known_of_a_child_stands_on_one_page_in_one_order(arrive: Arriving, screen: str) -> None:
    officer = arrive(screen, signed_in_as="officer")
    open_the_view(officer, person(OPEN))
    officer.is_at("Single view of a child")
    assert headings(officer) == [
        "Warnings",
        "Already open to a social worker",
        "On this page",
        "Framework-i: social care",
        "Ella Ashdown",
        "Who to contact",
        "Family and household",
        "Education",
        "Ella Ashdown",
        "Previous contacts with the front door",
        "Chronology",
        "What each system answered",
    ]


@pytest.mark.parametrize(
    ("part", "facts", "source"),
    [
        ("Warnings", ("Dog at the address",), FROM_CARE),
        ("Framework-i: social care", ("Open to a social worker", "Rachel Ashdown", "mother", "in the same"), FROM_CARE),
        (
            "Education",
            ("This is very likely the same child", "Thornhill High School", "Gareth Pugh"),
            FROM_SCHOOLS,
        ),
        ("Chronology", ("Began to work with the child",), FROM_CARE),
    ],
)
def test_each_part_says_whose_it_is_and_how_old(
    arrive: Arriving, part: str, facts: tuple[str, ...], source: re.Pattern[str]
) -> None:
    officer = arrive(signed_in_as="officer")
    open_the_view(officer, person(OPEN))
    there = officer.main.get_by_role("region", name=part)
    for fact in facts:
        expect(there).to_contain_text(fact)
    expect(there).to_contain_text(source)


def test_where_the_sources_disagree_both_are_named_and_neither_is_taken(arrive: Arriving, screen: str) -> None:
    child = person(DISAGREED)
    assert child.pupil is not None
    officer = arrive(screen, signed_in_as="officer")
    open_the_view(officer, child)
    notice = officer.main.get_by_role("region", name="Where the sources disagree")
    expect(notice.get_by_role("term")).to_have_text(["Name"])
    expect(notice.get_by_role("listitem")).to_have_text(
        [
            re.compile(f"{child.name}.*{FROM_CARE.pattern}", re.DOTALL),
            re.compile(f"{child.pupil.name}.*{FROM_SCHOOLS.pattern}", re.DOTALL),
        ]
    )
    officer.never_gave_away(child)


def test_previous_contacts_are_the_front_doors_and_each_senders_own(
    arrive: Arriving, stage: Stage, screen: str
) -> None:
    child = person("disabled_child.george")
    reference = stage.concern_about(child.key)
    stage.referred(reference, record=child.case_id)
    teacher, doctor, officer = (arrive(screen, signed_in_as=each) for each in ("teacher", "doctor", "officer"))
    for reader, heading in ((teacher, "Your previous contacts"), (officer, "Previous contacts with the front door")):
        open_the_view(reader, child)
        previous = reader.main.get_by_role("region", name=heading)
        expect(previous).to_contain_text("Referral to children’s social care, decided on")
        expect(previous.get_by_role("link").first).to_have_text(str(reference))
        reader.follow(str(reference), within=previous)
        reader.reads(str(reference))
    open_the_view(doctor, child)
    doctor.reads("No contact of yours is filed under this record")
    doctor.does_not_read(str(reference))


def test_the_list_at_the_top_leads_to_each_part_of_a_long_page(arrive: Arriving, screen: str) -> None:
    officer = arrive(screen, signed_in_as="officer")
    open_the_view(officer, person(DISAGREED))
    links = officer.main.get_by_role("navigation", name="On this page").get_by_role("link").all()
    assert [link.inner_text() for link in links] == [
        "Where the sources disagree",
        "Framework-i: social care",
        "Who to contact",
        "Family and household",
        "Education",
        "Previous contacts",
        "Chronology",
        "What each system answered",
    ]
    for link in links:
        link.click()
        expect(officer.main.locator(link.get_attribute("href") or "")).to_be_in_viewport()


def test_an_address_not_to_be_disclosed_is_for_the_front_door_alone(arrive: Arriving, screen: str) -> None:
    child = person(HIDDEN)
    assert child.pupil is not None
    addresses = (str(child.address), str(child.pupil.address))
    teacher, officer = (arrive(screen, signed_in_as=each) for each in ("teacher", "officer"))
    for reader in (teacher, officer):
        open_the_view(reader, child)
    teacher.reads("Must not be disclosed. Ask the front door", "Not shown here. Ask the front door")
    assert [[line in each.page.content() for line in addresses] for each in (teacher, officer)] == [
        [False, False],
        [True, True],
    ]


def test_of_a_restricted_record_a_reader_learns_no_name_and_no_worker(arrive: Arriving, screen: str) -> None:
    child = person(RESTRICTED)
    worker = child.involvements[0].worker
    teacher = arrive(screen, signed_in_as="teacher")
    search(teacher, child)
    pages = [teacher.page.content()]
    for link in teacher.main.get_by_role("link", name="in Framework-i").all():
        with teacher.landing():
            link.click()
        pages.append(teacher.page.content())
    told = {word for page in pages for word in (worker.name, worker.phone, str(child.address)) if word in page}
    assert told == set()


def open_the_view(somebody: Walker, child: MadeUpPerson) -> None:
    find(somebody, child)
    somebody.follow(f"{child.name} in Framework-i")


def headings(somebody: Walker) -> list[str]:
    """Second and third ones, as they follow each other down the page."""
    return somebody.main.locator("h2, h3").all_inner_texts()
