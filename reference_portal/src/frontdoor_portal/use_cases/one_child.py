"""One form about several children, as the record of one of them may hold it: nobody reads it as another child's.

Senders keep the whole form exactly as they sent it. What goes into a child's record is that child's: their own answers
stand where the form asks of the child it began with, whose details stay behind, and the others are named, no more.
"""

from collections.abc import Mapping
from datetime import timedelta

from attrs import evolve, frozen

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.domain.contact import Contact
from frontdoor.domain.triage import OPENS_EPISODE
from frontdoor.forms import (
    OF_A_CHILD,
    Answer,
    Answers,
    AnswersDoNotFit,
    Concept,
    FormDefinition,
    GroupAnswer,
    Page,
    Question,
    QuestionKind,
    Section,
    display,
    is_of_first_child,
)
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.ports import Transaction

ALSO_IN_THIS_FORM = "Also in this form"
NOT_EVEN_NAMED = (
    "Other children. What was written of all of them, and an address that this child shares with one of them, "
    "is in Family Front Door"
)
"""Who else the form was about, in a record that may not name them."""
LEFT_OUT = (
    "What was written of all of them is left out here. Add from the contact what belongs in this child’s record, "
    "and nothing that tells of the other."
)
"""What an officer is told who files by hand beside a sealed child."""

NOT_COPIED = (
    "This form was about several children. What was written of all of them, with the reasons, questions and answers, "
    "is in Family Front Door and is not copied here."
)
"""What stands in the record of a child beside a sealed one: it does not tell that there is one."""

_AT_ONCE = timedelta(minutes=5)
"""What is decided so soon after a sealing may come before it: clocks of two machines differ, and to seal takes time."""

_SAME_ADDRESS = "same_address"
_WHERE_THEY_LIVE = frozenset({Concept.WHEREABOUTS, Concept.ADDRESS})
_NOT_NAMED = "A child who is not named"


@frozen
class AboutOneChild:
    """A form as it would have been asked of one child, and what was answered of that child."""

    form: FormDefinition
    answers: Answers
    own: frozenset[str] = frozenset()
    """The questions whose answers are this child's, and not written of all."""


def about_one_of_several(contact: Contact, *, beside_sealed: bool) -> list[str]:
    """Whose contact it is, where its form was about several children: what is written of all may be about any."""
    if not contact.submission.together:
        return []
    about = f"About: {str(contact.child.name) or 'a child who is not named'}, {contact.submission.child_of_several}"
    if beside_sealed:
        return [about, NOT_COPIED]
    return [
        about,
        "This form was about several children. What was written of the worry may be about any of them.",
        "What was said of another child alone is left out here.",
    ]


def is_beside_sealed(tx: Transaction, contact: Contact) -> bool:
    """Whether another child of the same form is sealed: what was written of all tells of them too."""
    beside = [RecordKey(FRONT_DOOR, reference.value) for reference in contact.submission.together]
    return bool(beside) and any(level.level is Sensitivity.SEALED for level in tx.access.levels_of(beside).values())


def may_tell_of_sealed(tx: Transaction, contact: Contact) -> bool:
    """Whether the episode of a contact may have been filled before another child of the same form was sealed.

    Nothing is filled in before it is decided. A contact that is sealed itself is kept as closely as the other child.
    """
    own = RecordKey(FRONT_DOOR, contact.reference.value)
    beside = [RecordKey(FRONT_DOOR, reference.value) for reference in contact.submission.together]
    levels = tx.access.levels_of([own, *beside])
    sealed_at = {record: level.set_at for record, level in levels.items() if level.level is Sensitivity.SEALED}
    if not sealed_at or own in sealed_at:
        return False
    until = max(sealed_at.values()) + _AT_ONCE
    decisions = (*contact.earlier_decisions, *filter(None, [contact.decision]))
    return any(each.outcome in OPENS_EPISODE and each.decided_at <= until for each in decisions)


