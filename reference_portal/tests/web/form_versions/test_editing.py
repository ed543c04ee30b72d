"""A form is edited in the browser, one part at a time; what was typed is kept, and what is wrong told at its place."""

import re
from html import unescape

import pytest
from reference_portal.tests.unit.use_cases.form_versions.office_of_forms import ADA, BEN, TEXT
from reference_portal.tests.web.browsing import error_summary, heading, words
from reference_portal.tests.web.form_versions.editor import Editor

from frontdoor.forms import read_form
from frontdoor_portal.use_cases.form_versions.editing import save_text
from frontdoor_portal.use_cases.form_versions.looking import see_version
from frontdoor_portal.web.form_versions.typed import stored_options

PLACE = "form, section “one”, page “consent”, question “family_told”"


def test_saving_without_a_change_changes_nothing(editor: Editor) -> None:
    before = editor.data()
    for at in ("edit/form", "edit/0", "edit/0-0", "edit/0-0-0", "edit/0-0-1", "when/0-0-1"):
        assert editor.send(at).status_code == 303
    assert editor.data() == before


def test_a_question_is_reworded_and_made_optional(editor: Editor) -> None:
    sent = editor.send("edit/0-0-0", label="Does the family know?", hint="Ask them.", required="(unticked)")
    assert (sent.status_code, sent.headers["location"]) == (303, f"{editor.address}/edit/0-0")
    question = editor.question()
    assert (question["label"], question["hint"], question["required"]) == ("Does the family know?", "Ask them.", False)


def test_a_fault_is_told_beside_its_field_and_what_was_typed_is_kept(editor: Editor) -> None:
    sent = editor.send("edit/0-0-1", label="", max_length="many")
    assert (sent.status_code, error_summary(sent)) == (
        400,
        [("label", "Enter the words of the question"), ("max_length", "“max_length” must be a whole number above 0")],
    )
    question = editor.question(1)
    assert (question.get("label", ""), question["max_length"]) == ("", "many")
    again = editor.fields(f"{editor.address}/edit/0-0-1")
    assert (again["label"], again["max_length"]) == ("", "many")


def test_a_nought_is_no_empty_box(editor: Editor) -> None:
    zero = editor.send("edit/0-0-1", max_length="0")
    assert error_summary(zero) == [("max_length", "“max_length” must be a whole number above 0")]


def test_a_fault_elsewhere_does_not_stop_anybody(editor: Editor) -> None:
    editor.send("edit/0-0-1", label="")
    assert editor.send("edit/0-0-0", label="Does the family know?").status_code == 303
    page = editor.browser.get(editor.address)
    assert "To put right before it can be published: 1" in page.text
    assert f'href="{editor.address}/edit/0-0-1"' in page.text


def test_options_are_added_reworded_moved_and_removed(editor: Editor) -> None:
    editor.send("edit/0-0-0", do="option-add")
    editor.send("edit/0-0-0", **{"option-3-label": "Some of them", "option-3-value": "some"})
    editor.send("edit/0-0-0", do="option-up-3")
    editor.send("edit/0-0-0", do="option-remove-1")
    assert editor.question()["options"] == [{"value": "some", "label": "Some of them"}, {"value": "no", "label": "No"}]


def test_a_choice_without_options_says_so_where_they_are_added(editor: Editor) -> None:
    sent = editor.send("edit/0-0-1", kind="choices")
    assert error_summary(sent) == [("options", "Add at least two options")]
    editor.send("edit/0-0-1", do="option-add")
    editor.send("edit/0-0-1", do="option-add", **{"option-1-label": "They were not there"})
    assert [option["label"] for option in editor.question(1)["options"]] == ["They were not there", ""]


def test_a_button_beside_an_option_keeps_what_was_typed_elsewhere_on_the_page(editor: Editor) -> None:
    editor.send("edit/0-0-0", do="option-down-1", label="Does the family know?")
    question = editor.question()
    assert (question["label"], [each["value"] for each in question["options"]]) == (
        "Does the family know?",
        ["no", "yes"],
    )


