"""Who looked at a child: told to the privacy officer alone, asked in a posted form, and written down itself."""

from collections.abc import Mapping
from typing import Any

import pytest
from httpx import Response
from reference_portal.tests.fakes import COUNCIL, register_people
from reference_portal.tests.fakes import person as somebody
from reference_portal.tests.web.browsing import error_summary, words
from reference_portal.tests.web.triage.scene import MANAGER, OFFICER, REFERRAL, TEACHER, FrontDoor
from reference_portal.tests.web.triage.test_holding_area import rows

from frontdoor.domain.agency import Role
from frontdoor_portal.use_cases.auditing import who_looked
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.web.logs.words import DID, did

PRIVACY = somebody(Role.PRIVACY_OFFICER, COUNCIL, "Owen Bell")
WHY = "The person asked who looked at their record"


def ask(door: FrontDoor, **fields: str) -> Response:
    return door.as_(PRIVACY).send("/who-looked", {"purpose": "request", **fields})


def about(door: FrontDoor, reference: object) -> Response:
    return ask(door, reference=str(reference))


def test_a_contact_tells_everybody_who_did_anything_with_it(door: FrontDoor) -> None:
    reference = door.send()
    door.as_(OFFICER).get(f"/contacts/{reference}")
    page = about(door, str(reference).lower())
    assert rows(page) == [
        ["4 June 2026 at 9:32am", "Owen Bell Privacy officer, Example County Council", "Looked at who looked", WHY],
        [
            "4 June 2026 at 9:32am",
            "Olu Grant Screening officer, Example County Council",
            "Opened a contact",
            "Triage at the front door",
        ],
        ["4 June 2026 at 9:32am", "Asha Bello Professional, Hollybush Primary School", "Sent a concern", "None given"],
    ]
    assert "3 entries, the newest first. On this page: 3 people." in words(page.text)
    assert [word for word in ("Zaynab", "Nkemelu", "Larch") if word in page.text] == []


def test_a_record_tells_who_opened_it_and_only_in_that_system(door: FrontDoor) -> None:
    register_people(door.portal.office, TEACHER)
    now = door.portal.clock()
    with door.portal.office.work.begin() as tx:
        tx.audit.add(AuditEntry(now, TEACHER.id, Action.VIEWED_CHILD, "framework_i/104711", "I am worried: cold"))
        tx.audit.add(AuditEntry(now, TEACHER.id, Action.VIEWED_CHILD, "capita_one/104711", "Known?"))
    page = ask(door, source="framework_i", record="104711")
    assert [row[2:] for row in rows(page)] == [
        ["Looked at who looked", WHY],
        ["Opened a child’s record", "I am worried: cold"],
    ]


def test_a_contact_tells_of_the_record_that_was_chosen_for_its_child_as_well(door: FrontDoor) -> None:
    reference = door.send()
    door.decide(door.take(reference), reference, REFERRAL)
    with door.portal.office.work.begin() as tx:
        tx.audit.add(AuditEntry(door.portal.clock(), OFFICER.id, Action.VIEWED_CHILD, "framework_i/104711", "Known?"))
    page = about(door, reference)
    assert ["Opened a child’s record", "Known?"] in [row[2:] for row in rows(page)]
    assert "The contact, the draft it was written in, and the record of its child." in words(page.text)


def test_an_operators_command_is_told_by_its_name(door: FrontDoor) -> None:
    reference = door.send()
    with door.portal.office.work.begin() as tx:
        tx.audit.add(AuditEntry(door.portal.clock(), "operator", Action.FILED, str(reference)))
    assert ["operator", "Filed in the case system"] in [row[1:3] for row in rows(about(door, reference))]


def test_the_look_is_written_down_before_anything_is_told_also_where_there_is_nothing(door: FrontDoor) -> None:
    page = about(door, "FD-2222-2222")
    with door.portal.office.work.reading() as tx:
        written = tx.audit.of_subject("FD-2222-2222")
    now = door.portal.clock()
    assert written == (AuditEntry(now, PRIVACY.id, Action.VIEWED_WHO_LOOKED, "FD-2222-2222", WHY),)
    assert [row[2] for row in rows(page)] == ["Looked at who looked"]


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        (
            {"purpose": ""},
            [
                ("reference", "Enter a contact’s reference, like FD-2222-2222, or a record’s number"),
                ("purpose", "Select why you are looking"),
            ],
        ),
        (
            {"reference": "FD-2222-2223"},
            [("reference", "Enter a contact’s reference, like FD-2222-2222")],
        ),
        (
            {"source": "framework_i", "record": ""},
            [
                ("record", "Enter the record’s number, 100 characters or less"),
            ],
        ),
        ({"record": "104711"}, [("source", "Select the system that has the record")]),
        (
            {"reference": "FD-2222-2222", "source": "framework_i", "record": "104711"},
            [("reference", "Enter a contact’s reference or a record’s number, not both")],
        ),
    ],
)
def test_what_is_missing_is_said_at_its_box_and_asks_nobody(
    door: FrontDoor, fields: Mapping[str, str], faults: list[tuple[str, str]]
) -> None:
    page = ask(door, **fields)
    assert (page.status_code, error_summary(page)) == (400, faults)
    assert all(f'value="{value}"' in page.text for name, value in fields.items() if name == "reference")


@pytest.mark.parametrize("field", ["purpose", "source", "other"])
def test_a_choice_that_is_not_on_the_form_is_refused(door: FrontDoor, field: str) -> None:
    assert ask(door, **{"reference": "FD-2222-2222", field: "else"}).status_code == 400


def test_older_entries_are_asked_for_in_a_posted_form_too(door: FrontDoor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(who_looked, "PAGE_SIZE", 2)
    reference = door.send()
    for _ in range(3):
        door.as_(OFFICER).get(f"/contacts/{reference}")
    first = about(door, reference)
    second = ask(door, reference=str(reference), page="2")
    assert [("Older entries" in page.text, "Newer entries" in page.text) for page in (first, second)] == [
        (True, False),
        (True, True),
    ]
    assert f'name="reference" value="{reference}"' in first.text


@pytest.mark.parametrize("someone", [TEACHER, OFFICER, MANAGER])
def test_only_the_privacy_officer_may_ask(door: FrontDoor, someone: Any) -> None:
    assert door.as_(someone).get("/who-looked").status_code == 403


def test_the_privacy_officer_sees_neither_contacts_nor_children(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.as_(PRIVACY)
    paths = (f"/contacts/{reference}", "/holding-area", "/children", "/contacts", "/figures")
    assert [browser.get(path).status_code for path in paths] == [404, 403, 403, 403, 403]


def test_every_code_of_the_audit_has_words() -> None:
    assert {action for action in Action if action not in DID} == set()


def test_a_code_without_words_is_shown_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdoor_portal.web.logs.words.DID", {})
    assert did(Action.VIEWED_CHILD) == "Viewed child"
