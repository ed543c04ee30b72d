"""Linking two whole systems: for each record of one, which record of the other is about the same child."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from frontdoor.matching.comparing import are_a_generation_apart
from frontdoor.matching.deciding import Candidate, Judgement, Status, judge
from frontdoor.matching.model import Model
from frontdoor.matching.pairing import Pairing
from frontdoor.matching.prepared import Prepared
from frontdoor.matching.scoring import Evidence, Frequencies, Scorer


@frozen
class Link:
    """A pair that would be linked by itself, with the evidence."""

    left_id: str
    right_id: str
    evidence: Evidence


@frozen
class Linkage:
    """What came of it: links, and by the id of the right record what a person is asked about."""

    links: tuple[Link, ...]
    reviews: Mapping[str, Judgement]


def link_all(left: Sequence[Prepared], right: Sequence[Prepared], model: Model) -> Linkage:
    """Link each record of `right` to at most one of `left`, and each of `left` to at most one of `right`.

    `left` is the larger: how rare a name is, is counted there.
    """
    scorer, pairing = Scorer(model, Frequencies.of(left)), Pairing(left)
    judged = dict(_judged(scorer, pairing, right))
    claims = _claims(judged)
    links, reviews = [], {}
    for right_id, judgement in judged.items():
        if judgement.status is Status.MATCH and _is_the_only_claim(claims, right_id, judgement, model):
            links.append(Link(judgement.candidates[0].id, right_id, judgement.candidates[0].evidence))
        elif judgement.status is not Status.NONE:
            reviews[right_id] = judgement
    return Linkage(tuple(links), reviews)


def _judged(scorer: Scorer, pairing: Pairing, right: Sequence[Prepared]) -> Iterator[tuple[str, Judgement]]:
    for person in right:
        scored = [
            Candidate(each.id, scorer.score(each, person))
            for each in pairing.candidates(person)
            if not are_a_generation_apart(each, person)
        ]
        yield person.id, judge(scored, scorer.model)


def _claims(judged: Mapping[str, Judgement]) -> Mapping[str, Sequence[tuple[float, str]]]:
    """Who lays claim to each left record, and with how much evidence, the strongest first."""
    claims: dict[str, list[tuple[float, str]]] = {}
    for right_id, judgement in judged.items():
        for candidate in judgement.candidates:
            claims.setdefault(candidate.id, []).append((candidate.evidence.bits, right_id))
    return {left_id: sorted(claimed, reverse=True) for left_id, claimed in claims.items()}


def _is_the_only_claim(
    claims: Mapping[str, Sequence[tuple[float, str]]], right_id: str, judgement: Judgement, model: Model
) -> bool:
    """Whether no other record of the right claims the same one of the left about as well: a twin, or a duplicate."""
    claimed = claims[judgement.candidates[0].id]
    others = [bits for bits, claimant in claimed if claimant != right_id]
    return not others or judgement.candidates[0].evidence.bits - others[0] >= model.thresholds.advantage
