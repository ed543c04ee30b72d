"""A request that says it comes with a form of the sender's own, and whether that form is there.

What is asked then stands in that form alone, so what is sent without it is an index to nothing.
"""

from collections.abc import Mapping, Sized

from frontdoor.domain.contact import Status
from frontdoor.forms import Concept, FormDefinition
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.reading_submission import form_of
from frontdoor_portal.use_cases.view_contact import ContactView


def has_own_form(form: FormDefinition, answers: Mapping[str, object]) -> bool:
    """Whether the sender said that they have a form of their own."""
    question = form.supplier(Concept.OWN_FORMAT)
    return question is not None and answers.get(question.id) == "yes"


def lacks_own_form(form: FormDefinition, answers: Mapping[str, object], files: Sized | None) -> bool:
    """Whether they said so, and no file is there that could be it."""
    return has_own_form(form, answers) and not files


def went_without_own_form(office: Office, view: ContactView) -> bool:
    """The same of what was sent, until it is answered: afterwards its files may be gone."""
    contact, form = view.contact, form_of(office, view.contact)
    is_open = contact.status not in {Status.DECIDED, Status.WITHDRAWN}
    return form is not None and is_open and lacks_own_form(form, contact.submission.answers, view.files)
