"""Who may see one child: a manager looks, lets somebody in, ends that, and sets how closely the child is kept."""

import secrets
from collections.abc import Mapping

from attrs import frozen

from frontdoor.access import (
    Basis,
    RecordKey,
    RelationshipKind,
    ReviewRule,
    Ruling,
    Sensitivity,
    TheirRelationship,
    may_set,
    relate,
)
from frontdoor.access.relationships import BY_GRANT
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.facts import SourceState
from frontdoor.domain.identifiers import Reference
from frontdoor.single_view import MatchStatus
from frontdoor_portal.use_cases.access.alerting import open_review
from frontdoor_portal.use_cases.access.judging import ruling_on, rulings_on
from frontdoor_portal.use_cases.access.relationships import end_relationship, record_relationship
from frontdoor_portal.use_cases.access.store import FRONT_DOOR, Level
from frontdoor_portal.use_cases.access.viewing import record_of
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.once_sealed import follow_sealing, hold_forms_of
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.seeing import audit
from frontdoor_portal.use_cases.trying_again import tried_again
from frontdoor_portal.use_cases.view_child import LittleView, PersonView, PupilView, view_child

LEAST_REASON = 10
KEPT = "How closely the child is kept"

NOT_BY_GLASS = "You opened this in an emergency, which ends: ask a manager who was let in"
NOT_ONESELF = "You cannot let yourself in: another manager must"
LET_IN = frozenset(Basis(kind.value) for kind in BY_GRANT)
"""Why somebody sees a record who was let in by another."""


class AccessRefused(ValueError):
    """It was not done. `fault` names the field, and the message says what to do."""

    def __init__(self, fault: str, message: str) -> None:
        super().__init__(message)
        self.fault = fault


@frozen
class WhoMaySee:
    """Everybody who has or had a relationship with a child of a record, newest first, and its level.

    `names` leads from the ids in them to names, for people and agencies that are still registered.
    """

    record: RecordKey
    level: Sensitivity
    may_set_level: bool
    relationships: tuple[TheirRelationship, ...]
    in_force: frozenset[str]
    names: Mapping[str, str]


def who_may_see(office: Office, by: Professional, token: str) -> WhoMaySee:
    """Open the list, which is audited. Raises `NotPermitted`, and `NotVisible` for a record not open to them."""
    with office.work.begin() as tx:
        record, _ = _open_record(office, tx, by, token)
        audit(office, tx, by, Action.VIEWED_ACCESS, str(record), purpose="Who may see the child")
        relationships = tx.access.relationships_with(record)
        level = _level_of(tx, record)
        people = {each.professional_id for each in relationships} | {each.granted_by for each in relationships}
        agencies = {agency.id: agency.name for agency in tx.accounts.agencies()}
        names = {**agencies, **tx.reviews.names_of(people)}
    now = office.now()
    in_force = frozenset(each.id for each in relationships if each.is_in_force(now))
    return WhoMaySee(record, level, may_set(by.roles, level), relationships, in_force, names)


def grant(office: Office, by: Professional, token: str, email: str, kind: str, evidence: str) -> TheirRelationship:
    """Let a registered person, or with `team_holds_case` their whole agency, see a child.

    Nobody lets themselves in, nor the agency they are in themselves unless another let them in before; and what a
    broken glass opens for an hour is no ground to let anybody in for longer.
    Raises `AccessRefused`, `NotPermitted` and `NotVisible`.
    """
    if kind not in BY_GRANT:
        raise AccessRefused("kind", "Select what they do with the child")
    if len(evidence.strip()) < LEAST_REASON:
        raise AccessRefused("evidence", "Say what shows that they work with the child")
    with office.work.begin() as tx:
        record, ruling = _open_record(office, tx, by, token)
        if _rests_on_glass(tx, record, ruling):
            raise AccessRefused("kind", NOT_BY_GLASS)
        account = tx.accounts.account_of_email(email.strip())
        if account is None or account.disabled:
            raise AccessRefused("email", "Enter the email address of somebody who has an account here")
        person = account.professional
        is_team = kind == RelationshipKind.TEAM_HOLDS_CASE
        lets_own_agency_in = is_team and person.agency.id == by.agency.id and ruling.basis not in LET_IN
        if person.id == by.id or lets_own_agency_in:
            raise AccessRefused("email", NOT_ONESELF)
        granted = relate(
            secrets.token_urlsafe(12),
            RelationshipKind(kind),
            record,
            professional_id="" if is_team else person.id,
            agency_id=person.agency.id,
            evidence=evidence,
            granted_by=by.id,
            now=office.now(),
        )
        record_relationship(office, tx, by, granted)
    return granted


def end(office: Office, by: Professional, token: str, relationship_id: str) -> None:
    """Take somebody's access to a child back. Raises `NotPermitted` and `NotVisible`."""
    with office.work.begin() as tx:
        record, _ = _open_record(office, tx, by, token)
        held = tx.access.relationship(relationship_id)
        if held is None or held.record != record:
            raise NotVisible(relationship_id)
        end_relationship(office, tx, by.id, held)


@frozen
class LevelSet:
    """What a level was given to. `unanswered` are systems that did not answer, so that a record there keeps its own."""

    records: tuple[RecordKey, ...]
    contacts: int
    unanswered: tuple[str, ...]


