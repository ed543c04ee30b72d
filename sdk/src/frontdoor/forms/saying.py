"""What a raw answer says, as plain values: what conditions look at, and whether there is an answer at all."""

from collections.abc import Iterable, Mapping

from frontdoor.forms.cleaning import is_blank
from frontdoor.forms.definition import Question, RawAnswer


def values_said(question: Question, raw: RawAnswer | None) -> tuple[str, ...]:
    """What was said, as values without blanks or repeats: one for text, one for each tick or filled part.

    Of a group, whatever was said in any of its items.
    """
    # A draft that was read back from JSON, or a hostile body, may hold something that is not text.
    texts = [value.strip() for value in _values(question, raw) if isinstance(value, str) and not is_blank(value)]
    return tuple(dict.fromkeys(texts))


def _values(question: Question, raw: object) -> Iterable[object]:
    if question.is_group:
        items = [item for item in raw if isinstance(item, Mapping)] if isinstance(raw, list | tuple) else []
        return [
            value for item in items for member in question.questions for value in _values(member, item.get(member.id))
        ]
    if isinstance(raw, str):
        return (raw,)
    if isinstance(raw, Mapping):
        return [raw.get(part) for part in question.parts] if question.parts else raw.values()
    return raw if isinstance(raw, list | tuple) else ()
