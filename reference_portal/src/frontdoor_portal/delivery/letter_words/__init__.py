"""What each email says: of contacts, forms and people. It may touch the kinds of notice and nothing else."""

from collections.abc import Mapping

from frontdoor_portal.delivery.letter_words.contacts import CONTACTS
from frontdoor_portal.delivery.letter_words.forms import FORMS
from frontdoor_portal.delivery.letter_words.people import PEOPLE
from frontdoor_portal.delivery.letter_words.template import Template
from frontdoor_portal.use_cases.models import NoticeKind

TEMPLATES: Mapping[NoticeKind, Template] = {**CONTACTS, **FORMS, **PEOPLE}
