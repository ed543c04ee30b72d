"""Random forms about several children: each word goes where it may, and no word of one child into another's record."""

import re
from collections.abc import Iterator, Mapping
from itertools import count

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_portal.tests.unit.use_cases.scene import FrontDoor
from reference_portal.tests.unit.use_cases.test_one_child import referred

from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Child, PersonName
from frontdoor.forms import (
    OF_A_CHILD,
    About,
    Answer,
    Concept,
    FormDefinition,
    GroupAnswer,
    Option,
    Page,
    Question,
    QuestionKind,
    Section,
    to_json,
)
from frontdoor.forms.whose import unclear
from frontdoor_portal.use_cases.one_child import is_for_record
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.reading_submission import (
    OF_ALL,
    SEVERAL_CHILDREN,
    episode_request_of,
    sections_for_record,
)
from frontdoor_portal.use_cases.write_up import case_note_text, concern_text

FIRST, ALL = 0, -1
SAME = "same_address"
LIVES = (Option("address_known", "Somewhere"), Option(SAME, "At the same address"))
CONCEPTS = sorted(OF_A_CHILD)


@frozen
class Word:
    """One answer, which no other answer is like: whose it is, and what it means."""

    text: str
    owner: int
    concept: Concept | None = None


@frozen
class Sent:
    """A form with everything answered, and the words of it. `same`: the children who live where the first one does."""

    form: FormDefinition
    answers: Mapping[str, Answer]
    words: tuple[Word, ...]
    same: frozenset[int]
    children: int

    def own(self, number: int, *, beside_sealed: bool) -> set[str]:
        """What may be told as this child's."""
        theirs = {each for each in self.words if each.owner == number}
        if number in self.same:
            theirs |= {each for each in self.words if each.owner == FIRST and each.concept is Concept.ADDRESS}
        if beside_sealed and (number in self.same or (number == FIRST and self.same)):
            theirs = {each for each in theirs if each.concept is not Concept.ADDRESS}
        return {each.text for each in theirs}

    def told(self, number: int, *, beside_sealed: bool) -> set[str]:
        """Everything that may stand in this child's record: nothing else, and no less."""
        own = self.own(number, beside_sealed=beside_sealed)
        if beside_sealed:
            return own
        return own | {each.text for each in self.words if each.owner == ALL} | self.names

    @property
    def names(self) -> set[str]:
        return {each.text for each in self.words if each.concept is Concept.CHILD_NAME}


def question(question_id: str, concept: Concept | None = None) -> Question:
    kind = QuestionKind.CHOICE if concept is Concept.WHEREABOUTS else QuestionKind.TEXT
    options = LIVES if concept is Concept.WHEREABOUTS else ()
    return Question(id=question_id, kind=kind, label="L", supplies=concept, options=options)


@st.composite
def sent_forms(draw: st.DrawFn) -> Sent:
    """Forms that could be published, in which what is asked of a child stands anywhere."""
    numbers, words = count(1), list[Word]()
    answers: dict[str, Answer] = {}
    left = draw(st.lists(st.sampled_from(CONCEPTS), unique=True, min_size=4))
    abouts = st.sampled_from([None, *About])

    def said(owner: int, concept: Concept | None = None) -> str:
        words.append(Word(f"<{next(numbers)}>", owner, concept))
        return words[-1].text

    def plain(owner: int) -> Iterator[Question]:
        concept = left.pop() if draw(st.booleans()) and left else None
        asked = question(f"q{next(numbers)}", concept)
        if concept is Concept.WHEREABOUTS:
            answers[asked.id] = "address_known"
        else:
            answers[asked.id] = said(FIRST if concept else owner, concept)
        yield asked
        if draw(st.booleans()):
            member = question(f"m{next(numbers)}")
            group = Question(f"g{next(numbers)}", QuestionKind.GROUP, "L", questions=(member,), item="thing")
            answers[group.id] = GroupAnswer(({member.id: said(owner)}, {member.id: said(owner)}))
            yield group

    sections: list[Section] = []
    several_on = draw(st.integers(0, 2))
    same: set[int] = set()
    children = draw(st.integers(2, 4))
    for section_number in range(3):
        section_about = draw(abouts)
        pages: list[Page] = []
        for _ in range(draw(st.integers(1, 3))):
            page_about = draw(abouts)
            owner = FIRST if (page_about or section_about) is About.CHILD else ALL
            asked = [each for _ in range(draw(st.integers(1, 2))) for each in plain(owner)]
            pages.append(Page(f"p{next(numbers)}", "P", tuple(asked), about=page_about))
        if section_number == several_on:
            chosen = draw(st.lists(st.sampled_from(CONCEPTS), unique=True, min_size=3))
            members = [*(question(f"o{next(numbers)}", each) for each in chosen), question(f"o{next(numbers)}")]
            items: list[Mapping[str, Answer]] = []
            for number in range(1, children):
                lives_there = Concept.WHEREABOUTS in chosen and draw(st.booleans())
                item: dict[str, Answer] = {}
                for member in members:
                    if member.supplies is Concept.WHEREABOUTS:
                        item[member.id] = SAME if lives_there else "address_known"
                    elif not (lives_there and member.supplies is Concept.ADDRESS):
                        item[member.id] = said(number, member.supplies)
                same |= {number} if lives_there else set()
                items.append(item)
            group = Question(
                "others",
                QuestionKind.GROUP,
                "L",
                questions=tuple(members),
                item="child",
                supplies=Concept.OTHER_CHILDREN,
            )
            answers[group.id] = GroupAnswer(tuple(items))
            pages.append(Page(f"p{next(numbers)}", "P", (group,), about=draw(abouts)))
        about = section_about
        if about is None and any(each.supplies in OF_A_CHILD for page in pages for each in page.questions):
            # It must say whose its answers are: as the words above were given out.
            about = About.ALL
        sections.append(Section(f"s{section_number}", "S", tuple(pages), about=about))
    form = FormDefinition("f", "2099-01", "F", None, tuple(sections))
    assert list(unclear(form)) == []
    return Sent(form, answers, tuple(words), frozenset(same), children)


