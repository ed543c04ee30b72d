"""A change is told in words, sent for approval, approved by another, and asked from its time."""

import re
from datetime import datetime, timedelta

import pytest
from httpx import Response
from reference_portal.tests.fakes import person
from reference_portal.tests.unit.use_cases.form_versions.office_of_forms import ADA, BEN, LIBRARY_ID, TEXT
from reference_portal.tests.web.browsing import Browser, TestPortal, error_summary, words
from reference_portal.tests.web.form_versions.editor import Editor

from frontdoor_portal.use_cases.form_versions.editing import save_text, start_version
from frontdoor_portal.use_cases.form_versions.looking import see_version
from frontdoor_portal.use_cases.form_versions.models import FormState, FormVersion
from frontdoor_portal.use_cases.form_versions.publishing import approve_version, submit_version


@pytest.fixture
def editor(portal: TestPortal) -> Editor:
    made = Editor(portal)
    made.send("edit/0-0-0", label="Does the family know?")
    return made


def decide(editor: Editor, browser: Browser, do: str, **typed: str) -> Response:
    path = f"{editor.address}/changes"
    revision = see_version(editor.portal.office, ADA, editor.id).revision
    return browser.send(
        path, {"revision": str(revision), "do": do, "beside": seen_by(browser, editor.address), **typed}
    )


def seen_by(browser: Browser, address: str) -> str:
    """What the page says that its changes were compared with, where it has a button that asks for it."""
    found = re.search(r'name="beside" value="([^"]*)"', browser.get(f"{address}/changes").text)
    return found[1] if found else ""


def told(browser: Browser, editor: Editor) -> list[str]:
    page = browser.get(f"{editor.address}/changes")
    return [words(each) for each in re.findall(r'<li class="ffd-changes__item">(.*?)</li>', page.text, re.DOTALL)]


def test_whoever_approves_reads_what_changes_and_that_the_tests_pass(editor: Editor) -> None:
    decide(editor, editor.browser, "submit", at="now", note="Staff did not understand it")
    other = editor.portal.client(BEN)
    page = other.get(f"{editor.address}/changes").text
    assert told(other, editor) == [
        "Reworded Question “Have you told the family?” was reworded to “Does the family know?”."
    ]
    assert ("Staff did not understand it" in page, "Passed" in page, "Approve and publish" in page) == (
        True,
        True,
        True,
    )


def test_it_is_asked_once_another_administrator_approved_it(editor: Editor) -> None:
    decide(editor, editor.browser, "submit", at="now")
    assert "Approve and publish" not in editor.browser.get(f"{editor.address}/changes").text
    decide(editor, editor.portal.client(BEN), "approve")
    form = editor.portal.office.forms["concern"]
    assert (form.version, form.questions[0].label) == ("2026-06-04", "Does the family know?")


def test_nobody_approves_their_own_even_by_hand(editor: Editor) -> None:
    decide(editor, editor.browser, "submit", at="now")
    refused = decide(editor, editor.browser, "approve")
    assert refused.status_code == 403


def test_approving_takes_a_fresh_code(editor: Editor) -> None:
    decide(editor, editor.browser, "submit", at="now")
    other = editor.portal.client(BEN)
    editor.portal.clock.pass_time(minutes=6)

    asked = decide(editor, other, "approve")

    assert (asked.status_code, see_version(editor.portal.office, ADA, editor.id).state) == (403, FormState.SUBMITTED)


def test_where_both_administrators_wrote_the_page_says_so_before_and_offers_to_begin_again(editor: Editor) -> None:
    ada, editor.browser = editor.browser, editor.portal.client(BEN)
    editor.send("edit/0-0-0", label="Does the family know of it?")

    page = words(ada.get(f"{editor.address}/changes").text)
    begun = ada.send("/form-versions/start", {"version": "concern-2026-01"}, page=f"{editor.address}/changes")

    assert "No administrator is left who could approve this version" in page
    assert "These people wrote in it: Ada Brook, Ben Cole." in page
    assert "Begin again from version 2026-01" in page
    assert (
        see_version(editor.portal.office, ADA, begun.headers["location"].rpartition("/")[2]).written_by == frozenset()
    )


