"""The page of settings has every table and key that the portal reads, with its default; those of plugins are made."""

import json
import runpy
from types import UnionType
from typing import Any, get_args, get_type_hints

from attrs import NOTHING, Attribute, Factory, fields, has
from reference_portal.tests.unit.docs.pages import ROOT, code, headings, rows_under, text_of

from frontdoor.conversion import unstructure
from frontdoor.secrets.references import SecretReference
from frontdoor_portal.settings import PortalSettings

PAGE = text_of("docs", "reference", "settings.md")


def tables_of(name: str, settings: type[Any]) -> dict[str, type[Any]]:
    """A table and those inside it, by their names in TOML."""
    found = {name: settings}
    for key, hint in get_type_hints(settings).items():
        kind = _table_of(hint)
        if has(kind) and kind is not SecretReference:
            found |= tables_of(f"{name}.{key}", kind)
    return found


def _table_of(hint: Any) -> Any:
    """One that may be left out is a table too."""
    return next((part for part in get_args(hint) if part is not type(None)), hint) if _is_optional(hint) else hint


def _is_optional(hint: Any) -> bool:
    return isinstance(hint, UnionType) and type(None) in get_args(hint)


def expected_tables() -> dict[str, type[Any]]:
    found: dict[str, type[Any]] = {}
    for key, kind in get_type_hints(PortalSettings).items():
        found |= tables_of(key, _table_of(kind))
    return found


def shown(attribute: "Attribute[Any]") -> str:
    """A default as the page shows it."""
    default: Any = attribute.default
    if default is NOTHING:
        return "required"
    if isinstance(default, Factory):  # type: ignore[arg-type]
        default = default.factory()
    if default is None:
        return "none"
    is_a_table = has(type(default)) and not isinstance(default, SecretReference)
    return "the defaults below" if is_a_table else f"`{json.dumps(unstructure(default))}`"


def test_every_table_and_key_is_there_with_its_default() -> None:
    documented = {
        code(heading)[1:-1]: {code(row[0]): row[1] for row in rows_under(PAGE, heading)}
        for heading in headings(PAGE)
        if heading.startswith("`[")
    }

    assert documented == {
        name: {each.name: shown(each) for each in fields(settings)} for name, settings in expected_tables().items()
    }


def test_the_pages_of_plugins_are_those_that_their_code_makes() -> None:
    made = runpy.run_path(str(ROOT / ".ci" / "plugin_pages.py"))["pages"]()

    written = {
        path: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "reference" / "plugins").glob("*.md")
    }
    assert written == made
