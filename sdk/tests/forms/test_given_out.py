"""A version of a form that was given out never becomes another: contacts sent with it are read in its words."""

from attrs import evolve

from frontdoor.forms import form_digest, library_form, library_forms

GIVEN_OUT = {
    ("cause_for_concern", "2026-11"): "269549e56499e009fae4500781fdfa736019aacb7a960b6f82251e8695e9bf94",
}
"""Versions that portals may have asked. A line here is never changed or taken away: make a later version instead."""

NOT_GIVEN_OUT_YET = {
    ("adult_concern", "2026-11"),
    ("cause_for_concern", "2026-12"),
    ("information_request", "2026-11"),
}
"""Versions that may still change. Whoever makes a release moves them to `GIVEN_OUT`, with what the test prints."""

SHIPPED = {(form.id, form.version): form for form in library_forms()}


def test_a_version_that_was_given_out_says_what_it_said() -> None:
    assert {key: form_digest(SHIPPED[key]) for key in GIVEN_OUT if key in SHIPPED} == GIVEN_OUT


def test_every_shipped_version_is_given_out_or_known_not_to_be() -> None:
    assert sorted(SHIPPED) == sorted({*GIVEN_OUT, *NOT_GIVEN_OUT_YET})
    assert {*GIVEN_OUT} & NOT_GIVEN_OUT_YET == set()


def test_the_digest_changes_with_a_word_and_not_with_the_forms_own_tests() -> None:
    form = library_form("cause_for_concern")
    first, *others = form.sections
    reworded = evolve(form, sections=(evolve(first, title="Another title"), *others))
    untested = evolve(form, tests=())
    assert form_digest(untested) == form_digest(form)
    assert form_digest(reworded) != form_digest(form)
