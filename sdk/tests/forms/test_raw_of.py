"""Typed answers put back as they might have been typed: the form then has the same in play, and judges the same."""

from datetime import date

from frontdoor.forms import bind, in_play, library_form, raw_of
from frontdoor.testing.filling import fill_in

FORM = library_form("cause_for_concern")
TODAY = date(2026, 6, 4)


def test_what_was_sent_brings_the_same_questions_into_play_and_binds_to_the_same_answers() -> None:
    raw = fill_in(FORM, {}, TODAY)
    binding = bind(FORM, raw, TODAY)
    again = raw_of(binding.answers)
    assert in_play(FORM, again).questions == in_play(FORM, raw).questions
    assert bind(FORM, again, TODAY).answers == binding.answers
