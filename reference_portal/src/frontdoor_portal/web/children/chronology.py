"""What the sources and the front door tell of a child with a date, the newest first; and what is missing from it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from attrs import evolve, frozen

from frontdoor.connectors.people import Involvement, PersonRecord, PersonWarning
from frontdoor.connectors.pupils import PupilRecord, Suspension
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor.single_view import MatchStatus
from frontdoor.workflow.deadlines import LONDON
from frontdoor_portal.use_cases.previous_contacts import PreviousContacts
from frontdoor_portal.use_cases.view_child import PersonView, PupilsBeside, PupilView
from frontdoor_portal.web.children.person import PLAN, legal_status_of
from frontdoor_portal.web.children.schooling import REASONS, main_need
from frontdoor_portal.web.display import day
from frontdoor_portal.web.wording import KIND, OUTCOME

FRONT_DOOR = "The front door"

AnyAnswer = SourceAnswer[Involvement] | SourceAnswer[PersonWarning] | SourceAnswer[PupilRecord]


@frozen
class Entry:
    """One thing on one day, as its source tells it. `reference` is of a contact that the reader may open."""

    on: date
    text: str
    source: str
    as_at: datetime | None
    reference: str = ""


@frozen
class Gap:
    """A part of the chronology that a source gave nothing for: in words where it answered, else with its answer."""

    part: str
    text: str
    answer: AnyAnswer | None = None


@frozen
class Chronology:
    """Everything with a date, the newest first, what is to come at the top; and the gaps."""

    entries: tuple[Entry, ...]
    gaps: tuple[Gap, ...]


def chronology_of(view: PersonView | PupilView, today: date) -> Chronology:
    """The days of a view. Of records beside it only those count that are the same child's."""
    entries: list[Entry] = []
    gaps: list[Gap] = []
    if isinstance(view, PersonView):
        for person in view.person.items:
            entries += _under(person, view.person)
        for worker in view.involvements.items:
            entries += _worked_with(worker, view.involvements)
        gaps += _gaps("Workers", view.involvements)
        for warning in view.warnings.items:
            entries += _warned(warning, view.warnings, today)
        gaps += _gaps("Warnings", view.warnings)
        for beside in view.beside:
            entries += _beside(beside)
            gaps += _beside_gaps(beside)
        entries += _told_before(view.previous)
    else:
        for pupil in view.pupil.items:
            entries += _schooling(pupil, view.pupil)
        gaps += _gaps("Education", view.pupil)
    return Chronology(tuple(sorted(entries, key=lambda each: each.on, reverse=True)), _once(gaps))


def _once(gaps: list[Gap]) -> tuple[Gap, ...]:
    """Parts that one source left out for one reason are told together: read five times, it is read no more."""
    together: dict[object, Gap] = {}
    for gap in gaps:
        reason = (gap.answer.source, gap.answer.state, gap.answer.explanation) if gap.answer else (gap.part, gap.text)
        first = together.get(reason)
        parts = gap.part if first is None else f"{first.part} and {gap.part.lower()}"
        together[reason] = Gap(parts, gap.text, gap.answer)
    return tuple(together.values())


def _under(person: PersonRecord, answer: SourceAnswer[PersonRecord]) -> Iterator[Entry]:
    for plan in person.plans or ():
        if plan.since is not None:
            yield Entry(plan.since, f"{PLAN[plan.kind]} began", answer.source, answer.as_at)
    for status in person.legal_statuses or ():
        if status.since is not None:
            text = f"Legal status: {legal_status_of(evolve(status, since=None))}"
            yield Entry(status.since, text, answer.source, answer.as_at)


def _worked_with(worker: Involvement, answer: SourceAnswer[Involvement]) -> Iterator[Entry]:
    if worker.since is not None:
        who = ", ".join(part for part in (worker.worker, worker.role, worker.team) if part)
        yield Entry(worker.since, f"Began to work with the child: {who}", answer.source, answer.as_at)


def _warned(warning: PersonWarning, answer: SourceAnswer[PersonWarning], today: date) -> Iterator[Entry]:
    kind = warning.kind or "Warning"
    if warning.since is not None:
        yield Entry(warning.since, f"Warning: {kind}", answer.source, answer.as_at)
    if warning.review_on is not None:
        due = "was due" if warning.review_on < today else "is due"
        yield Entry(warning.review_on, f"Review of the warning {due}: {kind}", answer.source, answer.as_at)


def _beside(beside: PupilsBeside) -> Iterator[Entry]:
    if beside.match is not None and beside.match.status is MatchStatus.MATCH:
        for each in beside.match.candidates:
            yield from _schooling(each.record, beside.answer)


def _schooling(pupil: PupilRecord, answer: SourceAnswer[PupilRecord]) -> Iterator[Entry]:
    for suspension in pupil.suspensions:
        yield Entry(suspension.starts, _suspended(suspension), answer.source, answer.as_at)
    for involvement in pupil.sen:
        if involvement.since is not None:
            text = f"Council’s work on special needs: {involvement.phase}{main_need(involvement)}"
            yield Entry(involvement.since, text, answer.source, answer.as_at)
    missing = pupil.missing_education
    if missing is not None and missing.since is not None:
        where = "Taught at home" if missing.home_educated else "On no school’s roll"
        text = f"{where}: {missing.reason}" if missing.reason else where
        yield Entry(missing.since, text, answer.source, answer.as_at)


def _suspended(suspension: Suspension) -> str:
    reasons = ", ".join(REASONS.get(code, code) for code in suspension.reasons)
    because = f": {reasons}" if reasons else ""
    if suspension.permanent:
        return f"Permanently excluded{because}"
    return f"Suspended{f' until {day(suspension.ends)}' if suspension.ends else ''}{because}"


def _told_before(previous: PreviousContacts) -> Iterator[Entry]:
    for each in previous.shown:
        reference = str(each.reference)
        # The decision first, which is the newer of the two where both are of one day.
        if each.outcome is not None and each.decided_at is not None:
            text = f"Decided: {OUTCOME[each.outcome].label}"
            yield Entry(_in_london(each.decided_at), text, FRONT_DOOR, previous.as_at, reference)
        text = f"{KIND[each.kind].label}{f' from {each.agency_name}' if each.agency_name else ''}"
        text += "" if each.is_confirmed else ". Nobody at the front door confirmed whose record it is about"
        yield Entry(_in_london(each.received_at), text, FRONT_DOOR, previous.as_at, reference)


def _in_london(at: datetime) -> date:
    return at.astimezone(LONDON).date()


def _gaps(part: str, answer: AnyAnswer) -> Iterable[Gap]:
    if answer.state is SourceState.NONE_FOUND and not answer.explanation:
        return [Gap(part, f"{answer.source} answered that none is recorded")]
    # An explanation beside an answer says that it is one in part.
    return [] if answer.state is SourceState.FOUND and not answer.explanation else [Gap(part, "", answer)]


def _beside_gaps(beside: PupilsBeside) -> Iterable[Gap]:
    if beside.match is None or beside.match.status is MatchStatus.MATCH:
        return _gaps("Education", beside.answer)
    source = beside.answer.source
    if beside.match.status is MatchStatus.NONE and not beside.has_restricted:
        return [Gap("Education", f"{source} answered that no record there is like this child")]
    return [Gap("Education", f"{source} has records that may be this child’s. Nothing of them is in this list")]
