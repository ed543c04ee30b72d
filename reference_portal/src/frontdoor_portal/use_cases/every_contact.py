"""Every contact that a filter lets through, a page at a time: no transaction is open between two of them."""

from collections.abc import Iterator

from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.models import ContactFilter, ContactOrder
from frontdoor_portal.use_cases.ports import Office

_A_PAGE = 100


def references_of(office: Office, wanted: ContactFilter) -> Iterator[Reference]:
    """Their references, oldest first."""
    number = 1
    while True:
        with office.work.reading() as tx:
            page = tx.contacts.page(wanted, ContactOrder.OLDEST, number, _A_PAGE)
        yield from (line.reference for line in page.items)
        if number >= page.last:
            return
        number += 1
