"""The single view: one record of one system, and beside it what the others hold on a child who may be the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from attrs import evolve, field, frozen

from frontdoor.access import Answer, RecordKey
from frontdoor.connectors.asking import Call
from frontdoor.connectors.people import Involvement, PersonRecord, PersonWarning, Relationship
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.agency import Professional
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor.single_view import Match, MatchStatus, compare, match
from frontdoor_portal.use_cases.access.judging import ruling_on
from frontdoor_portal.use_cases.access.showing import little_of, only
from frontdoor_portal.use_cases.access.viewing import AroundIt, around, note_signs, record_of, refused
from frontdoor_portal.use_cases.linking.deciding import Decisions, as_decided, decisions_from, decisions_to
from frontdoor_portal.use_cases.linking.told import Told, told_of
from frontdoor_portal.use_cases.models import Action, Sighting
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.prefilling import Identity
from frontdoor_portal.use_cases.previous_contacts import PreviousContacts, previous_contacts
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.seeing import audit
from frontdoor_portal.use_cases.sources import KnownAs

Record = TypeVar("Record", PersonRecord, PupilRecord)


@frozen
class PupilsBeside:
    """What one education system answered, judged against the person.

    `match` is None where nothing could be judged: the education system, or case management itself, did not answer.
    `has_restricted`: it holds a record that may be this child's and that is not this person's to see.
    """

    answer: SourceAnswer[PupilRecord]
    match: Match[PupilRecord] | None
    has_restricted: bool = False
    decided: Told = field(factory=Told)


@frozen
class PeopleBeside:
    """What one case-management system answered, judged against the pupil.

    `match` is None where nothing could be judged: case management, or the education system itself, did not answer.
    Restricted records are not judged, since nothing of them is known here but that they answer to this child's
    details or number: any of them may be this child.
    """

    answer: SourceAnswer[PersonRecord]
    match: Match[PersonRecord] | None
    hides_address: bool = False
    """Whether any record that answers to this child hides where they live, shown here or not."""
    has_restricted: bool = False
    decided: Told = field(factory=Told)


@frozen
class PersonView:
    """A record of case management, with education beside it."""

    sighting: Sighting
    person: SourceAnswer[PersonRecord]
    relationships: SourceAnswer[Relationship]
    involvements: SourceAnswer[Involvement]
    warnings: SourceAnswer[PersonWarning]
    beside: tuple[PupilsBeside, ...]
    previous: PreviousContacts


@frozen
class PupilView:
    """A record of education, with case management beside it."""

    sighting: Sighting
    pupil: SourceAnswer[PupilRecord]
    beside: tuple[PeopleBeside, ...]


@frozen
class LittleView:
    """A record that is not this person's to see: that it may exist, and nothing of it."""

    sighting: Sighting


def view_child(
    office: Office, by: Professional, token: str, purpose: str, only_from: str = ""
) -> PersonView | PupilView | LittleView:
    """The single view of a record that came up in this person's own search, as far as it is theirs to see.

    With `only_from`, a system's name, no other is asked. The record that was opened is read in any case: what stands
    beside it is judged by it, and it alone says what must stay hidden.

    The view, with what it rests on, is audited before any source is asked, and each record that is shown beside it
    before anything is shown; no source is asked for what is not shown.
    Raises `NotVisible`, alike for a token of no search of theirs and a record they may not know of, and
    `NotPermitted`.
    """
    if not may(by, Permission.FIND_CHILDREN):
        raise NotPermitted(Permission.FIND_CHILDREN)
    with office.work.begin() as tx:
        sighting = tx.sightings.get(token, by.id)
        if sighting is None or not sighting.source:  # a search, which is no record
            raise NotVisible(token)
        if only_from and only_from not in _systems(office, sighting):
            raise NotVisible(token)
        ruling = ruling_on(office, tx, by, record_of(sighting))
        if ruling.is_full:
            subject, basis = str(record_of(sighting)), ruling.basis.value
            audit(office, tx, by, Action.VIEWED_CHILD, subject, purpose=purpose, detail=basis)
        else:
            refused(office, tx, by, sighting, ruling, purpose)
    if ruling.answer is Answer.NOTHING:
        raise NotVisible(token)
    if ruling.answer is Answer.LITTLE:
        return LittleView(sighting)
    call = Call(acting_for=by.id, purpose=purpose)
    who = Identity.from_data(sighting.identity)
    but = _systems(office, sighting) - {only_from} if only_from else frozenset()
    if sighting.is_case_management:
        return _person_view(office, by, sighting, who, call, but)
    return _pupil_view(office, by, sighting, who, call, but)


