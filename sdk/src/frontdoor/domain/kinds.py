"""What each kind of contact needs, as data: its form, whether a search comes first, its outcomes, its clock.

Everything that reads contacts as if they were about a child asks here first.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from attrs import frozen

from frontdoor.domain.contact import ContactKind
from frontdoor.domain.triage import Outcome


class KindClock(StrEnum):
    """By which clock an outcome is due."""

    DECISION = "decision"
    ANSWER = "answer"


@frozen
class KindRules:
    """One kind.

    `search_first`: its sender looks for the child before the form opens. `ties_sender`: whoever sends it works with
    the child from then on, and may see the record they found; asking about a child opens no record. `about_children`:
    it counts among what the front door was told of a child. `has_coded_reasons`: whoever decides picks one of the
    council's reasons, which are written about a child.
    """

    form_id: str
    outcomes: tuple[Outcome, ...]
    clock: KindClock
    search_first: bool
    ties_sender: bool
    about_children: bool
    has_level_of_need: bool
    has_coded_reasons: bool


KINDS: Mapping[ContactKind, KindRules] = MappingProxyType(
    {
        ContactKind.CAUSE_FOR_CONCERN: KindRules(
            form_id="cause_for_concern",
            outcomes=(
                Outcome.REFERRAL,
                Outcome.EARLY_HELP,
                Outcome.ADVICE,
                Outcome.NO_FURTHER_ACTION,
                Outcome.OTHER_COUNCIL,
            ),
            clock=KindClock.DECISION,
            search_first=True,
            ties_sender=True,
            about_children=True,
            has_level_of_need=True,
            has_coded_reasons=True,
        ),
        ContactKind.INFORMATION_REQUEST: KindRules(
            form_id="information_request",
            outcomes=(Outcome.ANSWERED, Outcome.NOTHING_TO_SHARE, Outcome.REFUSED),
            clock=KindClock.ANSWER,
            search_first=False,
            ties_sender=False,
            about_children=True,
            has_level_of_need=False,
            has_coded_reasons=False,
        ),
        ContactKind.ADULT_CONCERN: KindRules(
            form_id="adult_concern",
            outcomes=(
                Outcome.ADULT_SOCIAL_CARE,
                Outcome.ADVICE,
                Outcome.NO_FURTHER_ACTION,
                Outcome.OTHER_COUNCIL,
            ),
            clock=KindClock.DECISION,
            search_first=False,
            ties_sender=False,
            about_children=False,
            has_level_of_need=False,
            has_coded_reasons=False,
        ),
    }
)
"""A new kind must be given its rules here before anything can be sent with its form."""

ABOUT_CHILDREN = frozenset(kind for kind, rules in KINDS.items() if rules.about_children)
"""Kinds that belong among what was said of a child before."""

_OF_FORM = {rules.form_id: kind for kind, rules in KINDS.items()}


def kind_of_form(form_id: str) -> ContactKind | None:
    """What is sent with a form; None for a form that sends nothing."""
    return _OF_FORM.get(form_id)
