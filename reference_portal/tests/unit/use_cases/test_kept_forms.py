"""What arrives after a sign-in is over: kept for an hour for whoever was given the form, and for nobody else."""

from datetime import timedelta

import pytest
from reference_portal.tests.fakes import VAULT
from reference_portal.tests.unit.use_cases.scene import COLLEAGUE, TEACHER, FrontDoor

from frontdoor.secrets.references import Secret
from frontdoor_portal.kept_forms import SealedForms
from frontdoor_portal.use_cases.kept_forms.keeping import (
    MOST_FORMS,
    MOST_LETTERS,
    done_with,
    keep_form,
    kept_for,
    mark_of,
    pages_kept_for,
)
from frontdoor_portal.use_cases.onboarding import disable_account
from frontdoor_portal.use_cases.sweep import sweep

PAGE, WORDS = "/drafts/d1/what_happened", "what_happened=A+bruise"


def keep(front_door: FrontDoor, words: str = WORDS, page: str = PAGE) -> bool:
    return keep_form(front_door.office, mark_of(front_door.office, TEACHER), page, words)


def words_for(front_door: FrontDoor, by: object = TEACHER, page: str = PAGE) -> str:
    found = kept_for(front_door.office, by, page)  # type: ignore[arg-type]
    return found.encoded if found else ""


def test_f42_it_is_there_for_whoever_was_given_the_form_on_that_page(front_door: FrontDoor) -> None:
    assert keep(front_door)
    assert (words_for(front_door), words_for(front_door, page="/drafts/d1/sex")) == (WORDS, "")
    assert pages_kept_for(front_door.office, TEACHER) == (PAGE,)


def test_f42_nobody_else_gets_it(front_door: FrontDoor) -> None:
    keep(front_door)

    assert (words_for(front_door, COLLEAGUE), pages_kept_for(front_door.office, COLLEAGUE)) == ("", ())
    done_with(front_door.office, COLLEAGUE, kept_for(front_door.office, TEACHER, PAGE).id)  # type: ignore[union-attr]
    assert words_for(front_door) == WORDS


def test_f42_it_is_there_for_one_hour(front_door: FrontDoor) -> None:
    keep(front_door)
    front_door.clock.pass_time(minutes=59, seconds=59)
    before = words_for(front_door)
    front_door.clock.pass_time(seconds=1)

    assert (before, words_for(front_door), pages_kept_for(front_door.office, TEACHER)) == (WORDS, "", ())
    assert sweep(front_door.office, timedelta(hours=12)).kept_forms == 1


def test_f42_what_the_database_holds_can_be_read_by_nobody(front_door: FrontDoor) -> None:
    keep(front_door)

    with front_door.office.work.reading() as tx:
        (kept,) = tx.kept_forms.of_person(TEACHER.id, front_door.clock() - timedelta(hours=1))
    assert "bruise" not in kept.sealed
    assert front_door.office.form_vault.open(COLLEAGUE.id, PAGE, kept.sealed) is None
    assert front_door.office.form_vault.open(TEACHER.id, "/another/page", kept.sealed) is None


def test_once_it_was_sent_again_it_is_gone(front_door: FrontDoor) -> None:
    keep(front_door)
    kept = kept_for(front_door.office, TEACHER, PAGE)
    assert kept is not None

    done_with(front_door.office, TEACHER, kept.id)

    assert words_for(front_door) == ""


def test_the_button_pressed_twice_keeps_it_once(front_door: FrontDoor) -> None:
    assert (keep(front_door), keep(front_door)) == (True, True)
    kept = kept_for(front_door.office, TEACHER, PAGE)
    assert kept is not None
    done_with(front_door.office, TEACHER, kept.id)

    assert words_for(front_door) == ""


@pytest.mark.parametrize("mark", ["", "1.", "1.AAAA", "2.x", "x" * 1_000])
def test_f37_a_form_whose_writer_is_not_known_is_kept_for_nobody(front_door: FrontDoor, mark: str) -> None:
    assert not keep_form(front_door.office, mark, PAGE, WORDS)


def test_a_mark_of_another_key_says_nothing(front_door: FrontDoor) -> None:
    foreign = SealedForms(VAULT.key, lambda _: Secret("another key, of enough letters for anybody"))

    assert not keep_form(front_door.office, foreign.mark(TEACHER.id, front_door.clock()), PAGE, WORDS)


def test_a_page_open_for_more_than_a_week_is_not_believed(front_door: FrontDoor) -> None:
    mark = mark_of(front_door.office, TEACHER)
    front_door.clock.pass_time(days=7, seconds=1)

    assert not keep_form(front_door.office, mark, PAGE, WORDS)


def test_nothing_is_kept_for_a_closed_account(front_door: FrontDoor) -> None:
    disable_account(front_door.office, TEACHER.email)

    assert not keep(front_door)


def test_one_person_fills_no_disk_with_many_pages(front_door: FrontDoor) -> None:
    done = [keep(front_door, page=f"/drafts/d{number}/sex") for number in range(MOST_FORMS + 1)]

    assert done == [True] * MOST_FORMS + [False]


def test_one_person_fills_no_disk_with_long_pages(front_door: FrontDoor) -> None:
    long = "w=" + "x" * (MOST_LETTERS // 2)

    assert [keep(front_door, long, page=f"/drafts/d{number}/sex") for number in range(2)] == [True, False]
