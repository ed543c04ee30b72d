"""Whose an answer is, in a form about several children: the first child's alone, or every child's.

A form asks of one child and then of the others, so that each record needs to know which answers are its child's. A form
says so at its sections and pages (`about`). One that says nothing, like every version before it could be said, is read
by what its questions supply.
"""

from collections.abc import Iterable, Iterator

from frontdoor.forms.concepts import Concept
from frontdoor.forms.definition import About, FormDefinition, Page, Question, Section
from frontdoor.forms.tables import DefinitionFault

OF_A_CHILD = frozenset(
    {
        Concept.CHILD_STAGE,
        Concept.CHILD_NAME,
        Concept.OTHER_NAMES,
        Concept.CHILD_DESCRIPTION,
        Concept.DATE_OF_BIRTH,
        Concept.EXPECTED_DATE,
        Concept.SEX,
        Concept.WHEREABOUTS,
        Concept.ADDRESS,
        Concept.SCHOOL,
        Concept.NHS_NUMBER,
        Concept.UPN,
    }
)
"""What tells one child from another: said of each child anew, and never of one in the record of another."""

_MAY_STAND_THERE = OF_A_CHILD | {Concept.OTHER_CHILDREN, Concept.CHILD_VOICE}
"""What a page about the first child may supply: anything else is needed for the others as well."""

_INTO = {About.CHILD: "into the record of the first child only", About.ALL: "into the record of every child"}


def about_whom(definition: FormDefinition, page: Page) -> About:
    """Whose the answers of a page are: as it says itself, or its section does, or else by what they supply."""
    section = definition.section_of(page.id)
    said = page.about or section.about
    if said is not None:
        return said
    is_childs = _supplies_a_childs(page.questions) or _supplies_a_childs(section.whole.questions)
    return About.CHILD if is_childs else About.ALL


def is_of_first_child(definition: FormDefinition, question: Question) -> bool:
    """Whether the answer to a question, or to a group, is the first child's alone."""
    return question.supplies in OF_A_CHILD or about_whom(definition, definition.page_of(question.id)) is About.CHILD


def unclear(definition: FormDefinition) -> Iterator[DefinitionFault]:
    """Where a form about several children leaves open whose an answer is, or gives one child what is of all."""
    if definition.supplier(Concept.OTHER_CHILDREN) is None:
        return
    for section in definition.sections:
        if _leaves_open(section):
            yield DefinitionFault(
                f"section “{section.id}”",
                "“about” is needed: it asks of one child of several, and nobody could see whose an answer is",
            )
        for page in section.pages:
            if (page.about or section.about) is About.CHILD:
                yield from _not_theirs(page)


def whose_in_words(about: About | None) -> str:
    """Where the answers of a new section or page go; nothing where that is left to what it stands in."""
    return f"Its answers go {_INTO[about]}" if about else ""


def changes_of_whose(old: FormDefinition, new: FormDefinition) -> Iterator[tuple[str, str]]:
    """What goes into other records than before, as the part concerned and a sentence."""
    yield from _changed("Section", old.sections, new.sections)
    yield from _changed("Page", old.pages, new.pages)
    for page in new.pages:
        for question in page.questions:
            now = about_whom(new, page)
            if not old.has_question(question.id):
                if now is About.CHILD and old.has_page(page.id):
                    yield question.id, f"The answer to question “{question.label}” goes {_INTO[now]}"
                continue
            before = old.page_of(question.id)
            was = about_whom(old, before)
            is_elsewhere = before.id != page.id or old.section_of(before.id).id != new.section_of(page.id).id
            if is_elsewhere and was is not now:
                told = f"now goes {_INTO[now]}; before, it went {_INTO[was]}"
                yield question.id, f"The answer to question “{question.label}” {told}"


def _changed(
    what: str, old: Iterable[Section] | Iterable[Page], new: Iterable[Section] | Iterable[Page]
) -> Iterator[tuple[str, str]]:
    was = {part.id: part for part in old}
    for part in new:
        before = was.get(part.id)
        if before is not None and before.about is not part.about:
            told = (
                f"go {_INTO[part.about]}" if part.about else "are no longer said to go into one record or every child’s"
            )
            yield part.id, f"The answers of {what.lower()} “{part.title}” {told}"


def _leaves_open(section: Section) -> bool:
    asks_of_one = any(question.supplies in OF_A_CHILD for question in section.whole.questions)
    return asks_of_one and section.about is None and any(page.about is None for page in section.pages)


def _not_theirs(page: Page) -> Iterator[DefinitionFault]:
    for question in page.questions:
        if question.supplies is not None and question.supplies not in _MAY_STAND_THERE:
            yield DefinitionFault(
                f"question “{question.id}”",
                f"it supplies “{question.supplies}”, which is needed of every child: "
                "move it to a page that is not about the first child only",
            )


def _supplies_a_childs(questions: tuple[Question, ...]) -> bool:
    """Whether questions that stand together are about one child: they mean nothing but what is a child's."""
    meanings = {each.supplies for each in questions if each.supplies not in {None, Concept.OTHER_CHILDREN}}
    return bool(meanings) and meanings <= OF_A_CHILD
