"""What to say where somebody typed that they know no name, into the boxes for one.

The way out differs: a form may ask whether the name is known, a name may be left blank, or what is known of the person
goes in its place. Only the form as a whole knows which, so this is asked of it and not of the answer.
"""

from collections.abc import Iterable, Iterator, Mapping

from frontdoor.forms.branches import InPlay
from frontdoor.forms.cleaning import clean_text
from frontdoor.forms.concepts import Concept
from frontdoor.forms.definition import Fault, FormDefinition, Question, RawAnswer, RawAnswers
from frontdoor.forms.groups import items_in_play
from frontdoor.forms.kinds import QuestionKind

_NO_NAMES = frozenset({"unknown", "not known", "n/a", "na", "tbc", "tba", "baby", "no name", "?", "-"})

SAY_SO_BEFORE = "If you do not know the name, go back and say so in the question before this one"
LEAVE_BLANK = "If you do not know the name, leave this blank"
SAY_WHAT_YOU_KNOW = "If you do not know the name, say here what you know of the person instead"
SAY_NOT_BORN = "If the child is not born yet, say so where you are asked about that"


def remarks_on_names(definition: FormDefinition, raw: RawAnswers, playing: InPlay) -> Iterator[Fault]:
    """A remark for every box of a name that holds a word for none. It stops nobody."""
    has_description = definition.supplier(Concept.CHILD_DESCRIPTION) is not None
    for question in definition.questions:
        if question.id not in playing.questions:
            continue
        if question.is_group:
            for item in items_in_play(question, raw.get(question.id), playing.said):
                for member in item.members:
                    said = _remarks(member, item.raw.get(member.id), question.questions, SAY_WHAT_YOU_KNOW)
                    for part, message in said:
                        called = f"{question.item_called(item.number)}: {message}"
                        yield Fault(question.id, f"{item.number}-{member.id}-{part}", called)
        else:
            is_described = has_description and question.supplies is Concept.CHILD_NAME
            way = SAY_SO_BEFORE if is_described else SAY_WHAT_YOU_KNOW
            for part, message in _remarks(question, raw.get(question.id), definition.questions, way):
                yield Fault(question.id, part, message)


def _remarks(
    question: Question, raw: RawAnswer | None, beside: Iterable[Question], way: str
) -> Iterator[tuple[str, str]]:
    if question.kind is not QuestionKind.NAME or not isinstance(raw, Mapping):
        return
    asks_of_birth = question.supplies is Concept.CHILD_NAME and any(
        each.supplies is Concept.CHILD_STAGE for each in beside
    )
    for part in question.parts:
        typed = raw.get(part)
        lower = clean_text(typed, question.kind).casefold() if isinstance(typed, str) else ""
        if "unborn" in lower.split() and asks_of_birth:
            yield part, SAY_NOT_BORN
        elif lower in _NO_NAMES:
            yield part, way if question.required else LEAVE_BLANK
