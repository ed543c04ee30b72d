"""The tables of words, levels, failures and permissions say what the code says."""

import re
from enum import StrEnum
from importlib.metadata import entry_points

import pytest
from reference_portal.tests.unit.docs.pages import code, head_under, rows_under, text_of

from frontdoor.connectors import failures
from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.failures import (
    ConnectorFailure,
    DuplicateSuspected,
    NotFound,
    RateLimited,
    RecordRejected,
)
from frontdoor.domain.after_sending import AdditionReason, SecondLookAnswer, SecondLookReason, WithdrawalReason
from frontdoor.domain.agency import Role
from frontdoor.domain.contact import DeliveryState, Status
from frontdoor.domain.triage import Outcome, Priority
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.host import ENTRY_POINT_GROUP, load_plugins
from frontdoor.workflow.transitions import TRANSITIONS, Cell, NotAllowed
from frontdoor_portal.connections.explaining import explain
from frontdoor_portal.demo.seeding import ACCOUNTS
from frontdoor_portal.use_cases.permissions import PERMISSIONS, Permission
from frontdoor_portal.web import wording

README = text_of("README.md")
GLOSSARY = text_of("docs", "glossary.md")
STATUSES = text_of("docs", "reference", "statuses.md")
PERMISSIONS_PAGE = text_of("docs", "reference", "permissions.md")
CONNECTORS = text_of("docs", "reference", "connectors.md")


@pytest.mark.parametrize(
    "codes",
    [
        Status,
        Outcome,
        Priority,
        DeliveryState,
        Level,
        Role,
        AdditionReason,
        WithdrawalReason,
        SecondLookReason,
        SecondLookAnswer,
    ],
)
def test_the_glossary_has_every_code(codes: type[StrEnum]) -> None:
    assert [code(row[0]) for row in rows_under(GLOSSARY, codes.__name__)] == [member.value for member in codes]


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Status of a contact", wording.STATUS),
        ("Outcome of a decision", wording.OUTCOME),
        ("Delivery of a decision", wording.DELIVERY),
    ],
)
def test_the_vocabulary_is_that_of_the_screens(heading: str, words: dict[StrEnum, wording.Word]) -> None:
    assert [[code(row[0]), *row[1:]] for row in rows_under(STATUSES, heading)] == [
        [key.value, word.label, word.meaning, word.expected] for key, word in words.items()
    ]


def test_the_priorities_are_those_of_the_screens() -> None:
    assert [[code(row[0]), *row[1:]] for row in rows_under(STATUSES, "Priority")] == [
        [key.value, word.label, word.meaning] for key, word in wording.PRIORITY.items()
    ]


def test_the_page_says_what_may_happen_next_as_the_transition_table_does() -> None:
    commands = list(TRANSITIONS[Status.DRAFT])

    assert head_under(STATUSES, "What may happen next") == ["Command", *(f"`{status.value}`" for status in Status)]
    assert rows_under(STATUSES, "What may happen next") == [
        [f"`{command.__name__}`", *(shown(TRANSITIONS[status][command]) for status in Status)] for command in commands
    ]


def shown(cell: Cell) -> str:
    if isinstance(cell, NotAllowed):
        return "–"
    return f"`{cell.to.value}`" if cell.to else "stays"


def test_the_permissions_of_each_role_are_those_that_guards_read() -> None:
    assert head_under(PERMISSIONS_PAGE, "Permissions by role") == ["Role", *(f"`{each.value}`" for each in Permission)]
    assert rows_under(PERMISSIONS_PAGE, "Permissions by role") == [
        [f"`{role.value}`", *("yes" if each in PERMISSIONS[role] else "–" for each in Permission)] for role in Role
    ]


def test_every_permission_is_explained() -> None:
    explained = re.findall(r"^\| `(\w+)` \| [^|]+ \|$", PERMISSIONS_PAGE, flags=re.MULTILINE)

    assert explained == [each.value for each in Permission]


def test_the_levels_of_each_connector_are_those_of_its_offer() -> None:
    names = tuple(code(name) for name in head_under(CONNECTORS, "What the shipped connectors can do")[1:])
    report = load_plugins(PluginConfiguration(names)).report
    offered = {each.name: each.capabilities for each in report.connectors}

    assert sorted(names) == sorted(point.name for point in entry_points(group=ENTRY_POINT_GROUP))
    assert rows_under(CONNECTORS, "What the shipped connectors can do") == [
        [f"`{operation.value}`", *(offered[name].level(operation).value for name in names)] for operation in Operation
    ]


def test_every_failure_has_its_row_with_the_state_that_a_page_shows() -> None:
    kinds = [each for each in vars(failures).values() if isinstance(each, type) and issubclass(each, ConnectorFailure)]
    expected = {kind.__name__: state_shown(kind) for kind in kinds if kind not in (ConnectorFailure, NotFound)}
    rows = {code(row[0]): row for row in rows_under(CONNECTORS, "Failures")}

    assert sorted(rows) == sorted([*expected, "NotFound"])
    assert {name: said_in(rows[name][2]) for name in expected} == expected


def state_shown(kind: type[ConnectorFailure]) -> str:
    of_their_own = {
        RecordRejected: RecordRejected(()),
        DuplicateSuspected: DuplicateSuspected(()),
        RateLimited: RateLimited(1),
    }
    failure = of_their_own.get(kind) or kind("for a test")
    return wording.SOURCE[explain(failure, "A system")[0]].label


def said_in(cell: str) -> str:
    quoted = re.match(r'"([^"]+)"', cell)
    return quoted[1] if quoted else cell


def test_the_states_of_a_source_are_those_of_the_screens() -> None:
    assert [[code(row[0]), row[1]] for row in rows_under(CONNECTORS, "What the gateway adds")] == [
        [state.value, word.label] for state, word in wording.SOURCE.items()
    ]


def test_the_readme_shows_the_accounts_of_the_demonstration() -> None:
    shown_lines = re.findall(r"^  (\S+@\S+) +(.+)$", README, flags=re.MULTILINE)

    assert shown_lines == [(each.professional.email, each.shown_as) for each in ACCOUNTS]


def test_the_readme_shows_the_steps_of_the_main_job() -> None:
    steps = re.findall(r"^ ?\d+\. (.+)$", README.split("-- --once")[1], flags=re.MULTILINE)
    source = text_of("reference_portal", "src", "frontdoor_portal", "demo", "main_job.py")

    assert steps == re.findall(r'clock\.doing\("(.+)"\)', source)
