"""A contact's answers as Mosaic's forms take them: each where the site says, and every other one in a text.

An answer that does not fit the question it is mapped to, like an unsure date where a date is wanted, is carried in the
text as well. None is dropped and none is guessed.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from frontdoor.connectors.episodes import PopulatedAnswer
from frontdoor.domain.identifiers import Reference
from frontdoor.forms.dates import MONTH_NAMES
from frontdoor_mosaic.site import AnswerType, Question, Site

Value = str | bool

_YES_NO = {"yes": True, "no": False}
_MONTHS = {name.casefold(): number for number, name in enumerate(MONTH_NAMES, start=1)}
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SHOWN_DAY = re.compile(r"([0-9]{1,2}) ([A-Za-z]+) ([0-9]{4})")


def forms(answers: Iterable[PopulatedAnswer], reference: Reference, site: Site) -> list[dict[str, Any]]:
    """The forms of a contact step, by template in the order of their first question."""
    mapped = {question.question: question for question in site.questions}
    main = site.steps.template
    by_template = defaultdict[str, list[dict[str, Any]]](list)
    by_template[main].append(_answer(site.steps.reference_question, reference.value))
    unmapped = list[PopulatedAnswer]()
    for given in answers:
        question = mapped.get(given.question_id)
        value = None if question is None else _VALUES[question.type](given.answer, question)
        if question is None or value is None:
            unmapped.append(given)
        else:
            by_template[question.template or main].append(_answer(question.code, value))
    if unmapped:
        by_template[main].append(_answer(site.everything_else, "\n\n".join(map(_as_text, unmapped))))
    return [{"templateCode": template, "answers": listed} for template, listed in by_template.items()]


def _answer(code: str, value: Value) -> dict[str, Any]:
    return {"questionUserCode": code, "value": value}


def _as_text(given: PopulatedAnswer) -> str:
    return f"{given.question}\n{given.answer}"


def _text(answer: str, _: Question) -> Value | None:
    return answer


def _date(answer: str, _: Question) -> Value | None:
    """A date as people are shown one, `17 May 2014`, or as ISO 8601 writes it."""
    words = answer.strip()
    if iso := _ISO_DAY.fullmatch(words):
        year, month, day = map(int, iso.groups())
    elif shown := _SHOWN_DAY.fullmatch(words):
        day, month, year = int(shown[1]), _MONTHS.get(shown[2].casefold(), 0), int(shown[3])
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _boolean(answer: str, _: Question) -> Value | None:
    return _YES_NO.get(answer.strip().casefold())


def _lookup(answer: str, question: Question) -> Value | None:
    folded = {shown.casefold(): value for shown, value in question.lookup.items()}
    return folded.get(answer.strip().casefold())


_VALUES: Mapping[AnswerType, Callable[[str, Question], Value | None]] = {
    AnswerType.TEXT: _text,
    AnswerType.DATE: _date,
    AnswerType.BOOLEAN: _boolean,
    AnswerType.LOOKUP: _lookup,
}
