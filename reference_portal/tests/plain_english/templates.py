"""What a template says, read from its syntax tree: texts of the page, and texts that it hands to macros.

A page has several readings, since `if` and `… if … else …` choose between words. Each reading takes one arm of every
choice, the first, the second and so on; what stands without a choice is in all of them. So each arm is read in the
sentence in which it stands.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from jinja2 import Environment, nodes
from lxml import html

SOMETHING = "Ada"
"""What stands in a sentence for a value that only the running page knows: one short word."""
_TEXT_KEYS = {"text", "titleText", "label", "hint", "legend", "html"}
_INLINE = {"a", "abbr", "b", "bdi", "code", "em", "i", "small", "span", "strong", "time"}
"""Elements that stand within a sentence. Every other one ends it."""
_OWN_LINE = re.compile(r"caption|ffd-provenance")
"""Classes by which the style sheet gives a span a line of its own."""
_NO_TEXT = {"script", "style", "title"}
"""Nor of the layout's title, which every page fills with texts of its own."""
_MARKUP = re.compile(r"[<>{}=]|\b(?:govuk|ffd)-|^/")
_MOST_ARMS = 8
_CHOICES = (nodes.CondExpr, nodes.Concat, nodes.Const)


def template_texts(path: Path) -> list[str]:
    """The texts of a template, each once: of its page, in every reading, and of what it gives to macros."""
    return texts_of(path.read_text("utf-8"))


def texts_of(source: str) -> list[str]:
    """The same of a template's source."""
    tree = Environment(autoescape=True).parse(source)
    readings = dict.fromkeys(_reading(tree.body, arm) for arm in range(_MOST_ARMS))
    runs = chain.from_iterable(map(_runs, readings))
    return list(dict.fromkeys([*runs, *chain.from_iterable(map(_handed, tree.body))]))


def _reading(body: Iterable[nodes.Node], arm: int) -> str:
    """The page as HTML, with the arm of this number taken of each choice, or the last where it has fewer."""
    return "".join(_read(each, arm) for each in body)


def _read(node: nodes.Node, arm: int) -> str:
    match node:
        case nodes.TemplateData():
            return node.data
        case nodes.Output():
            around = [None, *node.nodes, None]
            between = zip(around, node.nodes, around[2:], strict=False)
            return "".join("<hr>" if _alone(*each) else _read(each[1], arm) for each in between)
        case nodes.If():
            arms = [node.body, *(each.body for each in node.elif_), *([node.else_] if node.else_ else [])]
            return _reading(arms[min(arm, len(arms) - 1)], arm)
        case nodes.For():
            return _reading(node.else_ if arm and node.else_ else node.body, arm)
        case (
            nodes.Block() | nodes.Macro() | nodes.CallBlock() | nodes.AssignBlock() | nodes.With() | nodes.FilterBlock()
        ):
            return f"<div>{_reading(node.body, arm)}</div>"
        case nodes.Expr():
            said = _alternatives(node)
            return said[min(arm, len(said) - 1)]
        case _:
            return ""


def _alone(before: nodes.Node | None, node: nodes.Node, after: nodes.Node | None) -> bool:
    """Whether a macro stands on a line of its own: a part of the page, and not a value within a sentence."""
    starts = before is None or (isinstance(before, nodes.TemplateData) and before.data.rstrip(" ").endswith("\n"))
    ends = after is None or (isinstance(after, nodes.TemplateData) and after.data.startswith("\n"))
    return isinstance(node, nodes.Call) and starts and ends


def _alternatives(node: nodes.Node | None) -> list[str]:
    """What an expression may say, with something for each value; a join has as many readings as its longest part."""
    match node:
        case None:
            return [""]
        case nodes.Const():
            return [node.value] if isinstance(node.value, str) else [SOMETHING]
        case nodes.CondExpr():
            return [*_alternatives(node.expr1), *_alternatives(node.expr2)]
        case nodes.Concat():
            parts = [_alternatives(each) for each in node.nodes]
            longest = max(map(len, parts))
            return ["".join(part[min(number, len(part) - 1)] for part in parts) for number in range(longest)]
        case nodes.Filter() if isinstance(node.node, _CHOICES):
            return _alternatives(node.node)
        case _:
            return [SOMETHING]


def _runs(page: str) -> Iterator[str]:
    """The texts of a page: what stands together until an element begins or ends that is not within a sentence."""
    if not page.strip():
        return
    pieces: list[str] = []
    for piece in _pieces(html.fromstring(f"<div>{page}</div>")):
        if piece is not None:
            pieces.append(piece)
            continue
        text = " ".join("".join(pieces).split())
        if re.search("[A-Za-z]", text.replace(SOMETHING, "")):
            yield text
        pieces.clear()


def _pieces(element: html.HtmlElement) -> Iterator[str | None]:
    """The text within an element in order, None wherever a sentence cannot go on."""
    if not isinstance(element.tag, str) or element.tag in _NO_TEXT or element.get("aria-hidden") == "true":
        return
    ends = element.tag not in _INLINE or bool(_OWN_LINE.search(element.get("class", "")))
    if ends:
        yield None
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    if ends:
        yield None


def _handed(node: nodes.Node) -> Iterator[str]:
    """The texts that stand in calls, tables and assignments: what a macro shows, and not the page itself."""
    if isinstance(node, nodes.Output):
        # Words that the page itself says stand in its readings.
        kept = [each for each in node.nodes if not isinstance(each, (nodes.TemplateData, *_CHOICES))]
        yield from chain.from_iterable(map(_handed, kept))
        return
    if isinstance(node, nodes.Compare | nodes.Include | nodes.FromImport | nodes.Import | nodes.Extends):
        return
    if isinstance(node, nodes.Pair) and isinstance(node.key, nodes.Const) and node.key.value in _TEXT_KEYS:
        for text in _alternatives(node.value):
            yield from _runs(text)
        if isinstance(node.value, _CHOICES):
            return
    elif isinstance(node, _CHOICES):
        yield from filter(_is_said, _alternatives(node))
        return
    for child in node.iter_child_nodes():
        yield from _handed(child)


def _is_said(text: str) -> bool:
    """Whether a text is words for a reader: a label of two words or more, or any four, and no markup or address."""
    words = len(text.split())
    return not _MARKUP.search(text) and (words >= 4 or (words >= 2 and text[:1].isupper()))
