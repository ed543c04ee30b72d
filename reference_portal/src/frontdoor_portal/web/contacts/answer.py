"""The released answer to a request for information, to read and to print: nowhere else does it leave the portal."""

from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.read_answer import read_answer
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.contacts.pages import CONTACT, reference_of
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import signed_in
from frontdoor_portal.web.routing import FromPath, TheOffice, Who, get
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.triage.child import about_facts, about_name


@get(f"{CONTACT}/answer", signed_in, writes(Action.VIEWED_ANSWER))
def answer_page(request: AnyRequest, office: TheOffice, who: Who, reference: FromPath[str]) -> Page:
    read = read_answer(office, who.professional, reference_of(reference))
    return page(
        request,
        "contacts/answer_read.html",
        contact=read.contact,
        answer=read.answer,
        name=about_name(read.contact),
        facts=about_facts(read.contact, read.read_at),
        printed_at=read.read_at,
    )


routes = (answer_page,)
