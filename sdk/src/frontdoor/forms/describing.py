"""All that a part of a form says and does, in lines: what whoever approves a new part reads of it."""

from collections.abc import Iterator

from frontdoor.forms.definition import DateRange, FormDefinition, Gate, Option, Page, Question, Section
from frontdoor.forms.kinds import QuestionKind
from frontdoor.forms.phrasing import asked_when
from frontdoor.forms.whose import whose_in_words

DATES = {
    DateRange.ANY: "any date",
    DateRange.PAST: "a date in the past",
    DateRange.FUTURE: "a date in the future",
}


def gate_in_words(form: FormDefinition, gate: Gate) -> str:
    """What is said before the form opens, and what stops the sender."""
    # A form that is being changed may still name a page that it does not have: that is told as a fault of its own.
    page = f"“{form.page(gate.page_id).title}”" if form.has_page(gate.page_id) else gate.page_id
    lines = [gate.title, gate.guidance, f"It comes before page {page}"]
    if gate.stop_when is not None:
        lines.append(f"The screen that stops the sender shows {asked_when(form, gate.stop_when)}:")
    return _joined(*lines, gate.stop_title, gate.stop_guidance)


def section_in_words(section: Section) -> str:
    return _joined(whose_in_words(section.about))


def page_in_words(form: FormDefinition, page: Page) -> str:
    """What a page says beside its questions, which are told by themselves."""
    return _joined(
        f"It is asked {asked_when(form, page.show_when)}" if page.show_when is not None else "",
        _labelled("Guidance", page.guidance),
        _labelled("Practice note", page.practice_note),
        whose_in_words(page.about),
    )


def question_in_words(question: Question) -> str:
    """What a question says and takes, but for its label and kind, whether it must be answered, and when it is asked."""
    return _joined(
        _labelled("Hint", question.hint),
        _labelled("Faults call it", question.called),
        "It must be answered even when a concern is urgent" if question.urgent_minimum else "",
        f"It supplies “{question.supplies}” to the portal" if question.supplies else "",
        kind_in_lines(question),
        options_in_words(question.options) if question.kind is not QuestionKind.YES_NO_UNKNOWN else "",
    )


def kind_in_lines(question: Question) -> str:
    """What depends on the kind of a question: its limits, its dates, its items."""
    return _joined(
        f"It takes {question.max_length} characters at most" if question.max_length is not None else "",
        "It may be answered roughly" if question.approximate else "",
        f"It takes {DATES[question.dated]}" if question.dated is not DateRange.ANY else "",
        _labelled("Said of a future date", question.if_future),
        f"Each item is called “{question.item}”, {question.most} at most" if question.is_group else "",
    )


def options_in_words(options: tuple[Option, ...]) -> str:
    """Each option with what it says and means."""
    return _joined(*map(_option, options))


def _option(option: Option) -> str:
    return _joined(f"Option “{option.label}”", *(f"  {each}" for each in _meanings(option)))


def _meanings(option: Option) -> Iterator[str]:
    if option.hint:
        yield _labelled("Hint", option.hint)
    if option.exclusive:
        yield "It can only be chosen alone"
    if option.tells_of_worker:
        yield "What is sent with it is kept from the lead of its sender’s agency"
    if option.factors:
        yield f"It stands for these factors of the census: {', '.join(option.factors)}"


def means_more(option: Option) -> bool:
    """Whether an option says or does more than its label."""
    return any(True for _ in _meanings(option))


def _labelled(what: str, text: str) -> str:
    return f"{what}: {text}" if text else ""


def _joined(*lines: str) -> str:
    return "\n".join(filter(None, lines))
