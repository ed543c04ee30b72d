"""A version is walked through before anybody is asked it: marked on each page, and nothing of it is stored or sent."""

import json
import re
from html import unescape

import pytest
from httpx import Response
from reference_portal.tests.unit.use_cases.form_versions.office_of_forms import TEXT
from reference_portal.tests.web.browsing import Browser, TestPortal, error_summary, form_token, heading
from reference_portal.tests.web.form_versions.editor import Editor
from sqlalchemy import text


@pytest.fixture
def editor(portal: TestPortal) -> Editor:
    return Editor(portal)


def step(browser: Browser, address: str, page: Response, go: str = "on", **typed: str | list[str]) -> Response:
    """Send the page of a preview with what is typed on it."""
    hidden = re.findall(r'<input type="hidden" name="(role|page|answers|asked)" value="([^"]*)"', page.text)
    fields: dict[str, str | list[str]] = {}
    for name, value in hidden:
        before = fields.get(name, [])
        fields[name] = [*before, unescape(value)] if name == "asked" else unescape(value)
    return browser.post(f"{address}/preview", {**fields, **typed, "go": go, "form_token": form_token(page)})


def begun(editor: Editor, role: str = "school") -> Response:
    return editor.browser.send(f"{editor.address}/preview", {"role": role})


def test_each_page_is_marked_and_walks_as_the_form_does(editor: Editor) -> None:
    first = begun(editor)
    told = step(editor.browser, editor.address, first, family_told="no")
    end = step(editor.browser, editor.address, told, family_told="no", why_not="They moved")
    assert [("This is a preview" in page.text, heading(page)) for page in (first, told, end)] == [
        (True, "Consent"),
        (True, "Consent"),
        (True, "What the front door would read"),
    ]
    assert ("Why not?" in first.text, "Why not?" in told.text, "They moved" in end.text) == (False, True, True)


def test_faults_are_told_as_a_sender_is_told_them(editor: Editor) -> None:
    assert error_summary(step(editor.browser, editor.address, begun(editor))) == [
        ("family_told", "Select an answer to “Have you told the family?”")
    ]


def test_nothing_of_it_is_stored_or_audited(editor: Editor) -> None:
    def everything() -> list[int]:
        tables = ("drafts", "contacts", "contact_submissions", "audit_entries", "outbox_messages", "form_versions")
        with editor.portal.office.work._engine.connect() as raw:  # type: ignore[attr-defined]
            return [raw.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables]

    before = everything()
    page = step(editor.browser, editor.address, begun(editor), family_told="no")
    step(editor.browser, editor.address, page, go="end", family_told="no", why_not="Secret words")
    assert everything() == before


def test_the_end_says_what_is_missing_and_goes_back(editor: Editor) -> None:
    end = step(editor.browser, editor.address, begun(editor), go="end")
    assert "Still missing before it could be sent: 1" in end.text
    assert heading(step(editor.browser, editor.address, end, go="back")) == "Consent"


def test_the_front_door_reads_practice_notes_and_senders_do_not(editor: Editor) -> None:
    editor.send("edit/0-0", practice_note="Ask a practitioner.")
    shown = {role: "Ask a practitioner." in begun(editor, role).text for role in ("school", "police", "front_door")}
    assert shown == {"school": False, "police": False, "front_door": True}


def test_the_gate_stops_as_it_would(editor: Editor) -> None:
    gate = (
        '[gate]\npage = "consent"\ntitle = "Stop"\nguidance = "Read."\nstop_title = "Call 999"\n'
        'stop_guidance = "Now."\nstop_when = { question = "family_told", equals = "yes" }\n'
    )
    editor.send("text", text=TEXT.replace("[[sections]]", f"{gate}\n[[sections]]", 1))
    stopped = step(editor.browser, editor.address, begun(editor), family_told="yes")
    assert heading(stopped) == "Call 999"
    assert heading(
        step(editor.browser, editor.address, stopped, go="past", asked=["family_told"], family_told="yes")
    ) == ("What the front door would read")


def test_a_form_with_faults_is_not_walked_through_but_told_of(editor: Editor) -> None:
    editor.send("edit/0-0-0", label="")
    assert begun(editor).status_code == 303
    assert "It can be walked through once this is put right" in editor.browser.get(f"{editor.address}/preview").text


@pytest.mark.parametrize(
    "sent",
    [
        {"role": "mayor"},
        {"answers": "no json"},
        {"answers": "[]"},
        {"answers": json.dumps({"family_told": 3})},
        {"page": "nowhere"},
        {"page": "consent", "nobody": "asked"},
    ],
)
def test_what_no_page_of_it_sends_is_refused(editor: Editor, sent: dict[str, str]) -> None:
    assert editor.browser.send(f"{editor.address}/preview", {"role": "school", **sent}).status_code == 400
