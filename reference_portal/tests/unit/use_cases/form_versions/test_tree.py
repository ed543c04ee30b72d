"""A form's text is changed one part at a time, whatever it holds, and nothing else of it changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_portal.tests.unit.use_cases.form_versions.office_of_forms import TEXT
from sdk.tests.forms.made_forms import SEVERAL, forms

from frontdoor.forms import DefinitionFault, FormDefinition, examine_form, form_to_data, read_form
from frontdoor_portal.use_cases.form_versions import tree
from frontdoor_portal.use_cases.refusals import NotVisible

DATA: tree.Data = tree.data_of(TEXT) or {}


@SEVERAL
@given(forms(), st.data())
def test_a_part_moved_down_and_up_again_is_where_it_was(form: FormDefinition, data: st.DataObject) -> None:
    before = form_to_data(form)
    place, _ = data.draw(st.sampled_from(list(tree.places(before))))
    siblings = len(tree.inner_of(tree.part_at(before, place[:-1]), len(place) - 1))
    by = 1 if place[-1] + 1 < siblings else -1
    there = tree.data_of(tree.moved(before, place, by))
    assert there is not None
    moved_to = (*place[:-1], place[-1] + (by if siblings > 1 else 0))
    assert tree.data_of(tree.moved(there, moved_to, -by)) == before


@SEVERAL
@given(forms(), st.data())
def test_a_part_added_and_removed_leaves_no_trace(form: FormDefinition, data: st.DataObject) -> None:
    before = form_to_data(form)
    holders = [place for place, part in tree.places(before) if len(place) < 3 or part.get("kind") == "group"]
    place = data.draw(st.sampled_from([(), *holders]))
    text, at = tree.added(before, place)
    added = tree.data_of(text)
    assert added is not None
    assert tree.data_of(tree.removed(added, at)) == before


@SEVERAL
@given(forms(), st.data())
def test_changing_a_value_changes_that_part_alone(form: FormDefinition, data: st.DataObject) -> None:
    before = form_to_data(form)
    place, part = data.draw(st.sampled_from(list(tree.places(before))))
    text = tree.changed(before, place, {"hint" if len(place) > 2 else "title": "Other words"})
    after = tree.data_of(text)
    assert after is not None
    same = tree.changed(after, place, {key: part.get(key) for key in ("hint", "title")})
    assert tree.data_of(same) == before


@SEVERAL
@given(forms(), st.data())
def test_a_fault_of_any_question_is_told_at_that_question(form: FormDefinition, data: st.DataObject) -> None:
    before = form_to_data(form)
    places = [place for place, _ in tree.places(before) if len(place) > 2]
    place = data.draw(st.sampled_from(places))
    text = tree.changed(before, place, {"unheard_of": "x"})
    after = tree.data_of(text)
    assert after is not None
    found = {tree.place_of_fault(after, fault) for fault in examine_form(text).faults}
    assert found == {place}


def test_a_question_moves_to_the_end_of_another_page() -> None:
    text, page = tree.added(DATA, (0,))
    data = tree.data_of(text)
    assert data is not None
    moved, at = tree.moved_to_page(data, (0, 0, 1), page)
    after = tree.data_of(moved)
    assert after is not None
    assert (at, tree.part_at(after, at)["id"], tree.moved_to_page(data, (0, 0, 1), (0, 0))[1]) == (
        (0, 1, 1),
        "why_not",
        (0, 0, 1),
    )


@pytest.mark.parametrize("place", [(1,), (0, 1), (0, 0, 2), (0, 0, 0, 0), (0, 0, 0, 0, 0)])
def test_where_nothing_stands_nothing_is_found(place: tuple[int, ...]) -> None:
    with pytest.raises(NotVisible):
        tree.part_at(DATA, place)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("form", ()),
        ("form, gate", ()),
        ("form, section “one”, page 1, question 2", (0, 0, 1)),
        ("question “why_not”, show_when", (0, 0, 1)),
        ("page “consent”, show_when", (0, 0)),
        ("question “nowhere”", ()),
        ("form, section “one”, page “nowhere”", (0,)),
    ],
)
def test_the_place_of_a_fault_is_the_part_it_names(place: str, expected: tuple[int, ...]) -> None:
    assert tree.place_of_fault(DATA, DefinitionFault(place, "wrong")) == expected


def test_flags_are_written_only_where_they_are_not_as_usual() -> None:
    optional = tree.changed(DATA, (0, 0, 1), {"required": False, "hint": "", "max_length": ""})
    again = tree.data_of(optional)
    assert again is not None
    assert read_form(optional).question("why_not").required is False
    assert read_form(tree.changed(again, (0, 0, 1), {"required": True})) == read_form(TEXT)
