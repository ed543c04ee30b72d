"""Run by the `sdk_alone` session only: the SDK must live without the portal's framework and database."""

import importlib
import importlib.util
import pkgutil
from pathlib import Path

import frontdoor

ROOT = Path(__file__).resolve().parent.parent


def test_neither_the_web_framework_nor_the_database_layer_is_installed() -> None:
    foreign = ["litestar", "sqlalchemy", "alembic", "frontdoor_portal", "frontdoor_framework_i"]
    assert [name for name in foreign if importlib.util.find_spec(name)] == []


def test_every_module_imports_with_the_sdks_own_dependencies() -> None:
    names = [module.name for module in pkgutil.walk_packages(frontdoor.__path__, "frontdoor.")]
    assert [importlib.import_module(name).__name__ for name in names] == names


def test_the_wheel_carries_every_file_of_the_source_tree() -> None:
    installed, source = Path(frontdoor.__file__).parent, ROOT / "sdk" / "src" / "frontdoor"
    assert source not in [installed, *installed.parents]
    assert files_below(installed) == files_below(source)


def files_below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
