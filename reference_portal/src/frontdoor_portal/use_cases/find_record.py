"""Whose record a contact belongs to: the officer is shown who fits, and confirms. Nothing is matched by itself."""

from attrs import frozen

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Child
from frontdoor_portal.use_cases.access.judging import rulings_on
from frontdoor_portal.use_cases.access.showing import as_ruled, keys_in
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.prefilling import Identity
from frontdoor_portal.use_cases.refusals import NotPermitted
from frontdoor_portal.use_cases.seeing import audit, visible_contact


@frozen
class RecordSearch:
    """A contact and who fits its child in the system that new episodes go to.

    `answer` is None where too little is known of the child to ask.
    """

    contact: Contact
    answer: SourceAnswer[PersonRecord] | None


def find_record(office: Office, by: Professional, reference: Reference) -> RecordSearch:
    """Ask the system that episodes go to for the child of a contact, by details and by every number.

    Raises `NotVisible` and `NotPermitted`.
    """
    if not may(by, Permission.TRIAGE):
        raise NotPermitted(Permission.TRIAGE)
    contact = visible_contact(office, by, reference)
    queries = _queries(contact.child)
    if not queries:
        return RecordSearch(contact, None)
    purpose = f"Decide {reference}"
    with office.work.begin() as tx:
        audit(office, tx, by, Action.SEARCHED, str(reference), purpose=purpose, detail="record")
    answers = office.gateway.search_people(queries, Call(acting_for=by.id, purpose=purpose))
    target = office.episodes.description
    answer = next((each for each in answers if each.source == target.title), _not_connected(office))
    with office.work.reading() as tx:
        rulings = rulings_on(office, tx, by, keys_in({target.title: target.name}, answer))
    return RecordSearch(contact, as_ruled(answer, target.name, rulings))


def _queries(child: Child) -> tuple[PersonQuery, ...]:
    # An officer who decides may be shown namesakes: a child whose date of birth nobody knows is asked for by name.
    queries = Identity.of_child(child).people_like()
    by_name = (PersonQuery(given_name=child.name.given, family_name=child.name.family),) if str(child.name) else ()
    return queries or by_name


def _not_connected(office: Office) -> SourceAnswer[PersonRecord]:
    title = office.episodes.description.title
    explanation = f"{title} is not connected. This does not mean there is no record."
    return SourceAnswer(title, SourceState.SWITCHED_OFF, office.now(), explanation=explanation)
