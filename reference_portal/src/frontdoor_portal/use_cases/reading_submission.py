"""What was sent, in words: a contact's answers shown in the form version they were asked in."""

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


def form_of(office: Office, contact: Contact) -> FormDefinition:
    """The form version a contact was sent in; raises `KeyError` where this portal no longer has it."""
    return office.form_versions[contact.submission.form_id, contact.submission.form_version]


def answered_sections(office: Office, contact: Contact) -> tuple[AnsweredSection, ...]:
    """Every answered question of a contact, by section, in the form's order."""
    form = form_of(office, contact)
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
    """The episode that a referral asks for, populated with every answer. Raises `ValueError` for a non-referral."""
    referral = Referral.of(contact)
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
            for section in answered_sections(office, contact)
            for question in section.questions
        ),
        team=referral.team,
        person_id=referral.record.person_id,
        new_person=new_person,
    )
