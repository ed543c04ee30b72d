"""What a run found of each connector, rule by rule: kept while pytest runs, and printed as a table in the end."""

import inspect
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field

from frontdoor.testing.conformance.quality import Quality, QualityFault, quality_beside, read_quality
from frontdoor.testing.conformance.rules import TIERS, Rule, Tier, Verdict, rule_of, rules_of, tier_of

PLUGIN_NAME = "frontdoor-conformance"


@define
class Tally:
    """How the tests of one conformance class came out, by the name of the test function."""

    checks: type[Any]
    passed: Counter[str] = field(factory=Counter)
    failed: Counter[str] = field(factory=Counter)
    skipped: Counter[str] = field(factory=Counter)
    declared: set[str] = field(factory=set)
    """The ids of the tests that the suite itself skips. Any other skip is a failure."""

    def not_run(self) -> tuple[str, ...]:
        """The tests of rules that this run left out, so that no tier can be told."""
        ran = {*self.passed, *self.failed, *self.skipped}
        return tuple(test for tests in rules_of(self.checks).values() for test in tests if test not in ran)

    def quality(self) -> Quality:
        """Raises `QualityFault` where the plugin has no file, or one that cannot be read."""
        return read_quality(self.checks.quality or quality_beside(Path(inspect.getfile(self.checks))))

    def exemptions(self) -> Mapping[str, str]:
        try:
            return self.quality().exemptions
        except QualityFault:
            return {}

    def verdicts(self) -> Mapping[Rule, Verdict]:
        """What this run says of each rule so far."""
        exempt = self.exemptions()
        return {rule: self._verdict(rule, tests, exempt) for rule, tests in rules_of(self.checks).items()}

    def _verdict(self, rule: Rule, tests: tuple[str, ...], exempt: Mapping[str, str]) -> Verdict:
        if any(self.failed[test] for test in tests):
            excused = rule.id in exempt and rule.tier is not Tier.BRONZE
            return Verdict.EXEMPT if excused else Verdict.BROKEN
        return Verdict.KEPT if any(self.passed[test] for test in tests) else Verdict.NOT_DECLARED


class Results:
    """The pytest plugin that listens; a conformance class brings it along, so nothing need be configured."""

    def __init__(self) -> None:
        self._tallies: dict[type[Any], Tally] = {}

    def of(self, checks: type[Any]) -> Tally:
        return self._tallies.setdefault(checks, Tally(checks))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
        report: pytest.TestReport = yield
        checks, function = getattr(item, "cls", None), getattr(item, "function", None)
        rule = rule_of(checks, function.__name__) if checks is not None and function is not None else None
        if checks is None or function is None or rule is None:
            return report
        tally = self.of(checks)
        if report.skipped and item.nodeid not in tally.declared:
            report.outcome, report.longrepr = "failed", f"only the suite itself may skip: {report.longrepr}"
        if report.failed:
            tally.failed[function.__name__] += 1
            words = tally.exemptions().get(rule.id, "") if rule.tier is not Tier.BRONZE else ""
            if words.strip():  # shown by -rx with its words; the plugin's file says so
                report.outcome, report.wasxfail = "skipped", f"exempt from {rule.id}: {words}"
        elif report.skipped:
            tally.skipped[function.__name__] += 1
        elif call.when == "call":
            tally.passed[function.__name__] += 1
        return report

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if not self._tallies:
            return
        terminalreporter.section("conformance")
        for line in table(list(self._tallies.values())):
            terminalreporter.write_line(line)


def results_of(config: pytest.Config) -> Results:
    """The listener of this run, registered by the first conformance class that asks for it."""
    found = config.pluginmanager.get_plugin(PLUGIN_NAME)
    if found is None:
        found = Results()
        config.pluginmanager.register(found, PLUGIN_NAME)
    if not isinstance(found, Results):
        raise TypeError(f"Another plugin is already named {PLUGIN_NAME}")
    return found


def table(tallies: list[Tally]) -> list[str]:
    """Connector by rule, and each connector's tier."""
    columns = [(tally.checks.offer or tally.checks.plugin, tally.verdicts()) for tally in tallies]
    rules = {rule.id: rule for _, verdicts in columns for rule in verdicts}
    first = max(len(f"{rule.tier} {rule.id}") for rule in rules.values())
    widths = [max(len(plugin), len(Verdict.EXEMPT)) for plugin, _ in columns]

    def row(begins: str, cells: list[str]) -> str:
        filled = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
        return "  ".join([begins.ljust(first), *filled]).rstrip()

    lines = [row("", [plugin for plugin, _ in columns])]
    for rule in sorted(rules.values(), key=lambda each: TIERS.index(each.tier)):
        cells = [{each.id: said for each, said in verdicts.items()}.get(rule.id, " ") for _, verdicts in columns]
        lines.append(row(f"{rule.tier} {rule.id}", cells))
    tiers = ["part only" if tally.not_run() else tier_of(tally.verdicts()) for tally in tallies]
    return [*lines, row("tier", tiers)]
