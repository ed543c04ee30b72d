"""Each rule that brings a look before the privacy officer, at its edge."""

from datetime import UTC, datetime

import pytest
from attrs import evolve
from sdk.tests.access.scene import MINUTE, NOW

from frontdoor.access import Look, ReviewRule, ReviewSettings, Sign, Way, is_sampled, rules_met, signs_in
from frontdoor.domain.agency import AgencyKind
from frontdoor.domain.identifiers import Postcode

LOOK = Look(100, NOW, "asha", "framework_i/1", "named_professional", agency_kind=AgencyKind.SCHOOL)
NEVER = ReviewSettings(sample=0)
KEY = b"a key of the council's own"


def met(look: Look, *, lately: list[Look] | None = None, settings: ReviewSettings = NEVER) -> tuple[ReviewRule, ...]:
    return rules_met(look, lately or [], {"framework_i/canary"}, settings, KEY)


def test_an_ordinary_look_by_day_meets_no_rule() -> None:
    assert met(LOOK) == ()


def test_a_look_by_role_alone_has_no_case_link() -> None:
    assert met(evolve(LOOK, basis="role")) == (ReviewRule.NO_CASE_LINK,)


def test_a_canary_is_reviewed_whoever_opens_it() -> None:
    assert met(evolve(LOOK, record="framework_i/canary")) == (ReviewRule.CANARY,)


SIGNS = {
    Sign.SAME_SURNAME: ReviewRule.SAME_SURNAME,
    Sign.SAME_POSTCODE: ReviewRule.SAME_ADDRESS,
    Sign.COLLEAGUE: ReviewRule.COLLEAGUE,
}


@pytest.mark.parametrize("sign", Sign)
def test_each_sign_has_its_rule_and_a_row_of_signs_no_other(sign: Sign) -> None:
    row = evolve(LOOK, basis="", signs=frozenset({sign.value}), record="framework_i/canary")

    assert met(row) == (SIGNS[sign],)


HOURS = {
    "Thursday, just open": (datetime(2026, 6, 4, 6, 0, tzinfo=UTC), False),
    "Thursday, a minute early": (datetime(2026, 6, 4, 5, 59, tzinfo=UTC), True),
    "Thursday, the last minute": (datetime(2026, 6, 4, 18, 59, tzinfo=UTC), False),
    "Thursday, closed": (datetime(2026, 6, 4, 19, 0, tzinfo=UTC), True),
    "Saturday at noon": (datetime(2026, 6, 6, 11, 0, tzinfo=UTC), True),
    "in winter, just open": (datetime(2026, 12, 3, 7, 0, tzinfo=UTC), False),
    "in winter, a minute early": (datetime(2026, 12, 3, 6, 59, tzinfo=UTC), True),
}


@pytest.mark.parametrize("when", HOURS)
def test_hours_are_those_of_london(when: str) -> None:
    at, is_out = HOURS[when]

    assert met(evolve(LOOK, at=at)) == ((ReviewRule.OUT_OF_HOURS,) if is_out else ())


@pytest.mark.parametrize("kind", [AgencyKind.POLICE, AgencyKind.HOSPITAL])
def test_whoever_works_round_the_clock_is_never_out_of_hours(kind: AgencyKind) -> None:
    assert met(evolve(LOOK, at=datetime(2026, 6, 6, 2, 0, tzinfo=UTC), agency_kind=kind)) == ()


def before(number: int, minutes: float = 1, record: str = "") -> Look:
    return evolve(LOOK, number=number, at=NOW - minutes * MINUTE, record=record or f"framework_i/{number + 10}")


@pytest.mark.parametrize(("records", "is_met"), [(19, False), (20, True), (21, False)])
def test_the_look_that_crosses_the_limit_of_distinct_children_is_reviewed_once(records: int, is_met: bool) -> None:
    assert met(LOOK, lately=[before(number) for number in range(records)]) == ((ReviewRule.VOLUME,) if is_met else ())


def test_the_same_child_again_and_what_was_an_hour_ago_do_not_count() -> None:
    again = [before(number, record="framework_i/1") for number in range(50)]
    long_ago = [before(number, minutes=60) for number in range(20)]

    assert (met(LOOK, lately=again), met(LOOK, lately=long_ago)) == ((), ())


