"""Every hook says what it is for, is typed, and shows an example that runs."""

import doctest
import inspect
from collections.abc import Callable
from typing import Any

import pytest

from frontdoor.plugins import hookspecs

HOOKS = {name: hook for name, hook in vars(hookspecs).items() if hasattr(hook, f"{hookspecs.PROJECT}_spec")}


def test_these_are_the_hooks() -> None:
    assert sorted(HOOKS) == ["register_case_management", "register_education_system"]


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_its_example_runs(hook: Callable[..., Any]) -> None:
    examples = doctest.DocTestFinder(recurse=False).find(hook, globs={})
    results = [doctest.DocTestRunner(verbose=False).run(example) for example in examples]

    assert sum(result.attempted for result in results) >= 2
    assert sum(result.failed for result in results) == 0


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_it_says_when_it_is_called_and_what_none_means(hook: Callable[..., Any]) -> None:
    text = inspect.getdoc(hook) or ""

    assert [
        phrase for phrase in ("Called once at start-up.", "Return None to offer nothing.") if phrase not in text
    ] == []


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_it_is_typed(hook: Callable[..., Any]) -> None:
    signature = inspect.signature(hook)

    assert inspect.Signature.empty not in {
        signature.return_annotation,
        *(parameter.annotation for parameter in signature.parameters.values()),
    }
