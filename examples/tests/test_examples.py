"""Every program among the examples runs where there is no portal, and prints what its README says that it prints."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1]
PROGRAMS = sorted(path for path in EXAMPLES.glob("*/*.py") if path.parent.name != "tests")
WITHOUT_THE_PORTAL = """
import runpy, sys
sys.modules["frontdoor_portal"] = None  # importing it raises ImportError, as where it is not installed
runpy.run_path(sys.argv[1], run_name="__main__")
"""


def said_by(program: Path, folder: Path) -> tuple[int, str, str]:
    command = [sys.executable, "-X", "utf8", "-c", WITHOUT_THE_PORTAL, str(program)]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=folder, timeout=60, check=False)
    return ended.returncode, ended.stdout, ended.stderr


def test_these_are_the_programs() -> None:
    assert [str(path.relative_to(EXAMPLES)) for path in PROGRAMS] == ["without_the_portal/ask_and_decide.py"]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_it_prints_what_its_readme_shows_and_leaves_nothing_behind(program: Path, tmp_path: Path) -> None:
    readme = (program.parent / "README.md").read_text(encoding="utf-8")

    assert said_by(program, tmp_path) == (0, "".join(re.findall(r"^```text\n(.*?)^```$", readme, re.DOTALL | re.M)), "")
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_wants_the_portal_fails(tmp_path: Path) -> None:
    program = tmp_path / "wants_the_portal.py"
    program.write_text("import frontdoor_portal\n", encoding="utf-8")

    code, printed, told = said_by(program, tmp_path)

    reason = "ModuleNotFoundError: import of frontdoor_portal halted; None in sys.modules"
    assert (code, printed, told.splitlines()[-1]) == (1, "", reason)


def test_every_example_is_named_on_the_page_of_examples() -> None:
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")

    folders = {path.parent.name for path in EXAMPLES.glob("*/README.md")}
    assert set(re.findall(r"\]\((\w+)/README\.md\)", page)) == folders
