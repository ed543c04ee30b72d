"""The single view: one record of one system, and beside it what the others hold on a child who may be the same."""

from typing import TypeVar

from attrs import frozen

from frontdoor.connectors.asking import Call
from frontdoor.connectors.people import Involvement, PersonRecord, PersonWarning, Relationship
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.agency import Professional
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor.single_view import Match, MatchStatus, compare, match
from frontdoor_portal.use_cases.models import Action, Sighting
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.prefilling import Identity
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.seeing import audit
from frontdoor_portal.use_cases.sources import KnownAs

Record = TypeVar("Record", PersonRecord, PupilRecord)


@frozen
class PupilsBeside:
    """What one education system answered, judged against the person.

    `match` is None where nothing could be judged: the education system, or case management itself, did not answer.
    """

    answer: SourceAnswer[PupilRecord]
    match: Match[PupilRecord] | None


@frozen
class PeopleBeside:
    """What one case-management system answered, judged against the pupil.

    `match` is None where nothing could be judged: case management, or the education system itself, did not answer.
    Restricted records are not judged, since nothing of them is known here but that they answer to this child's
    details or number: any of them may be this child.
    """

    answer: SourceAnswer[PersonRecord]
    match: Match[PersonRecord] | None

    @property
    def has_restricted(self) -> bool:
        return any(person.restricted for person in self.answer.items)


@frozen
class PersonView:
    """A record of case management, with education beside it."""

    sighting: Sighting
    person: SourceAnswer[PersonRecord]
    relationships: SourceAnswer[Relationship]
    involvements: SourceAnswer[Involvement]
    warnings: SourceAnswer[PersonWarning]
    beside: tuple[PupilsBeside, ...]


@frozen
class PupilView:
    """A record of education, with case management beside it."""

    sighting: Sighting
    pupil: SourceAnswer[PupilRecord]
    beside: tuple[PeopleBeside, ...]


def view_child(office: Office, by: Professional, token: str, purpose: str) -> PersonView | PupilView:
    """The single view of a record that came up in this person's own search.

    The view is audited before any source is asked. Raises `NotVisible` and `NotPermitted`.
    """
    if not may(by, Permission.FIND_CHILDREN):
        raise NotPermitted(Permission.FIND_CHILDREN)
    with office.work.begin() as tx:
        sighting = tx.sightings.get(token, by.id)
        if sighting is None or not sighting.source:  # a search, which is no record
            raise NotVisible(token)
        audit(office, tx, by, Action.VIEWED_CHILD, f"{sighting.source}/{sighting.record_id}", purpose=purpose)
    call = Call(acting_for=by.id, purpose=purpose)
    who = Identity.from_data(sighting.identity)
    if sighting.is_case_management:
        return _person_view(office, sighting, who, call)
    return _pupil_view(office, sighting, who, call)


def _known(who: Identity) -> KnownAs | None:
    """What the record must still say. An expected date is none yet: the child is born on another day."""
    return KnownAs(who.name, who.born_on) if who.born_on and str(who.name) and not who.is_expected else None


def _person_view(office: Office, sighting: Sighting, who: Identity, call: Call) -> PersonView:
    about = office.gateway.ask_about_person(sighting.source, sighting.record_id, who.pupils_like(), call, _known(who))
    person = about.person.items[0] if about.person.items else None
    return PersonView(
        sighting,
        about.person,
        about.relationships,
        about.involvements,
        about.warnings,
        tuple(PupilsBeside(answer, _pupils_like(person, answer)) for answer in about.pupils),
    )


def _pupil_view(office: Office, sighting: Sighting, who: Identity, call: Call) -> PupilView:
    about = office.gateway.ask_about_pupil(sighting.source, sighting.record_id, who.people_like(), call, _known(who))
    pupil = about.pupil.items[0] if about.pupil.items else None
    return PupilView(
        sighting, about.pupil, tuple(PeopleBeside(answer, _people_like(pupil, answer)) for answer in about.people)
    )


def _pupils_like(person: PersonRecord | None, answer: SourceAnswer[PupilRecord]) -> Match[PupilRecord] | None:
    if person is None or not _answered(answer):
        return None
    return _proven(match([(pupil, compare(person, pupil)) for pupil in answer.items]), answer)


def _people_like(pupil: PupilRecord | None, answer: SourceAnswer[PersonRecord]) -> Match[PersonRecord] | None:
    if pupil is None or not _answered(answer):
        return None
    judged = match([(person, compare(person, pupil)) for person in answer.items if not person.restricted])
    return _proven(judged, answer)


def _proven(judged: Match[Record], answer: SourceAnswer[Record]) -> Match[Record] | None:
    """An answer in part, which says so in its explanation, cannot prove that no record is like the child."""
    return None if judged.status is MatchStatus.NONE and answer.explanation else judged


def _answered(answer: SourceAnswer[PupilRecord] | SourceAnswer[PersonRecord]) -> bool:
    return answer.state in {SourceState.FOUND, SourceState.NONE_FOUND}
