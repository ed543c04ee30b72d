"""A plugin's `quality.toml`: the tier that it claims, and why a rule does not count against it."""

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

from attrs import field, frozen

from frontdoor.conversion import DataFaults, structure
from frontdoor.testing.conformance.rules import Rule, Tier, Verdict, tier_of

FILE_NAME = "quality.toml"


@frozen
class Quality:
    """The file as it is written. `exemptions` maps the id of a rule that is not kept to words that say why."""

    name: str
    tier: Tier
    exemptions: Mapping[str, str] = field(factory=dict)


class QualityFault(AssertionError):
    """The file cannot be believed; the text says what to change in it."""


def quality_beside(test_file: Path) -> Path:
    """The nearest `quality.toml` in the folder of a conformance file or above it; raises `QualityFault`."""
    for folder in test_file.resolve().parents:
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
        if (folder / "pyproject.toml").is_file():
            break
    raise QualityFault(f'No {FILE_NAME} above {test_file.name}: write one with name = "..." and tier = "bronze"')


def read_quality(path: Path) -> Quality:
    """Raises `QualityFault` with everything that does not fit."""
    try:
        return structure(tomllib.loads(path.read_text(encoding="utf-8")), Quality)
    except (DataFaults, tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise QualityFault(f"{FILE_NAME}: {problem}") from None


def faults_of(quality: Quality, verdicts: Mapping[Rule, Verdict], every_rule: Collection[str] = ()) -> tuple[str, ...]:
    """What is untrue in a file, given what the run found of each rule.

    `every_rule` are the ids of the rules of either kind of connector: one plugin may offer both, with one file.
    """
    by_id = {rule.id: rule for rule in verdicts}
    faults = []
    for rule_id, words in quality.exemptions.items():
        rule = by_id.get(rule_id)
        if rule is None and rule_id not in every_rule:
            faults.append(f"there is no rule {rule_id}; there are: {', '.join(by_id)}")
        elif not words.strip():
            faults.append(f"the exemption from {rule_id} needs words that say why")
        elif rule is not None and rule.tier is Tier.BRONZE:
            faults.append(f"nobody is exempt from {rule_id}: every connector keeps the rules of bronze")
        elif rule is not None and verdicts[rule] is Verdict.KEPT:
            faults.append(f"the exemption from {rule_id} is not needed: take it away")
    computed = tier_of(verdicts)
    if quality.tier is not computed:
        broken = ", ".join(rule.id for rule, verdict in verdicts.items() if verdict is Verdict.BROKEN) or "none"
        faults.append(f"it claims {quality.tier}, and this run makes it {computed} (rules broken: {broken})")
    return tuple(faults)
