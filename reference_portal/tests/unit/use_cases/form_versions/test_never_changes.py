"""A published version never changes, whatever administrators do, in whatever order, and whatever the clock says."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from attrs import define, field
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_portal.tests.unit.use_cases.form_versions.office_of_forms import (
    ADA,
    BEN,
    LIBRARY,
    LIBRARY_ID,
    TEXT,
    FormsOffice,
    forms_office,
    office_in,
)

from frontdoor.forms import FormDefinition
from frontdoor_portal.use_cases.form_versions.editing import (
    discard_version,
    save_text,
    start_version,
    undo,
    upload_version,
)
from frontdoor_portal.use_cases.form_versions.models import FormVersion
from frontdoor_portal.use_cases.form_versions.publishing import (
    BadTime,
    NotSound,
    OwnApproval,
    approve_version,
    publish_as_operator,
    reject_version,
    settle_due,
    submit_version,
    withdraw_version,
)
from frontdoor_portal.use_cases.refusals import NotVisible, Stale

REFUSALS = (Stale, NotSound, OwnApproval, BadTime, NotVisible)


@define
class Story:
    """An office, every version that was ever begun, and what each published one was when it was published."""

    forms: FormsOffice
    ids: list[str] = field(factory=lambda: [LIBRARY_ID])
    published: dict[str, tuple[datetime, FormDefinition]] = field(factory=dict)
    edits: int = 0

    def text(self) -> str:
        self.edits += 1
        return TEXT.replace("Have you told the family?", f"Wording {self.edits}?")

    def stored(self, version_id: str) -> FormVersion:
        with self.forms.office.work.reading() as tx:
            found = tx.form_versions.get(version_id)
        if found is None:
            raise NotVisible(version_id)
        return found

    def note_published(self) -> None:
        """Remember what came into force by now, as it is at that moment, and forget what was taken back before."""
        with self.forms.office.work.reading() as tx:
            for each in tx.form_versions.published():
                key = (each.form_id, each.version)
                if each.in_force_from <= self.forms.clock() and each.id not in self.published:
                    self.published[each.id] = (each.in_force_from, self.forms.office.form_versions[key])


STEPS: dict[str, Callable[[Story, str], object]] = {
    "start": lambda story, at: story.ids.append(start_version(story.forms.office, ADA, at).id),
    "upload": lambda story, _: story.ids.append(upload_version(story.forms.office, BEN, story.text()).id),
    "edit": lambda story, at: save_text(story.forms.office, ADA, at, story.stored(at).revision, story.text()),
    "spoil": lambda story, at: save_text(story.forms.office, ADA, at, story.stored(at).revision, "no form ="),
    "undo": lambda story, at: undo(story.forms.office, ADA, at, story.stored(at).revision),
    "submit": lambda story, at: submit_version(story.forms.office, ADA, at, story.stored(at).revision, "", None),
    "submit for later": lambda story, at: submit_version(
        story.forms.office, ADA, at, story.stored(at).revision, "", story.forms.clock() + timedelta(minutes=30)
    ),
    "approve": lambda story, at: approve_version(story.forms.office, BEN, at, story.stored(at).revision),
    "reject": lambda story, at: reject_version(story.forms.office, BEN, at, story.stored(at).revision, "No"),
    "withdraw": lambda story, at: withdraw_version(story.forms.office, ADA, at, story.stored(at).revision),
    "discard": lambda story, at: discard_version(story.forms.office, ADA, at, story.stored(at).revision),
    "operator": lambda story, at: publish_as_operator(story.forms.office, "operator", at),
    "settle": lambda story, _: settle_due(story.forms.office),
    "wait": lambda story, _: story.forms.clock.pass_time(minutes=20),
}

LIKELY = ("start", "edit", "submit", "submit for later", "approve", "approve", "wait", *STEPS)


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from(LIKELY), st.integers(0, 9)), min_size=8, max_size=25))
def test_a_published_version_never_changes(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        story = Story(office_in(Path(folder)))
        for step, which in steps:
            with suppress(*REFUSALS):
                STEPS[step](story, story.ids[-1 - which % len(story.ids)])
            story.note_published()
        # Another process reads everything anew.
        fresh = forms_office(story.forms.office.work, story.forms.clock).office
        now = {each: fresh.form_versions[LIBRARY.id, form.version] for each, (_, form) in story.published.items()}
        assert now == {each: form for each, (_, form) in story.published.items()}
        last = max(story.published.values(), key=lambda item: (item[0], item[1].version), default=(None, LIBRARY))
        assert fresh.forms[LIBRARY.id] == last[1]
        assert fresh.form_versions[LIBRARY.id, LIBRARY.version] == LIBRARY
