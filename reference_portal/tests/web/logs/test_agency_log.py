"""An agency's own log: what its people did, for its lead, and nothing of any other agency or of a child."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from httpx import Response
from reference_portal.tests.fakes import COUNCIL, SCHOOL, SURGERY, person, register_people
from reference_portal.tests.web.browsing import error_summary, heading, words
from reference_portal.tests.web.triage.scene import DOCTOR, OFFICER, TEACHER, FrontDoor
from reference_portal.tests.web.triage.test_holding_area import rows

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.domain.agency import Role
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.access.store import FRONT_DOOR, Level
from frontdoor_portal.use_cases.auditing import agency_log
from frontdoor_portal.use_cases.models import Action, AuditEntry, Sighting

LEAD = person(Role.AGENCY_LEAD, SCHOOL, "Ivo Marsh")
AIDE = person(Role.PROFESSIONAL, SCHOOL, "Femi Okoro")


def log_of(door: FrontDoor, query: str = "") -> Response:
    return door.as_(LEAD).get(f"/agency-log{query}")


def write(door: FrontDoor, *entries: AuditEntry) -> None:
    register_people(door.portal.office, TEACHER, AIDE, DOCTOR)
    with door.portal.office.work.begin() as tx:
        for entry in entries:
            tx.audit.add(entry)


def test_it_tells_who_did_what_to_which_reference_when_and_why(door: FrontDoor) -> None:
    reference = door.send()
    door.as_(TEACHER).get(f"/contacts/{reference}")
    assert rows(log_of(door)) == [
        ["4 June 2026 at 9:32am", "Ivo Marsh", "Looked at the agency log", "", "Lead of the agency"],
        ["4 June 2026 at 9:32am", "Asha Bello", "Opened a contact", str(reference), "Own concern"],
        ["4 June 2026 at 9:32am", "Asha Bello", "Sent a concern", str(reference), ""],
    ]


def test_nobody_of_another_agency_is_in_it(door: FrontDoor) -> None:
    reference = door.send()
    door.as_(OFFICER).get(f"/contacts/{reference}")
    door.send(DOCTOR)
    assert {row[1] for row in rows(log_of(door))} == {"Ivo Marsh", "Asha Bello"}


def test_neither_a_record_number_nor_what_somebody_added_to_a_reason_is_told(door: FrontDoor) -> None:
    now = door.portal.clock()
    reason = "Another reason: Zaynab was mentioned in a call"
    write(door, AuditEntry(now, TEACHER.id, Action.VIEWED_CHILD, "framework_i/104711", reason, "upn"))
    page = log_of(door)
    assert rows(page)[1] == ["4 June 2026 at 9:32am", "Asha Bello", "Opened a child’s record", "", "Another reason"]
    assert [word for word in ("104711", "Zaynab") if word in page.text] == []


def seal(door: FrontDoor, reference: Reference) -> None:
    with door.portal.office.work.begin() as tx:
        record = RecordKey(FRONT_DOOR, reference.value)
        tx.access.set_level(Level(record, Sensitivity.SEALED, "a test", "somebody", door.portal.clock()))


def test_what_is_about_a_sealed_contact_is_left_out_as_from_the_lists(door: FrontDoor) -> None:
    sealed, other = door.send(), door.send()
    door.as_(TEACHER).get(f"/contacts/{sealed}")
    seal(door, sealed)
    assert [row[2:4] for row in rows(log_of(door))] == [
        ["Looked at the agency log", ""],
        ["Sent a concern", str(other)],
    ]


def test_a_lead_reads_on_what_they_did_with_a_concern_of_their_own(door: FrontDoor) -> None:
    reference = door.send(LEAD)
    seal(door, reference)
    assert [row[2:4] for row in rows(log_of(door))] == [
        ["Looked at the agency log", ""],
        ["Sent a concern", str(reference)],
    ]


@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_refusal_does_not_tell_whether_there_was_anything_to_see(door: FrontDoor, is_sealed: bool) -> None:
    reference = door.send(DOCTOR)
    register_people(door.portal.office, AIDE)
    if is_sealed:
        seal(door, reference)
    browser = door.as_(AIDE)
    for address in (reference, Reference.new()):
        assert browser.get(f"/contacts/{address}").status_code == 404
    refused = ["4 June 2026 at 9:32am", "Femi Okoro", "Was refused a page", "", ""]
    assert rows(log_of(door))[1:] == [refused, refused]


def test_a_record_that_is_sealed_is_refused_in_as_many_lines_as_one_that_never_was(door: FrontDoor) -> None:
    now = door.portal.clock()
    office = door.portal.office
    register_people(office, AIDE)
    with office.work.begin() as tx:
        sighting = Sighting("T" * 22, AIDE.id, "framework_i", "104711", True, {}, now + timedelta(hours=1), {})
        tx.sightings.add((sighting,))
        record = RecordKey("framework_i", "104711")
        tx.access.set_level(Level(record, Sensitivity.SEALED, "a test", "somebody", now))
    browser = door.as_(AIDE)
    for token in ("T" * 22, "A" * 22):
        assert browser.get(f"/children/{token}?for=working").status_code == 404
    refused = ["4 June 2026 at 9:32am", "Femi Okoro", "Was refused a page", "", ""]
    assert rows(log_of(door))[1:] == [refused, refused]


def test_every_saved_page_of_a_draft_is_left_out(door: FrontDoor) -> None:
    now = door.portal.clock()
    write(
        door, *(AuditEntry(now, TEACHER.id, action, "draft-1") for action in (Action.STARTED_DRAFT, Action.SAVED_DRAFT))
    )
    assert [row[2] for row in rows(log_of(door))] == ["Looked at the agency log", "Started a draft"]


def test_one_person_is_asked_for_by_name(door: FrontDoor) -> None:
    now = door.portal.clock()
    write(door, *(AuditEntry(now, each.id, Action.SIGNED_IN, each.id) for each in (TEACHER, AIDE, DOCTOR)))
    page = log_of(door, f"?person={quote(AIDE.id)}")
    assert [row[1:3] for row in rows(page)] == [["Femi Okoro", "Signed in"]]
    assert f'<option value="{AIDE.id}" selected>Femi Okoro</option>' in page.text
    assert [name for name in ("Asha Bello", "Femi Okoro", "Ivo Marsh") if f">{name}</option>" in page.text] == [
        "Asha Bello",
        "Femi Okoro",
        "Ivo Marsh",
    ]


def test_a_day_is_one_of_london(door: FrontDoor) -> None:
    midnight = door.portal.clock().replace(hour=23, minute=0)  # in June, midnight in London
    times = (midnight - timedelta(seconds=1), midnight, midnight + timedelta(hours=24))
    write(door, *(AuditEntry(each, TEACHER.id, Action.SIGNED_IN, TEACHER.id) for each in times))
    assert [row[0] for row in rows(log_of(door, "?day=5&month=6&year=2026"))] == ["5 June 2026 at midnight"]


def test_a_day_that_cannot_be_read_is_said_at_its_box_and_kept(door: FrontDoor) -> None:
    page = log_of(door, "?day=31&month=6&year=2026")
    assert (page.status_code, error_summary(page)) == (400, [("day-day", "The day must be a real date")])
    assert 'value="31"' in page.text


@pytest.mark.parametrize("query", ["?page=0", "?page=x", f"?person={quote(DOCTOR.id)}", "?person=%3Cscript%3E"])
def test_what_no_list_of_ours_offers_is_not_found(door: FrontDoor, query: str) -> None:
    write(door)
    assert log_of(door, query).status_code == 404


def test_a_long_log_has_pages_that_keep_the_filter(door: FrontDoor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agency_log, "PAGE_SIZE", 2)
    now = door.portal.clock()
    write(door, *(AuditEntry(now, TEACHER.id, Action.SIGNED_IN, TEACHER.id) for _ in range(5)))
    page = log_of(door, f"?person={quote(TEACHER.id)}&page=2")
    assert (len(rows(page)), heading(page)) == (2, "Agency log")
    assert f'href="/agency-log?person={quote(TEACHER.id)}&amp;page=3"' in page.text
    beyond = log_of(door, f"?person={quote(TEACHER.id)}&page=9")
    assert "There are no more. Go to the first page" in words(beyond.text)


@pytest.mark.parametrize("someone", [TEACHER, OFFICER, person(Role.PRIVACY_OFFICER, COUNCIL, "Owen Bell")])
def test_only_the_lead_of_an_agency_may_read_one(door: FrontDoor, someone: object) -> None:
    assert door.as_(someone).get("/agency-log").status_code == 403  # type: ignore[arg-type]


def test_the_lead_of_another_agency_reads_theirs(door: FrontDoor) -> None:
    door.send()
    page = door.as_(person(Role.AGENCY_LEAD, SURGERY, "Ada Finch")).get("/agency-log")
    assert {row[1] for row in rows(page)} == {"Ada Finch"}


def test_a_look_is_written_down_with_what_was_asked_for(door: FrontDoor) -> None:
    write(door)
    log_of(door, f"?person={quote(AIDE.id)}&day=4&month=6&year=2026")
    with door.portal.office.work.reading() as tx:
        [entry] = tx.audit.of_subject(SCHOOL.id)
    assert entry == AuditEntry(
        door.portal.clock(),
        LEAD.id,
        Action.VIEWED_AGENCY_LOG,
        SCHOOL.id,
        "Lead of the agency",
        f"{AIDE.id},2026-06-04",
    )
