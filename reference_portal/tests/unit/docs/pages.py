"""The documents as tests see them: pages, their code blocks, their tables."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from attrs import frozen

ROOT = Path(__file__).parents[4]
READMES = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "sdk" / "README.md",
    ROOT / "reference_portal" / "README.md",
    *sorted((ROOT / "plugins").glob("*/README.md")),
)
PAGES = (*READMES, *sorted((ROOT / "docs").rglob("*.md")))

_BLOCK = re.compile(r"^```(\w*)( title=[^\n]*)?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@frozen
class Block:
    """One code block, with the page and line it opens on."""

    place: str
    language: str
    text: str


def blocks(language: str, pages: tuple[Path, ...] = PAGES) -> tuple[Block, ...]:
    """Every block of a language in the pages, in order."""
    return tuple(block for page in pages for block in _blocks_of(page) if block.language == language)


def run(block: Block) -> ModuleType:
    """A Python block as a module."""
    module = ModuleType("an_example_of_the_documents")
    exec(compile(block.text, block.place, "exec"), module.__dict__)
    return module


def example_connector() -> Block:
    """The connector that the how-to builds."""
    return blocks("python", (ROOT / "docs" / "how-to" / "write-a-connector.md",))[0]


def text_of(*path: str) -> str:
    return ROOT.joinpath(*path).read_text(encoding="utf-8")


def rows_under(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its head."""
    after = text.split(f"# {heading}\n", 1)[1]
    section = after[: found.start()] if (found := _HEADING.search(after)) else after
    table: list[list[str]] = []
    for line in section.splitlines():
        if line.startswith("|"):
            table.append([cell.strip() for cell in line.strip("|").split("|")])
        elif table:
            break
    return table[2:]


def head_under(text: str, heading: str) -> list[str]:
    """The column titles of the first table below a heading."""
    after = text.split(f"# {heading}\n", 1)[1]
    first = next(line for line in after.splitlines() if line.startswith("|"))
    return [cell.strip() for cell in first.strip("|").split("|")]


def headings(text: str) -> list[str]:
    return _HEADING.findall(re.sub(_BLOCK, "", text))


def code(cell: str) -> str:
    """What stands in backticks."""
    assert cell.startswith("`"), cell
    assert cell.endswith("`"), cell
    return cell.strip("`")


def _blocks_of(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for found in _BLOCK.finditer(text):
        if found[2]:
            continue  # an excerpt of the file in its title, which `examples/tests` compares
        line = text.count("\n", 0, found.start()) + 1
        yield Block(f"{page.relative_to(ROOT)}:{line}", found[1], found[3])
