"""Who may see one child: a manager looks, lets somebody in, ends that, and sets how closely the child is kept."""

import secrets
from collections.abc import Mapping

from attrs import frozen

from frontdoor.access import (
    RecordKey,
    RelationshipKind,
    Sensitivity,
    TheirRelationship,
    may_set,
    relate,
)
from frontdoor.access.relationships import BY_GRANT
from frontdoor.domain.agency import Professional
from frontdoor.domain.facts import SourceState
from frontdoor.domain.identifiers import Reference
from frontdoor.single_view import MatchStatus
from frontdoor_portal.use_cases.access.judging import ruling_on
from frontdoor_portal.use_cases.access.recording import end_relationship, record_relationship
from frontdoor_portal.use_cases.access.store import FRONT_DOOR, Level
from frontdoor_portal.use_cases.access.viewing import record_of
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.seeing import audit
from frontdoor_portal.use_cases.view_child import LittleView, PersonView, PupilView, view_child

LEAST_REASON = 10


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
        record = _open_record(office, tx, by, token)
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

    Raises `AccessRefused`, `NotPermitted` and `NotVisible`.
    """
    if kind not in BY_GRANT:
        raise AccessRefused("kind", "Select what they do with the child")
    if len(evidence.strip()) < LEAST_REASON:
        raise AccessRefused("evidence", "Say what shows that they work with the child")
    with office.work.begin() as tx:
        record = _open_record(office, tx, by, token)
        account = tx.accounts.account_of_email(email.strip())
        if account is None or account.disabled:
            raise AccessRefused("email", "Enter the email address of somebody who has an account here")
        person = account.professional
        if person.id == by.id:
            raise AccessRefused("email", "You cannot let yourself in: another manager must")
        is_team = kind == RelationshipKind.TEAM_HOLDS_CASE
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
        record = _open_record(office, tx, by, token)
        held = tx.access.relationship(relationship_id)
        if held is None or held.record != record:
            raise NotVisible(relationship_id)
        end_relationship(office, tx, by, held)


@frozen
class LevelSet:
    """What a level was given to. `unanswered` are systems that did not answer, so that a record there keeps its own."""

    records: tuple[RecordKey, ...]
    contacts: int
    unanswered: tuple[str, ...]


def set_level(office: Office, by: Professional, token: str, level: str, reason: str) -> LevelSet:
    """Give a child a level: the record, the record of the same child in the other system, and contacts about either.

    Every system is asked first, since a sealed child whom another system still shows is not sealed. Raises
    `AccessRefused`, `NotPermitted` and `NotVisible`.
    """
    if level not in set(Sensitivity):
        raise AccessRefused("level", "Select a level")
    if len(reason.strip()) < LEAST_REASON:
        raise AccessRefused("reason", "Say why")
    with office.work.reading() as tx:
        record = _open_record(office, tx, by, token)
        before = _level_of(tx, record)
    if not may_set(by.roles, before):
        raise NotPermitted(Permission.SET_ACCESS)
    view = view_child(office, by, token, f"Set the level to {level}")
    if isinstance(view, LittleView):
        raise NotVisible(token)
    records, unanswered = _records_of(office, view, record)
    with office.work.begin() as tx:
        about = filter(_is_contact, tx.access.subjects_of(records))
        contacts = [RecordKey(FRONT_DOOR, reference) for reference in about]
        for each in (*records, *contacts):
            if may_set(by.roles, _level_of(tx, each)):
                tx.access.set_level(Level(each, Sensitivity(level), reason.strip(), by.id, office.now()))
                detail = f"{before.value},{level}"
                audit(office, tx, by, Action.LEVEL_SET, str(each), purpose=reason.strip(), detail=detail)
    return LevelSet(records, len(contacts), unanswered)


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


def _open_record(office: Office, tx: Transaction, by: Professional, token: str) -> RecordKey:
    if not may(by, Permission.SET_ACCESS):
        raise NotPermitted(Permission.SET_ACCESS)
    sighting = tx.sightings.get(token, by.id)
    if sighting is None or not ruling_on(office, tx, by, record_of(sighting)).is_full:
        raise NotVisible(token)
    return record_of(sighting)


def _level_of(tx: Transaction, record: RecordKey) -> Sensitivity:
    levels = tx.access.levels_of((record,))
    return levels[record].level if record in levels else Sensitivity.NORMAL


def _is_contact(subject: str) -> bool:
    try:
        Reference.parse(subject)
    except ValueError:
        return False
    return True
