"""What was sent, in words: a contact's answers shown in the form version they were asked in."""

from collections.abc import Mapping

from attrs import frozen

from frontdoor.connectors.records import EpisodeRequest, NewPerson, PopulatedAnswer
from frontdoor.domain.contact import Contact
from frontdoor.domain.referral import Referral
from frontdoor.forms import FormDefinition, display, from_json
from frontdoor_portal.use_cases.ports import Office


@frozen
class AnsweredQuestion:
    question_id: str
    question: str
    answer: str


@frozen
class AnsweredSection:
    title: str
    questions: tuple[AnsweredQuestion, ...]


NOT_INSTALLED = "This form version is no longer installed"
"""Title of the one section in which the answers of such a contact stand, by the ids of their questions."""


def form_of(office: Office, contact: Contact) -> FormDefinition | None:
    """The form version a contact was sent in; None where it is no longer installed."""
    return office.form_versions.get((contact.submission.form_id, contact.submission.form_version))


def answered_sections(office: Office, contact: Contact) -> tuple[AnsweredSection, ...]:
    """Every answered question of a contact, by section, in the form's order.

    What was sent is never out of reach: without its form version it stands as it is stored, under `NOT_INSTALLED`.
    """
    form = form_of(office, contact)
    return _without_form(contact) if form is None else _in_form(form, contact)


def _without_form(contact: Contact) -> tuple[AnsweredSection, ...]:
    stored = contact.submission.answers.items()
    questions = tuple(AnsweredQuestion(question, question, _as_stored(answer)) for question, answer in stored)
    return (AnsweredSection(NOT_INSTALLED, questions),)


def _as_stored(answer: object) -> str:
    # Which kind of question it was is gone with the form: what a number or a code means is left to the reader.
    match answer:
        case {"text": str(text), "verified": False}:
            return f"{text} (not checked)"
        case Mapping():
            parts = list(answer.values())
        case list() | tuple():
            parts = list(answer)
        case _:
            parts = [answer]
    return "\n".join(part for part in parts if isinstance(part, str) and part)


def _in_form(form: FormDefinition, contact: Contact) -> tuple[AnsweredSection, ...]:
    answers = from_json(form, contact.submission.answers)
    sections = []
    for section in form.sections:
        questions = tuple(
            AnsweredQuestion(question.id, question.label, display(question, answers[question.id]))
            for page in section.pages
            for question in page.questions
            if question.id in answers
        )
        if questions:
            sections.append(AnsweredSection(section.title, questions))
    return tuple(sections)


def episode_request_of(office: Office, contact: Contact) -> EpisodeRequest:
    """The episode that a referral asks for, populated with every answer.

    Raises `ValueError` for a non-referral, and `LookupError` without the form version: an episode is not filled in
    with questions that nobody can read.
    """
    referral = Referral.of(contact)
    form = form_of(office, contact)
    if form is None:
        raise LookupError(NOT_INSTALLED)
    child = referral.child
    new_person = None
    if referral.record.person_id is None:
        new_person = NewPerson(child.name, child.birth_date, child.sex, child.address, child.nhs_number, child.upn)
    return EpisodeRequest(
        reference=referral.reference,
        contact_date=referral.received_at,
        source_code=referral.referral_source,
        category=referral.category,
        priority=referral.priority,
        answers=tuple(
            PopulatedAnswer(question.question_id, question.question, question.answer)
            for section in _in_form(form, contact)
            for question in section.questions
        ),
        team=referral.team,
        person_id=referral.record.person_id,
        new_person=new_person,
    )
