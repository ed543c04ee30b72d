"""A form as data: its sections, pages, questions and options. Made by `read_form`, which checks it whole."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from attrs import evolve, field, frozen

from frontdoor.forms.concepts import Concept
from frontdoor.forms.conditions import Condition
from frontdoor.forms.kinds import APPROX, DEFAULT_LIMITS, MOST_ITEMS, PARTS, WITH_OPTIONS, QuestionKind

PlainRawAnswer: TypeAlias = str | tuple[str, ...] | Mapping[str, str]
"""What was typed or ticked: text; the options ticked; or the parts of a date, name or address."""

RawItem: TypeAlias = Mapping[str, PlainRawAnswer]
"""One person or thing of a group: raw answers by the ids of the group's members."""

RawAnswer: TypeAlias = PlainRawAnswer | tuple[RawItem, ...]
"""A plain answer, or the items of a group in order."""

RawAnswers: TypeAlias = Mapping[str, RawAnswer]
"""Raw answers by question id: what a draft stores, valid or not."""


class DateRange(StrEnum):
    """On which side of today a date must lie."""

    ANY = "any"
    PAST = "past"
    FUTURE = "future"


class About(StrEnum):
    """Whose the answers of a section or page are, where a form is about several children: see `whose`."""

    CHILD = "child"
    ALL = "all"


@frozen
class Option:
    """One thing that can be chosen. `factors` are the Children in Need census factor codes it stands for."""

    value: str
    label: str
    hint: str = ""
    factors: tuple[str, ...] = ()
    exclusive: bool = False


@frozen
class Question:
    """One question. `called` completes "Enter ..." or "Select ..." in its faults: "the child's date of birth".

    A group asks its member `questions` once for each `item` ("person"), at most `most` times. Their ids are the form's
    own, like any other's.

    `urgent_minimum` marks what even an urgent concern sent incomplete must answer. `refuses_test_numbers` is no part of
    a form's file: `refusing_test_numbers` sets it where real children are told of.
    """

    id: str
    kind: QuestionKind
    label: str
    hint: str = ""
    required: bool = True
    options: tuple[Option, ...] = ()
    show_when: Condition | None = None
    max_length: int | None = None
    supplies: Concept | None = None
    called: str = ""
    urgent_minimum: bool = False
    approximate: bool = False
    dated: DateRange = DateRange.ANY
    if_future: str = ""
    refuses_test_numbers: bool = False
    questions: tuple["Question", ...] = ()
    item: str = ""
    most: int = MOST_ITEMS

    @property
    def is_group(self) -> bool:
        return self.kind is QuestionKind.GROUP

    @property
    def limit(self) -> int | None:
        """Most characters the answer, or each of its parts, may have; None for a choice."""
        return self.max_length if self.max_length is not None else DEFAULT_LIMITS.get(self.kind)

    @property
    def parts(self) -> tuple[str, ...]:
        """The boxes of an answer typed in parts; empty for the other kinds."""
        parts = PARTS.get(self.kind, ())
        return (*parts, APPROX) if self.approximate else parts

    @property
    def missing(self) -> str:
        """The fault shown when a required question is left blank."""
        return f"{_VERBS.get(self.kind, 'Enter')} {self.name}"

    @property
    def name(self) -> str:
        """How a sentence about this question calls it."""
        return self.called or f"an answer to “{self.label}”"

    def option(self, value: str) -> Option | None:
        """The option with this value, or None."""
        return next((option for option in self.options if option.value == value), None)

    def member(self, question_id: str) -> "Question | None":
        """The member of this group with this id, or None."""
        return next((member for member in self.questions if member.id == question_id), None)

    def item_called(self, number: int) -> str:
        """How one item of this group is called, counted from 1: “Person 2”."""
        return f"{self.item[:1].upper()}{self.item[1:]} {number}"


_VERBS = {**dict.fromkeys(WITH_OPTIONS, "Select"), QuestionKind.GROUP: "Add"}


@frozen
class Page:
    """One screen of questions. `practice_note` says what a practitioner must still check; senders never see it.

    `guidance` is plain text: a blank line parts paragraphs, a line that opens with "- " is a list item. `about` is
    whose the answers are; without it, as its section says.
    """

    id: str
    title: str
    questions: tuple[Question, ...]
    show_when: Condition | None = None
    guidance: str = ""
    practice_note: str = ""
    about: About | None = None


WHOLE = "whole-"
"""Before a section's id: the page that asks all of it at once. No page of a form's file can have such an id."""


@frozen
class Section:
    """One row of the task list. `about`: whose the answers of its pages are, where these do not say it themselves."""

    id: str
    title: str
    pages: tuple[Page, ...]
    about: About | None = None

    @property
    def whole(self) -> Page:
        """All of its questions as one page, for whoever knows the form: each is asked when its own page is."""
        return Page(f"{WHOLE}{self.id}", self.title, tuple(each for page in self.pages for each in page.questions))


