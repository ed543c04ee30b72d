"""Each flaw makes exactly those checks of the suite fail that are there to notice it; no flaw goes unnoticed."""

from pathlib import Path
from textwrap import dedent

import pytest
from sdk.tests.testing.flaws import FLAWS, Flaw
from sdk.tests.testing.reference.connector import ReferencePupils

from frontdoor.testing.conformance import CaseManagementConformance, EducationConformance
from frontdoor.testing.conformance.rules import rules_of

pytest_plugins = ["pytester"]

LONG = frozenset(
    {
        "says-nothing-of-a-child",
        "bears-hostile-data",
        "keeps-deadlines",
        "writes-once-under-faults",
        "files-notes-once",
        "files-documents-once",
    }
)
"""Rules of many checks, or of checks that wait: run for the flaws that concern them alone."""


def checks_for(flaw: Flaw) -> list[str]:
    """The checks to run with a flaw: all of every rule that is concerned, and the first of the other short ones."""
    suite = EducationConformance if issubclass(flaw.connector, ReferencePupils) else CaseManagementConformance
    chosen: list[str] = []
    for rule, tests in rules_of(suite).items():
        if flaw.fails & {*tests}:
            chosen += tests
        elif rule.id not in LONG:
            chosen += tests[:1]
    return chosen


def failed_checks(pytester: pytest.Pytester, name: str) -> set[str]:
    """The names of the checks that fail with a flawed connector."""
    flaw = FLAWS[name]
    kind = "Education" if issubclass(flaw.connector, ReferencePupils) else "CaseManagement"
    simulator = "ReferencePupilsSimulator" if kind == "Education" else "ReferenceSimulator"
    quality = Path(__file__).parent / "reference" / "quality.toml"
    source = f"""
        from pathlib import Path
        from frontdoor.testing.conformance import {kind}Conformance
        from sdk.tests.testing.reference.plugin import ENTRY_POINTS
        from sdk.tests.testing.reference.simulator import {simulator}

        class TestFlaw({kind}Conformance):
            plugin = "reference"
            simulator = {simulator}
            available = ENTRY_POINTS
            quality = Path({str(quality)!r})
            settings = {{"flaw": {name!r}}}
    """
    file = pytester.makepyfile(dedent(source))
    run = pytester.inline_run(*(f"{file}::TestFlaw::{test}" for test in checks_for(flaw)), "--tb=no", "-q")
    _, _, failed = run.listoutcomes()
    return {report.nodeid.rpartition("::")[2].partition("[")[0] for report in failed}


@pytest.mark.parametrize("name", FLAWS)
def test_a_flaw_fails_the_checks_that_are_there_to_notice_it(pytester: pytest.Pytester, name: str) -> None:
    noticed = failed_checks(pytester, name)

    assert noticed == FLAWS[name].fails
    assert noticed != set()


def test_every_rule_is_broken_by_a_flaw() -> None:
    noticed = frozenset(test for flaw in FLAWS.values() for test in flaw.fails)
    rules = {**rules_of(CaseManagementConformance), **rules_of(EducationConformance)}

    assert [rule.id for rule, tests in rules.items() if not noticed & {*tests}] == []
