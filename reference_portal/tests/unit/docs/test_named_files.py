"""Files and links that a document names are there; mkdocs checks the links between pages of `docs/` itself."""

import re
from pathlib import Path

import pytest
from reference_portal.tests.unit.docs.pages import READMES, ROOT

PORTAL = ROOT / "reference_portal" / "src" / "frontdoor_portal"
SDK = ROOT / "sdk" / "src" / "frontdoor"
FRAMEWORK_I = ROOT / "plugins" / "framework_i" / "src" / "frontdoor_framework_i"
MOSAIC = ROOT / "plugins" / "mosaic" / "src" / "frontdoor_mosaic"
NEAR = (
    ROOT,
    ROOT / "reference_portal",
    ROOT / "reference_portal" / "assets" / "scss",
    ROOT / "plugins" / "framework_i",
    PORTAL,
    SDK,
    FRAMEWORK_I,
    MOSAIC,
)
"""Folders that a document may leave out of a file's name, where its sentence says which it means."""

MADE_ELSEWHERE = frozenset({"framework-i/password", "plugin.py", ".bootstrap/", ".nox/", ".nox/workspace/bin/python"})
"""Made by a reader, by an example, or by the first run."""

PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*/*.md")))
NAMED = [
    pytest.param(name, id=f"{page.relative_to(ROOT)} {name}")
    for page in PAGES
    for name in re.findall(r"`([a-z_.][\w.-]*/[\w./-]*|\w+\.py)`", page.read_text(encoding="utf-8"))
    if name not in MADE_ELSEWHERE
]


def is_there(name: str) -> bool:
    if "/" in name:
        return any((folder / name).exists() for folder in NEAR)
    return (ROOT / name).exists() or any(next(folder.rglob(name), None) for folder in (PORTAL, SDK, FRAMEWORK_I))


@pytest.mark.parametrize("name", NAMED)
def test_a_file_that_a_document_names_is_there(name: str) -> None:
    assert is_there(name)


def test_a_file_that_nobody_has_is_noticed() -> None:
    assert [name for name in ("web/nothing.py", "nothing.py", "sdk/nothing/") if is_there(name)] == []


def test_every_picture_is_shown() -> None:
    shown = "".join(page.read_text(encoding="utf-8") for page in (*READMES, *(ROOT / "docs").rglob("*.md")))

    assert [each.name for each in (ROOT / "docs" / "images").glob("*") if f"images/{each.name})" not in shown] == []


@pytest.mark.parametrize("page", READMES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_a_readme_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]

    assert [each for each in targets if ":" not in each and not (page.parent / each).exists()] == []
