"""From a finished version to the one that people are asked: submitted, approved by another, in force at its time.

A version that is published or scheduled never changes. Whatever must be different is another version, and going back
to an earlier one is publishing its text again under a number of its own.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from attrs import evolve

from frontdoor.domain.agency import Professional, Role
from frontdoor.forms import next_version
from frontdoor.workflow.deadlines import LONDON
from frontdoor_portal.use_cases.form_versions.approvers import may_approve_it
from frontdoor_portal.use_cases.form_versions.beside import require_seen, took_the_place_of_another
from frontdoor_portal.use_cases.form_versions.editing import MOST_NOTE, editable, with_version
from frontdoor_portal.use_cases.form_versions.looking import examine, library_versions, only_administrators, version_in
from frontdoor_portal.use_cases.form_versions.models import FormState, FormVersion, digest_of
from frontdoor_portal.use_cases.models import Action, AuditEntry, Message, NoticeKind, Topic
from frontdoor_portal.use_cases.notices import NoticePayload
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted, Stale
from frontdoor_portal.use_cases.seeing import audit

LIST_PATH = "/form-versions"
LAST_CALL = timedelta(minutes=1)
"""So long before its time a scheduled version can no longer be taken back: somewhere it may be in use already."""


class NotSound(ValueError):
    """A version with faults, or whose own tests fail, is neither submitted nor published."""


class OwnApproval(NotPermitted):
    """Nobody approves what they submitted themselves, or wrote."""


class BadTime(ValueError):
    """A time to publish at that is over. The message is for the field."""


def submit_version(
    office: Office,
    by: Professional,
    version_id: str,
    revision: int,
    note: str,
    wanted_at: datetime | None,
    seen: str | None = None,
) -> FormVersion:
    """Put a version before another administrator; or publish it, where this portal asks for no second person.

    `wanted_at` is when it should come into force, None for at once; `seen` is what it was looked at beside. Raises
    `NotPermitted`, `NotVisible`, `Stale`, `LookAgain`, `NotSound` or `BadTime`.
    """
    only_administrators(by)
    now = office.now()
    if wanted_at is not None and wanted_at <= now:
        raise BadTime("The date and time must be in the future")
    with office.work.begin() as tx:
        version = editable(office, tx, version_id, revision)
        _must_be_sound(office, version)
        require_seen(office, tx, version, seen)
        submitted = evolve(
            version,
            state=FormState.SUBMITTED,
            note=note[:MOST_NOTE],
            wanted_at=wanted_at,
            submitted_by=by.id,
            submitted_by_name=by.name,
            submitted_at=now,
            rejection="",
            changed_at=now,
        )
        if not office.form_rules.second_person:
            done = _publish(office, tx, by, submitted)
        else:
            done = tx.form_versions.save(submitted)
            audit(office, tx, by, Action.SUBMITTED_FORM, version_id)
            _tell(tx, NoticeKind.FORM_TO_APPROVE, done, sorted(may_approve_it(tx, done, by.id)))
    office.form_rules.changed()
    return done


def approve_version(
    office: Office, by: Professional, version_id: str, revision: int, seen: str | None = None
) -> FormVersion:
    """Publish what another administrator submitted, at once or at the time they wanted, if that is still to come.

    `seen` is what they looked at it beside: approved is what they read. Raises `NotPermitted`, `NotVisible`, `Stale`,
    `LookAgain`, `NotSound` or `OwnApproval`.
    """
    only_administrators(by)
    with office.work.begin() as tx:
        version = _submitted(office, tx, version_id, revision)
        if by.id in {version.submitted_by, *version.written_by}:
            raise OwnApproval
        _must_be_sound(office, version)
        require_seen(office, tx, version, seen)
        done = _publish(office, tx, by, version)
    office.form_rules.changed()
    return done


def reject_version(office: Office, by: Professional, version_id: str, revision: int, reason: str) -> FormVersion:
    """Give a submitted version back to be edited, with a reason that its author reads. Raises what approving raises."""
    only_administrators(by)
    with office.work.begin() as tx:
        version = _submitted(office, tx, version_id, revision)
        given_back = evolve(version, state=FormState.EDITING, rejection=reason[:MOST_NOTE], changed_at=office.now())
        done = tx.form_versions.save(given_back)
        audit(office, tx, by, Action.REJECTED_FORM, version_id)
        _tell(
            tx, NoticeKind.FORM_REJECTED, done, {version.submitted_by, version.made_by, *version.written_by} - {by.id}
        )
    return done


def withdraw_version(office: Office, by: Professional, version_id: str, revision: int) -> FormVersion:
    """Take back what waits for approval, or for its time, to edit it again. Raises `Stale` once that is too late.

    Whoever approved what waits for its time is told, and every other administrator: they count on its being asked.
    """
    only_administrators(by)
    now = office.now()
    with office.work.begin() as tx:
        version = version_in(office, tx, version_id)
        if version.revision != revision or version.state not in {FormState.SUBMITTED, FormState.SCHEDULED}:
            raise Stale("Somebody else changed this version")
        was_scheduled = version.state is FormState.SCHEDULED
        if was_scheduled:
            done = tx.form_versions.unschedule(version, now + LAST_CALL)
        else:
            done = tx.form_versions.save(evolve(version, state=FormState.EDITING, changed_at=now))
        audit(office, tx, by, Action.WITHDREW_FORM, version_id)
        if was_scheduled:
            others = (each for each in tx.reviews.people_with_role(Role.ADMINISTRATOR) if each != by.id)
            _tell(tx, NoticeKind.FORM_TAKEN_BACK, done, others)
    office.form_rules.changed()
    return done


def publish_as_operator(office: Office, operator: str, version_id: str) -> FormVersion:
    """Publish a version at once, from the command line of whoever runs the portal. Raises `NotVisible`, `Stale` or
    `NotSound`.
    """
    with office.work.begin() as tx:
        version = version_in(office, tx, version_id)
        if version.is_frozen:
            raise Stale("This version is published already")
        _must_be_sound(office, version)
        done = _published(office, tx, evolve(version, wanted_at=None), operator, operator)
    office.form_rules.changed()
    return done


def settle_due(office: Office) -> int:
    """Call published what was scheduled and has come into force. It is asked at its time without this.

    Administrators are told of one that took the place of another than it was begun from: it may take back what that
    one put right.
    """
    with office.work.begin() as tx:
        settled = tx.form_versions.settle(office.now())
        for version_id in settled:
            version = version_in(office, tx, version_id)
            if took_the_place_of_another(office, tx, version):
                _tell(tx, NoticeKind.FORM_TOOK_PLACE, version, tx.reviews.people_with_role(Role.ADMINISTRATOR))
        return len(settled)


def _submitted(office: Office, tx: Transaction, version_id: str, revision: int) -> FormVersion:
    version = version_in(office, tx, version_id)
    if version.state is not FormState.SUBMITTED or version.revision != revision:
        raise Stale("Somebody else changed this version")
    return version


def _must_be_sound(office: Office, version: FormVersion) -> None:
    examined = examine(office, version)
    if not examined.is_sound:
        raise NotSound("\n".join(map(str, (*examined.faults, *examined.failed))))


def _publish(office: Office, tx: Transaction, by: Professional, version: FormVersion) -> FormVersion:
    done = _published(office, tx, version, by.id, by.name)
    _tell(tx, NoticeKind.FORM_PUBLISHED, done, tx.reviews.people_with_role(Role.ADMINISTRATOR))
    return done


def _published(office: Office, tx: Transaction, version: FormVersion, actor: str, actor_name: str) -> FormVersion:
    """Give the version its number, freeze its text and say from when it is in force."""
    now = office.now()
    later = version.wanted_at is not None and version.wanted_at > now
    start = version.wanted_at if later and version.wanted_at is not None else now
    own = [*tx.form_versions.all(), *library_versions(office)]
    taken = [each.version for each in own if each.version and each.form_id == version.form_id]
    number = next_version(start.astimezone(LONDON).date(), taken)
    text = with_version(version.text, number)
    done = tx.form_versions.save(
        evolve(
            version,
            state=FormState.SCHEDULED if later else FormState.PUBLISHED,
            text=text,
            text_before="",
            written_before=frozenset(),
            version=number,
            digest=digest_of(text),
            in_force_from=start,
            approved_by=actor,
            approved_by_name=actor_name,
            changed_at=now,
        )
    )
    detail = f"{version.form_id} {number}"
    tx.audit.add(AuditEntry(now, actor, Action.PUBLISHED_FORM, version.id, detail=detail))
    return done


def _tell(tx: Transaction, kind: NoticeKind, version: FormVersion, people: Iterable[str]) -> None:
    for person in people:
        payload = NoticePayload(kind, person, version.id, f"{LIST_PATH}/{version.id}")
        key = f"notice/{kind.value}/{version.id}/{version.revision}/{person}"
        tx.outbox.put(Message(key, Topic.NOTICE, payload.to_mapping()))
