"""The page of live figures. Whoever may not see contacts gets the same numbers without the lists."""

from collections.abc import Callable, Sequence

from attrs import frozen

from frontdoor.domain.triage import Outcome
from frontdoor_portal.use_cases.figures import Figure, live_figures
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web import wording
from frontdoor_portal.web.auditing import shows_nobody
from frontdoor_portal.web.navigation import FIGURES
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.routing import get
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.triage.filter_query import Reader, address_behind
from frontdoor_portal.web.triage.labels import short_source_label


@frozen
class Shown:
    """A number with its name. `href` is empty for a reader who may not see the list; `share` is in whole per cent."""

    title: str
    count: int
    href: str
    share: int


@get(FIGURES, requires(Permission.SEE_FIGURES), shows_nobody("Counts over all contacts"))
def figures(request: AnyRequest, office: Office, who: SignedIn) -> Page:
    counted = live_figures(office, who.professional)
    reader = Reader(who.professional.id, counted.as_at)
    opens_lists = may(who.professional, Permission.SEE_EVERY_CONTACT)

    def show(some: Sequence[Figure], title: Callable[[Figure], str]) -> list[Shown]:
        whole = sum(figure.count for figure in some)
        return [
            Shown(
                title(figure),
                figure.count,
                address_behind(figure.filter, reader) if opens_lists else "",
                round(100 * figure.count / whole) if whole else 0,
            )
            for figure in some
        ]

    def outcome(figure: Figure) -> str:
        return wording.OUTCOME[Outcome(figure.name)].label

    return page(
        request,
        "figures/figures.html",
        as_at=counted.as_at,
        now=show(counted.now, lambda figure: figure.title),
        by_source=show(counted.by_source, lambda figure: short_source_label(figure.name)),
        by_outcome=show(counted.by_outcome, outcome),
        kinds=[
            (wording.KIND[each.kind].label, show(each.now, lambda figure: figure.title), show(each.by_outcome, outcome))
            for each in counted.of_kinds
        ],
    )


routes = (figures,)
