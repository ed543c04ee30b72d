"""The single view as one person may see it: which records beside it, which of the family, and what it has to do with
the person who looks."""

from collections.abc import Callable, Collection, Iterable

from attrs import evolve, frozen

from frontdoor.access import Answer, RecordKey, Ruling, signs_in
from frontdoor.connectors.people import PersonRecord, Relationship
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.agency import Professional
from frontdoor.domain.facts import SourceAnswer
from frontdoor_portal.use_cases.access.judging import Rulings, rulings_on
from frontdoor_portal.use_cases.access.showing import family_as_ruled
from frontdoor_portal.use_cases.models import Action, Sighting
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.seeing import audit

Answers = tuple[SourceAnswer[PersonRecord], ...] | tuple[SourceAnswer[PupilRecord], ...]


def record_of(sighting: Sighting) -> RecordKey:
    return RecordKey(sighting.source, sighting.record_id)


@frozen
class AroundIt:
    """What may be seen around a record that somebody opened.

    `as_own` judges each record by itself, `as_same_child` as one more of the child whose record is open: a person's
    relationship with the child holds for every record of that child. Until records are judged any of them may be that
    child's; `once_judged` takes it back for those that are not.
    """

    systems: Callable[[str], str]
    as_own: Rulings
    as_same_child: Rulings

    def may_be_compared(self, source: str, record_id: str) -> bool:
        """Whether a record may be shown if it proves to be the same child's."""
        return self.as_same_child.of(self.systems(source), record_id).is_full

    def is_theirs(self, source: str, record_id: str) -> bool:
        """Whether it may be shown whoever's it is."""
        return self.as_own.of(self.systems(source), record_id).is_full

    def exists(self, source: str, record_id: str) -> bool:
        """Whether the person may know that there is such a record."""
        key = self.systems(source), record_id
        return self.as_same_child.of(*key).answer is not Answer.NOTHING

    def once_judged(self, same: Collection[RecordKey]) -> "AroundIt":
        """The same when it is known which records are this child's for certain.

        Whatever else came up may be another child's, like a twin's, with whom the person has nothing to do: of a record
        that is nobody's to know of by itself, not even that it may be this child's is told.
        """
        own = self.as_own.by_record
        theirs = self.as_same_child.by_record.items()
        return evolve(
            self,
            as_same_child=Rulings(
                {
                    key: own[key] if own[key].answer is Answer.NOTHING and key not in same else ruling
                    for key, ruling in theirs
                }
            ),
        )

    def family(self, answer: SourceAnswer[Relationship]) -> SourceAnswer[Relationship]:
        return family_as_ruled(answer, self.systems(answer.source), self.as_own)


def around(
    office: Office,
    tx: Transaction,
    by: Professional,
    sighting: Sighting,
    answers: Answers,
    family: SourceAnswer[Relationship] | None = None,
    linked: Iterable[RecordKey] = (),
) -> AroundIt:
    """Judge everything that the sources said beside a record that somebody opened, and what is linked with it."""
    systems = {each.title: each.name for each in office.gateway.sources()}
    beside = [RecordKey(systems[each.source], item.id) for each in answers for item in each.items]
    beside += linked
    relatives = [RecordKey(sighting.source, each.person_id) for each in family.items] if family else []
    return AroundIt(
        lambda title: systems[title],
        rulings_on(office, tx, by, (*beside, *relatives)),
        rulings_on(office, tx, by, beside, same_child_as=record_of(sighting)),
    )


def note_signs(
    office: Office,
    tx: Transaction,
    by: Professional,
    sighting: Sighting,
    records: Iterable[PersonRecord | PupilRecord],
    family: Iterable[Relationship] = (),
) -> None:
    """Write down, as codes, what a record has to do with whoever opened it: the privacy officer's rules read that."""
    records, family = tuple(records), tuple(family)
    names = [record.name for record in records] + [each.name for each in family]
    signs = signs_in(
        viewer_name=by.name,
        viewer_postcodes=tx.reviews.own_postcodes(by.id),
        colleagues=tx.reviews.names_at(by.agency.id),
        family_names=[name.family for name in names],
        postcodes=[record.address.postcode for record in records],
        people_named=[str(name) for name in names],
    )
    if signs:
        detail = ",".join(sorted(signs))
        audit(office, tx, by, Action.NOTED_SIGNS, str(record_of(sighting)), detail=detail)


def refused(office: Office, tx: Transaction, by: Professional, sighting: Sighting, ruling: Ruling, why: str) -> None:
    """Write down that somebody opened the page of a record they may see little or nothing of."""
    record = str(record_of(sighting))
    audit(office, tx, by, Action.REFUSED_CHILD, record, purpose=why, detail=ruling.basis.value)
