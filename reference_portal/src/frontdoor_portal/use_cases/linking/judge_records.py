"""Judging the records of case management against each other system's, as its list of people has them.

All are judged before any is linked: a record of the other system that two lay claim to is a person's to decide.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf

from attrs import field, frozen

from frontdoor.access import RecordKey
from frontdoor.connectors.feed import PersonIdentity
from frontdoor.matching import (
    Candidate,
    Decided,
    Doubt,
    Evidence,
    Judgement,
    Status,
    are_a_generation_apart,
    judge,
    prepare,
)
from frontdoor.search import Asked, plan, shortlist
from frontdoor_portal.use_cases.linking.contradicting import at_odds
from frontdoor_portal.use_cases.linking.links import (
    EVERY_RECORD,
    LinkKind,
    MatchReview,
    RecordLink,
    ReviewCandidate,
    standing,
)
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.searching.index import IndexedPerson
from frontdoor_portal.use_cases.searching.known_names import KnownNames, stamp_of
from frontdoor_portal.use_cases.searching.search_index import MOST_READ, read_names
from frontdoor_portal.use_cases.sources import SourceDescription

THE_PORTAL = "portal"
MOST_SHOWN = 5
"""Candidates that a person compares: the likeliest."""

_TOGETHER = 200
"""Records read, or outcomes stored, in one transaction: nobody who writes waits for long."""

ENOUGH_EVIDENCE = "The evidence was enough"
CHANGED = "The records have changed, and the evidence is not enough any more"


def pairs_of_systems(office: Office) -> tuple[tuple[SourceDescription, SourceDescription], ...]:
    """Each case-management system with each education system, where both have been read to their end."""
    with office.work.reading() as tx:
        read = {feed.source for feed in tx.people.feeds() if feed.as_at is not None}
    systems = [each for each in office.gateway.sources() if each.name in read]
    return tuple(
        (one, other) for one in systems for other in systems if one.is_case_management and not other.is_case_management
    )


@frozen
class Linked:
    """What came of judging one system against another: links made, kept and taken back, and reviews that wait."""

    judged: int = 0
    made: int = 0
    kept: int = 0
    taken_back: int = 0
    to_review: int = 0


@frozen
class _Outcome:
    one: RecordKey
    judgement: Judgement
    linked: tuple[RecordLink, ...] = field(repr=False)

    @property
    def by_people(self) -> frozenset[str]:
        """The records that people said are the same child's."""
        return standing(self.linked, LinkKind.SAME)


def judge_records(office: Office, source: str, other_source: str, report: Callable[[int], None]) -> Linked:
    """Judge every record of `source`, a case-management system, against the records of `other_source`.

    Links that are due are made, those that are not any more are taken back, and what is not sure waits for a person.
    What people decided stands. `report` is told how many records were judged.
    """
    known = _known(office)
    outcomes: list[_Outcome] = []
    for people in _in_turn(office, source):
        with office.work.reading() as tx:
            outcomes += [_judged(tx, known, each, other_source) for each in people if not each.person.restricted]
        report(len(outcomes))
    claims = _claims(outcomes)
    done = Linked(judged=len(outcomes))
    for start in range(0, len(outcomes), _TOGETHER):
        with office.work.begin() as tx:
            for outcome in outcomes[start : start + _TOGETHER]:
                done = _settled(office, tx, known, outcome, other_source, claims, done)
    with office.work.begin() as tx:
        detail = f"judged={done.judged},made={done.made},taken_back={done.taken_back},to_review={done.to_review}"
        tx.audit.add(
            AuditEntry(office.now(), THE_PORTAL, Action.LINKED_RECORDS, f"{source}/{other_source}", "linking", detail)
        )
    return done


def _known(office: Office) -> KnownNames:
    with office.work.reading() as tx:
        stamp = stamp_of(tx.people.feeds())
    return office.names.wait_for(stamp, lambda: read_names(office))


def _in_turn(office: Office, source: str) -> Iterator[Sequence[IndexedPerson]]:
    after = 0
    while True:
        with office.work.reading() as tx:
            people = tx.people_index.walk(source, after, _TOGETHER)
        if not people:
            return
        yield people
        after = people[-1].number


def _judged(tx: Transaction, known: KnownNames, indexed: IndexedPerson, other_source: str) -> _Outcome:
    one = RecordKey(indexed.source, indexed.person.id)
    links = tx.links.of(one, other_source)
    decided = Decided(standing(links, LinkKind.SAME), standing(links, LinkKind.NOT_SAME))
    odds = at_odds(links, tx.links.to)
    if EVERY_RECORD in decided.never and not odds:
        # Somebody said that the other system has no record of this child.
        return _Outcome(one, Judgement(Status.NONE, by_person=True), links)
    linked_to = next(iter(sorted(standing(links, LinkKind.BY_ITSELF))), "")
    scored = _candidates(tx, known, indexed.person, other_source, decided.always)
    judgement = judge(scored, known.scorer.model, linked_to, decided)
    return _Outcome(one, _contradicted(judgement, links) if odds else judgement, links)


def _contradicted(judgement: Judgement, links: Sequence[RecordLink]) -> Judgement:
    """What contradicts is asked about, by the records that people linked, also where one of them is gone meanwhile."""
    linked = {each.other.record_id: each for each in links if each.kind is LinkKind.SAME}
    found = {each.id for each in judgement.candidates}
    gone = [Candidate(key, Evidence(each.bits, each.evidence)) for key, each in linked.items() if key not in found]
    candidates = tuple(sorted((*judgement.candidates, *gone), key=lambda each: each.id not in linked))
    status = Status.POSSIBLE if len(candidates) == 1 else Status.SEVERAL
    return Judgement(status, candidates, (Doubt.CONTRADICTING_DECISIONS,))


