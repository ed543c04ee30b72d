"""The labels of codes that a contact carries: categories from the forms, referral sources from the census."""

import re

from frontdoor.domain.code_lists import code_list
from frontdoor.forms import Concept
from frontdoor_portal.use_cases.ports import Office

_LOUD = re.compile(r"^[A-Z]{2}[A-Z ]+(?= [–-]|$)")
_SHORT = "LA "
_EXAMPLES = re.compile(r" – including|,? for example|, | \(| - ")


def category_labels(office: Office) -> dict[str, str]:
    """Every category that a form of this portal has or had, in the words of the newest version that has it.

    Requests for information are told apart by their legal basis.
    """
    labels: dict[str, str] = {}
    versions = [office.form_versions[key] for key in sorted(office.form_versions)]
    for form in (*versions, *office.forms.values()):
        for concept in (Concept.CATEGORY, Concept.LEGAL_BASIS):
            question = form.supplier(concept)
            labels |= {option.value: option.label for option in question.options} if question else {}
    return labels


def source_label(code: str) -> str:
    """The census label of a referral source, without its capitals: `Health services – school nurse`."""
    sources = code_list("referral_source")
    return _quietly(sources.label(code)) if code in sources else "Source not known"


def short_source_label(code: str) -> str:
    """The same for a narrow column: without examples and what is in brackets."""
    return _EXAMPLES.split(source_label(code))[0]


def source_labels() -> dict[str, str]:
    """Every referral source, in the order of the census."""
    return {code: source_label(code) for code in code_list("referral_source")}


def _quietly(label: str) -> str:
    def lower(found: re.Match[str]) -> str:
        words = found[0]
        return "Council" + words.removeprefix("LA").lower() if words.startswith(_SHORT) else words.capitalize()

    return _LOUD.sub(lower, label)
