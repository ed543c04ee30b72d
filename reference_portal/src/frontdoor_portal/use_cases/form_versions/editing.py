"""Writing a new version of a form: begun from another, changed step by step, kept whatever its faults."""

import secrets

from attrs import evolve

from frontdoor.domain.agency import Professional
from frontdoor.forms import examine_form, read_form, write_form
from frontdoor_portal.use_cases.form_versions.looking import only_administrators, published_version, version_in
from frontdoor_portal.use_cases.form_versions.models import FormState, FormVersion
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import Stale
from frontdoor_portal.use_cases.seeing import audit

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
MOST_TEXT = 600_000
"""Characters of a form's text: many times the largest form that people would still fill in."""
MOST_NOTE = 2_000


class NotAForm(ValueError):
    """A text that cannot become a version: it is no TOML with an id of a form, or too long. The message says which."""


def start_version(office: Office, by: Professional, version_id: str) -> FormVersion:
    """A new version to edit, with the text of another: the one in force, an earlier one to go back to, the library's.

    Raises `NotPermitted` or `NotVisible`.
    """
    only_administrators(by)
    with office.work.begin() as tx:
        base = version_in(office, tx, version_id)
        started = _started(office, (by.id, by.name), base.form_id, base.text, base.version or base.based_on)
        return _added(tx, evolve(started, written_by=frozenset() if base.is_frozen else base.written_by))


def upload_version(office: Office, by: Professional, text: str) -> FormVersion:
    """A new version with a text of one's own, of a form that is there or of a new one. Faults in it are kept too.

    Raises `NotPermitted`, or `NotAForm` for a text without even a form's id.
    """
    only_administrators(by)
    return _taken_in(office, by.id, by.name, text)


def add_as_operator(office: Office, operator: str, text: str) -> FormVersion:
    """The same for whoever runs the portal, from its command line. Raises `NotAForm`."""
    return _taken_in(office, operator, operator, text)


def save_text(office: Office, by: Professional, version_id: str, revision: int, text: str) -> FormVersion:
    """Keep a changed text, sound or not. Raises `NotPermitted`, `NotVisible`, `NotAForm`, or `Stale` where somebody
    else changed it since `revision`, or it is no longer being edited.
    """
    only_administrators(by)
    with office.work.begin() as tx:
        version = editable(office, tx, version_id, revision)
        if _fit(text) == version.text:
            return version
        changed = evolve(
            version,
            text=text,
            text_before=version.text,
            changed_at=office.now(),
            written_by=_writers_of(office, tx, version, by, text),
            written_before=version.written_by,
        )
        saved = tx.form_versions.save(changed)
        audit(office, tx, by, Action.EDITED_FORM, version_id)
        return saved


def undo(office: Office, by: Professional, version_id: str, revision: int) -> FormVersion:
    """Go back by one change, or forward again. Raises what `save_text` raises."""
    with office.work.reading() as tx:
        before = version_in(office, tx, version_id).text_before
    return save_text(office, by, version_id, revision, before) if before else _current(office, version_id)


def discard_version(office: Office, by: Professional, version_id: str, revision: int) -> None:
    """Throw away a version that was never published. Raises what `save_text` raises."""
    only_administrators(by)
    with office.work.begin() as tx:
        tx.form_versions.remove(editable(office, tx, version_id, revision))
        audit(office, tx, by, Action.DISCARDED_FORM, version_id)


def editable(office: Office, tx: Transaction, version_id: str, revision: int) -> FormVersion:
    """A version that may be changed now, in the revision that was read."""
    version = version_in(office, tx, version_id)
    if version.state is not FormState.EDITING:
        raise Stale("This version is not being edited any more")
    if version.revision != revision:
        raise Stale("Somebody else changed this version")
    return version


def _taken_in(office: Office, actor: str, name: str, text: str) -> FormVersion:
    form = examine_form(_fit(text)).definition
    if form is None or not form.id:
        raise NotAForm("The text must be TOML and begin with the form’s id")
    current = office.forms.get(form.id)
    started = _started(office, (actor, name), form.id, text, current.version if current else "")
    with office.work.begin() as tx:
        return _added(tx, evolve(started, written_by=frozenset({actor})))


def _started(office: Office, by: tuple[str, str], form_id: str, text: str, based_on: str) -> FormVersion:
    now = office.now()
    actor, name = by
    return FormVersion(
        id="FV-" + "".join(secrets.choice(_ALPHABET) for _ in range(8)),
        form_id=form_id,
        state=FormState.EDITING,
        text=text,
        based_on=based_on,
        made_by=actor,
        made_by_name=name,
        made_at=now,
        changed_at=now,
    )


def _added(tx: Transaction, version: FormVersion) -> FormVersion:
    tx.form_versions.add(version)
    detail = f"{version.form_id} {version.based_on}".strip()
    tx.audit.add(AuditEntry(version.made_at, version.made_by, Action.STARTED_FORM, version.id, detail=detail))
    return version


def _writers_of(office: Office, tx: Transaction, version: FormVersion, by: Professional, text: str) -> frozenset[str]:
    """Whose words a text holds that is to take the place of the version's: one from before is still its writers'.

    Whoever only brings it back adds no word to it, and an undone change leaves nothing of whoever made it.
    """
    if text == _text_of_base(office, tx, version):
        return frozenset()
    if version.text_before and text == version.text_before:
        return version.written_before
    return version.written_by | {by.id}


def _text_of_base(office: Office, tx: Transaction, version: FormVersion) -> str | None:
    """The text of the version it is based on, which somebody approved or the library brought; None where it is gone."""
    base = published_version(office, tx, version.form_id, version.based_on)
    return base.text if base else None


def _current(office: Office, version_id: str) -> FormVersion:
    with office.work.reading() as tx:
        return version_in(office, tx, version_id)


def _fit(text: str) -> str:
    if len(text) > MOST_TEXT:
        raise NotAForm(f"The text must be {MOST_TEXT:,} characters or fewer")
    return text


def with_version(text: str, version: str) -> str:
    """The same form under another version. Raises `FormFaults` for a text with faults."""
    return write_form(evolve(read_form(text), version=version))