def _candidates(
    tx: Transaction, known: KnownNames, person: PersonIdentity, other_source: str, always: frozenset[str]
) -> list[Candidate]:
    wanted = prepare(person)
    found: dict[int, IndexedPerson] = {}
    for asked in _asked(person):
        looked_up = plan(asked, known.vocabulary)
        postings = tx.people_index.look_up(looked_up, {other_source})
        numbers = shortlist(looked_up, postings, MOST_READ)
        found |= {each.number: each for each in tx.people_index.read(numbers, {other_source})}
    prepared = [prepare(each.person) for each in found.values()]
    scored = [
        Candidate(each.id, known.scorer.score(wanted, each))
        for each in prepared
        if not are_a_generation_apart(wanted, each)
    ]
    missing = always - {each.id for each in scored}
    held = (tx.people.get(other_source, record_id) for record_id in sorted(missing))
    return [*scored, *(Candidate(each.id, known.scorer.score(wanted, prepare(each))) for each in held if each)]


def _asked(person: PersonIdentity) -> Iterator[Asked]:
    """The record as a search: under its name with all it tells, under each other name, and by each further number."""
    first_nhs, first_upn = next(iter(person.nhs_numbers), None), next(iter(person.upns), None)
    postcode = next(iter(person.postcodes), None)
    yield Asked(person.name.given, person.name.family, person.birth_date, None, postcode, first_nhs, first_upn)
    for name in person.other_names:
        yield Asked(name.given or person.name.given, name.family or person.name.family, person.birth_date)
    for nhs_number in person.nhs_numbers[1:]:
        yield Asked(nhs_number=nhs_number)
    for upn in person.upns[1:]:
        yield Asked(upn=upn)


def _claims(outcomes: Sequence[_Outcome]) -> Mapping[str, Sequence[tuple[float, RecordKey]]]:
    """Who lays claim to each record of the other system, the strongest first: above all whom people linked with it."""
    claims: dict[str, list[tuple[float, RecordKey]]] = {}
    for outcome in outcomes:
        for candidate in outcome.judgement.candidates:
            bits = inf if candidate.id in outcome.by_people else candidate.evidence.bits
            claims.setdefault(candidate.id, []).append((bits, outcome.one))
    return {other: sorted(claimed, key=_bits, reverse=True) for other, claimed in claims.items()}


def _bits(claim: tuple[float, RecordKey]) -> float:
    return claim[0]


def _settled(
    office: Office,
    tx: Transaction,
    known: KnownNames,
    outcome: _Outcome,
    other_source: str,
    claims: Mapping[str, Sequence[tuple[float, RecordKey]]],
    done: Linked,
) -> Linked:
    judgement = _with_rivals(outcome, claims, known.scorer.model.thresholds.advantage)
    best = judgement.candidates[0] if judgement.status is Status.MATCH else None
    made = kept = taken_back = to_review = 0
    for link in outcome.linked:
        if link.kind is not LinkKind.BY_ITSELF:
            continue
        if best is not None and link.other.record_id == best.id and not judgement.by_person:
            kept += 1
        else:
            taken_back += tx.links.undo(link.id, office.now(), THE_PORTAL, CHANGED)
    if best is not None and not judgement.by_person and not kept:
        tx.links.add(_link(office, outcome.one, RecordKey(other_source, best.id), best, known.scorer.model.name))
        made += 1
    if judgement.status in {Status.POSSIBLE, Status.SEVERAL}:
        tx.links.put_review(_review(office, outcome.one, other_source, judgement))
        to_review += 1
    else:
        tx.links.drop_review(outcome.one, other_source)
    return Linked(
        done.judged, done.made + made, done.kept + kept, done.taken_back + taken_back, done.to_review + to_review
    )


def _with_rivals(
    outcome: _Outcome, claims: Mapping[str, Sequence[tuple[float, RecordKey]]], advantage: float
) -> Judgement:
    """The judgement, or one that asks a person where another record claims the same one about as well."""
    judgement = outcome.judgement
    if judgement.status is not Status.MATCH or judgement.by_person:
        return judgement
    best = judgement.candidates[0]
    rivals = [bits for bits, claimant in claims[best.id] if claimant != outcome.one]
    if not rivals or best.evidence.bits - rivals[0] >= advantage:
        return judgement
    status = Status.SEVERAL if len(judgement.candidates) > 1 else Status.POSSIBLE
    return Judgement(status, judgement.candidates, (*judgement.doubts, Doubt.ANOTHER_AS_GOOD))


def _link(office: Office, one: RecordKey, other: RecordKey, found: Candidate, model: str) -> RecordLink:
    return RecordLink(
        id=secrets.token_urlsafe(12),
        kind=LinkKind.BY_ITSELF,
        one=one,
        other=other,
        made_at=office.now(),
        made_by=THE_PORTAL,
        made_by_name="The portal",
        reason=ENOUGH_EVIDENCE,
        bits=found.evidence.bits,
        evidence=found.evidence.fields,
        model=model,
    )


def _review(office: Office, one: RecordKey, other_source: str, judgement: Judgement) -> MatchReview:
    return MatchReview(
        id=secrets.token_urlsafe(12),
        one=one,
        other_source=other_source,
        status=judgement.status,
        doubts=judgement.doubts,
        candidates=tuple(
            ReviewCandidate(each.id, each.evidence.bits, each.evidence.fields)
            for each in judgement.candidates[:MOST_SHOWN]
        ),
        raised_at=office.now(),
    )
