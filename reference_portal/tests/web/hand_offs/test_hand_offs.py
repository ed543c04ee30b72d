"""Case notes: the queue, the text to copy, and one tick."""

import pytest
from reference_portal.tests.web.browsing import error_summary, heading, words
from reference_portal.tests.web.triage.conftest import door as triage_door
from reference_portal.tests.web.triage.scene import COLLEAGUE, FORM, OFFICER, FrontDoor
from reference_portal.tests.web.triage.test_delivering import stick
from reference_portal.tests.web.triage.test_holding_area import rows

from frontdoor.domain.identifiers import Reference

door = triage_door


@pytest.fixture
def waiting(door: FrontDoor) -> tuple[Reference, str]:
    """A case note that waits to be copied: its contact and its page."""
    reference = stick(door)
    fields = {"found": "episode", "episode_id": "880123"}
    assert door.as_(OFFICER).send(f"/contacts/{reference}/delivery", fields).status_code == 303
    with door.portal.office.work.begin() as tx:
        (hand_off,) = tx.hand_offs.waiting()
    return reference, f"/hand-offs/{hand_off.id}"


def test_the_queue_lists_what_waits(door: FrontDoor, waiting: tuple[Reference, str]) -> None:
    door.portal.clock.pass_time(hours=2)
    page = door.as_(OFFICER).get("/hand-offs")
    assert heading(page) == "Hand-offs: 1 to do by hand"
    assert rows(page) == [
        [
            f"Case note of contact {waiting[0]}",
            "Case note Copy it into the episode.",
            "Framework-i",
            "2 hours since 4 June 2026 at 9:32am",
        ]
    ]


def test_the_pack_says_where_it_goes_and_holds_the_text(door: FrontDoor, waiting: tuple[Reference, str]) -> None:
    reference, address = waiting
    page = door.as_(OFFICER).get(address)
    assert heading(page) == f"Contact {reference} Copy the case note into Framework-i"
    text = page.text.split("readonly>\n", 1)[1].split("</textarea>", 1)[0]
    assert text.splitlines()[:8] == [
        f"Family Front Door contact {reference}",
        "Received: 4 June 2026 at 9:32am",
        "Sent by: Asha Bello, Professional, Hollybush Primary School",
        "Telephone: 01632 960123",
        "Outcome: Referral to children’s social care",
        "Decided: 4 June 2026 at 9:32am by Olu Grant",
        "Why: Likely significant harm",
        "Told to the sender: A social worker will call you",
    ]
    assert "What is the child’s name?\n  Zaynab Nkemelu" in text
    assert "open episode 880123 ." in words(page.text)


def test_a_case_note_of_a_form_that_is_no_longer_installed_holds_the_answers(
    door: FrontDoor, waiting: tuple[Reference, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(door.portal.office.form_versions, (FORM.id, FORM.version))
    page = door.as_(OFFICER).get(waiting[1])
    text = page.text.split("readonly>\n", 1)[1].split("</textarea>", 1)[0]
    assert "\n\nTHIS FORM VERSION IS NO LONGER INSTALLED\n" in text
    assert "\nchild_name\n  Zaynab\n  Nkemelu\n" in text


def test_ticking_takes_it_off_the_queue_and_keeps_who_and_when(door: FrontDoor, waiting: tuple[Reference, str]) -> None:
    _, address = waiting
    browser = door.as_(OFFICER)
    ticked = browser.send(address, {"copied": "yes"})
    assert ticked.headers["location"] == f"{address}?done=ticked"
    page = browser.get(f"{address}?done=ticked")
    assert "Copied already: Olu Grant ticked it off on 4 June 2026 at 9:32am." in words(page.text)
    assert "Tick it off" not in page.text
    assert heading(browser.get("/hand-offs")) == "Hand-offs: 0 to do by hand"


def test_the_second_to_tick_is_told_that_it_was_done(door: FrontDoor, waiting: tuple[Reference, str]) -> None:
    _, address = waiting
    door.as_(OFFICER).send(address, {"copied": "yes"})
    browser = door.as_(COLLEAGUE)
    second = browser.send(address, {"copied": "yes"}, page="/hand-offs")
    assert second.headers["location"] == f"{address}?done=before"
    text = words(browser.get(f"{address}?done=before").text)
    assert "Somebody had ticked this off already." in text
    assert "Copied already: Olu Grant ticked it off" in text


def test_an_empty_tick_is_refused_at_its_field(door: FrontDoor, waiting: tuple[Reference, str]) -> None:
    answer = door.as_(OFFICER).send(waiting[1], {})
    assert (answer.status_code, error_summary(answer)) == (
        400,
        [("copied", "Tick the box once you have copied the case note")],
    )


@pytest.mark.parametrize("hand_off_id", ["nothing", "a%20b", "x" * 200])
def test_an_unknown_case_note_is_not_found(door: FrontDoor, hand_off_id: str) -> None:
    browser = door.as_(OFFICER)
    assert browser.get(f"/hand-offs/{hand_off_id}").status_code == 404
    assert browser.send(f"/hand-offs/{hand_off_id}", {"copied": "yes"}, page="/").status_code == 404
