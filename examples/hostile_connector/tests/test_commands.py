"""`frontdoor plugins check` names every plugin that goes wrong, and lets none end it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from .conftest import DO_NOT_LOAD, LOAD, SECRET


def checked(settings: Path, *arguments: str) -> tuple[int, str]:
    """How the command ended, and everything that it printed."""
    command = [sys.executable, "-c", "from frontdoor.cli import main; main()", "plugins", "check", *arguments]
    ended = subprocess.run(
        [*command, "--config", str(settings)], capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    return ended.returncode, ended.stdout + ended.stderr


def test_each_that_cannot_be_loaded_is_named(loading: Callable[..., Path]) -> None:
    code, said = checked(loading(*DO_NOT_LOAD, *LOAD))

    named = [name for name in DO_NOT_LOAD if f"FAULT {name}: " in said]
    offered = [name for name in LOAD if f"{name}: Hostile" in said]
    assert (code, named, offered) == (1, list(DO_NOT_LOAD), list(LOAD))
    assert SECRET not in said


def test_each_that_fails_its_check_is_named_and_leaks_no_secret(loading: Callable[..., Path]) -> None:
    wrong = ("hostile_crashes", "hostile_exits", "hostile_fails_in_words")

    code, said = checked(loading(*wrong), "--connect")

    assert (code, [name for name in wrong if f"FAULT {name}: system did not answer" in said]) == (1, list(wrong))
    assert SECRET not in said
