"""An office whose forms can be changed: two administrators, a short form in the library, and a live catalogue."""

from datetime import UTC, datetime
from pathlib import Path

from attrs import frozen
from reference_portal.tests.fakes import COUNCIL, Clock, office_on, person, register_people, sqlite_work

from frontdoor.domain.agency import Role
from frontdoor.forms import FormDefinition, read_form
from frontdoor_portal.composition import form_not_as_published
from frontdoor_portal.use_cases.form_versions.catalogue import FormCatalogue
from frontdoor_portal.use_cases.form_versions.editing import save_text, start_version
from frontdoor_portal.use_cases.form_versions.models import FormRules, FormVersion
from frontdoor_portal.use_cases.form_versions.publishing import approve_version, submit_version
from frontdoor_portal.use_cases.models import AuditEntry
from frontdoor_portal.use_cases.ports import Office, Work

ADA = person(Role.ADMINISTRATOR, COUNCIL, "Ada Brook")
BEN = person(Role.ADMINISTRATOR, COUNCIL, "Ben Cole")

TEXT = """
id = "concern"
version = "2026-01"
title = "Concern"

[[sections]]
id = "one"
title = "One"

[[sections.pages]]
id = "consent"
title = "Consent"

[[sections.pages.questions]]
id = "family_told"
kind = "choice"
label = "Have you told the family?"
options = [{ value = "yes", label = "Yes" }, { value = "no", label = "No" }]

[[sections.pages.questions]]
id = "why_not"
kind = "long_text"
label = "Why not?"
show_when = { question = "family_told", equals = "no" }

[[tests]]
name = "Who has not told is asked why"
given = { family_told = "no" }
shows = ["why_not"]
"""
AHEAD = datetime(2126, 6, 4, 8, 32, tzinfo=UTC)
"""Later than the database's own clock, which refuses to take back what it holds to be in force."""
LIBRARY = read_form(TEXT)
LIBRARY_ID = "concern-2026-01"


@frozen
class FormsOffice:
    """The office with its clock and catalogue."""

    office: Office
    clock: Clock
    catalogue: FormCatalogue

    def reworded(self, label: str) -> FormVersion:
        """A version begun from what is in force, with another label of its first question."""
        made = start_version(self.office, ADA, LIBRARY_ID)
        return save_text(self.office, ADA, made.id, made.revision, TEXT.replace("Have you told the family?", label))

    def published(self, label: str) -> FormVersion:
        """The same, submitted and approved."""
        made = self.reworded(label)
        made = submit_version(self.office, ADA, made.id, made.revision, "Asked for by the duty team", None)
        return approve_version(self.office, BEN, made.id, made.revision)

    def asked(self) -> str:
        """The label of the first question that is in force."""
        return self.office.forms["concern"].questions[0].label

    def audit(self, subject: str) -> list[AuditEntry]:
        with self.office.work.reading() as tx:
            return list(tx.audit.of_subject(subject))


def forms_office(work: Work, clock: Clock, library: tuple[FormDefinition, ...] = (LIBRARY,)) -> FormsOffice:
    """An office on a store; the catalogue looks at it at each use."""
    catalogue = FormCatalogue(work, clock, library, lambda form: form, form_not_as_published, _Always())
    office = office_on(
        work,
        clock,
        forms=catalogue.in_force,
        form_versions=catalogue.versions,
        form_rules=FormRules(library=library, changed=catalogue.changed),
    )
    return FormsOffice(office, clock, catalogue)


def office_in(folder: Path) -> FormsOffice:
    """The same on a database in a file, with both administrators registered."""
    clock = Clock(AHEAD)
    made = forms_office(sqlite_work(folder, clock), clock)
    register_people(made.office, ADA, BEN)
    return made


class _Always:
    """A clock that never stands still."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        self.at += 10
        return self.at
