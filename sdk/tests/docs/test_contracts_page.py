"""The page of contracts has an entry for every room that a connector's author meets."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import frontdoor.connectors

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "contracts.md").read_text(encoding="utf-8")
ENTRIES = re.findall(r"^::: (\S+)$", PAGE, flags=re.MULTILINE)
FOR_THE_HOST_ONLY = {"frontdoor.connectors.earlier"}


def test_every_module_of_the_contracts_has_an_entry() -> None:
    modules = {module.name for module in pkgutil.iter_modules(frontdoor.connectors.__path__, "frontdoor.connectors.")}
    shown = {entry for entry in ENTRIES if entry.startswith("frontdoor.connectors.")}

    assert {entry.removesuffix(".CaseManagement").removesuffix(".EducationSystem") for entry in shown} == (
        modules - FOR_THE_HOST_ONLY
    )


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_names_what_there_is(entry: str) -> None:
    module, _, name = entry.rpartition(".")
    found = getattr(importlib.import_module(module), name) if name[0].isupper() else importlib.import_module(entry)

    assert found.__doc__
