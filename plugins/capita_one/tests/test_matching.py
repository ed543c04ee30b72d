"""Who is joined to whom: One's rule, what is added to it, and what becomes of a UPN that several claim."""

from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as some

from frontdoor.connectors.pupils import FieldConflict, IntakeState
from frontdoor_capita_one.arrival import Details, Kind
from frontdoor_capita_one.matching import (
    CONTESTED_UPN,
    NO_TRANSFER_FILE,
    NOT_THE_HOLDER,
    SHARED_UPN,
    Joined,
    Line,
    join,
)

ELLA: Details = ("2014-05-17", "ashdown", "F", "ella")
JACK: Details = ("2013-10-21", "smith", "M", "jack")
JAYDEN: Details = ("2015-03-03", "carter", "M", "jayden")
KAYDEN: Details = ("2015-03-03", "carter", "M", "kayden")
RENAMED: Details = ("2014-05-17", "berry", "F", "ella")
U, V = "B801200005001", "R674123101121"
MONDAY, TUESDAY, FRIDAY = (f"2026-11-{day}T09:00:00+00:00" for day in (16, 17, 20))


def line(details: Details, upn: str = "", at: str = MONDAY, kind: Kind = Kind.CTF, **more: Any) -> Line:
    plain = Line(
        number=0,
        kind=kind,
        upn=upn,
        former_upns=(),
        person_id="",
        details=details,
        shown=details,
        school_code="8859901" if kind.is_transfer else "",
        first_seen=at,
        written_at=at,
    )
    return evolve(plain, **more)


def joined(*lines: Line) -> tuple[Joined, ...]:
    return join([evolve(each, number=number) for number, each in enumerate(lines, start=1)])


def groups(pupils: Sequence[Joined]) -> list[list[int]]:
    return sorted(sorted(each.number for each in pupil.lines) for pupil in pupils)


@pytest.mark.parametrize(
    "differing",
    [
        ("2014-05-18", "ashdown", "F", "ella"),
        ("2014-05-17", "berry", "F", "ella"),
        ("2014-05-17", "ashdown", "M", "ella"),
        ("2014-05-17", "ashdown", "F", "elly"),
        ("", "ashdown", "F", "ella"),
    ],
)
def test_a_upn_and_three_of_four_details_are_one_pupil(differing: Details) -> None:
    assert groups(joined(line(ELLA, U), line(differing, U, TUESDAY))) == [[1, 2]]


@pytest.mark.parametrize(
    "differing",
    [
        ("2014-05-18", "berry", "F", "ella"),
        ("2014-05-17", "berry", "", "ella"),
        ("", "", "F", "ella"),
        JACK,
    ],
)
def test_a_upn_and_two_of_four_are_not(differing: Details) -> None:
    assert groups(joined(line(ELLA, U), line(differing, U, TUESDAY))) == [[1], [2]]


def test_without_a_upn_all_four_are_one_pupil() -> None:
    assert groups(joined(line(ELLA, U), line(ELLA))) == [[1, 2]]


def test_without_a_upn_three_are_not() -> None:
    assert groups(joined(line(ELLA, U), line(RENAMED))) == [[1], [2]]


def test_all_four_with_two_upns_are_two_pupils() -> None:
    assert groups(joined(line(ELLA, U), line(ELLA, V))) == [[1], [2]]


def test_an_arrival_without_a_upn_that_fits_two_pupils_belongs_to_neither() -> None:
    assert groups(joined(line(ELLA, U), line(ELLA, V), line(ELLA))) == [[1], [2], [3]]


def test_the_systems_own_id_joins_whatever_the_rest_says() -> None:
    one, other = line(ELLA, U, kind=Kind.SEN, person_id="17"), line(JACK, V, kind=Kind.SUSPENSIONS, person_id="17")

    assert groups(joined(one, other)) == [[1, 2]]


def test_a_former_upn_that_a_school_names_is_the_same_pupil() -> None:
    assert groups(joined(line(ELLA, U), line(ELLA, V, TUESDAY, former_upns=(U,)))) == [[1, 2]]


def test_a_former_upn_of_somebody_else_is_not() -> None:
    assert groups(joined(line(JACK, U), line(ELLA, V, TUESDAY, former_upns=(U,)))) == [[1], [2]]


def test_twins_whom_one_file_gives_one_upn_stay_two_and_neither_holds_it() -> None:
    pupils = joined(line(JAYDEN, U, twice=True), line(KAYDEN, U, twice=True))

    assert groups(pupils) == [[1], [2]]
    assert [(each.standing.state, each.standing.holds_upn, each.standing.notes) for each in pupils] == [
        (IntakeState.UNMATCHED, False, {"upn": SHARED_UPN})
    ] * 2


def test_a_twin_with_a_upn_of_their_own_is_not_joined_to_the_other_by_three_details() -> None:
    assert groups(joined(line(JAYDEN, U), line(KAYDEN, V), line(KAYDEN, U, TUESDAY))) == [[1], [2], [3]]


def test_what_the_same_school_puts_right_later_is_one_pupil_again() -> None:
    pupils = joined(
        line(JAYDEN, U, twice=True),
        line(KAYDEN, U, twice=True),
        line(JAYDEN, U, MONDAY, twice=True, written_at=TUESDAY),
        line(KAYDEN, V, TUESDAY),
    )

    assert groups(pupils) == [[1, 3], [2, 4]]
    assert [each.standing.state for each in pupils] == [IntakeState.AUTOMATCHED] * 2


