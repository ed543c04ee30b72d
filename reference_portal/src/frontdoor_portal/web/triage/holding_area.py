"""The holding area: every contact that was sent, filtered, sorted and ready to be taken."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from attrs import evolve

from frontdoor.domain.contact import ContactKind
from frontdoor.domain.triage import Outcome, Priority
from frontdoor_portal.use_cases.holding_area import holding_area
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web import wording
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.navigation import HOLDING_AREA
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.routing import get
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.triage import listing
from frontdoor_portal.web.triage.filter_query import (
    ANYONES,
    LISTED_DELIVERY_STATES,
    LISTED_STATUSES,
    MINE,
    NOBODYS,
    Reader,
    list_address,
    read_list_query,
    without_page,
)
from frontdoor_portal.web.triage.labels import category_labels, source_labels
from frontdoor_portal.web.wording import Word


@get(HOLDING_AREA, requires(Permission.SEE_EVERY_CONTACT), writes(Action.LISTED_CONTACTS))
def holding_area_page(request: AnyRequest, office: Office, who: SignedIn, params: Fields) -> Page:
    categories = category_labels(office)
    by = who.professional
    reader = Reader(by.id, office.now(), frozenset(categories))
    query = read_list_query(params, reader)
    part = holding_area(office, by, query.wanted, query.order, query.page)
    if query.page > part.last:
        return see_other(list_address(evolve(query, page=part.last), reader))
    wanted = query.wanted
    return page(
        request,
        "triage/holding_area.html",
        part=part,
        lines=[listing.line_of(line, by, reader.now, categories) for line in part.items],
        query=query,
        views=listing.views(query, reader, by),
        sorts=listing.sort_links(query, reader),
        tags=listing.tags(query, reader, categories),
        address=f"{list_address(without_page(query), reader)}&",
        groups=(
            ("status", "Status", _choices(wording.STATUS, LISTED_STATUSES, wanted.statuses)),
            ("kind", "Kind", _choices(wording.KIND, ContactKind, wanted.kinds)),
            ("priority", "Priority", _choices(wording.PRIORITY, Priority, wanted.priorities)),
            ("outcome", "Outcome", _choices(wording.OUTCOME, Outcome, wanted.outcomes)),
            (
                "delivery",
                "Delivery to the case system",
                _choices(wording.DELIVERY, LISTED_DELIVERY_STATES, wanted.delivery_states),
            ),
        ),
        holders=(
            (ANYONES, "Anyone or nobody", not (wanted.holder_id or wanted.unheld)),
            (MINE, "Me", bool(wanted.holder_id)),
            (NOBODYS, "Nobody", wanted.unheld),
        ),
        sources=source_labels(),
        categories=categories,
    )


def _choices(words: Mapping[Any, Word], offered: Iterable[Any], chosen: Container[Any]) -> list[tuple[Any, str, bool]]:
    return [(each, words[each].label, each in chosen) for each in offered]


routes = (holding_area_page,)
