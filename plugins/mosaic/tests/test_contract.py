"""What does not fit the contract is told by its place and the rule that it breaks, whatever it is."""

import json
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdoor_mosaic.rest.contract import Misfit, reference_contract

CONTRACT = reference_contract()
STEP = {
    "stepTypeCode": "CONTACT_REFERRAL",
    "submissionRef": "FD-2222-2222",
    "contactDate": "2026-10-25T00:30:00Z",
    "source": "2A",
    "category": "neglect",
    "priority": "high",
    "subjects": ["7000101"],
    "assignTo": {"team": "North"},
    "forms": [{"templateCode": "RECORD", "answers": [{"questionUserCode": "q", "value": "Two\nlines"}]}],
}


def changed(path: str, value: object) -> dict[str, Any]:
    """The step with another value at a place."""
    whole: dict[str, Any] = json.loads(json.dumps(STEP))
    *parents, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    at: Any = whole
    for part in parents:
        at = at[part]
    at[last] = value
    return whole


def test_a_value_of_the_contract_fits() -> None:
    assert CONTRACT.misfits("NewStep", STEP) == ()


@pytest.mark.parametrize(
    ("path", "value", "misfit"),
    [
        ("priority", "soon", Misfit("priority", "enum")),
        ("priority", 3, Misfit("priority", "type")),
        ("subjects", [], Misfit("subjects", "minItems")),
        ("subjects", ["07"], Misfit("subjects/0", "pattern")),
        ("subjects", ["7\n"], Misfit("subjects/0", "pattern")),
        ("contactDate", "2026-13-25T00:30:00Z", Misfit("contactDate", "format")),
        ("contactDate", "2026-10-25T00:30:00", Misfit("contactDate", "format")),
        ("assignTo", {}, Misfit("assignTo/team", "required")),
        ("assignTo", {"team": "x", "desk": "y"}, Misfit("assignTo", "additionalProperties")),
        ("forms/0/answers/0/value", "nul \x00", Misfit("forms/0/answers/0/value", "pattern")),
        ("forms/0/answers/0/value", "half \ud83d", Misfit("forms/0/answers/0/value", "encoding")),
        ("forms/0/answers/0/value", None, Misfit("forms/0/answers/0/value", "type")),
        ("forms/0/answers/0/value", "x" * 1_000_001, Misfit("forms/0/answers/0/value", "maxLength")),
        ("forms", "none", Misfit("forms", "type")),
    ],
)
def test_a_misfit_is_told_with_its_place_and_without_its_value(path: str, value: object, misfit: Misfit) -> None:
    assert CONTRACT.misfits("NewStep", changed(path, value)) == (misfit,)


def test_all_misfits_are_told_at_once() -> None:
    wrong = changed("priority", "soon") | {"category": "", "new": 1}
    assert [each.place for each in CONTRACT.misfits("NewStep", wrong)] == ["category", "priority", ""]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (json.loads("[" * 600 + "]" * 600), "depth"),
        ({**STEP, "\ud83d": 1}, "encoding"),
        ("\ud83d", "encoding"),
        (None, "type"),
    ],
)
def test_what_no_schema_judges_is_told_of_the_whole(value: object, kind: str) -> None:
    assert CONTRACT.misfits("NewStep", value) == (Misfit("", kind),)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*STEP, "x"]), inner, max_size=4),
    max_leaves=8,
)


@given(name=st.sampled_from([*CONTRACT.judges]), value=JSON)
def test_any_value_is_judged_and_each_place_told_once(name: str, value: object) -> None:
    places = [each.place for each in CONTRACT.misfits(name, value)]
    assert len(places) == len({*places})


def test_the_file_is_what_a_reader_of_the_package_finds() -> None:
    file = resources.files("frontdoor_mosaic.openapi").joinpath("mosaic_reference.json")
    assert json.loads(file.read_text(encoding="utf-8")) == CONTRACT.document
    assert CONTRACT.document["openapi"] == "3.1.0"
