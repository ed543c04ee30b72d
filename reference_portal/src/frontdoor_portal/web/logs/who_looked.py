"""Who looked at this child: asked in a posted form, so that nothing about a child stands in an address."""

from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen

from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.auditing.who_looked import WhoLooked, who_looked_at_contact, who_looked_at_record
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.auditing import shows_nobody, writes
from frontdoor_portal.web.contacts.listing import page_number
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.logs.words import did
from frontdoor_portal.web.navigation import WHO_LOOKED
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.site import AnyRequest

PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        "review": "Review of who looks at records",
        "request": "The person asked who looked at their record",
        "complaint": "A complaint or an incident",
    }
)
LONGEST = 100
_FIELDS = ("reference", "source", "record", "purpose", "page")


@frozen
class _Asked:
    """What was typed, and what is wrong with it."""

    typed: Mapping[str, str]
    reference: Reference | None = None
    faults: tuple[Fault, ...] = ()

    def value(self, name: str) -> str:
        return self.typed.get(name, "")


@get(WHO_LOOKED, requires(Permission.SEE_WHO_LOOKED), shows_nobody("An empty form"))
def ask_page(request: AnyRequest, office: Office) -> Page:
    return _form(request, office, _Asked({}))


@post(
    WHO_LOOKED,
    requires(Permission.SEE_WHO_LOOKED),
    writes(Action.VIEWED_WHO_LOOKED, faults_show_nobody=True),
    max_bytes=20_000,
)
def who_looked_page(request: AnyRequest, office: Office, who: SignedIn, form: Fields) -> Page:
    asked = _read(office, form)
    if asked.faults:
        return _form(request, office, asked)
    found = _found(office, who, asked, page_number(asked.value("page") or "1"))
    return page(
        request,
        "logs/looks.html",
        asked=asked,
        found=found,
        title=_title(office, asked),
        did=did,
        place_of=lambda subject: _place_of(found, asked, subject),
        people=len({look.by.id for look in found.looks.items if look.by}),
    )


def _found(office: Office, who: SignedIn, asked: _Asked, number: int) -> WhoLooked:
    by, purpose = who.professional, PURPOSES[asked.value("purpose")]
    if asked.reference is not None:
        return who_looked_at_contact(office, by, asked.reference, purpose, number)
    return who_looked_at_record(office, by, asked.value("source"), asked.value("record"), purpose, number)


def _read(office: Office, form: Fields) -> _Asked:
    """The form, judged; raises `BadRequest` for what no form of ours holds."""
    form.only(*_FIELDS)
    typed = {name: form.one(name).strip() for name in _FIELDS}
    sources = _sources(office)
    if typed["purpose"] not in {"", *PURPOSES} or typed["source"] not in {"", *sources}:
        raise BadRequest("A choice is not one of the form's")
    faults: list[Fault] = []
    reference = None
    if typed["reference"] and typed["record"]:
        faults.append(Fault("reference", "Enter a contact’s reference or a record’s number, not both"))
    elif typed["source"] or typed["record"]:
        _judge_record(typed, faults)
    else:
        reference = _reference(typed["reference"], faults)
    if not typed["purpose"]:
        faults.append(Fault("purpose", "Select why you are looking"))
    return _Asked(typed, reference, tuple(faults))


def _judge_record(typed: Mapping[str, str], faults: list[Fault]) -> None:
    if not typed["source"]:
        faults.append(Fault("source", "Select the system that has the record"))
    if not typed["record"] or len(typed["record"]) > LONGEST:
        faults.append(Fault("record", f"Enter the record’s number, {LONGEST} characters or less"))


def _reference(text: str, faults: list[Fault]) -> Reference | None:
    try:
        return Reference.parse(text)
    except ValueError:
        wanted = "a contact’s reference, like FD-2222-2222"
        faults.append(Fault("reference", f"Enter {wanted}" if text else f"Enter {wanted}, or a record’s number"))
        return None


def _form(request: AnyRequest, office: Office, asked: _Asked) -> Page:
    return page(
        request,
        "logs/who_looked.html",
        status=400 if asked.faults else 200,
        faults=asked.faults,
        asked=asked,
        sources=_sources(office),
        purposes=PURPOSES,
    )


def _place_of(found: WhoLooked, asked: _Asked, subject: str) -> str:
    """Where somebody looked, if not at the very thing that was asked for."""
    if subject in found.places.drafts:
        return "In the draft"
    return f"Contact {subject}" if subject in found.places.contacts and subject != str(asked.reference) else ""


def _title(office: Office, asked: _Asked) -> str:
    if asked.reference is not None:
        return f"Contact {asked.reference}"
    return f"{_sources(office)[asked.value('source')]} record {asked.value('record')}"


def _sources(office: Office) -> Mapping[str, str]:
    """What connected systems are called, by their connectors' names."""
    return {source.name: source.title for source in office.gateway.sources()}


routes = (ask_page, who_looked_page)