def test_a_time_is_typed_as_londons_and_the_version_waits_for_it(editor: Editor) -> None:
    decide(editor, editor.browser, "submit", at="later", day="5", month="6", year="2026", clock="7.30am")
    decide(editor, editor.portal.client(BEN), "approve")
    version = see_version(editor.portal.office, ADA, editor.id)
    assert (version.state, version.in_force_from and version.in_force_from.isoformat()) == (
        FormState.SCHEDULED,
        "2026-06-05T06:30:00+00:00",
    )
    page = editor.browser.get(editor.address).text
    assert ("Scheduled" in page, "5 June 2026 at 7:30am" in page) == (True, True)


def other_version(editor: Editor, label: str, at: datetime | None = None) -> FormVersion:
    """Another version, begun from the same one, submitted by Ada and approved by Ben elsewhere."""
    office = editor.portal.office
    made = start_version(office, ADA, LIBRARY_ID)
    made = save_text(office, ADA, made.id, made.revision, TEXT.replace("Why not?", label))
    made = submit_version(office, ADA, made.id, made.revision, "", at)
    return approve_version(office, BEN, made.id, made.revision)


def test_what_is_approved_is_what_was_read(editor: Editor) -> None:
    """Another version came into force since: this one would take it back, which nobody has seen."""
    decide(editor, editor.browser, "submit", at="now")
    ben = editor.portal.client(BEN)
    read = seen_by(ben, editor.address)
    other_version(editor, "Why was it not told?")

    refused = decide(editor, ben, "approve", beside=read)
    state = see_version(editor.portal.office, ADA, editor.id).state

    assert error_summary(refused) == [
        (
            "compared",
            "Another version came into force, or was given a time. Check what this one changes now, and press again",
        )
    ]
    assert (state, told(ben, editor)) == (
        FormState.SUBMITTED,
        [
            "Reworded Question “Have you told the family?” was reworded to “Does the family know?”.",
            "Reworded Question “Why was it not told?” was reworded to “Why not?”.",
        ],
    )
    assert decide(editor, ben, "approve").status_code == 303


def test_it_is_not_submitted_against_another_than_was_read_and_what_was_typed_is_kept(editor: Editor) -> None:
    read = seen_by(editor.browser, editor.address)
    other_version(editor, "Why was it not told?", editor.portal.clock() + timedelta(days=3))

    refused = decide(editor, editor.browser, "submit", at="now", note="Staff mixed them up", beside=read)

    assert [field for field, _ in error_summary(refused)] == ["compared"]
    assert "Staff mixed them up</textarea>" in refused.text
    assert see_version(editor.portal.office, ADA, editor.id).state is FormState.EDITING


