"""What an officer typed on the pages of an answer: kept as typed, read strictly."""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from frontdoor.domain.answering import RefusalReason, Withheld, Withholding
from frontdoor.domain.contact import ContactKind
from frontdoor.domain.kinds import KINDS
from frontdoor.domain.triage import Outcome
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.refusing import BadRequest

OUTCOMES = KINDS[ContactKind.INFORMATION_REQUEST].outcomes
TEXTS = ("shared", "message", "rationale", "reason_late")
_WORDS = {reason: f"words_{reason.value}" for reason in Withholding}
NAMES = ("step", "outcome", "refused_because", "withheld", *TEXTS, *_WORDS.values())
PAGE_ORDER = (
    "outcome",
    "refused_because",
    "shared",
    "withheld",
    *_WORDS.values(),
    "message",
    "rationale",
    "reason_late",
)


@frozen
class AnswerForm:
    """Every field as it was typed; `words` are those beside each reason for withholding."""

    outcome: str = ""
    refused_because: str = ""
    shared: str = ""
    message: str = ""
    rationale: str = ""
    reason_late: str = ""
    reasons: frozenset[Withholding] = frozenset()
    words: Mapping[Withholding, str] = field(factory=dict)

    @classmethod
    def of(cls, form: Fields) -> "AnswerForm":
        """Raises `BadRequest` for a field or a choice that is not part of the pages, or comes twice."""
        form.only(*NAMES)
        typed = form.many("withheld")
        if not set(typed) <= set(Withholding) or len(set(typed)) < len(typed):
            raise BadRequest("A reason is not one of the list")
        if form.one("refused_because") not in {"", *RefusalReason}:
            raise BadRequest("The reason is not one of the list")
        return cls(
            outcome=form.one("outcome"),
            refused_because=form.one("refused_because"),
            reasons=frozenset(Withholding(each) for each in typed),
            words={reason: form.one(name) for reason, name in _WORDS.items() if form.one(name)},
            **{name: form.one(name) for name in TEXTS},
        )

    @property
    def chosen(self) -> Outcome | None:
        return Outcome(self.outcome) if self.outcome in set(OUTCOMES) else None

    @property
    def refusal(self) -> RefusalReason | None:
        return RefusalReason(self.refused_because) if self.refused_because else None

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """The reasons that were ticked, in the order of the page; words beside one that was not are kept as typed."""
        return tuple(Withheld(each, self.words.get(each, "")) for each in Withholding if each in self.reasons)

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Everything typed but the outcome, to be carried along unseen."""
        named = {name: getattr(self, name) for name in ("refused_because", *TEXTS)}
        carried = [*named.items(), *(("withheld", each.value) for each in Withholding if each in self.reasons)]
        carried += [(_WORDS[reason], text) for reason, text in self.words.items()]
        return tuple((name, value) for name, value in carried if value)

    @property
    def written(self) -> tuple[tuple[str, str], ...]:
        """The long texts by name, to be shown again where the answer could not be kept."""
        return (
            ("What is shared", self.shared),
            ("To the requester", self.message),
            ("How you came to it", self.rationale),
            ("Why it is late", self.reason_late),
            *(("Not shared", text) for text in self.words.values()),
        )


def in_page_order(faults: Sequence[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: PAGE_ORDER.index(fault.field))
