"""TOML in the documents is read by whatever will read it: the portal, the form reader, a package's builder."""

import re
import tomllib
from collections.abc import Mapping
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from reference_portal.tests.unit.docs.pages import ROOT, Block, blocks, example_connector, run, text_of

from frontdoor.conversion import structure
from frontdoor.forms import read_form, run_tests
from frontdoor.plugins.host import ENTRY_POINT_GROUP
from frontdoor_mosaic.site import Site
from frontdoor_portal.settings import PortalSettings, read_settings

EXAMPLES = blocks("toml")
WHOLE = blocks("toml", (ROOT / "docs" / "how-to" / "install-for-a-council.md",))[0]
SITE = ROOT / "plugins" / "mosaic" / "src" / "frontdoor_mosaic" / "sites" / "severnshire.toml"
FORM = ("sdk", "src", "frontdoor", "forms", "library", "cause_for_concern-2026-12.toml")


def kind_of(block: Block) -> str:
    keys = set(tomllib.loads(block.text))
    kinds = {"project": "package", "sections": "form", "tests": "tests", "everything_else": "site", "questions": "site"}
    return next((kind for key, kind in kinds.items() if key in keys), "portal")


def of_kind(kind: str) -> pytest.MarkDecorator:
    found = [block for block in EXAMPLES if kind_of(block) == kind]
    return pytest.mark.parametrize("block", found, ids=[block.place for block in found])


def completed(text: str) -> str:
    """A part of a `portal.toml`, with the tables it leaves out taken from the whole example."""
    own = set(tomllib.loads(text))
    others = [part for part in re.split(r"^(?=\[)", WHOLE.text, flags=re.MULTILINE) if part.startswith("[")]
    return "\n".join([text, *(part for part in others if part[1:].split("]")[0].split(".")[0] not in own)])


def read(text: str, folder: Path) -> PortalSettings:
    file = folder / "portal.toml"
    file.write_text(text, encoding="utf-8")
    return read_settings(file)


def settings_classes() -> dict[str, type[Any]]:
    """The settings class of every installed plugin, and of the one in the how-to."""
    modules = {point.name: point.load() for point in entry_points(group=ENTRY_POINT_GROUP)}
    modules["register"] = run(example_connector())
    offers = {
        name: hook() for name, module in modules.items() for key, hook in vars(module).items() if key[:9] == "register_"
    }
    return {name: offer.settings_class for name, offer in offers.items()}


def on_this_machine(table: Mapping[str, Any]) -> dict[str, Any]:
    """A plugin's table with the file that a council would have written replaced by the one that ships."""
    return {**table, "site_file": str(SITE)} if "site_file" in table else dict(table)


@of_kind("site")
def test_the_mapping_of_a_site_is_read_with_what_the_page_says_before(block: Block) -> None:
    parts = [each.text for each in EXAMPLES if kind_of(each) == "site"]

    site = structure(tomllib.loads("\n".join(parts[: parts.index(block.text) + 1])), Site)

    assert site.steps.type_code == "CONTACT_REFERRAL"


@of_kind("portal")
def test_the_portal_reads_it(block: Block, tmp_path: Path) -> None:
    settings = read(completed(block.text), tmp_path)

    classes = settings_classes()
    for name in settings.plugins.load:
        structure(on_this_machine(settings.plugins.settings.get(name, {})), classes[name])
    assert settings.plugins.settings.keys() <= set(settings.plugins.load)


def test_the_whole_example_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    settings = read(WHOLE.text, tmp_path)

    assert (settings.council.council_name, settings.plugins.load, settings.delivery.retry.urgent_budget) == (
        "Severnshire Council",
        ("framework_i", "capita_one"),
        600.0,
    )


@of_kind("form")
def test_the_form_reader_takes_its_questions_at_the_end_of_the_shipped_form(block: Block) -> None:
    form = read_form(text_of(*FORM) + "\n" + block.text)

    added = tomllib.loads(block.text)["sections"]["pages"]["questions"]
    assert [question.id for question in form.questions][-len(added) :] == [question["id"] for question in added]


@of_kind("tests")
def test_the_tests_of_a_form_hold_of_the_shipped_form(block: Block) -> None:
    form = read_form(text_of(*FORM) + "\n" + block.text)

    shipped = read_form(text_of(*FORM))
    assert (len(form.tests) - len(shipped.tests), run_tests(form)) == (1, ())


@of_kind("package")
def test_its_entry_point_is_in_the_group_that_the_portal_looks_in(block: Block) -> None:
    package = tomllib.loads(block.text)

    assert package["project"]["entry-points"] == {ENTRY_POINT_GROUP: {"register": "frontdoor_register.plugin"}}