def test_parts_are_added_with_names_of_their_own(editor: Editor) -> None:
    sent = editor.send("edit/0-0", do="inner-add")
    assert sent.headers["location"] == f"{editor.address}/edit/0-0-2"
    editor.send("edit/0-0-2", label="When did you tell them?", id="told_when", kind="date")
    sent = editor.send("edit/0", do="inner-add")
    assert sent.headers["location"] == f"{editor.address}/edit/0-1"
    sent = editor.send("edit/form", do="inner-add")
    assert sent.headers["location"] == f"{editor.address}/edit/1"
    data = editor.data()
    assert [question["id"] for question in data["sections"][0]["pages"][0]["questions"]][2] == "told_when"
    assert [section["id"] for section in data["sections"]] == ["one", "new_section_1"]


def test_what_is_asked_now_keeps_its_name(editor: Editor) -> None:
    assert 'name="id"' not in editor.browser.get(f"{editor.address}/edit/0-0-0").text


def test_parts_are_moved_and_removed_and_a_removal_can_be_undone(editor: Editor) -> None:
    editor.send("edit/0-0", do="inner-down-1")
    assert [editor.question(number)["id"] for number in range(2)] == ["why_not", "family_told"]
    editor.send("edit/0-0", do="inner-remove-1")
    assert len(editor.data()["sections"][0]["pages"][0]["questions"]) == 1
    page = editor.browser.get(editor.address)
    revision = re.search(r'name="revision" value="(\d+)"', page.text)
    assert revision is not None
    editor.browser.send(f"{editor.address}/do", {"revision": revision[1]}, page=editor.address)
    assert [editor.question(number)["id"] for number in range(2)] == ["why_not", "family_told"]


def test_a_question_is_moved_to_another_page(editor: Editor) -> None:
    editor.send("edit/0", do="inner-add")
    sent = editor.send("edit/0-0-1", do="move", to="0-1")
    assert sent.headers["location"] == f"{editor.address}/edit/0-1-1"
    assert [each["id"] for each in editor.data()["sections"][0]["pages"][1]["questions"]] == [
        "new_question_1",
        "why_not",
    ]


def test_somebody_elses_change_is_not_overwritten_and_nothing_typed_is_lost(editor: Editor) -> None:
    path = f"{editor.address}/edit/0-0-0"
    fields = editor.fields(path)
    stored = see_version(editor.portal.office, BEN, editor.id)
    save_text(editor.portal.office, BEN, editor.id, stored.revision, stored.text.replace("Why not?", "Why?"))
    sent = editor.browser.post(path, {**fields, "do": "save", "label": "Does the family know?"})
    assert (sent.status_code, editor.question()["label"]) == (400, "Have you told the family?")
    assert "Somebody else changed this version" in error_summary(sent)[0][1]
    assert "Does the family know?</textarea>" in sent.text
    assert editor.send("edit/0-0-0", label="Does the family know?").status_code == 303
    assert (editor.question()["label"], editor.question(1)["label"]) == ("Does the family know?", "Why?")


def test_options_that_somebody_else_moved_meanwhile_keep_their_own_factors(editor: Editor) -> None:
    path = f"{editor.address}/edit/0-0-0"
    yes, no = '{ value = "yes", label = "Yes", factors = ["1A"] }', '{ value = "no", label = "No", factors = ["2B"] }'
    replace_options(editor, f"[{yes}, {no}]")
    fields = editor.fields(path)
    replace_options(editor, f"[{no}, {yes}]")

    editor.browser.post(path, {**fields, "do": "save"})
    shown = editor.fields(path) | {name: text for name, text in fields.items() if name.startswith("option-")}
    sent = editor.browser.post(path, {**shown, "do": "save"})

    assert (sent.status_code, editor.question()["options"]) == (
        303,
        [
            {"value": "yes", "label": "Yes", "factors": ["1A"]},
            {"value": "no", "label": "No", "factors": ["2B"]},
        ],
    )


