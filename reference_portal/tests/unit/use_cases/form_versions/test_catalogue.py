"""The forms in force are read when they are used: every process notices a new version by itself, and asks little."""

from typing import Any

import pytest
from attrs import define, evolve
from reference_portal.tests.unit.use_cases.form_versions.office_of_forms import (
    LIBRARY,
    FormsOffice,
    forms_office,
)
from structlog.testing import capture_logs

from frontdoor.forms import read_form, refusing_test_numbers
from frontdoor_portal.composition import form_not_as_published
from frontdoor_portal.use_cases.form_versions.catalogue import FormCatalogue
from frontdoor_portal.use_cases.form_versions.models import FormState, FormVersion
from frontdoor_portal.use_cases.ports import Work
from frontdoor_portal.use_cases.refusals import StoreUnavailable


@define
class Seconds:
    at: float = 0.0

    def __call__(self) -> float:
        return self.at


@define
class Counted:
    """A store that counts how often it is asked, or cannot be reached."""

    work: Work
    asked: int = 0
    is_gone: bool = False

    def reading(self) -> Any:
        self.asked += 1
        if self.is_gone:
            raise StoreUnavailable("gone")
        return self.work.reading()

    def begin(self) -> Any:
        raise AssertionError("A catalogue only reads")


def test_another_process_notices_within_a_second(forms: FormsOffice) -> None:
    seconds = Seconds()
    other = FormCatalogue(forms.office.work, forms.clock, [LIBRARY], lambda form: form, form_not_as_published, seconds)
    before = other.in_force["concern"].version
    forms.published("Does the family know?")
    at_once = other.in_force["concern"].version
    seconds.at += 1
    assert (before, at_once, other.in_force["concern"].version) == ("2026-01", "2026-01", "2126-06-04")


def test_a_version_that_was_used_elsewhere_already_is_found_at_once(forms: FormsOffice) -> None:
    other = FormCatalogue(
        forms.office.work, forms.clock, [LIBRARY], lambda form: form, form_not_as_published, Seconds()
    )
    assert len(other.versions) == 1
    done = forms.published("Does the family know?")
    assert other.versions["concern", done.version].questions[0].label == "Does the family know?"


def test_within_a_second_the_store_is_asked_once(forms: FormsOffice) -> None:
    counted = Counted(forms.office.work)
    catalogue = FormCatalogue(counted, forms.clock, [LIBRARY], lambda form: form, form_not_as_published, Seconds())
    for _ in range(5):
        assert catalogue.in_force["concern"] is catalogue.versions["concern", "2026-01"]
    assert counted.asked == 1


def test_while_the_store_cannot_be_reached_what_was_read_stays(forms: FormsOffice) -> None:
    seconds = Seconds()
    counted = Counted(forms.office.work)
    catalogue = FormCatalogue(counted, forms.clock, [LIBRARY], lambda form: form, form_not_as_published, seconds)
    assert list(catalogue.in_force) == ["concern"]
    counted.is_gone, seconds.at = True, 5.0
    assert dict(catalogue.in_force) == {"concern": LIBRARY}


def test_a_store_that_was_never_reached_is_no_empty_one() -> None:
    counted: Any = Counted(None, is_gone=True)  # type: ignore[arg-type]
    catalogue = FormCatalogue(counted, lambda: None, [LIBRARY], lambda form: form, form_not_as_published)  # type: ignore[arg-type, return-value]
    with pytest.raises(StoreUnavailable):
        catalogue.in_force.get("concern")


def test_a_form_is_prepared_as_this_portal_asks_it(forms: FormsOffice) -> None:
    forms.published("Does the family know?")
    catalogue = FormCatalogue(forms.office.work, forms.clock, [LIBRARY], refusing_test_numbers, form_not_as_published)
    asked = {question.refuses_test_numbers for form in catalogue.versions.values() for question in form.questions}
    assert asked == {True}


def test_a_newer_version_of_the_library_does_not_take_the_place_of_the_councils_own(forms: FormsOffice) -> None:
    forms.published("Does the family know?")
    upgraded = forms_office(forms.office.work, forms.clock, (LIBRARY, evolve(LIBRARY, version="2027-04")))
    assert (upgraded.asked(), len(upgraded.office.form_versions)) == ("Does the family know?", 3)


def test_of_a_form_with_no_version_of_ones_own_the_librarys_newest_is_in_force(forms: FormsOffice) -> None:
    upgraded = forms_office(forms.office.work, forms.clock, (evolve(LIBRARY, version="2027-04"), LIBRARY))
    assert upgraded.office.forms["concern"].version == "2027-04"


def test_a_text_that_is_not_as_published_is_not_asked_and_is_logged(forms: FormsOffice) -> None:
    text = "id = 'other'"
    altered = FormVersion(
        id="FV-ALTERED2",
        form_id="concern",
        state=FormState.PUBLISHED,
        text=text,
        based_on="",
        made_by="",
        made_by_name="",
        made_at=forms.clock(),
        changed_at=forms.clock(),
        version="2026-05-01",
        digest="0" * 64,
        in_force_from=forms.clock(),
    )
    with forms.office.work.begin() as tx:
        tx.form_versions.add(altered)
    with capture_logs() as lines:
        asked = forms.asked()
    assert (asked, [(line["event"], line["version"]) for line in lines]) == (
        "Have you told the family?",
        [("form_version_not_as_published", "2026-05-01")],
    )


def test_a_form_has_every_version_that_was_sent_with(forms: FormsOffice) -> None:
    made = [forms.published(f"Wording {number}") for number in range(3)]
    labels = {version: form.questions[0].label for (_, version), form in forms.office.form_versions.items()}
    assert labels == {"2026-01": "Have you told the family?"} | {
        each.version: read_form(each.text).questions[0].label for each in made
    }
