"""Every sentence that somebody reads of the portal, found where it is written.

Templates, forms, code, emails, the reasons of outcomes, and the copy of what was sent.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from reference_portal.tests.plain_english.templates import SOMETHING

import frontdoor
import frontdoor_portal
from frontdoor.domain.outcome_reasons import shipped_outcome_reasons
from frontdoor.forms import FormDefinition
from frontdoor.forms.definition import Page
from frontdoor_portal.delivery import letter_words, letters

PORTAL = Path(frontdoor_portal.__file__).parent
SDK = Path(frontdoor.__file__).parent
TEMPLATES = PORTAL / "templates"

SAYING = ("web", "use_cases", "delivery", "copies", "connections", "attachments")
"""Rooms of the portal whose texts are shown to people."""
SAYING_IN_SDK = ("workflow", "forms", "domain")

_SAID = re.compile(r"[A-Z“{][^\s<>=]*( [^\s<>=]+){3,}")
"""Four words or more that open like a sentence, or with a value. Nothing with a sign of markup or of code in it."""


def form_texts(form: FormDefinition) -> list[str]:
    """What a form says: titles, guidance, questions, hints, options, and the faults that it can show."""
    gate = form.gate
    found = [form.title, *([gate.title, gate.guidance, gate.stop_title, gate.stop_guidance] if gate else [])]
    found += [caution.message for caution in form.cautions]
    found += [section.title for section in form.sections]
    pages = [text for section in form.sections for page in section.pages for text in page_texts(page)]
    return [*_lines(found), *pages]


def page_texts(page: Page) -> list[str]:
    """What one page of a form says, and the faults that it can show."""
    found = [page.title, page.guidance]
    for question in (each for asked in page.questions for each in (asked, *asked.questions)):
        found += [question.label, question.hint, question.missing, question.if_future]
        found += [text for option in question.options for text in (option.label, option.hint)]
    return _lines(found)


def _lines(texts: Iterable[str]) -> list[str]:
    return [line.removeprefix("- ") for text in texts for line in text.splitlines() if line]


def letter_texts() -> dict[str, list[str]]:
    """The words of every email, by its kind, and those that stand in all of them."""
    by_kind = {kind.value: [each.subject, *each.lines] for kind, each in letter_words.TEMPLATES.items()}
    by_kind["every one"] = [letters.MAYBE_AGAIN, letters.NO_REPLY]
    return {f"email {kind}": [_filled_in(text) for text in texts] for kind, texts in by_kind.items()}


def reason_texts() -> list[str]:
    """The reasons of outcomes that come with the product, and what a sender does next."""
    return [
        text
        for each in shipped_outcome_reasons().reasons
        for text in (each.label, each.sentence, each.next_steps)
        if text
    ]


def copy_texts() -> list[str]:
    """The words that stand in the PDF of what was sent, whatever was sent: those of its typst template."""
    source = (PORTAL / "copies" / "sent.typ").read_text("utf-8")
    return [text for text in re.findall(r'\btext\("([^"]+)"\)', source) if re.search(r"[a-z]{2}", text)]


def code_texts() -> dict[str, list[str]]:
    """The texts that modules say to people, by module: strings of several words that open like a sentence."""
    folders = [PORTAL / room for room in SAYING] + [SDK / room for room in SAYING_IN_SDK]
    return {
        str(path.relative_to(PORTAL.parent if PORTAL in path.parents else SDK.parent)): list(_said_in(path))
        for folder in folders
        for path in sorted(folder.rglob("*.py"))
    }


def _said_in(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    # A text under an attribute is documentation too.
    docstrings |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = None
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else SOMETHING for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            text = node.value
        if text is not None and _SAID.match(text):
            yield _filled_in(text)


def _filled_in(text: str) -> str:
    """The text with something in each place that the running page fills."""
    return re.sub(r"\{[^{}]*\}", SOMETHING, text)


def sentences(text: str) -> list[str]:
    """The sentences of a text. Neither a colon nor a semicolon ends one: a reader holds both sides of it."""
    return [each for each in re.split(r"(?<=[.?!])\s+", " ".join(text.split())) if each]