def replace_options(editor: Editor, options: str) -> None:
    """Somebody else writes the options of the first question anew."""
    stored = see_version(editor.portal.office, BEN, editor.id)
    text = TEXT.replace('[{ value = "yes", label = "Yes" }, { value = "no", label = "No" }]', options)
    save_text(editor.portal.office, BEN, editor.id, stored.revision, text)


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        (["a", "b", "c"], [0, 1, 2]),
        (["b", "a", "c"], [1, 0, 2]),
        (["a", "renamed", "c"], [0, 1, 2]),
        (["a", "a", "c"], [0, 1, 2]),
        (["b", "b", "c"], [0, 1, 2]),
        (["c", "new", "a"], [2, 1, 0]),
        (["a", "b", "c", "new"], [0, 1, 2, None]),
        (["new", "a", "b", "c"], [None, 0, 1, 2]),
    ],
)
def test_an_option_is_known_by_its_value_and_by_its_place_where_that_is_changed(
    typed: list[str], places: list[int | None]
) -> None:
    stored = [{"value": each, "factors": [each.upper()]} for each in "abc"]
    assert stored_options(typed, stored) == [{} if place is None else stored[place] for place in places]


def test_when_a_question_is_asked_is_chosen_from_what_is_asked_before(editor: Editor) -> None:
    page = editor.browser.get(f"{editor.address}/when/0-0-1")
    offered = [words(each) for each in re.findall(r"<option value=\"\{[^>]*>(.*?)</option>", page.text)]
    assert offered[:3] == [
        "Have you told the family? is “Yes”",
        "Have you told the family? is “No”",
        "Have you told the family? is answered",
    ]
    yes = '{"equals": "yes", "question": "family_told"}'
    editor.send("when/0-0-1", mode="any", **{"row-1": yes, "row-1-not": "yes"})
    assert editor.question(1)["show_when"] == {"not": {"question": "family_told", "equals": "yes"}}
    editor.send("when/0-0-1", mode="none", **{"row-1": yes, "row-1-not": "(unticked)"})
    assert editor.question(1)["show_when"] == {"not": {"any": [{"question": "family_told", "equals": "yes"}]}}
    editor.send("when/0-0-1", mode="always")
    assert "show_when" not in editor.question(1)


def test_a_condition_that_statements_cannot_say_is_written(editor: Editor) -> None:
    written = '{ any = [{ all = [{ question = "family_told", equals = "no" }] }] }'
    editor.send("when/0-0-1", mode="written", written=written)
    assert editor.question(1)["show_when"] == {"any": [{"all": [{"question": "family_told", "equals": "no"}]}]}
    assert editor.fields(f"{editor.address}/when/0-0-1")["mode"] == "written"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"mode": "written", "written": "no condition"}, "written"),
        ({"mode": "written", "written": "{}"}, "written"),
        ({"mode": "written", "written": '{ question = "family_told", equals = "maybe" }'}, "written"),
        ({"mode": "all", "row-1": ""}, "row-1"),
    ],
)
def test_a_condition_that_cannot_be_is_shown_again(editor: Editor, typed: dict[str, str], field: str) -> None:
    sent = editor.send("when/0-0-1", **typed)
    assert (sent.status_code, [name for name, _ in error_summary(sent)]) == (400, [field])
    assert unescape(sent.text).count(typed.get("written", "")) >= 1


def test_more_statements_keep_those_that_were_chosen(editor: Editor) -> None:
    yes = '{"equals": "yes", "question": "family_told"}'
    sent = editor.send("when/0-0-1", do="more", mode="any", **{"row-2": yes})
    assert (sent.status_code, sent.text.count(">Statement ")) == (200, 5)
    assert editor.question(1)["show_when"] == {"question": "family_told", "equals": "no"}