@frozen
class Gate:
    """What is said before the form opens. `page_id` is the first page; when `stop_when` holds after it, the
    sender is shown `stop_title` and `stop_guidance` before going on.
    """

    page_id: str
    title: str
    guidance: str
    stop_when: Condition | None = None
    stop_title: str = ""
    stop_guidance: str = ""


@frozen
class Caution:
    """A remark on `question_id`, shown while `when` holds. It never stops anyone sending."""

    question_id: str
    when: Condition
    message: str


@frozen
class ConditionTest:
    """A test that travels with the form: with the answers `given`, the questions of `shows` are asked and those of
    `hides` are not. `trials.run_tests` runs it.
    """

    name: str
    given: RawAnswers
    shows: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()


@frozen(slots=False)
class FormDefinition:
    """A whole form. `id` and `version` together are fixed for ever once a contact was sent with them."""

    id: str
    version: str
    title: str
    gate: Gate | None
    sections: tuple[Section, ...]
    cautions: tuple[Caution, ...] = ()
    urgent_when: Condition | None = None
    notes: str = field(default="", repr=False)
    tests: tuple[ConditionTest, ...] = ()

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page in order, in play or not."""
        return tuple(page for section in self.sections for page in section.pages)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question in order, in play or not; a group is one question."""
        return tuple(question for page in self.pages for question in page.questions)

    @cached_property
    def questions_and_members(self) -> tuple[Question, ...]:
        """Every question in order, each group followed by its members."""
        return tuple(each for question in self.questions for each in (question, *question.questions))

    @cached_property
    def _group_by_member(self) -> Mapping[str, Question]:
        return {member.id: question for question in self.questions for member in question.questions}

    @cached_property
    def _questions_by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def _pages_by_id(self) -> Mapping[str, Page]:
        wholes = [section.whole for section in self.sections]
        return {page.id: page for page in (*self.pages, *wholes)}

    @cached_property
    def _section_by_page(self) -> Mapping[str, Section]:
        return {page.id: section for section in self.sections for page in (*section.pages, section.whole)}

    @cached_property
    def _page_by_question(self) -> Mapping[str, Page]:
        return {
            each.id: page
            for page in self.pages
            for question in page.questions
            for each in (question, *question.questions)
        }

    def page(self, page_id: str) -> Page:
        """The page with this id, or the whole section with it. Raises KeyError when there is none."""
        return self._pages_by_id[page_id]

    def has_page(self, page_id: str) -> bool:
        """Whether the form has a page, or a section, that this id names."""
        return page_id in self._pages_by_id

    def question(self, question_id: str) -> Question:
        """The question with this id. Raises KeyError when there is none."""
        return self._questions_by_id[question_id]

    def has_question(self, question_id: str) -> bool:
        """Whether the form has a question with this id."""
        return question_id in self._questions_by_id

    def page_of(self, question_id: str) -> Page:
        """The page a question, or the group of a member, stands on. Raises KeyError for an unknown question."""
        return self._page_by_question[question_id]

    def group_of(self, question_id: str) -> Question | None:
        """The group that a question is a member of, or None."""
        return self._group_by_member.get(question_id)

    def member(self, question_id: str) -> Question | None:
        """The member of any group with this id, or None."""
        group = self.group_of(question_id)
        return group.member(question_id) if group else None

    def question_or_member(self, question_id: str) -> Question:
        """The question, or the member of a group, with this id. Raises KeyError when there is none."""
        member = self.member(question_id)
        return self.question(question_id) if member is None else member

    def question_at(self, path: str) -> Question:
        """The question that a path names: `household`, or a member in one item, `household-2-person_name`.

        Raises KeyError when there is none.
        """
        question_id, _, within = path.partition("-")
        question = self.question(question_id)
        if not within:
            return question
        member = question.member(within.split("-")[1]) if "-" in within else None
        if member is None:
            raise KeyError(path)
        return member

    def section_of(self, page_id: str) -> Section:
        """The section a page belongs to. Raises KeyError for an unknown page."""
        return self._section_by_page[page_id]

    def supplier(self, concept: Concept) -> Question | None:
        """The question that supplies a concept, or None when this form does not ask for it."""
        return next((question for question in self.questions if question.supplies is concept), None)


def refusing_test_numbers(definition: FormDefinition) -> FormDefinition:
    """The same form for a portal of real children: an NHS number of the 999 range, kept for tests, is a fault in it."""

    def question_of(question: Question) -> Question:
        return evolve(question, refuses_test_numbers=True, questions=tuple(map(question_of, question.questions)))

    def page_of(page: Page) -> Page:
        return evolve(page, questions=tuple(map(question_of, page.questions)))

    def section_of(section: Section) -> Section:
        return evolve(section, pages=tuple(map(page_of, section.pages)))

    return evolve(definition, sections=tuple(map(section_of, definition.sections)))


@frozen
class Fault:
    """One thing to put right, said in a sentence that can stand beside the question and in the error summary.

    `part` is the box at fault of a date, name or address; None means the whole answer. In a group it is the item, the
    member and, where that has boxes, the box: `2-person_name-given`. The message never repeats what was typed.
    """

    question_id: str
    part: str | None
    message: str
