"""The page of hooks says exactly what `frontdoor.plugins.hookspecs` says, and so does its table of faults."""

import ast
import inspect
import re
from pathlib import Path

import pytest

from frontdoor.plugins import hookspecs
from frontdoor.plugins.report import FaultKind

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "hooks.md").read_text(encoding="utf-8")
HOOKS = {name: hook for name, hook in vars(hookspecs).items() if hasattr(hook, f"{hookspecs.PROJECT}_spec")}


def signature(function: ast.FunctionDef) -> str:
    """A function's name, parameters with their types, and what it returns, as text."""
    returns = ast.unparse(function.returns) if function.returns else "nothing said"
    return f"{function.name}({ast.unparse(function.args)}) -> {returns}"


def documented_signatures() -> dict[str, list[str]]:
    """The signatures in the Python blocks under each second heading that is a hook's name."""
    sections = re.split(r"^## `(register_\w+|choose_\w+|review_\w+|\w+_changed)`$", PAGE, flags=re.MULTILINE)[1:]
    found: dict[str, list[str]] = {}
    for name, section in zip(sections[::2], sections[1::2], strict=True):
        own = section.split("\n## ")[0]
        trees = [ast.parse(block) for block in re.findall(r"```python\n(.*?)```", own, flags=re.DOTALL)]
        found[name] = [signature(each) for tree in trees for each in tree.body if isinstance(each, ast.FunctionDef)]
    return found


def test_every_hook_has_an_entry_with_its_exact_signature() -> None:
    module = ast.parse(inspect.getsource(hookspecs))
    functions = {each.name: each for each in module.body if isinstance(each, ast.FunctionDef)}

    assert documented_signatures() == {name: [signature(functions[name])] for name in HOOKS}


@pytest.mark.parametrize("name", HOOKS)
def test_the_example_of_a_hook_has_the_types_of_the_hook(name: str) -> None:
    section = PAGE.split(f"## `{name}`")[1]
    block = re.search(r"```python\n(.*?)```", section, flags=re.DOTALL)
    namespace: dict[str, object] = {}
    exec(block[1] if block else "", namespace)

    assert inspect.signature(namespace[name]) == inspect.signature(HOOKS[name])  # type: ignore[arg-type]


def test_every_fault_that_start_up_may_tell_is_explained() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| .+ \| .+ \|$", PAGE, flags=re.MULTILINE)

    assert rows == [kind.value for kind in FaultKind]
