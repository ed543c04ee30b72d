"""Rows about two children, as an export writes them."""

from frontdoor.testing.families import MadeUpPupil, person
from frontdoor_capita_one.simulator.feed_files import who


def pupil_of(key: str) -> MadeUpPupil:
    pupil = person(key).pupil
    assert pupil is not None
    return pupil


ELLA, OLIVER = pupil_of("ashdown.ella"), pupil_of("ashdown.oliver")


def suspension(**other: str) -> dict[str, str]:
    return {**who(ELLA), "starts_on": "2026-10-05", **other}
