"""Why a decision was made, in plain sentences: a list for each outcome, as data that a council may replace.

It may touch attrs, the standard library and the outcomes of `frontdoor.domain.triage`.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from attrs import field, frozen

from frontdoor.domain.texts import as_kept
from frontdoor.domain.triage import Outcome


@frozen
class OutcomeReason:
    """One reason: `label` for the officer who picks it, `sentence` and `next_steps` for the sender who reads it."""

    outcome: Outcome
    code: str
    label: str
    sentence: str
    next_steps: str = ""


class ReasonFaults(ValueError):
    """The list cannot be used. The text names every fault, one a line."""


@frozen
class OutcomeReasons:
    """Every reason, in the order in which it is offered. None at all for an outcome: it takes no code."""

    reasons: tuple[OutcomeReason, ...] = field(default=())

    def of(self, outcome: Outcome) -> tuple[OutcomeReason, ...]:
        return tuple(each for each in self.reasons if each.outcome is outcome)

    def find(self, outcome: Outcome, code: str) -> OutcomeReason | None:
        return next((each for each in self.of(outcome) if each.code == code), None)


def read_outcome_reasons(text: str) -> OutcomeReasons:
    """The reasons of a TOML text, with a table `[[OUTCOME]]` for each. Raises `ReasonFaults` with every fault."""
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise ReasonFaults(str(problem)) from None
    faults: list[str] = []
    reasons: list[OutcomeReason] = []
    for name, entries in whole.items():
        if name not in set(Outcome):
            faults.append(f"[[{name}]]: there is no such outcome")
        elif not isinstance(entries, list) or not all(isinstance(each, Mapping) for each in entries):
            faults.append(f"{name}: write each reason as a table [[{name}]]")
        else:
            reasons += _reasons(Outcome(name), entries, faults)
    if faults:
        raise ReasonFaults("\n".join(faults))
    return OutcomeReasons(tuple(reasons))


@cache
def shipped_outcome_reasons() -> OutcomeReasons:
    """The list that comes with the product, for a council that has none of its own."""
    return read_outcome_reasons(resources.files(__name__).joinpath("default.toml").read_text(encoding="utf-8"))


_NEEDED, _KNOWN = ("code", "label", "sentence"), {"code", "label", "sentence", "next_steps"}


def _reasons(outcome: Outcome, entries: Iterable[Mapping[str, Any]], faults: list[str]) -> Iterable[OutcomeReason]:
    seen: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        place = f"[[{outcome.value}]] number {number}"
        found = [f"{place}: unknown key {key}" for key in sorted(entry.keys() - _KNOWN)]
        texts = {key: entry.get(key, "") for key in _KNOWN}
        found += [f"{place}: {key} is not a text" for key in sorted(_KNOWN) if not isinstance(texts[key], str)]
        if not found:
            found += [f"{place}: {key} is missing" for key in _NEEDED if not as_kept(texts[key])]
            if texts["code"] in seen:
                found.append(f"{place}: the code {texts['code']} is there twice")
            seen.add(texts["code"])
        faults += found
        if not found:
            yield OutcomeReason(outcome, **{key: as_kept(text) for key, text in texts.items()})
