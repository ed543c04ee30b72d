"""Judging answers that are one text: words, telephone numbers, email addresses, NHS numbers and UPNs."""

import re
from collections.abc import Callable

from frontdoor.domain.identifiers import TEST_NUMBER, NhsNumber, Upn, closed_up
from frontdoor.forms.answers import IdentifierAnswer
from frontdoor.forms.cleaning import clean_text, plain_digits
from frontdoor.forms.definition import Fault, Question
from frontdoor.forms.judged import Judged, sentence_name, too_long
from frontdoor.forms.kinds import QuestionKind

_SAYS_NOTHING = frozenset(
    {"see attached", "see attachment", "attached", "as above", "see above", "see letter", "see report"}
    | {"n/a", "na", "tbc", "tba", "none", "unknown", "nil", "-", "."}
)
_EMAIL_WITHIN = re.compile(r"[\w.+-]@[\w-]{1,63}\.\w")
_TEN_DIGITS = re.compile(r"(?<!\d)(?:\d[ -]?){9}\d(?!\d)", re.ASCII)
_NO_TELEPHONE = frozenset({"none", "no", "n/a", "na", "nil", "no phone", "not known", "unknown", "-"})


def judge_text(question: Question, raw: str) -> Judged:
    """Judge an answer given as one text that is not blank."""
    text = clean_text(raw, question.kind)
    if faults := too_long(question, text):
        return Judged(faults=faults)
    return _JUDGES[question.kind](question, text)


def _judge_words(question: Question, text: str) -> Judged:
    if question.kind is QuestionKind.LONG_TEXT and question.required and text.casefold() in _SAYS_NOTHING:
        remark = f"{sentence_name(question)}: give the facts here, because an attachment may be read later"
        return Judged(text, warnings=(Fault(question.id, None, remark),))
    if question.kind is QuestionKind.LONG_TEXT and _identifies_somebody(text):
        remark = f"{sentence_name(question)}: keep an email address or NHS number in it only if it helps the child"
        return Judged(text, warnings=(Fault(question.id, None, f"{remark}. Say whose it is"),))
    return Judged(text)


def _identifies_somebody(text: str) -> bool:
    """Whether a narrative has an email address or an NHS number in it: often that of somebody else than the child."""
    return bool(_EMAIL_WITHIN.search(text)) or any(map(_is_nhs_number, _TEN_DIGITS.findall(text)))


def _is_nhs_number(digits: str) -> bool:
    try:
        NhsNumber.parse(closed_up(digits))
    except ValueError:
        return False
    return True


def _judge_phone(question: Question, text: str) -> Judged:
    if text.casefold() in _NO_TELEPHONE and not question.required:
        return Judged.faulty(question, f"Leave {question.name} blank if there is none")
    digits = sum(character.isdigit() for character in plain_digits(text))
    if not 5 <= digits <= 20:
        return Judged.faulty(question, f"Enter {question.name}, like 01632 960 001 or +44 7700 900 982")
    return Judged(text)


def _judge_email(question: Question, text: str) -> Judged:
    # Deliverability is proved by sending, so only the shape is judged; domains may be in any script.
    local, at, domain = text.rpartition("@")
    shaped = at and local and "@" not in local and not re.search(r"\s", text)
    if not shaped or not re.fullmatch(r"[^.]+(\.[^.]+)+", domain):
        return Judged.faulty(question, f"Enter {question.name} in the correct format, like name@example.org")
    return Judged(text)


def _judge_nhs_number(question: Question, text: str) -> Judged:
    closed = closed_up(plain_digits(text))
    try:
        number = NhsNumber.parse(closed)
    except ValueError as wrong:
        shaped = re.fullmatch(r"[0-9]{10}", closed)
        return _unverified(question, closed, wrong) if shaped else Judged.faulty(question, str(wrong))
    if number.is_test_number and question.refuses_test_numbers:
        return Judged.faulty(question, f"{TEST_NUMBER}. Enter the child’s own, or leave it blank")
    answer = IdentifierAnswer(number.value, verified=True)
    if elsewhere := _number_of_another_country(number.value):
        remark = f"This looks like a {elsewhere} number, not an NHS number used in England and Wales"
        return Judged(answer, warnings=(Fault(question.id, None, remark),))
    return Judged(answer)


def _number_of_another_country(digits: str) -> str | None:
    # NHS Data Dictionary, NHS NUMBER: 320-399 serves Northern Ireland; Scotland's CHI opens with a date of birth.
    if 320 <= int(digits[:3]) <= 399:
        return "Health and Care (Northern Ireland)"
    if 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12:
        return "CHI (Scotland)"
    return None


def _judge_upn(question: Question, text: str) -> Judged:
    closed = closed_up(plain_digits(text))
    try:
        return Judged(IdentifierAnswer(Upn.parse(closed).value, verified=True))
    except ValueError as wrong:
        shaped = re.fullmatch(r"[A-Z][0-9]{11}[0-9A-Z]", closed)
        return _unverified(question, closed, wrong) if shaped else Judged.faulty(question, str(wrong))


def _unverified(question: Question, closed: str, why: ValueError) -> Judged:
    # The number on the sender's own record may itself be wrong: say so, keep it, never stop the concern.
    remark = f"{why}. You can still send it: we will treat it as not checked"
    return Judged(IdentifierAnswer(closed, verified=False), warnings=(Fault(question.id, None, remark),))


_JUDGES: dict[QuestionKind, Callable[[Question, str], Judged]] = {
    QuestionKind.TEXT: _judge_words,
    QuestionKind.LONG_TEXT: _judge_words,
    QuestionKind.PHONE: _judge_phone,
    QuestionKind.EMAIL: _judge_email,
    QuestionKind.NHS_NUMBER: _judge_nhs_number,
    QuestionKind.UPN: _judge_upn,
}
