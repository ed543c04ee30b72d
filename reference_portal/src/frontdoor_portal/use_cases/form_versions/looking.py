"""Which versions there are, what is wrong with one, what it changes, and whether its own tests hold."""

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor.forms import (
    Change,
    Concept,
    DefinitionFault,
    FailedTest,
    FormDefinition,
    diff_forms,
    examine_form,
    run_tests,
    what_it_needs,
    write_form,
)
from frontdoor_portal.use_cases.form_versions.models import FormState, FormVersion
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible

LIBRARY = "library"
"""Who made the versions that ship with the portal."""


@frozen
class Examination:
    """A version looked at: as far as it reads, everything wrong with it, and what it changes against what is in force.

    `faults` are also what its kind of contact cannot do without. `lost` are meanings that the version in force supplies
    to the portal and this one does not; of those, what it can do without is no fault. `changes` is None
    where nothing is in force, and while the text cannot be read.
    """

    form: FormDefinition | None
    faults: tuple[DefinitionFault, ...]
    failed: tuple[FailedTest, ...]
    changes: tuple[Change, ...] | None
    lost: tuple[Concept, ...]
    in_force: FormDefinition | None

    @property
    def version_in_force(self) -> str:
        """What it was compared with; empty where nothing is in force."""
        return self.in_force.version if self.in_force else ""

    @property
    def is_sound(self) -> bool:
        """Whether it may be published: it reads without a fault, and its tests hold."""
        return self.form is not None and not self.faults and not self.failed


@frozen
class ListedForm:
    """One form with its versions: being changed first, then those published and those of the library, newest first."""

    form_id: str
    title: str
    in_force: str
    """The version that is asked now; empty where none is yet."""
    open: tuple[FormVersion, ...]
    published: tuple[FormVersion, ...]


def only_administrators(by: Professional) -> None:
    """Raises `NotPermitted`."""
    if not may(by, Permission.CHANGE_FORMS):
        raise NotPermitted(Permission.CHANGE_FORMS)


def list_forms(office: Office, by: Professional) -> tuple[ListedForm, ...]:
    """Every form of the portal by its id. Raises `NotPermitted`."""
    only_administrators(by)
    with office.work.reading() as tx:
        stored = tx.form_versions.all()
    own = list(stored) + library_versions(office)
    in_force = dict(office.forms)
    listed = []
    for form_id in sorted({version.form_id for version in own}):
        versions = [version for version in own if version.form_id == form_id]
        published = sorted((each for each in versions if each.is_frozen), key=by_age, reverse=True)
        form = in_force.get(form_id)
        listed.append(
            ListedForm(
                form_id,
                form.title if form else form_id,
                form.version if form else "",
                tuple(each for each in versions if not each.is_frozen),
                tuple(published),
            )
        )
    return tuple(listed)


def every_version(office: Office) -> tuple[FormVersion, ...]:
    """Every version by form: those being changed, then published ones, newest first. For whoever runs the portal."""
    with office.work.reading() as tx:
        own = [*tx.form_versions.all(), *library_versions(office)]
    newest = sorted(own, key=by_age, reverse=True)
    return tuple(sorted(newest, key=lambda version: (version.form_id, version.is_frozen)))


def see_version(office: Office, by: Professional, version_id: str) -> FormVersion:
    """One version, of the council's own or of the library. Raises `NotPermitted`, or `NotVisible` for none."""
    only_administrators(by)
    with office.work.reading() as tx:
        return version_in(office, tx, version_id)


def version_in(office: Office, tx: Transaction, version_id: str) -> FormVersion:
    """The same inside a transaction."""
    found = tx.form_versions.get(version_id)
    if found is None:
        found = next((each for each in library_versions(office) if each.id == version_id), None)
    if found is None:
        raise NotVisible(version_id)
    return found


def library_versions(office: Office) -> list[FormVersion]:
    """What ships with the portal, as versions that nobody made here."""
    return [
        FormVersion(
            id=f"{form.id}-{form.version}",
            form_id=form.id,
            state=FormState.PUBLISHED,
            text=write_form(form),
            based_on="",
            made_by=LIBRARY,
            made_by_name="",
            made_at=office.now(),
            changed_at=office.now(),
            version=form.version,
        )
        for form in office.form_rules.library
    ]


def by_age(version: FormVersion) -> tuple[bool, str, str]:
    """Sorts versions of one form, oldest first: the library's, then the council's own by when they came into force."""
    start = version.in_force_from.isoformat() if version.in_force_from else ""
    return version.made_by != LIBRARY, start, version.version


def published_version(office: Office, tx: Transaction, form_id: str, version: str) -> FormVersion | None:
    """A version that can be asked, by its number; None for no number, and for one that the library has no more."""
    known = (*tx.form_versions.all(), *library_versions(office))
    return next((each for each in known if each.is_frozen and (each.form_id, each.version) == (form_id, version)), None)


def examine(office: Office, version: FormVersion) -> Examination:
    """Look at a version as it stands. Raises nothing: a form that is being written has faults."""
    examined = examine_form(version.text)
    form = examined.definition
    faults = list(examined.faults)
    if form is not None and form.id != version.form_id:
        faults.append(DefinitionFault("form", f"“id” must stay “{version.form_id}”"))
    elif form is not None:
        faults += what_it_needs(form)
    current = office.forms.get(version.form_id)
    sound = form if form is not None and not faults else None
    return Examination(
        form,
        tuple(faults),
        run_tests(sound) if sound else (),
        diff_forms(current, form) if current and form else None,
        _lost(current, form) if current and form else (),
        current,
    )


def _lost(before: FormDefinition, after: FormDefinition) -> tuple[Concept, ...]:
    """Meanings that one version supplies and the other does not, of the child itself and of each group by itself."""
    kept = {supplied for supplied, _ in _supplied(after)}
    return tuple(dict.fromkeys(concept for supplied, concept in _supplied(before) if supplied not in kept))


def _supplied(form: FormDefinition) -> list[tuple[tuple[str, Concept], Concept]]:
    found = []
    for question in form.questions:
        for group, each in (("", question), *((question.id, member) for member in question.questions)):
            if each.supplies:
                found.append(((group, each.supplies), each.supplies))
    return found
