"""What else of a form is in force or waits for its time: what a version takes back, and what takes that back.

Nothing of it is decided here. Whoever submits or approves reads it first, and sends along what they read.
"""

from datetime import datetime

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor.forms import Change, FormDefinition, diff_forms, examine_form
from frontdoor_portal.use_cases.form_versions.looking import (
    Examination,
    by_age,
    library_versions,
    only_administrators,
)
from frontdoor_portal.use_cases.form_versions.models import FormState, FormVersion
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import Stale


class LookAgain(Stale):
    """Another version came into force, or was given a time, since the changes were looked at."""


@frozen
class Waiting:
    """A version that waits for its time. `comes_after`: it takes the place of the one looked at, else that of it.

    `changes` are what is different then, from the earlier of the two to the later; None while one cannot be read.
    """

    version: FormVersion
    at: datetime
    comes_after: bool
    changes: tuple[Change, ...] | None


@frozen
class Beside:
    """What else there is. `seen` stands for what was compared with, and for what waits: it is sent along."""

    seen: str
    waiting: tuple[Waiting, ...]


def look_beside(office: Office, by: Professional, version: FormVersion, looked: Examination) -> Beside:
    """What waits beside a version. `looked` is how it was shown: `seen` stands for what that compared it with."""
    only_administrators(by)
    with office.work.reading() as tx:
        scheduled = _scheduled(office, tx, version)
    at = version.in_force_from or version.wanted_at or office.now()
    waiting = (
        Waiting(each, start, start > at, _changes(looked.form, each, after=start > at)) for start, each in scheduled
    )
    return Beside(_seen(looked.version_in_force, scheduled), tuple(waiting))


def require_seen(office: Office, tx: Transaction, version: FormVersion, seen: str | None) -> None:
    """Raises `LookAgain` where `seen` is not what there is now. None: nobody looked, as at a command line."""
    if seen is None:
        return
    office.form_rules.changed()  # another process may have published a moment ago
    asked = office.forms.get(version.form_id)
    if seen != _seen(asked.version if asked else "", _scheduled(office, tx, version)):
        raise LookAgain("Another version came into force, or was given a time")


def took_the_place_of_another(office: Office, tx: Transaction, version: FormVersion) -> bool:
    """Whether a version that is in force was begun from another one than the one whose place it took."""
    versions = [*library_versions(office), *tx.form_versions.all()]
    before = [
        each for each in versions if each.is_frozen and each.form_id == version.form_id and _is_before(each, version)
    ]
    last = max(before, key=by_age, default=None)
    if last is None or last.in_force_from is None or version.submitted_at is None:
        return last is not None and last.version != version.based_on
    # What was uploaded was begun from nothing that is known: then from what was in force when it was submitted.
    return last.version != version.based_on if version.based_on else last.in_force_from > version.submitted_at


def _is_before(each: FormVersion, version: FormVersion) -> bool:
    return each.id != version.id and by_age(each) < by_age(version)


def _scheduled(office: Office, tx: Transaction, version: FormVersion) -> list[tuple[datetime, FormVersion]]:
    now = office.now()
    return sorted(
        (
            (each.in_force_from, each)
            for each in tx.form_versions.all()
            if (each.form_id, each.state) == (version.form_id, FormState.SCHEDULED) and each.id != version.id
            if each.in_force_from is not None and each.in_force_from > now
        ),
        key=lambda pair: (pair[0], pair[1].id),
    )


def _seen(compared_with: str, scheduled: list[tuple[datetime, FormVersion]]) -> str:
    return ",".join([compared_with, *(each.id for _, each in scheduled)])


def _changes(form: FormDefinition | None, other: FormVersion, *, after: bool) -> tuple[Change, ...] | None:
    waiting = examine_form(other.text).definition
    if form is None or waiting is None:
        return None
    return diff_forms(form, waiting) if after else diff_forms(waiting, form)
