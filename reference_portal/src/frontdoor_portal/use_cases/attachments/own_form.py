"""A request that says it comes with a form of the sender's own, and whether that form is there.

What is asked then stands in that form alone, so what is sent without it is an index to nothing.
"""

from collections.abc import Iterable, Mapping

from frontdoor.domain.contact import Contact
from frontdoor.forms import Concept, FormDefinition
from frontdoor_portal.use_cases.attachments.models import Attachment
from frontdoor_portal.use_cases.figures import UNDECIDED
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.reading_submission import form_of


def lacks_own_form(form: FormDefinition, answers: Mapping[str, object], files: Iterable[Attachment] | None) -> bool:
    """Whether they said so, and no file is there that could be it: none at all, or none that can be opened."""
    question = form.supplier(Concept.OWN_FORMAT)
    said_so = question is not None and answers.get(question.id) == "yes"
    return said_so and all(file.is_lost for file in files or ())


def went_without_own_form(office: Office, contact: Contact, files: Iterable[Attachment]) -> bool:
    """The same of what was sent, until it is answered: afterwards its files may be gone."""
    form = form_of(office, contact)
    is_open = contact.status in UNDECIDED
    return form is not None and is_open and lacks_own_form(form, contact.submission.answers, files)