def test_a_hundredth_of_all_looks_is_drawn_and_always_the_same() -> None:
    looks = [evolve(LOOK, number=number) for number in range(20_000)]

    drawn = [look.number for look in looks if is_sampled(look, 0.01, KEY)]

    assert 140 <= len(drawn) <= 260
    assert drawn == [look.number for look in looks if is_sampled(look, 0.01, KEY)]
    assert drawn != [look.number for look in looks if is_sampled(look, 0.01, b"another key")]


def test_all_are_drawn_at_one_and_none_at_nothing() -> None:
    assert (met(LOOK, settings=ReviewSettings(sample=1)), met(LOOK)) == ((ReviewRule.SAMPLE,), ())


def test_the_sample_does_not_depend_on_what_else_is_there() -> None:
    assert met(evolve(LOOK, basis="role"), settings=ReviewSettings(sample=1)) == (
        ReviewRule.NO_CASE_LINK,
        ReviewRule.SAMPLE,
    )


def noticed(**parts: object) -> frozenset[Sign]:
    values: dict[str, object] = {
        "viewer_name": "Asha Bello",
        "viewer_postcodes": [Postcode("WR80 1AB")],
        "colleagues": ["Asha Bello", "Femi Okoro"],
        "family_names": ["Nkemelu"],
        "postcodes": [Postcode("WR80 2CD"), None],
        "people_named": ["Zaynab Nkemelu"],
    }
    return signs_in(**{**values, **parts})  # type: ignore[arg-type]


NOTICED: dict[str, tuple[dict[str, object], set[Sign]]] = {
    "nothing": ({}, set()),
    "surname": ({"family_names": ["Nkemelu", "BELLO"]}, {Sign.SAME_SURNAME}),
    "surname, accented": ({"viewer_name": "Zoë Núñez", "family_names": ["Nunez"]}, {Sign.SAME_SURNAME}),
    "one half of a double surname": ({"family_names": ["Bello-Marsh"]}, {Sign.SAME_SURNAME}),
    "apostrophe": ({"viewer_name": "Pat O’Brien", "family_names": ["O'Brien"]}, {Sign.SAME_SURNAME}),
    "part of a surname": ({"family_names": ["Bellows"]}, set()),
    "postcode": ({"postcodes": [Postcode("WR80 1AB")]}, {Sign.SAME_POSTCODE}),
    "no name": ({"viewer_name": "", "family_names": [""], "people_named": [""], "colleagues": [""]}, set()),
    "colleague": ({"people_named": ["femi okoro"]}, {Sign.COLLEAGUE}),
    "the viewer": ({"people_named": ["Asha Bello"]}, {Sign.COLLEAGUE}),
}


@pytest.mark.parametrize("case", NOTICED)
def test_what_a_record_has_to_do_with_its_viewer_is_noticed(case: str) -> None:
    parts, expected = NOTICED[case]

    assert noticed(**parts) == expected


def test_a_look_just_within_the_hour_counts() -> None:
    just_within = [before(number, minutes=59.9) for number in range(20)]

    assert met(LOOK, lately=just_within) == (ReviewRule.VOLUME,)


@pytest.mark.parametrize(
    ("way", "rules"),
    [
        (Way.OPENED, [ReviewRule.NO_CASE_LINK, ReviewRule.OUT_OF_HOURS, ReviewRule.CANARY, ReviewRule.SAMPLE]),
        (Way.COMPARED, [ReviewRule.OUT_OF_HOURS, ReviewRule.CANARY, ReviewRule.SAMPLE]),
        (Way.REFUSED, [ReviewRule.CANARY]),
    ],
)
def test_what_is_reviewed_depends_on_how_somebody_came_before_the_record(way: Way, rules: list[ReviewRule]) -> None:
    basis = "" if way is Way.COMPARED else "role"
    look = evolve(LOOK, at=NOW.replace(hour=23), way=way, basis=basis)
    assert [*rules_met(look, (), {LOOK.record}, ReviewSettings(sample=1), KEY)] == rules


def test_records_that_somebody_compared_are_none_that_they_chose_to_open() -> None:
    settings = ReviewSettings(most_an_hour=1, sample=0)
    for before, now, rules in (
        (Way.REFUSED, Way.REFUSED, [ReviewRule.VOLUME]),
        (Way.COMPARED, Way.OPENED, []),
        (Way.OPENED, Way.COMPARED, []),
    ):
        lately = (evolve(LOOK, number=99, record="framework_i/2", way=before),)
        assert [*rules_met(evolve(LOOK, way=now), lately, (), settings, KEY)] == rules
