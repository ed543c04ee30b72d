"""Where the sources disagree about a child: what each says, with its age, and no address that must stay hidden."""

from datetime import date

import pytest
from attrs import evolve
from httpx import Response
from reference_portal.tests.fakes import COUNCIL, person
from reference_portal.tests.web.browsing import words
from reference_portal.tests.web.children.test_child_page import PERSON_FIRST, PUPIL_SECOND, opened
from reference_portal.tests.web.filling_in import PERSON, PUPIL, STREET, UPN, parsed, two_systems

from frontdoor.domain.agency import Role
from frontdoor.domain.facts import SourceState
from frontdoor.domain.identifiers import Upn
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex

OFFICER = person(Role.SCREENING_OFFICER, COUNCIL, "Olu Mensah")
OTHER_UPN = Upn.parse("A885200010001")
FRAMEWORK, CAPITA = "Framework-i, as at 4 June 2026 at 2:15am", "Capita ONE, as at 4 June 2026 at 2:15am"
MOVED = evolve(PUPIL, address=Address(("9 Orchard Row", "Evesham")))


def notice(page: Response) -> dict[str, list[str]]:
    """What the notice says: each field with what every source says of it."""
    rows = parsed(page).xpath("//section[@aria-labelledby='disagreements']//div[contains(@class, 'row')]")
    return {
        words(row.xpath("dt")[0].text_content()): [words(each.text_content()) for each in row.xpath(".//li")]
        for row in rows
    }


@pytest.mark.parametrize(
    ("pupil", "field", "said"),
    [
        (
            evolve(PUPIL, name=PersonName("Zeph", "Quillfeather"), other_names=(PersonName("Zephyrine", ""),)),
            "Name",
            ("Zephyrine Quillfeather", "Zeph Quillfeather (also known as Zephyrine)"),
        ),
        (
            evolve(PUPIL, birth_date=BirthDate(date(2014, 5, 7))),
            "Date of birth",
            ("17 May 2014, age 12", "7 May 2014, age 12"),
        ),
        (evolve(PUPIL, sex=Sex.MALE), "Sex", ("Female", "Male")),
        (MOVED, "Address", (f"{STREET}, Evesham, WR80 1AB", "9 Orchard Row, Evesham")),
        (
            evolve(PUPIL, upn=OTHER_UPN, former_upns=(UPN,)),
            "Unique pupil number",
            (str(UPN), f"{OTHER_UPN} (formerly {UPN})"),
        ),
    ],
)
def test_a_field_in_which_they_differ_says_what_each_has_and_since_when(
    pupil: object, field: str, said: tuple[str, str]
) -> None:
    page = opened(two_systems(pupils=(pupil,)), reader=OFFICER)
    assert notice(page) == {field: [f"{said[0]} {FRAMEWORK}", f"{said[1]} {CAPITA}"]}


def test_the_same_stands_on_the_page_of_the_other_record_with_its_own_source_first() -> None:
    page = opened(two_systems(pupils=(evolve(PUPIL, sex=Sex.MALE),)), PUPIL_SECOND)
    assert notice(page) == {"Sex": [f"Male {CAPITA}", f"Female {FRAMEWORK}"]}


def test_every_field_in_which_they_differ_is_named_in_the_order_of_the_card() -> None:
    page = opened(two_systems(pupils=(evolve(MOVED, sex=Sex.MALE),)))
    assert list(notice(page)) == ["Sex", "Address"]


@pytest.mark.parametrize(
    "pupil",
    [
        PUPIL,
        evolve(PUPIL, sex=Sex.UNKNOWN),
        evolve(PUPIL, address=Address()),
        evolve(PUPIL, name=PersonName("ZEPHYRINE", "Quill-Feather")),
    ],
    ids=["alike", "unknown", "blank", "spelt with a dash"],
)
def test_what_is_missing_or_only_written_otherwise_is_no_disagreement(pupil: object) -> None:
    assert "Where the sources disagree" not in opened(two_systems(pupils=(pupil,))).text


@pytest.mark.parametrize("which", [PERSON_FIRST, PUPIL_SECOND])
def test_an_address_that_must_not_be_disclosed_is_never_compared_aloud(which: int) -> None:
    hidden = evolve(PERSON, do_not_disclose_address=True)
    page = opened(two_systems(people=(hidden,), pupils=(evolve(MOVED, sex=Sex.MALE),)), which)
    assert (list(notice(page)), "9 Orchard Row" in page.text, STREET in page.text) == (["Sex"], False, False)


@pytest.mark.parametrize("which", [PERSON_FIRST, PUPIL_SECOND])
def test_the_front_door_team_sees_that_such_addresses_differ(which: int) -> None:
    hidden = evolve(PERSON, do_not_disclose_address=True)
    assert list(notice(opened(two_systems(people=(hidden,), pupils=(MOVED,)), which, OFFICER))) == ["Address"]


def test_records_that_only_may_be_the_same_childs_are_not_said_to_disagree() -> None:
    twin = evolve(MOVED, id="pupil-2", name=PersonName("Zachary", "Quillfeather"), upn=None)
    pages = [opened(two_systems(pupils=pupils)) for pupils in ((twin,), (PUPIL, twin))]
    assert [notice(page) for page in pages] == [{}, {}]


def test_a_source_that_did_not_answer_says_nothing_and_so_disagrees_in_nothing() -> None:
    systems = two_systems(pupils=(MOVED,), education_state=SourceState.DID_NOT_ANSWER)
    assert notice(opened(systems)) == {}
