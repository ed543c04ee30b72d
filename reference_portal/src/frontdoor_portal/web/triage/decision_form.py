"""What an officer typed on the page of a decision: kept as typed, read strictly, every fault beside its field."""

import re
from collections.abc import Sequence

from attrs import frozen

from frontdoor.domain.triage import OPENS_EPISODE, ChosenRecord, Outcome
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields

TEXTS = ("rationale", "message_to_sender", "next_steps", "internal_note", "reason_late")
NAMES = ("step", "outcome", "level_of_need", "reason", *TEXTS, "record", "record_number", "no_record_exists", "team")
PAGE_ORDER = (
    "outcome",
    "record",
    "record_number",
    "no_record_exists",
    "team",
    "level_of_need",
    "reason",
    *TEXTS,
)
"""Fields in the order of the page, which is that of the error summary."""

FOUND = "found:"
"""Begins the value of a record that the case system offered; its id follows."""
TYPED, NEW = "typed", "new"
LONGEST_NUMBER = 64
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/:-]*")


@frozen
class DecisionForm:
    """Every field of the page as it was typed; the defaults are those of a page nobody touched."""

    outcome: str = ""
    level_of_need: str = ""
    rationale: str = ""
    message_to_sender: str = ""
    reason: str = ""
    next_steps: str = ""
    internal_note: str = ""
    reason_late: str = ""
    record: str = ""
    record_number: str = ""
    no_record_exists: bool = False
    team: str = ""

    @classmethod
    def of(cls, form: Fields) -> "DecisionForm":
        """Raises `BadRequest` for a field that is not part of the page or comes twice."""
        form.only(*NAMES)
        return cls(
            **{name: form.one(name) for name in NAMES if name not in ("step", "no_record_exists")},
            no_record_exists=form.one("no_record_exists") == "yes",
        )

    @property
    def chosen(self) -> Outcome | None:
        return Outcome(self.outcome) if self.outcome in set(Outcome) else None

    @property
    def opens_episode(self) -> bool:
        return self.chosen in OPENS_EPISODE

    @property
    def written(self) -> tuple[tuple[str, str], ...]:
        """The long texts by name, to be shown again where the decision could not be stored."""
        return (
            ("Why", self.rationale),
            ("What the sender will read", self.message_to_sender),
            ("What the sender does next", self.next_steps),
            ("Internal note", self.internal_note),
            ("Why it is late", self.reason_late),
        )

    def chosen_record(self) -> tuple[ChosenRecord | None, list[Fault]]:
        """Whom the officer confirmed, or what is wrong with that."""
        if self.record == NEW:
            if not self.no_record_exists:
                return None, [Fault("no_record_exists", "Confirm that you looked and the child has no record yet")]
            return ChosenRecord(None), []
        if self.record == TYPED:
            number, field = self.record_number.strip(), "record_number"
            if not number:
                return None, [Fault(field, "Enter the record number")]
            described = "number typed by the officer"
        elif self.record.startswith(FOUND):
            number, field = self.record.removeprefix(FOUND), "record"
            # The case system is not asked again, as it may be silent by now: what it offered cannot be vouched for.
            described = "chosen on the decision page"
        else:
            return None, [Fault("record", "Confirm whose record this belongs to")]
        if len(number) > LONGEST_NUMBER or not _NUMBER.fullmatch(number):
            return None, [Fault(field, f"A record number has letters and digits, {LONGEST_NUMBER} at most")]
        return ChosenRecord(number, described), []


def in_page_order(faults: Sequence[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: PAGE_ORDER.index(fault.field))
