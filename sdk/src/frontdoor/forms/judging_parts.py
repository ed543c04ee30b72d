"""Judging answers typed in several boxes: dates, names and addresses."""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from frontdoor.domain.identifiers import Postcode
from frontdoor.domain.people import BirthDate
from frontdoor.forms.answers import AddressAnswer, ApproximateDate, PersonNameAnswer
from frontdoor.forms.cleaning import clean_text, plain_digits
from frontdoor.forms.concepts import Concept
from frontdoor.forms.dates import UnreadDate, read_date
from frontdoor.forms.definition import DateRange, Fault, Question
from frontdoor.forms.judged import Judged, sentence_name, too_long
from frontdoor.forms.kinds import APPROX, QuestionKind

ADULT_AGE = 18


def judge_parts(question: Question, raw: Mapping[str, str], today: date) -> Judged:
    """Judge an answer typed in boxes of which at least one is not blank."""
    typed = {part: _text(raw.get(part), question.kind) for part in question.parts}
    return _JUDGES[question.kind](question, typed, today)


def _text(value: object, kind: QuestionKind) -> str:
    return clean_text(value, kind) if isinstance(value, str) else ""


def _judge_date(question: Question, typed: Mapping[str, str], today: date) -> Judged:
    roughly = typed.get(APPROX, "")
    exactly = (typed["day"], typed["month"], typed["year"])
    if roughly:
        if any(exactly):
            return Judged.faulty(question, f"Enter {question.name} as a date or as an estimate, not both", APPROX)
        faults = too_long(question, roughly, APPROX)
        return Judged(faults=faults) if faults else Judged(ApproximateDate(roughly))
    found = read_date(*exactly)
    if isinstance(found, UnreadDate):
        message = found.message.replace("{Name}", sentence_name(question))
        return Judged.faulty(question, message, found.part)
    if found > today and question.dated is DateRange.PAST:
        default = f"{sentence_name(question)} must be today or in the past"
        return Judged.faulty(question, question.if_future or default)
    if found < today and question.dated is DateRange.FUTURE:
        return Judged.faulty(question, f"{sentence_name(question)} must be today or in the future")
    age = BirthDate(found).age_on(today)
    if question.supplies is Concept.DATE_OF_BIRTH and age is not None and age >= ADULT_AGE:
        remark = f"This date makes the person {age} today. Check that it is right"
        return Judged(found, warnings=(Fault(question.id, None, remark),))
    return Judged(found)


def _judge_name(question: Question, typed: Mapping[str, str], _today: date) -> Judged:
    faults = tuple(fault for part, text in typed.items() for fault in too_long(question, text, part))
    if faults:
        return Judged(faults=faults)
    warnings = tuple(Fault(question.id, part, remark) for part, text in typed.items() for remark in _name_remarks(text))
    return Judged(PersonNameAnswer(typed["given"], typed["family"]), warnings=warnings)


def _name_remarks(text: str) -> tuple[str, ...]:
    if any(unicodedata.category(character) == "So" for character in text):
        return ("Check this name: it has a symbol in it",)
    return ()


def _judge_address(question: Question, typed: Mapping[str, str], _today: date) -> Judged:
    faults = tuple(fault for part, text in typed.items() for fault in too_long(question, text, part))
    if faults:
        return Judged(faults=faults)
    postcode = typed["postcode"]
    warnings: tuple[Fault, ...] = ()
    if postcode:
        try:
            postcode = str(Postcode.parse(plain_digits(postcode)))
        except ValueError:
            remark = "This is not a UK postcode. Check it, or leave it if the address is in another country"
            warnings = (Fault(question.id, "postcode", remark),)
    answer = AddressAnswer(typed["line_1"], typed["line_2"], typed["town"], postcode)
    return Judged(answer, warnings=warnings)


_JUDGES: dict[QuestionKind, Callable[[Question, Mapping[str, str], date], Judged]] = {
    QuestionKind.DATE: _judge_date,
    QuestionKind.NAME: _judge_name,
    QuestionKind.ADDRESS: _judge_address,
}
