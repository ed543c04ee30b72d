"""Two versions of a page of a form about several children, sent as urgent: none comes into another child's record."""

from collections.abc import Mapping
from typing import Any

import pytest
from reference_portal.tests.unit.use_cases.scene import FORM, OFFICER, TEACHER, FrontDoor
from reference_portal.tests.unit.use_cases.test_one_child import ABOUT_FIRST, referred
from reference_portal.tests.unit.use_cases.test_several_children import BROTHER, contacts_of

from frontdoor.domain.contact import Contact
from frontdoor.forms import Concept
from frontdoor_portal.use_cases.add_information import read_information
from frontdoor_portal.use_cases.drafts import save_page
from frontdoor_portal.use_cases.drafts.versions import ChangedMeanwhile
from frontdoor_portal.use_cases.filing import case_note_of
from frontdoor_portal.use_cases.send_draft import Sending, send_draft
from frontdoor_portal.use_cases.take_contact import take_contact
from frontdoor_portal.use_cases.write_up import OF_OTHERS

OF_FIRST = {"school": "Zaynabs School", "gp": "Dr Quill of Zaynab", "nhs_number": "943 476 5919"}
OF_ALL = {"household_known": "no"}
OF_OTHER = {
    "how_many_children": "several",
    "other_children": ({**BROTHER, "other_child_worry": "Ade hides his dinner"},),
}
PAGES: Mapping[str, Mapping[str, Any]] = {"school": OF_FIRST, "household": OF_ALL, "other_children": OF_OTHER}


def sent_with_a_version_of(front_door: FrontDoor, page: str) -> list[Contact]:
    """The contacts of an urgent form about two children, of which one page waited in two versions."""
    answers = {
        **front_door.answers({**ABOUT_FIRST, Concept.URGENCY: "urgent"}),
        "how_many_children": "several",
        "other_children": (BROTHER,),
    }
    draft_id = front_door.draft(answers)
    with pytest.raises(ChangedMeanwhile):
        save_page(front_door.office, TEACHER, draft_id, page, PAGES[page], seen="another")
    reference = send_draft(front_door.office, TEACHER, draft_id, Sending(leave_versions=True))
    return contacts_of(front_door, reference)


def note_of(front_door: FrontDoor, contact: Contact) -> str:
    take_contact(front_door.office, OFFICER, contact.reference)
    read_information(front_door.office, OFFICER, contact.reference, tuple(each.id for each in contact.additions))
    return case_note_of(front_door.office, referred(front_door, contact)).text


@pytest.mark.parametrize(
    ("page", "words", "of_others"),
    [
        ("school", "Dr Quill of Zaynab", [False, True]),
        ("household", f"{FORM.question('household_known').label}\nNo", [False, False]),
        ("other_children", "Ade hides his dinner", [True, True]),
    ],
)
def test_every_contact_holds_all_of_it_and_says_whose_it_is(
    front_door: FrontDoor, page: str, words: str, of_others: list[bool]
) -> None:
    added = [contact.additions for contact in sent_with_a_version_of(front_door, page)]
    assert [[(words in each.text, each.of_others) for each in additions] for additions in added] == [
        [(True, expected)] for expected in of_others
    ]


@pytest.mark.parametrize(
    ("page", "words", "copied"),
    [
        ("school", "Dr Quill of Zaynab", [True, False]),
        ("household", "two versions were written at the same time", [True, True]),
        ("other_children", "Ade hides his dinner", [False, False]),
    ],
)
def test_no_version_of_what_is_one_childs_comes_into_anothers_record(
    front_door: FrontDoor, page: str, words: str, copied: list[bool]
) -> None:
    notes = [note_of(front_door, contact) for contact in sent_with_a_version_of(front_door, page)]
    assert [(words in note, OF_OTHERS in note) for note in notes] == [(each, not each) for each in copied]