def set_level(office: Office, by: Professional, token: str, level: str, reason: str) -> LevelSet:
    """Give a child a level: the record, the record of the same child in the other system, and contacts about either.

    Every system is asked first, since a sealed child whom another system still shows is not sealed. Nothing is opened
    up that a broken glass alone opens, but by a duty manager what is sealed: that is put before the privacy officer.
    It is tried again when somebody else changes one of the contacts at the same moment.
    Raises `AccessRefused`, `NotPermitted` and `NotVisible`, and `Stale` when they keep changing.
    """
    if level not in set(Sensitivity):
        raise AccessRefused("level", "Select a level")
    if len(reason.strip()) < LEAST_REASON:
        raise AccessRefused("reason", "Say why")
    wanted = Sensitivity(level)
    with office.work.reading() as tx:
        record, ruling = _open_record(office, tx, by, token)
        before = _level_of(tx, record)
        if not may_set(by.roles, before):
            raise NotPermitted(Permission.SET_ACCESS)
        if _rests_on_glass(tx, record, ruling) and not _may_set_by_glass(by, before, wanted):
            raise AccessRefused("level", NOT_BY_GLASS)
    view = view_child(office, by, token, KEPT)
    if isinstance(view, LittleView):
        raise NotVisible(token)
    records, unanswered = _records_of(office, view, record)
    contacts = tried_again(lambda: _set_levels(office, by, records, before, wanted, reason.strip()))
    return LevelSet(records, contacts, unanswered)


def _set_levels(
    office: Office,
    by: Professional,
    records: tuple[RecordKey, ...],
    before: Sensitivity,
    wanted: Sensitivity,
    reason: str,
) -> int:
    """Give a level to records of one child, the one that was opened first, and to contacts; how many these are."""
    record = records[0]
    with office.work.begin() as tx:
        about = [Reference(each) for each in tx.access.subjects_of(records) if _is_contact(each)]
        contacts = [RecordKey(FRONT_DOOR, each.value) for each in about]
        if wanted is Sensitivity.SEALED:
            hold_forms_of(tx, about)
        by_glass = _opened_by_glass(office, tx, by, record, records)
        opened_up, sealed = False, list[Reference]()
        # Read before any is set: the levels of records that are linked hold for each other.
        for each, held in [(each, tx.access.levels_of((each,)).get(each)) for each in (*records, *contacts)]:
            was, is_by_glass = held.level if held else Sensitivity.NORMAL, each in by_glass
            if not may_set(by.roles, was) or (is_by_glass and not _may_set_by_glass(by, was, wanted)):
                continue
            opened_up |= is_by_glass and was.is_closer_than(wanted)
            sealed_since = held.set_at if held and was is wanted is Sensitivity.SEALED else None
            tx.access.set_level(Level(each, wanted, reason, by.id, sealed_since or office.now()))
            if each in contacts and wanted is Sensitivity.SEALED and not sealed_since:
                sealed.append(Reference(each.record_id))
            detail = f"{before.value},{wanted.value}"
            # The reason says what the family fears: it stands with the level, and not in a chain kept for ever.
            audit(office, tx, by, Action.LEVEL_SET, str(each), purpose=KEPT, detail=detail)
        follow_sealing(office, tx, by.id, sealed)
        if opened_up:
            about_it = f"{record} {office.now().isoformat()}"
            open_review(tx, ReviewRule.UNSEALED, by.id, record, about_it, office.now(), Basis.BREAK_GLASS.value)
    return len(contacts)


def _opened_by_glass(
    office: Office, tx: Transaction, by: Professional, record: RecordKey, records: tuple[RecordKey, ...]
) -> frozenset[RecordKey]:
    rulings = rulings_on(office, tx, by, records, same_child_as=record)
    return frozenset(each for each in records if _rests_on_glass(tx, each, rulings.by_record[each]))


def _rests_on_glass(tx: Transaction, record: RecordKey, ruling: Ruling) -> bool:
    """Whether a record would close with the glass: a normal one is open to whoever may be here by their role."""
    return ruling.basis is Basis.BREAK_GLASS and _level_of(tx, record) is not Sensitivity.NORMAL


def _may_set_by_glass(by: Professional, before: Sensitivity, wanted: Sensitivity) -> bool:
    unseals = before is Sensitivity.SEALED and by.has_role(Role.DUTY_MANAGER)
    return unseals or not before.is_closer_than(wanted)


def _records_of(
    office: Office, view: PersonView | PupilView, record: RecordKey
) -> tuple[tuple[RecordKey, ...], tuple[str, ...]]:
    """Every record of the child that is certain, and the systems that said nothing."""
    systems = {each.title: each.name for each in office.gateway.sources()}
    same, unanswered = [record], []
    for other in view.beside:
        if other.answer.state not in {SourceState.FOUND, SourceState.NONE_FOUND} or other.answer.explanation:
            unanswered.append(other.answer.source)
        if other.match is not None and other.match.status is MatchStatus.MATCH:
            same += [RecordKey(systems[other.answer.source], each.record.id) for each in other.match.candidates]
        # A person's link holds where its record did not come up this time, too.
        linked = (*other.decided.joined.values(), *other.decided.elsewhere)
        same += [each.other if each.one == record else each.one for each in linked]
    return tuple(dict.fromkeys(same)), tuple(unanswered)


def _open_record(office: Office, tx: Transaction, by: Professional, token: str) -> tuple[RecordKey, Ruling]:
    """The record that is open to somebody, and why it is."""
    if not may(by, Permission.SET_ACCESS):
        raise NotPermitted(Permission.SET_ACCESS)
    sighting = tx.sightings.get(token, by.id)
    if sighting is None:
        raise NotVisible(token)
    ruling = ruling_on(office, tx, by, record_of(sighting))
    if not ruling.is_full:
        raise NotVisible(token)
    return record_of(sighting), ruling


def _level_of(tx: Transaction, record: RecordKey) -> Sensitivity:
    levels = tx.access.levels_of((record,))
    return levels[record].level if record in levels else Sensitivity.NORMAL


def _is_contact(subject: str) -> bool:
    try:
        Reference.parse(subject)
    except ValueError:
        return False
    return True
