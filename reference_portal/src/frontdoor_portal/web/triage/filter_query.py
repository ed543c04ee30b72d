"""The holding area's filter as the query of an address, and back.

Figures and the list link through this one module, so a number and the list behind it are the same question. An
address carries codes only: never a name, a date of birth or the id of an officer.
"""

from datetime import datetime, time
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from attrs import evolve, field, frozen

from frontdoor.domain.code_lists import code_list
from frontdoor.domain.contact import ContactKind, DeliveryState, Status
from frontdoor.domain.triage import Outcome, Priority
from frontdoor.workflow.deadlines import LONDON
from frontdoor_portal.use_cases.figures import UNDECIDED
from frontdoor_portal.use_cases.models import ContactFilter, ContactOrder
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.navigation import HOLDING_AREA

Choice = TypeVar("Choice", bound=StrEnum)

LISTED_STATUSES = tuple(status for status in Status if status is not Status.DRAFT)
LISTED_DELIVERY_STATES = tuple(state for state in DeliveryState if state is not DeliveryState.NOT_NEEDED)
MINE, NOBODYS, ANYONES = "me", "nobody", "anyone"
ANY_STATUS = "any"
"""Says that the status does not matter; a bare address means the contacts still to be decided."""

NAMES = frozenset(
    {
        "status",
        "priority",
        "outcome",
        "delivery",
        "kind",
        "release",
        "source",
        "category",
        "held",
        "overdue",
        "received",
        "new",
        "second_look",
        "second_look_overdue",
        "order",
        "page",
    }
)
_LONGEST_PAGE_NUMBER = 6


@frozen
class Reader:
    """Who reads a list, when, and which categories the forms of this portal know."""

    officer_id: str
    now: datetime
    categories: frozenset[str] = frozenset()

    @property
    def midnight(self) -> datetime:
        """When today began in London."""
        return datetime.combine(self.now.astimezone(LONDON).date(), time(), LONDON)


@frozen
class ListQuery:
    """What is listed, in which order, and which part of it. `understood` is False where something was left out."""

    wanted: ContactFilter = field(factory=lambda: ContactFilter(statuses=UNDECIDED))
    order: ContactOrder = ContactOrder.PRIORITY
    page: int = 1
    understood: bool = field(default=True, eq=False)


def read_list_query(fields: Fields, reader: Reader) -> ListQuery:
    """The list that an address asks for. What it says that no list can be filtered by is left out, and told.

    Raises `BadRequest` where a part that can have one value comes twice.
    """
    if not fields.values:
        return ListQuery()
    reading = _Reading(fields)
    held = reading.one_of("held", (MINE, NOBODYS, ANYONES))
    wanted = ContactFilter(
        statuses=reading.some("status", LISTED_STATUSES, besides=ANY_STATUS),
        priorities=reading.some("priority", tuple(Priority)),
        outcomes=reading.some("outcome", tuple(Outcome)),
        delivery_states=reading.some("delivery", LISTED_DELIVERY_STATES),
        kinds=reading.some("kind", tuple(ContactKind)),
        answer_waits=bool(reading.one_of("release", ("yes",))),
        referral_source=reading.one_of("source", tuple(code_list("referral_source"))),
        category=reading.one_of("category", tuple(reader.categories)),
        holder_id=reader.officer_id if held == MINE else "",
        unheld=held == NOBODYS,
        overdue_at=reader.now if reading.one_of("overdue", ("yes",)) else None,
        unread=bool(reading.one_of("new", ("yes",))),
        second_look=bool(reading.one_of("second_look", ("yes",))),
        second_look_due_before=reader.now if reading.one_of("second_look_overdue", ("yes",)) else None,
        received_from=reader.midnight if reading.one_of("received", ("today",)) else None,
    )
    order = ContactOrder(reading.one_of("order", tuple(ContactOrder)) or ContactOrder.PRIORITY)
    return ListQuery(wanted, order, reading.page(), reading.understood)


def list_address(query: ListQuery, reader: Reader) -> str:
    """The address of a list. Raises `ValueError` for a filter that the holding area does not offer."""
    pairs = [*_filter_pairs(query.wanted, reader)]
    if query.order is not ContactOrder.PRIORITY:
        pairs.append(("order", query.order.value))
    if query.page != 1:
        pairs.append(("page", str(query.page)))
    return f"{HOLDING_AREA}?{urlencode(pairs)}"


def address_behind(wanted: ContactFilter, reader: Reader) -> str:
    """Where the contacts behind a figure are listed."""
    return list_address(ListQuery(wanted), reader)


def without_page(query: ListQuery) -> ListQuery:
    return evolve(query, page=1)


def _filter_pairs(wanted: ContactFilter, reader: Reader) -> list[tuple[str, str]]:
    if wanted.agency_id or wanted.sender_id or wanted.received_before is not None:
        raise ValueError("The holding area has no filter for an agency, a sender or an end of the period")
    if wanted.holder_id not in ("", reader.officer_id) or (wanted.holder_id and wanted.unheld):
        raise ValueError("The holding area tells apart mine, nobody’s and anyone’s only")
    if wanted.received_from not in (None, reader.midnight):
        raise ValueError("The holding area has a filter for today only")
    pairs = [("status", status.value) for status in LISTED_STATUSES if status in wanted.statuses]
    pairs = pairs or [("status", ANY_STATUS)]
    pairs += [("priority", each.value) for each in Priority if each in wanted.priorities]
    pairs += [("outcome", each.value) for each in Outcome if each in wanted.outcomes]
    pairs += [("delivery", each.value) for each in LISTED_DELIVERY_STATES if each in wanted.delivery_states]
    pairs += [("kind", each.value) for each in ContactKind if each in wanted.kinds]
    held = MINE if wanted.holder_id else NOBODYS if wanted.unheld else ""
    single = (
        ("source", wanted.referral_source),
        ("category", wanted.category),
        ("held", held),
        ("release", "yes" if wanted.answer_waits else ""),
        ("overdue", "yes" if wanted.overdue_at else ""),
        ("received", "today" if wanted.received_from else ""),
        ("new", "yes" if wanted.unread else ""),
        ("second_look", "yes" if wanted.second_look else ""),
        ("second_look_overdue", "yes" if wanted.second_look_due_before else ""),
    )
    return pairs + [(name, value) for name, value in single if value]


class _Reading:
    """Takes fields one by one and remembers whether every one of them made sense."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self.understood = fields.values.keys() <= NAMES

    def some(self, name: str, choices: tuple[Choice, ...], besides: str = "") -> frozenset[Choice]:
        typed = set(self._fields.many(name)) - {besides}
        found = frozenset(choice for choice in choices if choice.value in typed)
        self.understood &= len(found) == len(typed)
        return found

    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        # An empty value is what a form sends for "any": it asks for nothing and is no mistake.
        typed = self._fields.one(name)
        self.understood &= not typed or typed in choices
        return typed if typed in choices else ""

    def page(self) -> int:
        typed = self._fields.one("page", "1")
        if typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_PAGE_NUMBER and int(typed) > 0:
            return int(typed)
        self.understood = False
        return 1
