"""Words, times and the portal's own components, as templates use them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
from jinja2 import UndefinedError
from reference_portal.tests.web.browsing import NotShownAsItIs, StrictUndefined, TestPortal, words

from frontdoor.domain.agency import AgencyKind, Role
from frontdoor.domain.contact import DeliveryState, Status
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor.domain.triage import Outcome, Priority
from frontdoor.workflow.deadlines import ClockPolicy
from frontdoor.workflow.decide import Rules
from frontdoor.workflow.events import EventKind
from frontdoor_portal.use_cases.models import NoticeKind, Page
from frontdoor_portal.web import wording
from frontdoor_portal.web.display import clock, day, decision_time, moment
from frontdoor_portal.web.pages import environment

AT = datetime(2026, 6, 4, 8, 32, tzinfo=UTC)


def render(source: str, **values: object) -> str:
    start = '{% import "macros/components.html" as ui with context %}'
    return environment(StrictUndefined).from_string(start + source).render(**values)


@pytest.mark.parametrize(
    ("table", "vocabulary"),
    [
        (wording.STATUS, Status),
        (wording.OUTCOME, Outcome),
        (wording.PRIORITY, Priority),
        (wording.DELIVERY, DeliveryState),
        (wording.SOURCE, SourceState),
        (wording.ROLE, Role),
        (wording.AGENCY_KIND, AgencyKind),
        (wording.EVENT, EventKind),
        (wording.NOTICE, NoticeKind),
    ],
)
def test_every_code_has_a_word_of_its_own(table: dict[StrEnum, wording.Word], vocabulary: type[StrEnum]) -> None:
    labels = [table[code].label for code in vocabulary]

    assert len(set(labels)) == len(labels) == len(table)


def test_every_status_says_what_it_means_and_what_is_expected() -> None:
    assert [status for status, word in wording.STATUS.items() if not (word.meaning and word.expected)] == []
    assert [outcome for outcome, word in wording.OUTCOME.items() if not (word.meaning and word.expected)] == []


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (datetime(2026, 6, 4, 8, 32, tzinfo=UTC), "4 June 2026 at 9:32am"),  # summer: one hour ahead of UTC
        (datetime(2026, 12, 4, 8, 32, tzinfo=UTC), "4 December 2026 at 8:32am"),
        (datetime(2026, 6, 4, 23, 5, tzinfo=UTC), "5 June 2026 at 12:05am"),
        (datetime(2026, 6, 4, 11, 0, tzinfo=UTC), "4 June 2026 at midday"),
        (datetime(2026, 6, 3, 23, 0, tzinfo=UTC), "4 June 2026 at midnight"),
        (datetime(2026, 6, 4, 16, 0, tzinfo=UTC), "4 June 2026 at 5pm"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25 October 2026 at 1:30am"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25 October 2026 at 1:30am"),  # the hour that comes twice
    ],
)
def test_moments_are_londons_in_govuk_style(at: datetime, shown: str) -> None:
    assert moment(at) == shown


def test_a_day_is_written_out_and_a_moment_needs_its_zone() -> None:
    assert (day(date(2019, 1, 31)), day(datetime(2026, 6, 4, 23, 30, tzinfo=UTC))) == ("31 January 2019", "5 June 2026")
    with pytest.raises(ValueError, match="time zone"):
        clock(datetime(2026, 6, 4, 8, 32))  # noqa: DTZ001 -- the fault under test


@pytest.mark.parametrize("value", [AT, AT.date(), AT.time(), 20_000, True, None, [1]])
def test_a_template_of_these_tests_writes_no_value_that_people_do_not_read_as_it_is(value: object) -> None:
    with pytest.raises(NotShownAsItIs):
        render("{{ value }}", value=value)


def test_a_template_writes_a_value_that_a_filter_has_made_readable() -> None:
    shown = render("{{ at | day }}, {{ '{:,}'.format(most) }} of {{ status }}", at=AT, most=20_000, status=Status.SENT)
    assert shown == "4 June 2026, 20,000 of sent"


@pytest.mark.parametrize(
    ("policy", "shown"),
    [
        (ClockPolicy(), "24 hours"),
        (ClockPolicy(decision_hours=1), "1 hour"),
        (ClockPolicy(48, hours_skip_days_off=True), "48 hours, not counting weekends and bank holidays"),
        (
            ClockPolicy(hours_skip_days_off=True, pause_while_waiting=True),
            "24 hours, not counting weekends and bank holidays or the time until you answer a question",
        ),
    ],
)
def test_the_time_for_a_decision_is_told_as_the_council_counts_it(policy: ClockPolicy, shown: str) -> None:
    assert decision_time(policy) == shown


def test_the_start_page_promises_what_the_council_set(make_portal: Callable[..., TestPortal]) -> None:
    portal = make_portal(rules=Rules(clocks=ClockPolicy(decision_hours=48)))
    assert "The team aims to decide within 48 hours. You are told the outcome." in words(portal.client().get("/").text)


def test_a_tag_says_its_word_and_when_asked_what_it_means() -> None:
    tag = render("{{ ui.tag(wording.STATUS[s], explain=true) }}", wording=wording, s=Status.SENT)

    assert words(tag) == (
        "Sent We have it. It waits for somebody in the Family Front Door team to take it. "
        "What to do: Nothing. The team decides what happens next, and emails you when it has."
    )
    assert "govuk-tag--blue" in tag


def test_a_system_that_did_not_answer_never_looks_like_one_that_found_none() -> None:
    answers = [
        SourceAnswer("Framework-i", SourceState.DID_NOT_ANSWER, AT, explanation="It took more than 2 seconds."),
        SourceAnswer[str]("Capita ONE", SourceState.NONE_FOUND, AT, as_at=AT),
    ]

    html = render("{{ ui.sources(answers) }}", wording=wording, answers=answers)

    assert words(html) == (
        "Framework-i : did not answer. It took more than 2 seconds. Asked 4 June 2026 at 9:32am "
        "Capita ONE : none found. This system answered: it has no record that matches. "
        "Asked 4 June 2026 at 9:32am; its records are as at 4 June 2026 at 9:32am"
    )
    assert html.count("ffd-source-list__item--silent") == 1


def test_the_timeline_says_what_who_and_when() -> None:
    entries = [{"title": "Decided", "by": "Morgan Reed", "at": AT, "text": "<b>threshold met</b>"}]

    html = render("{{ ui.timeline(entries) }}", entries=entries)

    assert words(html) == "Decided by Morgan Reed, 4 June 2026 at 9:32am <b>threshold met</b>"
    assert 'datetime="2026-06-04T08:32:00+00:00"' in html


@pytest.mark.parametrize(
    ("number", "total", "shown"),
    [
        (1, 20, ""),
        (1, 100, "1 2 ⋯ 5 Next page"),
        (3, 100, "Previous page 1 2 3 4 5 Next page"),
        (5, 100, "Previous page 1 ⋯ 4 5"),
        (50, 2_000, "Previous page 1 ⋯ 49 50 51 ⋯ 100 Next page"),
    ],
)
def test_pages_are_numbered_with_gaps(number: int, total: int, shown: str) -> None:
    part: Page[str] = Page(items=(), number=number, size=20, total=total)

    assert words(render('{{ ui.pagination(part, "/list?") }}', part=part)) == shown


def test_filters_in_force_are_links_that_take_themselves_away() -> None:
    source = '{% call ui.filter_panel("/holding-area", tags) %}<p>fields</p>{% endcall %}'

    html = render(source, tags=[{"text": "Urgent", "href": "/holding-area?status=sent"}])

    assert words(html) == "Filter Selected filters Remove this filter: Urgent Clear filters fields Apply filters"


def test_the_identity_bar_and_the_summary_list_leave_out_what_is_not_there() -> None:
    bar = render('{{ ui.identity_bar("Zoe Example", [("Born", "1 May 2019"), ("NHS number", "")]) }}')
    rows = [{"key": "Name", "value": "Zoe", "href": "/x", "hidden": "name"}, {"key": "Age", "value": "7", "href": ""}]

    assert words(bar) == "Zoe Example Born: 1 May 2019"
    assert words(render("{{ ui.summary_list(rows) }}", rows=rows)) == "Name Zoe Change name Age 7"


def test_a_misspelt_name_fails_a_test() -> None:
    with pytest.raises(UndefinedError):
        render("{{ tittle }}")
    with pytest.raises(UndefinedError):
        render("{{ word.lable }}", word=wording.STATUS[Status.SENT])
