"""The questions of the form that a contact was sent in, for whoever asks about one or corrects its answer."""

from collections.abc import Mapping

from attrs import evolve, frozen

from frontdoor.domain.contact import Contact
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.reading_submission import answered_sections, form_of, sections_for_record


@frozen
class SentQuestion:
    """One question in the version it was asked in. `answer` is as it was sent, and empty where none was given."""

    id: str
    section: str
    label: str
    answer: str = ""


def sent_questions(office: Office, contact: Contact) -> tuple[SentQuestion, ...]:
    """Every question of the form, by section in the form's order; in each, the answered ones come first."""
    answered = [
        SentQuestion(each.question_id, section.title, each.question, each.answer)
        for section in answered_sections(office, contact)
        for each in section.questions
    ]
    form = form_of(office, contact)
    if form is None:
        return tuple(answered)
    known = {each.id for each in answered}
    left = [
        SentQuestion(question.id, section.title, question.label)
        for section in form.sections
        for page in section.pages
        for question in page.questions
        if question.id not in known
    ]
    order = list(dict.fromkeys((*(section.title for section in form.sections), *(each.section for each in answered))))
    return tuple(sorted((*answered, *left), key=lambda each: order.index(each.section)))


def by_id(office: Office, contact: Contact) -> Mapping[str, SentQuestion]:
    """The same, to look up the one that something is about."""
    return {each.id: each for each in sent_questions(office, contact)}


def for_record(office: Office, contact: Contact, *, beside_sealed: bool = False) -> Mapping[str, SentQuestion]:
    """The same for the record of one child of several, without an answer that is not this child's as it was sent."""
    sent = by_id(office, contact)
    if not contact.submission.together:
        return sent
    own = {
        each.question_id: each.answer
        for section in sections_for_record(office, contact, beside_sealed=beside_sealed)
        for each in section.questions
    }
    return {
        key: each if not each.answer or own.get(key) == each.answer else evolve(each, answer=_LEFT_OUT)
        for key, each in sent.items()
    }


_LEFT_OUT = "Not copied: this form was about several children, and it is in Family Front Door"


def is_of_form(office: Office, contact: Contact, question_id: str) -> bool:
    """Whether a contact's form has that question."""
    return question_id in by_id(office, contact)