def answers_of_child(
    form: FormDefinition, answers: Answers, number: int, *, beside_sealed: bool = False
) -> AboutOneChild:
    """What a form says of one of its children: 0 is the one it began with, 1 the first of the others.

    Where the form asks of the child it began with, another child's own answers stand, and nothing where there are none.
    What else was written stays: it is of all of them. `beside_sealed`: one of the others is sealed, so that no other
    is named, and nothing is told but what is this child's alone: an address that another has too is not.
    Raises `AnswersDoNotFit` where the form has no such child.
    """
    group = form.supplier(Concept.OTHER_CHILDREN)
    given = answers.get(group.id) if group else None
    items = given.items if isinstance(given, GroupAnswer) else ()
    if group is None or not 0 <= number <= len(items):
        if number:
            raise AnswersDoNotFit((group.id if group else Concept.OTHER_CHILDREN.value,))
        return AboutOneChild(form, answers)
    own = {} if not number else _own_answers(form, group, answers, items[number - 1])
    is_shared = beside_sealed and shares_address(form, answers, number)
    names = [NOT_EVEN_NAMED] if beside_sealed else _names_of_others(form, group, answers, items, number)
    asked: dict[str, Answer] = {}
    theirs = {group.id}

    def questions_of(page: Page) -> tuple[Question, ...]:
        found: list[tuple[Question, Answer | None]] = []
        for question in page.questions:
            firsts = is_of_first_child(form, question)
            if question is group:
                # What no question of the form asks of the first child as well: “What is different for this child?”
                alone = [each for key, each in own.items() if not isinstance(key, Concept)]
                found += alone
                theirs.update(member.id for member, _ in alone)
                if items:
                    found.append((_names_question(group), "\n".join(names)))
            elif is_shared and question.supplies in _WHERE_THEY_LIVE:
                continue
            elif number and question.supplies in OF_A_CHILD:
                found.append(own.get(question.supplies, (question, None)))
                theirs.add(question.id)
            elif (number and firsts) or (beside_sealed and not firsts):
                continue
            else:
                found.append((question, answers.get(question.id)))
                if not number and firsts:
                    theirs.add(question.id)
        asked.update((question.id, answer) for question, answer in found if answer is not None)
        return tuple(question for question, _ in found)

    def section_of(section: Section) -> Section:
        return evolve(section, pages=tuple(evolve(page, questions=questions_of(page)) for page in section.pages))

    return AboutOneChild(evolve(form, sections=tuple(map(section_of, form.sections))), asked, frozenset(theirs))


def shares_address(form: FormDefinition, answers: Answers, number: int) -> bool:
    """Whether a child of a form lives where another of them does, as far as it says."""
    group, first = form.supplier(Concept.OTHER_CHILDREN), form.supplier(Concept.ADDRESS)
    given = answers.get(group.id) if group else None
    members = {each.supplies: each for each in group.questions} if group else {}
    lives, address = members.get(Concept.WHEREABOUTS), members.get(Concept.ADDRESS)
    # A home that nobody gave is nobody else's.
    homes = [(first and _like(first, answers.get(first.id))) or "?"]
    for item in given.items if isinstance(given, GroupAnswer) else ():
        is_same = lives is not None and item.get(lives.id) == _SAME_ADDRESS
        own = (address and _like(address, item.get(address.id))) or f"? {len(homes)}"
        homes.append(homes[0] if is_same else own)
    return number < len(homes) and homes.count(homes[number]) > 1


def _like(question: Question, answer: Answer | None) -> str:
    """An address as far as it is the same in other letters and spaces."""
    return "".join(letter for letter in display(question, answer).casefold() if letter.isalnum())


def is_for_record(form: FormDefinition, question: Question, number: int) -> bool:
    """Whether an answer to a question of a form may stand in the record of one of its children, as it was given.

    What is said of the first child alone may not in another's, and what is said of the others in nobody's.
    """
    if question.supplies is Concept.OTHER_CHILDREN:
        return False
    return not number or not is_of_first_child(form, question)


def _own_answers(
    form: FormDefinition, group: Question, answers: Answers, item: Mapping[str, Answer]
) -> dict[Concept | str, tuple[Question, Answer | None]]:
    """A further child's answers by what they mean, under the questions of the first child; the rest by member."""
    own: dict[Concept | str, tuple[Question, Answer | None]] = {}
    for member in group.questions:
        answer, concept = item.get(member.id), member.supplies
        asked = form.supplier(concept) if concept in OF_A_CHILD and concept is not None else None
        if asked is None or concept is None:
            own[member.id] = (evolve(member, show_when=None), answer)
        elif concept is Concept.WHEREABOUTS and answer == _SAME_ADDRESS:
            continue
        else:
            own[concept] = (evolve(member, id=asked.id, label=asked.label, show_when=None), answer)
    lives = next((each for each in group.questions if each.supplies is Concept.WHEREABOUTS), None)
    if lives is not None and item.get(lives.id) == _SAME_ADDRESS:
        # “The same” says nothing in a record of their own: it is this child's address as much as the other's.
        for concept in (Concept.WHEREABOUTS, Concept.ADDRESS):
            if (question := form.supplier(concept)) is not None:
                own[concept] = (question, answers.get(question.id))
    return own


def _names_of_others(
    form: FormDefinition, group: Question, answers: Answers, items: tuple[Mapping[str, Answer], ...], number: int
) -> list[str]:
    first = form.supplier(Concept.CHILD_NAME)
    member = next((each for each in group.questions if each.supplies is Concept.CHILD_NAME), None)
    names = [
        display(first, answers.get(first.id)) if first else "",
        *(display(member, item.get(member.id)) if member else "" for item in items),
    ]
    return [name or _NOT_NAMED for each, name in enumerate(names) if each != number]


def _names_question(group: Question) -> Question:
    return Question(id=group.id, kind=QuestionKind.TEXT, label=ALSO_IN_THIS_FORM)