def test_a_version_that_waits_for_its_time_is_named_with_what_it_takes_back(editor: Editor) -> None:
    other_version(editor, "Why was it not told?", editor.portal.clock() + timedelta(days=3))

    page = words(editor.browser.get(f"{editor.address}/changes").text)
    of_version = words(editor.browser.get(editor.address).text)

    assert "Version 2026-06-07 comes into force by itself on 7 June 2026 at 9:32am." in page
    assert "It then takes the place of this one, and this changes:" in page
    assert told(editor.browser, editor) == [
        "Reworded Question “Have you told the family?” was reworded to “Does the family know?”.",
        "Reworded Question “Does the family know?” was reworded to “Have you told the family?”.",
        "Reworded Question “Why not?” was reworded to “Why was it not told?”.",
    ]
    assert "Version 2026-06-07 comes into force by itself on 7 June 2026 at 9:32am." in of_version


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"at": ""}, "at"),
        ({"at": "later", "day": "31", "month": "2", "year": "2027", "clock": "7am"}, "day"),
        ({"at": "later", "day": "5", "month": "6", "year": "2020", "clock": "7am"}, "day"),
        ({"at": "later", "day": "5", "month": "6", "year": "2027", "clock": "7"}, "clock"),
        ({"at": "later", "day": "28", "month": "3", "year": "2027", "clock": "1:30am"}, "clock"),
        ({"at": "now", "note": "x" * 2_001}, "note"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_kept(editor: Editor, typed: dict[str, str], field: str) -> None:
    sent = decide(editor, editor.browser, "submit", **{"note": "Why", **typed})
    assert [name for name, _ in error_summary(sent)] == [field]
    kept = editor.portal.office  # nothing was submitted
    assert see_version(kept, ADA, editor.id).state is FormState.EDITING
    for value in typed.values():
        assert value in sent.text


def test_a_version_is_given_back_with_a_reason_which_its_author_reads(editor: Editor) -> None:
    decide(editor, editor.browser, "submit", at="now")
    other = editor.portal.client(BEN)
    assert error_summary(decide(editor, other, "reject", reason=""))[0][0] == "reason"
    decide(editor, other, "reject", reason="Say whether they agreed.")
    assert "Say whether they agreed." in editor.browser.get(editor.address).text


def test_a_failing_test_stands_in_the_way_and_says_why(editor: Editor) -> None:
    editor.send("text", text=TEXT.replace('given = { family_told = "no" }', 'given = { family_told = "yes" }'))
    page = words(editor.browser.get(f"{editor.address}/changes").text)
    assert "“Why not?” should show, but it is asked only when “Have you told the family?” is “No”" in page
    assert "Send for approval" not in page
    sent = decide(editor, editor.browser, "submit", at="now")
    assert (sent.headers["location"], see_version(editor.portal.office, ADA, editor.id).state) == (
        f"{editor.address}/changes",
        FormState.EDITING,
    )


def test_a_question_that_tells_the_portal_something_is_missed(portal: TestPortal) -> None:
    supplied = TEXT.replace('kind = "choice"', 'kind = "choice"\nsupplies = "family_informed"', 1)
    browser = portal.client(ADA)
    for text in (supplied, TEXT):
        address = browser.send("/form-versions/upload", {"text": text}).headers["location"]
        if text is supplied:
            beside = {"beside": seen_by(browser, address)}
            browser.send(f"{address}/changes", {"revision": "1", "do": "submit", "at": "now", **beside})
            portal.client(BEN).send(f"{address}/changes", {"revision": "2", "do": "approve", **beside})
    assert "The portal would no longer learn: family informed." in words(browser.get(f"{address}/changes").text)


def test_the_list_says_which_version_is_in_force_and_starts_from_any(editor: Editor) -> None:
    decide(editor, editor.browser, "submit", at="now")
    decide(editor, editor.portal.client(BEN), "approve")
    page = editor.browser.get("/form-versions").text
    rows = [words(row) for row in re.findall(r'<tr class="govuk-table__row" role="row">(.*?)</tr>', page, re.DOTALL)][
        1:
    ]
    asked = "Asked from 4 June 2026 at 9:32am. Approved by Ben Cole"
    assert rows == [
        f"2026-06-04 In force {asked} Start a new version (Concern, 2026-06-04)",
        "2026-01 Comes with the portal Comes with the portal Start from this (Concern, 2026-01)",
    ]


@pytest.mark.parametrize("path", ["", "/upload", "/report", "/concern-2026-01", "/concern-2026-01/changes"])
def test_only_administrators_see_any_of_it(portal: TestPortal, path: str) -> None:
    teacher, administrator = portal.client(person()), portal.client(ADA)
    seen = [browser.get(f"/form-versions{path}").status_code for browser in (teacher, administrator)]
    assert seen == [403, 200]
