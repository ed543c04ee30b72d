"""One question's raw answer -> a typed answer, or the faults that stop it, and remarks that do not.

The same judgement serves the web form, the API and an import. It never raises, whatever it is given.
"""

from collections.abc import Mapping
from datetime import date

from frontdoor.domain.texts import has_lone_surrogate
from frontdoor.forms.definition import Question, RawAnswer
from frontdoor.forms.groups import Said
from frontdoor.forms.judged import Judged, sentence_name
from frontdoor.forms.judging_groups import judge_group
from frontdoor.forms.judging_parts import judge_parts
from frontdoor.forms.judging_text import judge_text
from frontdoor.forms.kinds import ONE_OF_OPTIONS, WITH_OPTIONS
from frontdoor.forms.saying import values_said


def judge(question: Question, raw: RawAnswer | None, today: date, outside: Said) -> Judged:
    """Judge what was said to one question in play; `outside` is what the questions before it said."""
    if not question.is_group:
        return judge_plain(question, raw, today)
    if raw is None or not values_said(question, raw):
        return Judged.faulty(question, question.missing) if question.required else Judged()
    return judge_group(question, raw, today, outside, judge_plain)


def judge_plain(question: Question, raw: RawAnswer | None, today: date) -> Judged:
    """Judge what was said to one question that is no group."""
    said = values_said(question, raw)
    if not said:
        return Judged.faulty(question, question.missing) if question.required else Judged()
    if any(has_lone_surrogate(value) for value in said):
        return Judged.faulty(question, f"{sentence_name(question)} has a character that cannot be read. Type it again")
    if question.kind in WITH_OPTIONS:
        return _judge_choice(question, raw, said)
    if question.parts:
        return judge_parts(question, raw, today) if isinstance(raw, Mapping) else _misshapen(question)
    if isinstance(raw, Mapping) or len(said) != 1:
        return _misshapen(question)
    return judge_text(question, raw if isinstance(raw, str) else said[0])


def _judge_choice(question: Question, raw: RawAnswer | None, said: tuple[str, ...]) -> Judged:
    if isinstance(raw, Mapping):
        return _misshapen(question)
    if any(question.option(value) is None for value in said):
        return Judged.faulty(question, f"{question.missing} from the list")
    if question.kind in ONE_OF_OPTIONS:
        return Judged(said[0]) if len(said) == 1 else Judged.faulty(question, "Select one option only")
    # In the order of the form, whatever order the boxes were ticked in.
    ticked = tuple(option for option in question.options if option.value in said)
    alone = next((option for option in ticked if option.exclusive), None)
    if alone is not None and len(ticked) > 1:
        return Judged.faulty(question, f"Select “{alone.label}” alone, or take it away")
    return Judged(tuple(option.value for option in ticked))


def _misshapen(question: Question) -> Judged:
    return Judged.faulty(question, question.missing)