def words_in(text: str) -> set[str]:
    return set(re.findall(r"<\d+>", text))


@pytest.fixture
def decided(front_door: FrontDoor) -> Contact:
    return referred(front_door, front_door.contact(front_door.sent()))


def about(decided: Contact, sent: Sent, number: int) -> Contact:
    """The contact of one child of the form."""
    together = tuple(Reference.new() for _ in range(sent.children - 1))
    submission = evolve(
        decided.submission,
        form_id=sent.form.id,
        form_version=sent.form.version,
        answers=to_json(sent.answers),
        child_number=number,
        together=together,
    )
    return evolve(decided, submission=submission, child=Child(PersonName("Ade", "")))


def office_of(front_door: FrontDoor, sent: Sent) -> Office:
    return evolve(front_door.office, form_versions={(sent.form.id, sent.form.version): sent.form})


MANY = settings(settings.get_profile("one fixture for all"), max_examples=150)


@given(sent_forms(), st.booleans())
@MANY
def test_a_childs_record_is_told_what_is_theirs_and_of_all_and_no_word_of_another(
    front_door: FrontDoor, decided: Contact, sent: Sent, beside_sealed: bool
) -> None:
    office = office_of(front_door, sent)
    for number in range(sent.children):
        contact = about(decided, sent, number)
        sections = sections_for_record(office, contact, beside_sealed=beside_sealed)
        request = episode_request_of(office, contact, beside_sealed=beside_sealed)
        expected = sent.told(number, beside_sealed=beside_sealed)
        assert words_in("\n".join(each.answer for each in request.answers)) == expected
        assert words_in(case_note_text(contact, sections, beside_sealed=beside_sealed)) == expected
        assert words_in(concern_text(contact, sections, beside_sealed=beside_sealed)) == expected


@given(sent_forms())
@MANY
def test_an_episode_takes_nothing_as_a_further_childs_own_that_was_written_of_all(
    front_door: FrontDoor, decided: Contact, sent: Sent
) -> None:
    office = office_of(front_door, sent)
    for number in range(1, sent.children):
        request = episode_request_of(office, about(decided, sent, number))
        as_own = [each.answer for each in request.answers if not each.question_id.startswith(OF_ALL)]
        of_all = [each.answer for each in request.answers if each.question_id.startswith(OF_ALL)]
        own = sent.own(number, beside_sealed=False)
        assert request.answers[0].question_id == SEVERAL_CHILDREN
        assert words_in("\n".join(as_own)) == own | sent.names
        assert words_in("\n".join(of_all)) == {each.text for each in sent.words if each.owner == ALL}


@given(sent_forms())
@MANY
def test_what_waited_in_two_versions_comes_into_no_record_that_its_answer_would_not(sent: Sent) -> None:
    owners = {each.text: each.owner for each in sent.words}
    for number in range(sent.children):
        may = {
            word
            for each in sent.form.questions
            if is_for_record(sent.form, each, number)
            for word in words_in(str(to_json({"it": sent.answers[each.id]})))
        }
        assert {owners[word] for word in may} <= {ALL, *([FIRST] if number == FIRST else [])}
        assert {each.text for each in sent.words if each.owner == ALL} <= may
