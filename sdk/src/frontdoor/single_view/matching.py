"""The education matching rule: UPN and three of four details, or all four without a UPN; anything less is asked.

The rule is the one an education system's own import uses (connectors' facts: Capita ONE, B2B). The four details are
date of birth, family name, given name and sex. Nothing is linked by it: it orders what a person is shown.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Generic, TypeVar

from attrs import frozen

from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.single_view.comparing import Comparison, Likeness

Record = TypeVar("Record", PersonRecord, PupilRecord)

_DETAILS = ("birth_date", "family_name", "given_name", "sex")


class MatchStatus(StrEnum):
    """How sure it is, in words a person understands."""

    MATCH = "match"
    POSSIBLE = "possible"
    SEVERAL = "several"
    NONE = "none"


@frozen
class Candidate(Generic[Record]):
    """A record of the other system that may be about the same child, with the evidence."""

    record: Record
    comparison: Comparison
    is_match: bool


@frozen
class Match(Generic[Record]):
    """What was found in the other system: its status, and every candidate, the best first."""

    status: MatchStatus
    candidates: tuple[Candidate[Record], ...]


def match(compared: Sequence[tuple[Record, Comparison]]) -> Match[Record]:
    """Judge records of the other system by their comparisons.

    Records that share neither a UPN nor two of the four details are left out. Where more than one is left it is
    `SEVERAL`, even if one satisfies the rule: twins and duplicates are for a person to tell apart.
    """
    candidates = [Candidate(record, each, _satisfies(each)) for record, each in compared if _is_worth_showing(each)]
    candidates.sort(key=lambda candidate: (not candidate.is_match, -len(candidate.comparison.same)))
    matches = sum(candidate.is_match for candidate in candidates)
    if matches == 1 and len(candidates) == 1:
        status = MatchStatus.MATCH
    elif len(candidates) > 1:
        status = MatchStatus.SEVERAL
    else:
        status = MatchStatus.POSSIBLE if candidates else MatchStatus.NONE
    return Match(status, tuple(candidates))


def _satisfies(comparison: Comparison) -> bool:
    likenesses = [getattr(comparison, detail) for detail in _DETAILS]
    agreeing = likenesses.count(Likeness.SAME)
    if comparison.upn is Likeness.SAME:
        return agreeing >= len(_DETAILS) - 1
    return comparison.upn is Likeness.MISSING and agreeing == len(_DETAILS)


def _is_worth_showing(comparison: Comparison) -> bool:
    if comparison.upn is Likeness.SAME:
        return True
    return len(set(comparison.same) & set(_DETAILS)) >= 2
