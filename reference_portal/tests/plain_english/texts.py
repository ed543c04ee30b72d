"""Every sentence that somebody reads in the portal, found where it is written: in templates, forms and code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes
from lxml import html

import frontdoor
import frontdoor_portal
from frontdoor.forms import FormDefinition

PORTAL = Path(frontdoor_portal.__file__).parent
SDK = Path(frontdoor.__file__).parent
TEMPLATES = PORTAL / "templates"

SAYING = ("web", "use_cases", "delivery")
"""Rooms of the portal whose texts are shown to people."""
SAYING_IN_SDK = ("workflow", "forms", "domain")

_BLOCKS = (
    *("p", "li", "h1", "h2", "h3", "h4", "legend", "label", "th", "td"),
    *("dt", "dd", "a", "button", "summary", "caption"),
)
_TEXT_KEYS = {"text", "titleText", "label", "hint", "legend", "html"}
SOMETHING = "Ada"
"""What stands in a sentence for a value that only the running page knows: one short word."""


def template_texts(path: Path) -> list[str]:
    """The texts of a template, one for each block of its page and each text that it gives to a component."""
    source = path.read_text("utf-8")
    return [*_written(source), *_given_to_components(source)]


def _written(source: str) -> Iterator[str]:
    source = re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)
    source = re.sub(r"\{%-?\s*(else|elif)\b.*?%\}", "</p><p>", source, flags=re.DOTALL)
    source = re.sub(r"\{%.*?%\}", "", source, flags=re.DOTALL)
    source = re.sub(r"\{\{.*?\}\}", SOMETHING, source, flags=re.DOTALL)
    if not source.strip():
        return
    tree = html.fromstring(f"<div>{source}</div>")
    for element in tree.iter(*_BLOCKS):
        holds_another = any(each.tag != "a" for each in element.iterdescendants(*_BLOCKS))
        text = " ".join("".join(map(str, element.itertext())).split())
        if text and not holds_another:
            yield text


def _given_to_components(source: str) -> Iterator[str]:
    tree = Environment(autoescape=True).parse(source)
    for pair in tree.find_all(nodes.Pair):
        key, value = pair.key, pair.value
        if not isinstance(key, nodes.Const) or not isinstance(value, nodes.Const) or key.value not in _TEXT_KEYS:
            continue
        if isinstance(value.value, str):
            yield value.value


def form_texts(form: FormDefinition) -> list[str]:
    """What a form says: titles, guidance, questions, hints, options, and the faults that it can show."""
    gate = form.gate
    found = [form.title, *([gate.title, gate.guidance, gate.stop_title, gate.stop_guidance] if gate else [])]
    found += [caution.message for caution in form.cautions]
    for section in form.sections:
        found.append(section.title)
        for page in section.pages:
            found += [page.title, page.guidance]
            for question in (each for asked in page.questions for each in (asked, *asked.questions)):
                found += [question.label, question.hint, question.missing, question.if_future]
                found += [text for option in question.options for text in (option.label, option.hint)]
    return [line.removeprefix("- ") for text in found for line in text.splitlines() if line]


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
        if text and re.match(r"[A-Z“][\w’]*( [\w’“”,;:()-]+){3,}", text) and "{" not in text:
            yield text


def sentences(text: str) -> list[str]:
    """The sentences of a text; a colon ends one too, since what follows it is read by itself."""
    return [each for each in re.split(r"(?<=[.?!:;])\s+", " ".join(text.split())) if each]