def _note_beside(
    office: Office,
    tx: Transaction,
    by: Professional,
    sighting: Sighting,
    beside: Iterable[PupilsBeside | PeopleBeside],
    purpose: str,
) -> None:
    """Write down whose records are shown beside the one that was opened, so that "who looked" finds each by its number.

    One child's two records are one look: the reviews count and judge that of the record that was opened.
    """
    systems = {each.title: each.name for each in office.gateway.sources()}
    for other in beside:
        for each in other.match.candidates if other.match else ():
            subject = str(RecordKey(systems[other.answer.source], each.record.id))
            audit(office, tx, by, Action.VIEWED_BESIDE, subject, purpose=purpose, detail=str(record_of(sighting)))


def _systems(office: Office, sighting: Sighting) -> frozenset[str]:
    """The names of the systems whose answers stand on the page of a record: its own, and all of the other kind."""
    others = (each for each in office.gateway.sources() if each.is_case_management != sighting.is_case_management)
    return frozenset((sighting.source, *(each.name for each in others)))


def _as_known(who: Identity) -> KnownAs | None:
    """What the record must still say. An expected date is none yet: the child is born on another day."""
    return KnownAs(who.name, who.born_on) if who.born_on and str(who.name) and not who.is_expected else None


def _person_view(
    office: Office, by: Professional, sighting: Sighting, who: Identity, call: Call, but: frozenset[str]
) -> PersonView:
    about = office.gateway.ask_about_person(
        sighting.source,
        sighting.record_id,
        who.pupils_like(),
        call,
        _as_known(who),
        but=but,
        details=sighting.source not in but,
    )
    person = about.person.items[0] if about.person.items else None
    systems = {each.title: each.name for each in office.gateway.sources()}
    with office.work.begin() as tx:
        decided = {
            answer.source: decisions_from(tx, record_of(sighting), systems[answer.source], _ids(answer))
            for answer in about.pupils
        }
        seen = around(office, tx, by, sighting, about.pupils, about.relationships, _linked(systems, decided))
        beside = tuple(_pupils_beside(person, answer, seen, decided[answer.source], by) for answer in about.pupils)
        shown = () if person is None or person.restricted else beside
        _note_beside(office, tx, by, sighting, shown, call.purpose)
        note_signs(office, tx, by, sighting, (*about.person.items, *_shown(beside)), about.relationships.items)
        previous = previous_contacts(office, tx, by, record_of(sighting), _certain(systems, beside))
    return PersonView(
        sighting,
        about.person,
        seen.family(about.relationships),
        about.involvements,
        about.warnings,
        beside,
        previous,
    )


def _pupil_view(
    office: Office, by: Professional, sighting: Sighting, who: Identity, call: Call, but: frozenset[str]
) -> PupilView:
    about = office.gateway.ask_about_pupil(
        sighting.source, sighting.record_id, who.people_like(), call, _as_known(who), but=but
    )
    pupil = about.pupil.items[0] if about.pupil.items else None
    systems = {each.title: each.name for each in office.gateway.sources()}
    with office.work.begin() as tx:
        decided = {
            answer.source: decisions_to(tx, record_of(sighting), systems[answer.source], _ids(answer))
            for answer in about.people
        }
        seen = around(office, tx, by, sighting, about.people, linked=_linked(systems, decided))
        beside = tuple(_people_beside(pupil, answer, seen, decided[answer.source], by) for answer in about.people)
        _note_beside(office, tx, by, sighting, beside, call.purpose)
        note_signs(office, tx, by, sighting, (*about.pupil.items, *_shown(beside)))
    return PupilView(sighting, about.pupil, beside)


def _ids(answer: SourceAnswer[PersonRecord] | SourceAnswer[PupilRecord]) -> tuple[str, ...]:
    return tuple(each.id for each in answer.items)


def _linked(systems: Mapping[str, str], decided: Mapping[str, Decisions]) -> tuple[RecordKey, ...]:
    return tuple(RecordKey(systems[title], each) for title, made in decided.items() for each in sorted(made.records))


def _shown(beside: Iterable[PupilsBeside | PeopleBeside]) -> Iterator[PersonRecord | PupilRecord]:
    """The records beside that somebody sees on the view."""
    return (each.record for other in beside if other.match is not None for each in other.match.candidates)


def _certain(systems: Mapping[str, str], beside: Iterable[PupilsBeside]) -> Iterator[RecordKey]:
    """The records beside that are certainly the same child's."""
    for other in beside:
        if other.match is not None and other.match.status is MatchStatus.MATCH:
            for each in other.match.candidates:
                yield RecordKey(systems[other.answer.source], each.record.id)


