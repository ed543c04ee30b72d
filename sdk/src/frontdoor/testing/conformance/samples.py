"""What the suite asks with: an episode for a made-up child, a note, a document, and arguments for any operation."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from attrs import evolve

from frontdoor.connectors.asking import PersonQuery
from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.episodes import CaseNote, Document, Episode, EpisodeRequest, NewPerson, PopulatedAnswer
from frontdoor.domain.identifiers import NhsNumber, Postcode, Reference
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex
from frontdoor.domain.triage import Priority
from frontdoor.forms import QuestionKind, bind, display, library_form
from frontdoor.testing.conformance.stand import Stand, query_for
from frontdoor.testing.filling import fill_in

CHILD = "ashdown.ella"
TODAY = date(2026, 11, 23)
WRITTEN_AT = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
A_PAGE = 100

NEW_CHILD = NewPerson(
    PersonName("Ottoline", "Quennevais"),
    BirthDate(date(2019, 3, 14)),
    Sex.FEMALE,
    Address(("7 Invented Row", "Exampleton"), Postcode("WR80 9ZZ")),
    NhsNumber("9990123004"),
)
"""A child whom no simulator holds. The NHS number is of the test range."""


@cache
def form_answers() -> tuple[PopulatedAnswer, ...]:
    """The answers of the shipped form, every required question filled in: what the portal sends with a referral.

    No two texts are the same, so that one which is left out is missed.
    """
    form = library_form("cause_for_concern")
    answers = bind(form, fill_in(form, {}, TODAY), TODAY).answers
    populated = []
    for question, answer in ((form.question(each), answer) for each, answer in answers.items()):
        is_text = question.kind in {QuestionKind.TEXT, QuestionKind.LONG_TEXT}
        shown = display(question, answer) + (f" ({question.id})" if is_text else "")
        populated.append(PopulatedAnswer(question.id, question.label, shown))
    return tuple(populated)


def episode_for(stand: Stand, person_id: str = "") -> EpisodeRequest:
    """An episode to open for somebody on record, under a reference of its own; for the child unless told."""
    return EpisodeRequest(
        reference=Reference.new(),
        contact_date=datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        source_code="2A",
        category=stand.category,
        priority=Priority.HIGH,
        answers=form_answers(),
        team=stand.team,
        person_id=person_id or stand.id_of(CHILD),
    )


def for_somebody_new(request: EpisodeRequest, child: NewPerson = NEW_CHILD) -> EpisodeRequest:
    """The same for a child who is to be put on record."""
    return evolve(request, reference=Reference.new(), person_id=None, new_person=child)


def note_for(episode: Episode, text: str = "Spoke to the school. Two lines:\nall is well.") -> CaseNote:
    return CaseNote(
        key=f"{episode.reference}/note",
        reference=episode.reference,
        episode_id=episode.id,
        person_id=episode.person_id,
        title="What the front door was told",
        text=text,
        written_by="Officer 7",
        written_at=WRITTEN_AT,
    )


def document_for(episode: Episode, file_name: str = "letter.pdf", content: bytes = PDF) -> Document:
    return Document(
        key=f"{episode.reference}/{file_name}",
        reference=episode.reference,
        episode_id=episode.id,
        file_name=file_name,
        media_type="application/pdf",
        content=content,
    )


def arguments(operation: Operation, stand: Stand, person_id: str = "") -> tuple[Any, ...]:
    """Arguments with which an operation that is done succeeds.

    An episode is opened where the operation needs one, unless `person_id` is given: then nothing is asked of the
    system, and an operation that is not done may be tried with them.
    """
    offline = person_id != ""
    if operation in stand.kind.about_a_person:
        return (person_id if offline else stand.id_of(CHILD),)
    match operation:
        case Operation.SEARCH_PEOPLE | Operation.SEARCH_PUPILS:
            return (query_for(stand.kind.person(CHILD)) if not offline else PersonQuery(family_name="Ashdown"),)
        case Operation.LIST_CHANGED_PEOPLE | Operation.LIST_CHANGED_PUPILS:
            return ("", A_PAGE)
        case Operation.OPEN_EPISODE:
            return (episode_for(stand, person_id),)
    request = episode_for(stand, person_id)
    opened = Episode("1", request.reference, person_id, "Open", "")
    if not offline:
        opened = stand.ask(Operation.OPEN_EPISODE, request)
    match operation:
        case Operation.FIND_EPISODE:
            return (request.reference,)
        case Operation.READ_EPISODE:
            return (opened.id,)
        case Operation.ADD_CASE_NOTE:
            return (note_for(opened),)
        case Operation.ATTACH_DOCUMENT:
            return (document_for(opened),)
    raise ValueError(f"No arguments for {operation}")
