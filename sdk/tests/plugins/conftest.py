"""Plugins written on the spot, as modules that a made-up entry point names."""

import itertools
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from frontdoor.plugins.host import ENTRY_POINT_GROUP

MakePlugin = Callable[[str, str], EntryPoint]
_numbers = itertools.count()


@pytest.fixture
def make_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakePlugin]:
    """Write a plugin's module and give the entry point it would have if it were installed."""
    monkeypatch.syspath_prepend(tmp_path)
    made = []

    def make(name: str, source: str) -> EntryPoint:
        module = f"made_up_plugin_{next(_numbers)}"
        (tmp_path / f"{module}.py").write_text(source, encoding="utf-8")
        made.append(module)
        return EntryPoint(name, module, ENTRY_POINT_GROUP)

    yield make
    for module in made:
        sys.modules.pop(module, None)
