"""What a rule of the suite is, and the tier that the rules a connector keeps add up to."""

import inspect
from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen


class Tier(StrEnum):
    """How far a connector may be relied on; each tier holds those before it.

    Bronze finds whom it is asked for, never says "none" untruly, believes nobody else's data, says nothing of a child.
    Silver also writes once, whatever happens on the way, names its failures, bears hostile data and threads, and keeps
    its deadlines. Gold also tells who changed, files notes and documents once, and carries out every operation.
    """

    NONE = "none"
    BRONZE = "bronze"
    SILVER = "silver"
    GOLD = "gold"


TIERS = tuple(Tier)


class Verdict(StrEnum):
    """What a run says of one rule."""

    KEPT = "kept"
    BROKEN = "BROKEN"
    EXEMPT = "exempt"
    NOT_DECLARED = "-"


@frozen
class Rule:
    """A rule: its id, the tier that needs it, and what it asks for, in words."""

    id: str
    tier: Tier
    words: str


def rule_of(checks: type, test: str) -> Rule | None:
    """The rule to which a test of a class belongs: that of the class which defines it."""
    for each in checks.__mro__:
        if test in vars(each):
            found: Rule | None = vars(each).get("__rule__")
            return found
    return None


def rules_of(checks: type) -> Mapping[Rule, tuple[str, ...]]:
    """Every rule of a class with its tests, by tier and in the order in which they run."""
    found: dict[Rule, tuple[str, ...]] = {}
    for each in reversed(checks.__mro__):
        rule = vars(each).get("__rule__")
        if rule is not None:
            tests = [name for name, value in vars(each).items() if name.startswith("test_") and callable(value)]
            found[rule] = tuple(tests)
    return dict(sorted(found.items(), key=lambda item: TIERS.index(item[0].tier)))


EVERY_RULE: set[str] = set()
"""The ids of all rules that were made, for connectors of either kind."""


def make_rule(checks: type, rule: str, tier: Tier) -> Rule:
    """The rule that a class states: its words are the class's docstring."""
    words = inspect.cleandoc(vars(checks).get("__doc__") or "")
    if not words or tier is Tier.NONE:
        raise TypeError(f"The rule {rule} needs a docstring and a tier")
    EVERY_RULE.add(rule)
    return Rule(rule, tier, words)


def tier_of(verdicts: Mapping[Rule, Verdict]) -> Tier:
    """The highest tier of which no rule, nor any of a tier below, is broken."""
    reached = Tier.NONE
    for tier in TIERS[1:]:
        if any(verdict is Verdict.BROKEN for rule, verdict in verdicts.items() if rule.tier is tier):
            break
        reached = tier
    return reached
