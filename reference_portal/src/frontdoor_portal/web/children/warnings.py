"""Warnings about a person, first on the page: what somebody must know before they act, and how old it is."""

from datetime import date

from attrs import frozen

from frontdoor.connectors.people import PersonWarning
from frontdoor.domain.facts import SourceAnswer
from frontdoor_portal.web.display import day


@frozen
class Warned:
    """One warning. `review` says when it is to be looked at again; `is_overdue` that this should have been done."""

    kind: str
    text: str
    since: str
    review: str
    is_overdue: bool


@frozen
class Warnings:
    """What the source answered, and its warnings in its own order."""

    answer: SourceAnswer[PersonWarning]
    items: tuple[Warned, ...]


def warnings_of(answer: SourceAnswer[PersonWarning], today: date) -> Warnings:
    return Warnings(answer, tuple(_warned(each, today) for each in answer.items))


def _warned(warning: PersonWarning, today: date) -> Warned:
    is_overdue = warning.review_on is not None and warning.review_on < today
    review = ""
    if warning.review_on is not None:
        review = f"Review {'was' if is_overdue else 'is'} due on {day(warning.review_on)}"
    return Warned(
        kind=warning.kind or "Warning",
        text=warning.text,
        since=f"Since {day(warning.since)}" if warning.since else "",
        review=review,
        is_overdue=is_overdue,
    )
