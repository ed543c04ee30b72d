"""Every contact that a filter lets through, as it stands when its turn comes: no transaction is open between two."""

from collections.abc import Iterator

from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.models import ContactFilter, ContactOrder
from frontdoor_portal.use_cases.ports import Office

_A_PAGE = 100


def contacts_of(office: Office, wanted: ContactFilter) -> Iterator[Contact]:
    """These contacts, oldest first, each read anew: by then it may have come to stand where the filter lets none."""
    # All are named before the first is changed, which may take it out of the pages.
    for reference in list(_references_of(office, wanted)):
        with office.work.reading() as tx:
            contact = tx.contacts.get(reference)
        if contact is not None:
            yield contact


def _references_of(office: Office, wanted: ContactFilter) -> Iterator[Reference]:
    number = 1
    while True:
        with office.work.reading() as tx:
            page = tx.contacts.page(wanted, ContactOrder.OLDEST, number, _A_PAGE)
        yield from (line.reference for line in page.items)
        if number >= page.last:
            return
        number += 1
