"""Every command that a document tells people to type is one that exists, with the options it is given."""

import ast
import importlib.util
import re
import shlex

import click
import pytest
from click.testing import CliRunner
from reference_portal.tests.unit.docs.pages import PAGES, ROOT, blocks, code, rows_under, text_of

import frontdoor.cli
import frontdoor_portal.cli
from frontdoor_portal.demo.__main__ import main as demo

PROGRAMS: dict[str, click.Command] = {"frontdoor": frontdoor.cli.main, "frontdoor-portal": frontdoor_portal.cli.main}
OF_THE_MACHINE = frozenset(
    {"cd", "export", "install", "pip", "pytest", "sudo", "/opt/frontdoor/bin/pip", "/opt/frontdoor/bin/uv"}
)
COMMANDS_PAGE = text_of("docs", "reference", "commands.md")

TYPED = [
    pytest.param(line.removeprefix("$ "), id=f"{block.place} {line}")
    for block in blocks("console")
    for line in block.text.splitlines()
    if line.startswith("$ ")
]
NAMED = [
    pytest.param(span, id=f"{page.relative_to(ROOT)} {span}")
    for page in PAGES
    for span in re.findall(r"`((?:frontdoor|frontdoor-portal) [^`\n]+)`", page.read_text(encoding="utf-8"))
]


def sessions() -> list[str]:
    """The sessions of noxfile.py, in its order."""
    module = ast.parse(text_of("noxfile.py"))
    functions = [each for each in module.body if isinstance(each, ast.FunctionDef)]
    return [each.name for each in functions if "nox.session" in map(ast.unparse, each.decorator_list)]


def complaint(program: click.Command, arguments: list[str]) -> str:
    """What a program says against these arguments; nothing where it knows them all. Nothing is carried out."""
    result = CliRunner().invoke(program, [*arguments, "--help"])
    return "" if result.exit_code == 0 else result.output


def check(words: list[str]) -> str:
    """What is wrong with a command line; nothing where it can be typed."""
    program, *arguments = words
    if program in PROGRAMS:
        return complaint(PROGRAMS[program], arguments)
    if arguments[:2] == ["noxfile.py", "-s"]:
        return check_session(arguments[2:])
    if program.startswith("python") and arguments[:1] == ["-m"]:
        return "" if importlib.util.find_spec(arguments[1]) else f"no module {arguments[1]}"
    return "" if program in OF_THE_MACHINE else f"nobody knows {program}"


def check_session(words: list[str]) -> str:
    names, own = (words[: words.index("--")], words[words.index("--") + 1 :]) if "--" in words else (words, [])
    if unknown := set(names) - set(sessions()):
        return f"no session {unknown}"
    if names == ["demo"]:
        return complaint(demo, own)
    missing = [word for word in own if "/" in word and not (ROOT / word).exists()]
    return f"no file {missing}" if missing else ""


@pytest.mark.parametrize("line", TYPED)
def test_what_is_typed_exists(line: str) -> None:
    assert check(shlex.split(line, comments=True)) == ""


@pytest.mark.parametrize("span", NAMED)
def test_what_is_named_exists(span: str) -> None:
    assert check(shlex.split(span.replace("[", "").replace("]", ""))) == ""


def test_the_page_of_commands_lists_every_session() -> None:
    rows = rows_under(COMMANDS_PAGE, "`python3 noxfile.py -s NAME [-- arguments]`")

    assert sorted(code(row[0]) for row in rows) == sorted(sessions())


def test_the_page_of_commands_lists_every_bench_with_its_options() -> None:
    rows = rows_under(COMMANDS_PAGE, "`python3 noxfile.py -s NAME [-- arguments]`")
    told = next(row[2] for row in rows if code(row[0]) == "bench")
    listed = re.findall(r"`([a-z]+)`(?: \(([^)]*)\))?", told)

    assert {suite: set(re.findall(r"`(--[a-z-]+)", options)) for suite, options in listed} == benches()


def benches() -> dict[str, set[str]]:
    """The options of each suite but `--json`, which all have; of what is on or off, the one that turns it off."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "reference_portal" / "benchmarks" / "run.py")
    assert spec is not None
    assert spec.loader is not None
    run = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run)
    return {
        name: {(each.secondary_opts or each.opts)[0] for each in suite.params} - {"--json"}
        for name, suite in run.main.commands.items()
    }


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_page_of_commands_lists_every_command(name: str) -> None:
    named = {tuple(span.split()[1:]) for span in re.findall(rf"`({name} [a-z][^`\n]*)`", COMMANDS_PAGE)}

    assert [path for path in paths(PROGRAMS[name]) if not any(words[: len(path)] == path for words in named)] == []


def paths(command: click.Command) -> list[tuple[str, ...]]:
    """The words that lead to each command of a program."""
    if not isinstance(command, click.Group):
        return [()]
    return [(name, *rest) for name, inner in sorted(command.commands.items()) for rest in paths(inner)]


def test_an_unknown_option_session_or_command_is_noticed() -> None:
    wrong = (
        "frontdoor plugins chek",
        "frontdoor-portal serve --fast",
        "python3 noxfile.py -s tets",
        "python -m nothing",
    )

    assert [line for line in wrong if not check(line.split())] == []
