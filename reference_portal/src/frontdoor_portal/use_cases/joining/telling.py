"""Who of an agency hears that somebody else let a person in, made one of them lead, or said that one has left.

Whoever acts sees it on their own screen. The others who keep the same people would otherwise learn of it from the audit
alone, and could not object.
"""

from collections.abc import Iterable

from frontdoor.domain.agency import Agency, Professional, Role
from frontdoor_portal.use_cases.joining.keeping import PEOPLE_PATH, keepers_of
from frontdoor_portal.use_cases.joining.models import LEADABLE
from frontdoor_portal.use_cases.models import NoticeKind
from frontdoor_portal.use_cases.notices import address_notice, keepers_notice
from frontdoor_portal.use_cases.ports import Office, Transaction


def tell_of_admission(office: Office, tx: Transaction, person: Professional, by: str) -> None:
    """One email a day to an agency's keepers where none of its leads let somebody in, however many it were."""
    if person.has_role(Role.AGENCY_LEAD):
        tell_of_new_lead(office, tx, person, by)
    elif by not in tx.joining.leads_of(person.agency.id):
        about = f"{person.agency.id}/{office.now():%Y-%m-%d}"
        _tell(tx, NoticeKind.LET_IN, keepers_of(tx, person.agency, by), person, about)


def tell_of_new_lead(office: Office, tx: Transaction, person: Professional, by: str) -> None:
    """The agency's other leads learn who reads with them; where nobody there knows of it, the administrators do."""
    leads = set(tx.joining.leads_of(person.agency.id))
    told = leads - {by, person.id}
    if not told and by not in leads:
        told = _administrators(tx) - {by, person.id}
    _tell(tx, NoticeKind.LEAD_MADE, sorted(told), person, f"{person.id}/{office.now().isoformat()}")


def tell_of_leaving(office: Office, tx: Transaction, person: Professional, by: str) -> None:
    """The person themselves, in case it is wrong; and those who would have to notice that it is.

    The leads of an agency hear of a lead, and of anybody of theirs about whom somebody else said so; administrators
    of those whose roles reach beyond an agency, so that none of them is shut out in silence.
    """
    tx.outbox.put(address_notice(NoticeKind.SAID_LEFT, person.email, "/help"))
    leads = set(tx.joining.leads_of(person.agency.id))
    told = leads if person.has_role(Role.AGENCY_LEAD) or by not in leads else set()
    if not person.roles <= LEADABLE:
        told |= _administrators(tx)
    about = f"{person.id}/{office.now().isoformat()}"
    _tell(tx, NoticeKind.COLLEAGUE_LEFT, sorted(told - {by, person.id}), person, about)


def path_to_people(tx: Transaction, keeper_id: str, agency: Agency) -> str:
    """Where a keeper finds an agency's people: their own under a shorter address."""
    own = tx.accounts.account(keeper_id)
    is_own = own is not None and own.professional.agency.id == agency.id
    return PEOPLE_PATH if is_own else f"/agencies/{agency.id}/people"


def _administrators(tx: Transaction) -> set[str]:
    return set(tx.reviews.people_with_role(Role.ADMINISTRATOR))


def _tell(tx: Transaction, kind: NoticeKind, told: Iterable[str], person: Professional, about: str) -> None:
    for each in told:
        tx.outbox.put(keepers_notice(kind, each, about, path_to_people(tx, each, person.agency)))
