"""A version of a form that was released is never another one: contacts that were sent with it are read in its words."""

from attrs import evolve

from frontdoor.forms import form_digest, library_form, library_forms

RELEASED = {
    ("cause_for_concern", "2026-11"): "269549e56499e009fae4500781fdfa736019aacb7a960b6f82251e8695e9bf94",
}
"""Versions that a release held. A line here is never changed and never taken away: make a later version instead."""

NOT_RELEASED_YET = {
    ("adult_concern", "2026-11"),
    ("cause_for_concern", "2026-12"),
    ("information_request", "2026-11"),
}
"""Versions that may still change. Whoever makes a release moves them to `RELEASED`, with what the test prints."""

SHIPPED = {(form.id, form.version): form for form in library_forms()}


def test_a_released_version_says_what_it_said() -> None:
    assert {key: form_digest(SHIPPED[key]) for key in RELEASED if key in SHIPPED} == RELEASED


def test_every_shipped_version_is_released_or_known_not_to_be() -> None:
    assert sorted(SHIPPED) == sorted({*RELEASED, *NOT_RELEASED_YET})
    assert {*RELEASED} & NOT_RELEASED_YET == set()


def test_the_digest_changes_with_a_word_and_not_with_the_forms_own_tests() -> None:
    form = library_form("cause_for_concern")
    first, *others = form.sections
    reworded = evolve(form, sections=(evolve(first, title="Another title"), *others))
    untested = evolve(form, tests=())
    assert form_digest(untested) == form_digest(form)
    assert form_digest(reworded) != form_digest(form)
