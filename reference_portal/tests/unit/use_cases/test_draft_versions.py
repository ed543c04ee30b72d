"""Two people, or two windows, on one page: nothing is written over, both versions stay until somebody chooses."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, FORM, HEAD, TEACHER, FrontDoor

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.drafts import open_draft, save_page
from frontdoor_portal.use_cases.drafts.sharing import share_draft
from frontdoor_portal.use_cases.drafts.versions import (
    NOTHING_SEEN,
    ChangedMeanwhile,
    Difference,
    Keep,
    NotChosen,
    choose_answers,
    chosen_of,
    fingerprint,
    see_versions,
    waiting_versions,
)
from frontdoor_portal.use_cases.models import NOT_CHOSEN, Action
from frontdoor_portal.use_cases.refusals import NotVisible

PAGE = "school"
ON_PAGE = [question.id for question in FORM.page(PAGE).questions]


def seen_by(front_door: FrontDoor, draft_id: str) -> str:
    """What the page shows now."""
    return fingerprint(open_draft(front_door.office, TEACHER, draft_id).draft.answers, ON_PAGE)


def save(
    front_door: FrontDoor, draft_id: str, typed: Mapping[str, object], seen: str, by: Professional = TEACHER
) -> str:
    """The id of the version that was kept beside what is saved; empty where it was simply saved."""
    try:
        save_page(front_door.office, by, draft_id, PAGE, typed, seen=seen)
    except ChangedMeanwhile as changed:
        return changed.version_id
    return ""


def stored(front_door: FrontDoor, draft_id: str) -> Mapping[str, object]:
    return open_draft(front_door.office, TEACHER, draft_id).draft.answers


@pytest.fixture
def draft_id(front_door: FrontDoor) -> str:
    made = front_door.draft({"gp": "Old surgery", "sex": "F"})
    share_draft(front_door.office, TEACHER, made, COLLEAGUE.id)
    return made


@pytest.fixture
def version_id(front_door: FrontDoor, draft_id: str) -> str:
    """The colleague changed the GP while the teacher had the page open."""
    seen = seen_by(front_door, draft_id)
    save(front_door, draft_id, {"gp": "Riverside"}, seen, COLLEAGUE)
    return save(front_door, draft_id, {"gp": "Hilltop", "school": "Thornhill"}, seen)


def test_f44_a_page_that_was_changed_meanwhile_is_kept_beside_what_is_saved(
    front_door: FrontDoor, draft_id: str, version_id: str
) -> None:
    both = see_versions(front_door.office, TEACHER, draft_id, version_id)

    assert stored(front_door, draft_id) == {"gp": "Riverside", "sex": "F"}
    assert [(each.question.id, each.typed, each.saved) for each in both.differences] == [
        ("school", "Thornhill", None),
        ("gp", "Hilltop", "Riverside"),
    ]
    assert both.names == {TEACHER.id: TEACHER.name, COLLEAGUE.id: COLLEAGUE.name}


def test_f44_the_same_page_sent_twice_is_no_conflict(front_door: FrontDoor, draft_id: str) -> None:
    seen = seen_by(front_door, draft_id)

    assert [save(front_door, draft_id, {"gp": "Hilltop"}, seen) for _ in range(2)] == ["", ""]
    assert stored(front_door, draft_id) == {"gp": "Hilltop", "sex": "F"}


def test_f44_the_same_stale_page_sent_twice_is_one_version(front_door: FrontDoor, draft_id: str) -> None:
    seen = seen_by(front_door, draft_id)
    save(front_door, draft_id, {"gp": "Riverside"}, seen, COLLEAGUE)

    versions = {save(front_door, draft_id, {"gp": "Hilltop"}, seen) for _ in range(2)}

    assert [each.id for each in waiting_versions(front_door.office, TEACHER, draft_id)] == list(versions)


def test_pages_of_their_own_never_stand_in_each_others_way(front_door: FrontDoor, draft_id: str) -> None:
    seen = seen_by(front_door, draft_id)
    save_page(front_door.office, COLLEAGUE, draft_id, "sex", {"sex": "M"}, seen=fingerprint({"sex": "F"}, ["sex"]))

    assert save(front_door, draft_id, {"gp": "Hilltop"}, seen) == ""
    assert stored(front_door, draft_id) == {"gp": "Hilltop", "sex": "M"}


def test_a_page_that_says_nothing_of_what_it_showed_overwrites_nothing(front_door: FrontDoor, draft_id: str) -> None:
    assert save(front_door, draft_id, {"gp": "Hilltop"}, NOTHING_SEEN) != ""
    assert stored(front_door, draft_id)["gp"] == "Old surgery"


@pytest.mark.parametrize(
    ("choices", "kept"),
    [
        ({"gp": Keep.TYPED, "school": Keep.TYPED}, {"sex": "F", "gp": "Hilltop", "school": "Thornhill"}),
        ({"gp": Keep.SAVED, "school": Keep.TYPED}, {"sex": "F", "gp": "Riverside", "school": "Thornhill"}),
        ({"gp": Keep.SAVED, "school": Keep.SAVED}, {"sex": "F", "gp": "Riverside"}),
    ],
)
def test_what_was_chosen_stays(
    front_door: FrontDoor, draft_id: str, version_id: str, choices: dict[str, Keep], kept: dict[str, str]
) -> None:
    choose_answers(front_door.office, COLLEAGUE, draft_id, version_id, choices, seen_by(front_door, draft_id))

    assert stored(front_door, draft_id) == kept
    assert waiting_versions(front_door.office, TEACHER, draft_id) == ()
    last = front_door.audit(draft_id)[-1]
    assert (last.actor_id, last.action, last.detail) == (COLLEAGUE.id, Action.CHOSE_ANSWERS, PAGE)


@pytest.mark.parametrize(
    ("choices", "behind"),
    [
        ({"gp": Keep.TYPED, "school": Keep.TYPED}, [{"gp": "Riverside"}]),
        ({"gp": Keep.SAVED, "school": Keep.TYPED}, [{"gp": "Hilltop"}]),
        ({"gp": Keep.SAVED, "school": Keep.SAVED}, [{"gp": "Hilltop", "school": "Thornhill"}]),
    ],
)
def test_what_was_not_chosen_stays_with_the_draft(
    front_door: FrontDoor, draft_id: str, version_id: str, choices: dict[str, Keep], behind: list[dict[str, str]]
) -> None:
    choose_answers(front_door.office, COLLEAGUE, draft_id, version_id, choices, seen_by(front_door, draft_id))

    left = open_draft(front_door.office, TEACHER, draft_id).draft.left_behind
    assert [dict(each) for each in left] == [
        {"version": FORM.version, "answers": each, "why": NOT_CHOSEN} for each in behind
    ]


def test_both_is_no_choice_for_a_single_answer(front_door: FrontDoor, draft_id: str, version_id: str) -> None:
    choices = {"gp": Keep.BOTH, "school": Keep.TYPED}

    with pytest.raises(NotChosen) as missing:
        choose_answers(front_door.office, TEACHER, draft_id, version_id, choices, seen_by(front_door, draft_id))

    assert missing.value.question_ids == ("gp",)


NAN, ADE, ZARA = ({"person_name": {"given": each, "family": "Bello"}} for each in ("Nan", "Ade", "Zara"))


@pytest.mark.parametrize(
    ("choice", "kept", "left"),
    [
        (Keep.BOTH, (NAN, ADE, ZARA), ()),
        (Keep.SAVED, (NAN, ADE), (ZARA,)),
        (Keep.TYPED, (ZARA, NAN), (ADE,)),
    ],
)
def test_of_two_lists_nobody_is_lost(choice: Keep, kept: tuple[object, ...], left: tuple[object, ...]) -> None:
    lists = Difference(FORM.question("household"), typed=(ZARA, NAN), saved=(NAN, ADE))

    assert chosen_of(lists, choice) == (kept, left)


PEOPLE = st.lists(st.sampled_from([NAN, ADE, ZARA]), max_size=4).map(tuple)


@given(PEOPLE, PEOPLE, st.sampled_from(Keep))
def test_whatever_is_chosen_every_item_of_both_lists_is_kept_or_left_beside(
    typed: tuple[object, ...], saved: tuple[object, ...], choice: Keep
) -> None:
    kept, left = chosen_of(Difference(FORM.question("household"), typed, saved), choice)

    assert [each for each in (*typed, *saved) if each not in (*kept, *left)] == []


def test_a_question_without_a_choice_is_asked_for_and_both_stay(
    front_door: FrontDoor, draft_id: str, version_id: str
) -> None:
    seen = seen_by(front_door, draft_id)

    with pytest.raises(NotChosen) as missing:
        choose_answers(front_door.office, TEACHER, draft_id, version_id, {"gp": Keep.TYPED}, seen)

    assert missing.value.question_ids == ("school",)
    assert len(waiting_versions(front_door.office, TEACHER, draft_id)) == 1


def test_a_choice_from_what_is_not_saved_any_more_is_asked_again(
    front_door: FrontDoor, draft_id: str, version_id: str
) -> None:
    seen = seen_by(front_door, draft_id)
    save(front_door, draft_id, {"gp": "Third surgery"}, seen, COLLEAGUE)
    both = {"gp": Keep.TYPED, "school": Keep.TYPED}

    with pytest.raises(ChangedMeanwhile):
        choose_answers(front_door.office, TEACHER, draft_id, version_id, both, seen)
    assert stored(front_door, draft_id)["gp"] == "Third surgery"


def test_a_choice_sent_twice_is_made_once(front_door: FrontDoor, draft_id: str, version_id: str) -> None:
    seen, both = seen_by(front_door, draft_id), {"gp": Keep.TYPED, "school": Keep.TYPED}
    choose_answers(front_door.office, TEACHER, draft_id, version_id, both, seen)

    with pytest.raises(NotVisible):
        choose_answers(front_door.office, TEACHER, draft_id, version_id, both, seen)


def test_nobody_else_sees_or_chooses(front_door: FrontDoor, draft_id: str, version_id: str) -> None:
    with pytest.raises(NotVisible):
        see_versions(front_door.office, HEAD, draft_id, version_id)
    with pytest.raises(NotVisible):
        choose_answers(front_door.office, HEAD, draft_id, version_id, {}, "")


TYPED = st.fixed_dictionaries({}, optional={"gp": st.sampled_from("ABC"), "school": st.sampled_from("XYZ")})
SAVE = st.tuples(st.sampled_from([TEACHER, COLLEAGUE]), TYPED, st.integers(0, 3))


@given(st.lists(SAVE, min_size=1, max_size=8))
@settings(settings.get_profile("one fixture for all"), max_examples=25)
def test_f44_whatever_was_typed_is_saved_or_waits_beside_it(
    front_door: FrontDoor, saves: list[tuple[Professional, dict[str, str], int]]
) -> None:
    """Saves of one page from windows that were opened at any time: none is written over without having been seen."""
    front_door.clock.pass_time(minutes=2)
    draft_id = front_door.draft({})
    share_draft(front_door.office, TEACHER, draft_id, COLLEAGUE.id)
    shown: list[tuple[str, dict[str, object]]] = [(seen_by(front_door, draft_id), {})]
    acknowledged: list[dict[str, str]] = []
    for by, typed, back in saves:
        seen, before = shown[-1 - min(back, len(shown) - 1)]
        now = dict(stored(front_door, draft_id))
        beside = save(front_door, draft_id, typed, seen, by)
        if not beside:
            # What it replaced was on the screen of whoever replaced it, or was the very same.
            assert now in (before, typed)
            shown.append((seen_by(front_door, draft_id), dict(stored(front_door, draft_id))))
        else:
            acknowledged.append(typed)
    waiting = [dict(each.answers) for each in waiting_versions(front_door.office, TEACHER, draft_id)]
    assert all(typed in waiting for typed in acknowledged)
    front_door.clock.at += timedelta(minutes=2)
