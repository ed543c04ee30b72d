"""Evidence, doubts and decisions in the words of the screens."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen

from frontdoor.access import RecordKey
from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.people import Sex
from frontdoor.matching import Doubt, Field, FieldEvidence, Level, Status
from frontdoor_portal.use_cases.linking.links import LinkKind, RecordLink
from frontdoor_portal.use_cases.telling_time import moment
from frontdoor_portal.web.children.results import born
from frontdoor_portal.web.wording import Word

STATUS: Mapping[Status, Word] = {
    Status.POSSIBLE: Word("One may be the same child", colour="yellow"),
    Status.SEVERAL: Word("Several may be the same child", colour="orange"),
}
DOUBT: Mapping[Doubt, str] = {
    Doubt.FIRST_NAMES: "The first names differ, or one is missing. A twin, brother or sister can look like this.",
    Doubt.NUMBERS: "An NHS number or a unique pupil number contradicts.",
    Doubt.BIRTH_DATES: "The dates of birth differ, or one is missing and the name or the address is not the same.",
    Doubt.SEXES: "The sex differs.",
    Doubt.ANOTHER_AS_GOOD: "Another record fits about as well.",
    Doubt.CONTRADICTING_DECISIONS: "People have decided this in two ways. Undo the decision that is wrong.",
}
NOT_ENOUGH = "The evidence alone is not enough."
DECISION: Mapping[LinkKind, Word] = {
    LinkKind.BY_ITSELF: Word("Linked by the portal", colour="blue"),
    LinkKind.SAME: Word("The same child", colour="green"),
    LinkKind.NOT_SAME: Word("Not the same child", colour="grey"),
}

_SEX = {Sex.FEMALE: "Female", Sex.MALE: "Male", Sex.UNKNOWN: ""}
_FIELD = {
    Field.GIVEN_NAME: "Given names",
    Field.MIDDLE_NAMES: "Middle names",
    Field.FAMILY_NAME: "Family name",
    Field.BIRTH_DATE: "Date of birth",
    Field.SEX: "Sex",
    Field.ADDRESS: "Postcodes",
    Field.NHS_NUMBER: "NHS number",
    Field.UPN: "Unique pupil number",
}
_LEVEL = {
    Level.SAME: "Same",
    Level.KNOWN_AS: "Another name on record",
    Level.ANOTHER: "Another of their names",
    Level.NICKNAME: "A form of the same name",
    Level.SHORT: "Begins alike",
    Level.PART: "Same in part",
    Level.HOUSE: "Same house",
    Level.STREET: "Same postcode, another house",
    Level.TYPO: "Spelt nearly the same",
    Level.SOUND: "Sounds alike",
    Level.TWO_NAMES: "Alike, but two different names",
    Level.SWAPPED: "The other way round",
    Level.NEAR: "Somewhat alike",
    Level.DIFFERENT: "Different",
    Level.MISSING: "Missing in one or both",
}
_NEAR = {Field.BIRTH_DATE: "Nearly the same", Field.ADDRESS: "Nearby"}
_AGREE = frozenset({Level.SAME, Level.HOUSE})


@frozen
class Row:
    """One field of two records: what each says, how alike that is, and whether it speaks for or against."""

    field: str
    one: str
    other: str
    words: str
    speaks: str
    """`same`, `different` or `missing`, for the style of the words."""


def rows_of(
    one: PersonIdentity, other: PersonIdentity, evidence: Sequence[FieldEvidence], today: date
) -> tuple[Row, ...]:
    """Every field of two records, the ones that were compared first; what neither record tells is left out."""
    levels = {each.field: each for each in evidence}
    mine, theirs = dict(_told(one, today)), dict(_told(other, today))
    rows = [
        Row(_FIELD[field], mine[field], theirs[field], _words(field, levels.get(field)), _speaks(levels.get(field)))
        for field in Field
        if mine[field] or theirs[field]
    ]
    others = _other_names(one), _other_names(other)
    return (*rows, *([Row("Other names", *others, "", "missing")] if any(others) else []))


def doubts_of(doubts: Sequence[Doubt]) -> tuple[str, ...]:
    """Why a person is asked, in sentences."""
    return tuple(DOUBT[each] for each in doubts) or (NOT_ENOUGH,)


def agreed(link: RecordLink) -> str:
    """The fields that agree, for a line of a list: names of fields and no values."""
    fields = [_FIELD[each.field].lower() for each in link.evidence if each.level in _AGREE]
    return ", ".join(fields).replace("nhs", "NHS") if fields else ""


def decided(link: RecordLink, one: RecordKey, titles: Mapping[str, str]) -> str:
    """Who decided what and when, in a sentence for whoever compares the record `one`."""
    title = titles.get(link.other.source, link.other.source)
    with_it = "this one" if link.one == one else f"record {link.one.record_id}"
    if not link.other.record_id:
        what = f"{title} has no record of this child"
    elif link.kind is LinkKind.NOT_SAME:
        what = f"record {link.other.record_id} of {title} and {with_it} are not about the same child"
    else:
        what = f"record {link.other.record_id} of {title} and {with_it} are about the same child"
    return f"{link.made_by_name} decided on {moment(link.made_at)} that {what}"


def _told(person: PersonIdentity, today: date) -> Iterator[tuple[Field, str]]:
    first, _, middle = person.name.given.partition(" ")
    yield Field.GIVEN_NAME, first
    yield Field.MIDDLE_NAMES, middle
    yield Field.FAMILY_NAME, person.name.family
    yield Field.BIRTH_DATE, born(person.birth_date, today) if person.birth_date else ""
    yield Field.SEX, _SEX[person.sex]
    yield Field.ADDRESS, ", ".join(str(each) for each in person.postcodes)
    yield Field.NHS_NUMBER, ", ".join(str(each) for each in person.nhs_numbers)
    yield Field.UPN, ", ".join(str(each) for each in person.upns)


def _other_names(person: PersonIdentity) -> str:
    return ", ".join(str(name) for name in person.other_names if str(name))


def _words(field: Field, evidence: FieldEvidence | None) -> str:
    level = evidence.level if evidence else Level.MISSING
    return _NEAR.get(field, _LEVEL[level]) if level is Level.NEAR else _LEVEL[level]


def _speaks(evidence: FieldEvidence | None) -> str:
    if evidence is None:
        return "missing"
    if evidence.level is Level.TWO_NAMES or evidence.bits < 0:
        return "different"
    return "same"