def test_the_whole_text_is_saved_with_its_faults(editor: Editor) -> None:
    faulty = TEXT.replace('kind = "choice"', 'kind = "choise"').replace('title = "Consent"', "")
    sent = editor.send("text", text=faulty)
    assert (sent.status_code, [text for _, text in error_summary(sent)]) == (
        400,
        [
            "form, section “one”, page “consent”: “title” is missing",
            f"{PLACE}: “kind” cannot be “choise”; did you mean “choice”?",
            f"{PLACE}: “options” are not for a text question",
            "question “why_not”, show_when: “equals” does not fit “family_told”, which is text; use answered",
        ],
    )
    assert see_version(editor.portal.office, ADA, editor.id).text == faulty


def test_a_text_that_is_no_toml_is_kept_and_put_right_as_text(editor: Editor) -> None:
    assert editor.send("text", text="id = ").status_code == 400
    page = editor.browser.get(editor.address)
    assert (f'href="{editor.address}/text"' in page.text, "not TOML" in page.text.replace("Not", "not")) == (True, True)
    assert editor.browser.get(f"{editor.address}/edit/0").status_code == 404


def test_the_text_is_downloaded_as_a_file(editor: Editor) -> None:
    answer = editor.browser.get(f"{editor.address}/download")
    assert answer.headers["content-disposition"] == f'attachment; filename="concern-{editor.id}.toml"'
    assert read_form(answer.text).id == "concern"


@pytest.mark.parametrize("at", ["edit/9", "edit/x", "edit/0-0-0-0-0", "edit/0-0-9", "when/0", "edit/9999"])
def test_a_place_that_is_not_there_is_not_found(editor: Editor, at: str) -> None:
    assert editor.browser.get(f"{editor.address}/{at}").status_code == 404


@pytest.mark.parametrize(
    "extra", [{"do": "explode-1"}, {"do": "option-up-x"}, {"unknown": "field"}, {"option-999-label": "x"}]
)
def test_what_no_page_sends_is_refused(editor: Editor, extra: dict[str, str]) -> None:
    path = f"{editor.address}/edit/0-0-0"
    assert editor.browser.post(path, {**editor.fields(path), "do": "save", **extra}).status_code == 400


def test_a_version_is_thrown_away_after_being_asked(editor: Editor) -> None:
    path = f"{editor.address}/throw-away"
    assert heading(editor.browser.get(path)) == f"Concern Throw version {editor.id} away?"
    revision = see_version(editor.portal.office, ADA, editor.id).revision
    assert editor.browser.send(path, {"revision": str(revision)}).headers["location"] == "/form-versions"
    assert editor.browser.get(editor.address).status_code == 404


def test_a_section_and_a_page_say_whose_their_answers_are(editor: Editor) -> None:
    editor.send("edit/0", about="child")
    editor.send("edit/0-0", about="all")
    section = editor.data()["sections"][0]
    assert (section["about"], section["pages"][0]["about"]) == ("child", "all")
    editor.send("edit/0-0", about="")
    assert "about" not in editor.data()["sections"][0]["pages"][0]


SEVERAL = """
[[sections.pages.questions]]
id = "other_children"
kind = "group"
label = "Who else?"
item = "child"
supplies = "other_children"

[[sections.pages.questions.questions]]
id = "other_name"
kind = "name"
label = "Name"
"""


@pytest.mark.parametrize("about", ["child", "all"])
def test_a_question_says_that_it_is_the_first_childs_alone(editor: Editor, about: str) -> None:
    version = see_version(editor.portal.office, ADA, editor.id)
    save_text(editor.portal.office, ADA, editor.id, version.revision, version.text.split("[[tests]]")[0] + SEVERAL)
    editor.send("edit/0", about=about)
    shown = words(editor.browser.get(f"{editor.address}/edit/0-0-0").text)
    told = "In a form about several children, this answer goes into the record of the first child only."
    assert (told in shown) == (about == "child")
