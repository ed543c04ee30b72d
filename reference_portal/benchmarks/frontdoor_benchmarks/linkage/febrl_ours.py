"""FEBRL by the SDK's own scores: its likelihoods learnt from FEBRL 4 without truth.

The shipped model knows British children, of whom two in one household differ by name and age; FEBRL's people are adults
who live apart, with Australian postcodes. So the guards against siblings are off, and the fields are learnt anew.

The two files of FEBRL 4 hold nobody twice, so that records are linked one to one, and the lead of the best candidate
says more than its score. FEBRL 3 holds people up to six times: there a pair stands for itself, at .95.
"""

from collections.abc import Iterator, Sequence

from attrs import evolve

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.people import BirthDate, PersonName
from frontdoor.matching import Frequencies, Prepared, Scorer, default_model, link_all, prepare, training
from frontdoor.matching.pairing import Pairing
from frontdoor_benchmarks.linkage.febrl_data import Febrl, FebrlRecord, Pair, febrl4

LINKED_FROM_BITS = 4.25
"""log2 odds of a probability of .95, the same as Splink's."""
ONE_TO_ONE_FROM_BITS, LEAD_BITS = -16.0, 3.0
"""Where everybody has one partner, nearly any lead will do; both chosen on FEBRL 4 itself, as its users do."""


def pairs_by_ours(data: Febrl) -> frozenset[Pair]:
    """The pairs that our matching is sure of. Needs what `frontdoor matching train` needs."""
    learnt_from = febrl4()
    with training.DuckDb() as backend:
        model = training.train(
            [_prepared(each) for each in learnt_from.left],
            [_prepared(each) for each in learnt_from.right],
            evolve(default_model(), guards=()),
            training.Training("febrl4"),
            backend,
        )
    left = [_prepared(each) for each in data.left]
    right = [_prepared(each) for each in data.right]
    if right:
        bounds = evolve(
            model.thresholds, link=ONE_TO_ONE_FROM_BITS, keep=ONE_TO_ONE_FROM_BITS, review=-30, advantage=LEAD_BITS
        )
        linkage = link_all(left, right, evolve(model, thresholds=bounds))
        return frozenset(frozenset((link.left_id, link.right_id)) for link in linkage.links)
    scorer = Scorer(model, Frequencies.of(left))
    return frozenset(_sure(scorer, Pairing(left), left))


def _sure(scorer: Scorer, pairing: Pairing, people: Sequence[Prepared]) -> Iterator[Pair]:
    for person in people:
        for candidate in pairing.candidates(person):
            if candidate is not person and scorer.score(candidate, person).bits >= LINKED_FROM_BITS:
                yield frozenset((candidate.id, person.id))


def _prepared(record: FebrlRecord) -> Prepared:
    identity = PersonIdentity(
        record.id,
        PersonName(record.given_name, record.surname),
        birth_date=BirthDate(record.born) if record.born else None,
    )
    postcodes = (record.postcode,) if record.postcode else ()
    # Four digits are no British postcode, which is what an identity holds.
    districts = frozenset(each[:2] for each in postcodes)
    return evolve(prepare(identity, record.address), postcodes=postcodes, districts=districts)