def test_another_child_under_a_upn_is_a_conflict_of_its_holder_and_stands_apart() -> None:
    holder, other = joined(line(ELLA, U), line(JACK, U, TUESDAY))

    assert holder.standing.state is IntakeState.CONFLICT
    assert holder.standing.notes == {"upn": CONTESTED_UPN}
    assert holder.standing.conflicts == (
        FieldConflict("date_of_birth", "2014-05-17", "2013-10-21"),
        FieldConflict("family_name", "ashdown", "smith"),
        FieldConflict("sex", "F", "M"),
        FieldConflict("given_name", "ella", "jack"),
    )
    assert (other.standing.state, other.standing.holds_upn, other.standing.notes) == (
        IntakeState.UNMATCHED,
        False,
        {"upn": NOT_THE_HOLDER},
    )


def test_once_the_school_gives_the_upn_to_its_holder_again_the_conflict_is_over() -> None:
    holder, other = joined(line(ELLA, U, MONDAY, written_at=FRIDAY), line(JACK, U, TUESDAY))

    assert (holder.standing.state, other.standing.state) == (IntakeState.AUTOMATCHED, IntakeState.UNMATCHED)


def test_of_two_children_whose_upns_a_school_swaps_each_keeps_their_own() -> None:
    pupils = joined(line(ELLA, U), line(JACK, V), line(ELLA, V, TUESDAY), line(JACK, U, TUESDAY))

    assert [(each.base.details, each.standing.state) for each in pupils if each.standing.holds_upn] == [
        (ELLA, IntakeState.CONFLICT),
        (JACK, IntakeState.CONFLICT),
    ]


def test_a_school_that_confirms_the_wrong_upn_leaves_the_conflict() -> None:
    holder, _ = joined(line(ELLA, U), line(JACK, U, TUESDAY, written_at=FRIDAY))

    assert holder.standing.state is IntakeState.CONFLICT


def test_a_changed_name_is_a_conflict_until_a_second_file_confirms_it() -> None:
    (first,) = joined(line(ELLA, U), line(RENAMED, U, TUESDAY))
    (second,) = joined(line(ELLA, U), line(RENAMED, U, TUESDAY, written_at=FRIDAY))

    assert (first.base.details, first.standing.conflicts) == (
        RENAMED,
        (FieldConflict("family_name", "ashdown", "berry"),),
    )
    assert (second.standing.state, second.standing.conflicts) == (IntakeState.AUTOMATCHED, ())


def test_a_transfer_file_goes_before_the_feed_and_where_they_differ_both_are_shown() -> None:
    (pupil,) = joined(line(ELLA, U), line(RENAMED, U, TUESDAY, Kind.SEN))

    assert (pupil.base.kind, pupil.standing.state, pupil.standing.conflicts) == (
        Kind.CTF,
        IntakeState.CONFLICT,
        (FieldConflict("family_name", "ashdown", "berry"),),
    )


def test_whoever_only_the_feed_names_is_unmatched_and_says_so() -> None:
    (pupil,) = joined(line(ELLA, U, kind=Kind.MISSING_EDUCATION))

    assert (pupil.standing.state, pupil.standing.notes) == (
        IntakeState.UNMATCHED,
        {"intake": NO_TRANSFER_FILE.format(kinds="missing education")},
    )


@pytest.mark.parametrize(("transfer", "withdrawn"), [(MONDAY, True), (TUESDAY, True), (FRIDAY, False)])
def test_a_withdrawn_pupil_is_gone_until_a_newer_file_names_them(transfer: str, withdrawn: bool) -> None:
    (pupil,) = joined(line(ELLA, U, transfer), line(ELLA, U, TUESDAY, Kind.WITHDRAWN))

    assert pupil.withdrawn is withdrawn


def test_very_many_who_claim_one_upn_are_told_apart_in_a_short_time() -> None:
    pupils = joined(*(line(("2014-05-17", f"family{each}", "F", "ella"), U, twice=True) for each in range(20_000)))

    assert len(pupils) == 20_000
    assert {(each.standing.state, each.standing.holds_upn) for each in pupils} == {(IntakeState.UNMATCHED, False)}


children = some.sampled_from([ELLA, JACK, JAYDEN, KAYDEN, RENAMED])
lines = some.builds(
    line,
    children,
    some.sampled_from([U, V, ""]),
    some.sampled_from([MONDAY, TUESDAY, FRIDAY]),
    some.sampled_from([Kind.CTF, Kind.CTF, Kind.SEN, Kind.WITHDRAWN]),
)


@given(some.lists(lines, max_size=7, unique_by=lambda each: (each.kind, each.upn, each.details)), some.randoms())
def test_the_order_in_which_lines_came_changes_nothing(came: list[Line], chance: Random) -> None:
    other = list(came)
    chance.shuffle(other)

    def told(pupils: Sequence[Joined]) -> set[object]:
        return {
            (
                frozenset((each.kind, each.upn, each.details) for each in pupil.lines),
                (pupil.base.kind, pupil.base.upn, pupil.base.details),
                pupil.standing.state,
                frozenset(pupil.standing.conflicts),
                pupil.standing.holds_upn,
                pupil.withdrawn,
            )
            for pupil in pupils
        }

    assert told(joined(*came)) == told(joined(*other))


@given(some.lists(lines, max_size=7))
def test_every_line_belongs_to_one_pupil_and_a_upn_to_one_at_most(came: list[Line]) -> None:
    pupils = joined(*came)

    assert sorted(number for group in groups(pupils) for number in group) == list(range(1, len(came) + 1))
    holders = [each.base.upn for each in pupils if each.standing.holds_upn and each.base.upn and not each.withdrawn]
    assert sorted(holders) == sorted(set(holders))
