"""Find a child: the form, and what every source answered.

The search is posted and its results are the response to it, so that no name ever stands in an address, a history or
a log. They are never stored: reloading the page asks again, and is audited again.
"""

from frontdoor_portal.use_cases.drafts import today
from frontdoor_portal.use_cases.find_child import find_child
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.web.auditing import shows_nobody, writes
from frontdoor_portal.web.children.purposes import PURPOSES, purpose_in_words
from frontdoor_portal.web.children.results import found_of, shared_number
from frontdoor_portal.web.children.search_form import SearchForm, read_search
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.routing import FormFields, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest


@get("/children", requires(Permission.FIND_CHILDREN), shows_nobody("An empty form"))
def search_page(request: AnyRequest) -> Page:
    return _form(request, SearchForm())


@post(
    "/children", requires(Permission.FIND_CHILDREN), writes(Action.SEARCHED, faults_show_nobody=True), max_bytes=20_000
)
def search(request: AnyRequest, office: TheOffice, who: Who, form: FormFields) -> Page:
    read = read_search(form, today(office), test_numbers=office.test_numbers)
    if read.query is None:
        return _form(request, read)
    purpose = read.value("purpose")
    words = purpose_in_words(purpose, read.value("purpose_details"))
    found = find_child(office, who.professional, read.query, words)
    return page(
        request,
        "children/results.html",
        form=read,
        purposes=PURPOSES,
        found=found_of(found, purpose, today(office)),
        not_found=found.not_found,
        warnings=(*read.warnings, *shared_number(found, read.query)),
        may_send=may(who.professional, Permission.SEND_CONCERNS),
    )


def _form(request: AnyRequest, form: SearchForm) -> Page:
    return page(
        request,
        "children/find.html",
        status=400 if form.faults else 200,
        faults=form.faults,
        form=form,
        purposes=PURPOSES,
    )


routes = (search_page, search)