def _pupils_beside(
    person: PersonRecord | None, answer: SourceAnswer[PupilRecord], seen: AroundIt, decided: Decisions, by: Professional
) -> PupilsBeside:
    judge = partial(_pupils_like, person)
    seen = _once_judged(judge, answer, seen, decided)
    answer = only(answer, lambda each: seen.exists(answer.source, each.id))
    others, open_ones = _comparable(answer, seen, decided)
    judged = judge(open_ones, decided, _known(answer.source, decided, seen))
    shown = _theirs(judged, lambda record: seen.is_theirs(answer.source, record.id))
    hides = len(open_ones.items) < len(others.items) or _count(shown) < _count(judged)
    return PupilsBeside(answer, shown, hides, told_of(decided, answer, seen, by))


def _people_beside(
    pupil: PupilRecord | None, answer: SourceAnswer[PersonRecord], seen: AroundIt, decided: Decisions, by: Professional
) -> PeopleBeside:
    hides = any(each.do_not_disclose_address or each.restricted for each in answer.items)
    judge = partial(_people_like, pupil)
    seen = _once_judged(judge, answer, seen, decided)
    answer = only(answer, lambda each: seen.exists(answer.source, each.id))
    _, open_ones = _comparable(answer, seen, decided)
    judged = judge(open_ones, decided, _known(answer.source, decided, seen))
    shown = _theirs(judged, lambda record: seen.is_theirs(answer.source, record.id))
    kept = {each.record.id for each in shown.candidates} if shown else set()
    found = {each.record.id for each in judged.candidates} if judged else set()
    hidden = {each.id for each in answer.items if not seen.may_be_compared(answer.source, each.id)} | (found - kept)
    items = tuple(little_of(each) if each.id in hidden else each for each in answer.items)
    restricted = any(each.restricted and not decided.keeps_apart(each.id) for each in items)
    return PeopleBeside(evolve(answer, items=items), shown, hides, restricted, told_of(decided, answer, seen, by))


Judge = Callable[[SourceAnswer[Record], Decisions, frozenset[str]], Match[Record] | None]


def _once_judged(judge: Judge[Record], answer: SourceAnswer[Record], seen: AroundIt, decided: Decisions) -> AroundIt:
    """What may be seen when every record that came up was judged once, as if all might be this child's.

    This child's for certain are the one match, and what a person linked.
    """
    known = _known(answer.source, decided, seen)
    judged = judge(_comparable(answer, seen, decided)[1], decided, known)
    matched = judged.candidates if judged is not None and judged.status is MatchStatus.MATCH else ()
    ids = {each.record.id for each in matched} | {each for each in known if decided.says_same(each)}
    return seen.once_judged({RecordKey(seen.systems(answer.source), each) for each in ids})


def _comparable(
    answer: SourceAnswer[Record], seen: AroundIt, decided: Decisions
) -> tuple[SourceAnswer[Record], SourceAnswer[Record]]:
    """The records that nobody keeps apart, and those of them that may be shown if they prove to be this child's."""
    others = only(answer, lambda each: not decided.keeps_apart(each.id))
    return others, only(others, lambda each: seen.may_be_compared(answer.source, each.id))


def _known(source: str, decided: Decisions, seen: AroundIt) -> frozenset[str]:
    return frozenset(each for each in decided.records if seen.exists(source, each))


def _theirs(judged: Match[Record] | None, is_theirs: Callable[[Record], bool]) -> Match[Record] | None:
    """What may be shown of a judgement: the same child's record, and of those that only may be, one's own."""
    if judged is None or judged.status is MatchStatus.MATCH:
        return judged
    return evolve(judged, candidates=tuple(each for each in judged.candidates if is_theirs(each.record)))


def _count(judged: Match[Record] | None) -> int:
    return len(judged.candidates) if judged else 0


def _pupils_like(
    person: PersonRecord | None, answer: SourceAnswer[PupilRecord], decided: Decisions, known: frozenset[str]
) -> Match[PupilRecord] | None:
    if person is None or not answer.has_answered:
        return None
    compared = [(pupil, compare(person, pupil)) for pupil in answer.items]
    return _proven(as_decided(match(compared), compared, decided, known), answer)


def _people_like(
    pupil: PupilRecord | None, answer: SourceAnswer[PersonRecord], decided: Decisions, known: frozenset[str]
) -> Match[PersonRecord] | None:
    if pupil is None or not answer.has_answered:
        return None
    compared = [(person, compare(person, pupil)) for person in answer.items if not person.restricted]
    return _proven(as_decided(match(compared), compared, decided, known), answer)


def _proven(judged: Match[Record], answer: SourceAnswer[Record]) -> Match[Record] | None:
    """An answer that is old, or in part, which its explanation says, cannot prove that no record is like the child."""
    proves = not answer.explanation and answer.state is not SourceState.STALE_COPY
    return judged if proves or judged.status is not MatchStatus.NONE else None
