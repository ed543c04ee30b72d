"""An answer as a worker sees it on the screen, whatever Mosaic keeps it as."""

from collections.abc import Callable, Mapping
from datetime import date

from frontdoor.forms.dates import MONTH_NAMES
from frontdoor_mosaic.site import AnswerType, Question, Site


def as_shown(code: str, kept: str, site: Site) -> str:
    """The words on the screen: a day with the month's name, the words of a lookup's value, yes or no."""
    for question in site.questions:
        if question.code == code:
            return _SHOWN[question.type](kept, question)
    return kept


def _day(kept: str, _: Question) -> str:
    on = date.fromisoformat(kept)
    return f"{on.day} {MONTH_NAMES[on.month - 1]} {on.year}"


def _of_the_lookup(kept: str, question: Question) -> str:
    return {value: words for words, value in question.lookup.items()}.get(kept, kept)


_SHOWN: Mapping[AnswerType, Callable[[str, Question], str]] = {
    AnswerType.TEXT: lambda kept, _: kept,
    AnswerType.DATE: _day,
    AnswerType.BOOLEAN: lambda kept, _: "Yes" if kept == "true" else "No",
    AnswerType.LOOKUP: _of_the_lookup,
}
