"""What was sent, in words: a contact's answers shown in the form version they were asked in."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from frontdoor.connectors.episodes import EpisodeRequest, NewPerson, PopulatedAnswer
from frontdoor.domain.contact import Contact
from frontdoor.domain.people import Address
from frontdoor.domain.referral import Referral
from frontdoor.forms import (
    Answers,
    AnswersDoNotFit,
    Concept,
    FormDefinition,
    GroupAnswer,
    Question,
    display,
    display_items,
    from_json,
    in_play,
    items_in_play,
    raw_of,
)
from frontdoor_portal.use_cases.one_child import (
    AboutOneChild,
    about_one_of_several,
    answers_of_child,
    shares_address,
)
from frontdoor_portal.use_cases.ports import Office


@frozen
class AnsweredQuestion:
    """One question with its answer in plain words. `items` are the people or things of a group, one by one.

    `answer` says all of it in one text, a group's too: other systems take no more.
    """

    question_id: str
    question: str
    answer: str
    items: tuple["AnsweredItem", ...] = ()


@frozen
class AnsweredItem:
    """One person or thing of a group: “Child 2”, and what was said of them."""

    title: str
    answers: tuple[AnsweredQuestion, ...]


@frozen
class AnsweredSection:
    title: str
    questions: tuple[AnsweredQuestion, ...]


@frozen
class SectionNotAnswered:
    """The questions of a section that were asked and left blank."""

    title: str
    questions: tuple[str, ...]


NOT_INSTALLED = "This form version is no longer installed"
DOES_NOT_FIT = "The form version installed here is not the one these answers were given in"
"""Titles of the one section in which answers stand by the ids of their questions, and why they do."""

SEVERAL_CHILDREN = "several_children"
"""Under which id an episode says that its form was about several children, and what that means for its answers."""

OF_ALL = "of_all_"
"""Before the id of a question whose answer was written of all the children, in the episode of a further one."""

_OF_ONE_OF_THEM = frozenset({Concept.CHILD_VOICE, Concept.HOUSEHOLD})
"""What a form asks of “the child” though it supplies something: the words of one, and who is what to whom."""

_READ_HERE = AnsweredQuestion(
    "", "This form was about several children", "Read in Family Front Door what it says of this child"
)


def form_of(office: Office, contact: Contact) -> FormDefinition | None:
    """The form version a contact was sent in; None where it is no longer installed."""
    return office.form_versions.get((contact.submission.form_id, contact.submission.form_version))


def answered_sections(office: Office, contact: Contact) -> tuple[AnsweredSection, ...]:
    """Every answered question of a contact, by section, in the form's order.

    What was sent is never out of reach: where its form version is gone, or is not what it was, it stands as stored.
    """
    form = form_of(office, contact)
    if form is None:
        return (as_stored(NOT_INSTALLED, contact.submission.answers),)
    try:
        return _in_form(form, from_json(form, contact.submission.answers))
    except AnswersDoNotFit:
        return (as_stored(DOES_NOT_FIT, contact.submission.answers),)


def sections_for_record(
    office: Office, contact: Contact, *, beside_sealed: bool = False
) -> tuple[AnsweredSection, ...]:
    """The same for the record of the child whom a contact is about: of a form about several, what is this child's.

    Without the form version nobody can tell whose an answer is: then it stays here, and the text says so.
    """
    if not contact.submission.together:
        return answered_sections(office, contact)
    form = form_of(office, contact)
    if form is None:
        return (AnsweredSection(NOT_INSTALLED, (_READ_HERE,)),)
    try:
        return _of_child(form, contact, beside_sealed=beside_sealed)
    except AnswersDoNotFit:
        return (AnsweredSection(DOES_NOT_FIT, (_READ_HERE,)),)


def _of_child(form: FormDefinition, contact: Contact, *, beside_sealed: bool) -> tuple[AnsweredSection, ...]:
    about = _about_child(form, contact, beside_sealed=beside_sealed)
    return _in_form(about.form, about.answers)


def _about_child(form: FormDefinition, contact: Contact, *, beside_sealed: bool) -> AboutOneChild:
    answers = from_json(form, contact.submission.answers)
    if not contact.submission.together:
        return AboutOneChild(form, answers)
    return answers_of_child(form, answers, contact.submission.child_number, beside_sealed=beside_sealed)


def as_stored(title: str, answers: Mapping[str, object]) -> AnsweredSection:
    """Answers by the ids of their questions, for want of the form that says what these are called."""
    return AnsweredSection(title, tuple(_as_stored(question, answer) for question, answer in answers.items()))


def _as_stored(question: str, answer: object) -> AnsweredQuestion:
    if not isinstance(answer, list | tuple) or not answer or not all(isinstance(each, Mapping) for each in answer):
        return AnsweredQuestion(question, question, _stored(answer))
    items = tuple(
        AnsweredItem(
            str(number), tuple(AnsweredQuestion(member, member, _stored(each)) for member, each in item.items())
        )
        for number, item in enumerate(answer, start=1)
    )
    texts = ["\n".join([item.title, *(f"{each.question}: {each.answer}" for each in item.answers)]) for item in items]
    return AnsweredQuestion(question, question, "\n\n".join(texts), items)


def _stored(answer: object) -> str:
    # Which kind of question it was is gone with the form: what a number or a code means is left to the reader.
    match answer:
        case {"text": str(text), "verified": bool(verified)}:
            return text if verified else f"{text} (not checked)"
        case Mapping():
            parts = list(answer.values())
        case list() | tuple():
            parts = list(answer)
        case _:
            parts = [answer]
    return "\n".join(str(part) for part in parts if part not in (None, ""))


def _in_form(form: FormDefinition, answers: Answers) -> tuple[AnsweredSection, ...]:
    sections = []
    for section in form.sections:
        questions = tuple(
            answered(question, answers[question.id])
            for page in section.pages
            for question in page.questions
            if question.id in answers
        )
        if questions:
            sections.append(AnsweredSection(section.title, questions))
    return tuple(sections)


def answered(question: Question, answer: object) -> AnsweredQuestion:
    """One question with its answer, typed or as a draft holds it."""
    items = tuple(
        AnsweredItem(
            question.item_called(number),
            tuple(AnsweredQuestion(member.id, member.label, text) for member, text in rows),
        )
        for number, rows in (display_items(question, answer) if question.is_group else ())
    )
    return AnsweredQuestion(question.id, question.label, display(question, answer), items)


def sections_not_answered(office: Office, contact: Contact) -> tuple[SectionNotAnswered, ...]:
    """What was asked of the sender and left blank, by section; nothing where the form version cannot say."""
    form = form_of(office, contact)
    if form is None:
        return ()
    try:
        answers = from_json(form, contact.submission.answers)
    except AnswersDoNotFit:
        return ()
    return _not_answered(form, answers)


def _not_answered(form: FormDefinition, answers: Answers) -> tuple[SectionNotAnswered, ...]:
    playing = in_play(form, raw_of(answers))
    sections = (
        SectionNotAnswered(
            section.title,
            tuple(
                label
                for page in section.pages
                for question in page.questions
                if question.id in playing.questions
                for label in _left_blank(question, answers, playing.said)
            ),
        )
        for section in form.sections
    )
    return tuple(section for section in sections if section.questions)


def _left_blank(question: Question, answers: Answers, said: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    answer = answers.get(question.id)
    if answer is None:
        return (question.label,)
    if not isinstance(answer, GroupAnswer):
        return ()
    items = items_in_play(question, raw_of({question.id: answer})[question.id], said)
    return tuple(
        f"{question.item_called(item.number)}: {member.label}"
        for item in items
        for member in item.members
        if member.id not in item.raw
    )


def _populated(form: FormDefinition, contact: Contact, *, beside_sealed: bool) -> Iterator[PopulatedAnswer]:
    """The answers for an episode; of a form about several children, each says whether it is this child's.

    A system may take an answer by its question's id as this child's own. So in the episode of a further child what the
    form asks of “the child” and was answered of all has an id of its own, which no system is told to take as anything
    but words. What says what the contact is (the worry, the urgency, whether the family was told) keeps its id.
    """
    about = _about_child(form, contact, beside_sealed=beside_sealed)
    if several := about_one_of_several(contact, beside_sealed=beside_sealed):
        yield PopulatedAnswer(SEVERAL_CHILDREN, _READ_HERE.question, "\n".join(several))
    number = contact.submission.child_number
    for section in _in_form(about.form, about.answers):
        for each in section.questions:
            if not number or each.question_id in about.own:
                yield PopulatedAnswer(each.question_id, each.question, each.answer)
                continue
            meaning = form.question(each.question_id).supplies
            keeps_id = meaning is not None and meaning not in _OF_ONE_OF_THEM
            asked_as = each.question_id if keeps_id else f"{OF_ALL}{each.question_id}"
            yield PopulatedAnswer(asked_as, f"Written of all children of the form: {each.question}", each.answer)


def _shares_address(form: FormDefinition, contact: Contact) -> bool:
    answers = from_json(form, contact.submission.answers)
    return shares_address(form, answers, contact.submission.child_number)


def episode_request_of(office: Office, contact: Contact, *, beside_sealed: bool = False) -> EpisodeRequest:
    """The episode that a referral asks for, populated with every answer; of a form about several children, with what
    is this child's. `beside_sealed`: another child of the form is sealed, and what was written of all stays here.

    Raises `ValueError` for a non-referral and for answers that do not fit the form version, and `LookupError` without
    that version: an episode is not filled in with questions that nobody can read.
    """
    referral = Referral.of(contact)
    form = form_of(office, contact)
    if form is None:
        raise LookupError(NOT_INSTALLED)
    child = referral.child
    new_person = None
    if referral.record.person_id is None:
        new_person = NewPerson(
            name=child.name,
            birth_date=child.birth_date,
            sex=child.sex,
            address=Address() if beside_sealed and _shares_address(form, contact) else child.address,
            nhs_number=child.nhs_number,
            upn=child.upn,
            not_the_same_as=referral.not_the_same_as,
        )
    return EpisodeRequest(
        reference=referral.reference,
        contact_date=referral.received_at,
        source_code=referral.referral_source,
        category=referral.category,
        priority=referral.priority,
        answers=tuple(_populated(form, contact, beside_sealed=beside_sealed)),
        team=referral.team,
        person_id=referral.record.person_id,
        new_person=new_person,
    )
