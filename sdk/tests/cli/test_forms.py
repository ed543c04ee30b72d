"""`frontdoor forms check` reads form definitions and tells every fault of every one."""

from importlib.resources import files
from pathlib import Path

from sdk.tests.cli.running import lines, run


def test_the_forms_that_ship_are_sound() -> None:
    shipped = sorted(Path(str(files("frontdoor.forms") / "library")).glob("*.toml"))

    result = run("forms", "check", *shipped)

    assert (result.exit_code, len(lines(result.output))) == (0, len(shipped))
    assert shipped != []


def test_every_fault_of_every_form_is_told(tmp_path: Path) -> None:
    empty, binary = tmp_path / "empty.toml", tmp_path / "binary.toml"
    empty.write_text("", encoding="utf-8")
    binary.write_bytes(b"\xff")

    result = run("forms", "check", empty, binary)

    assert result.exit_code == 1
    assert [line.removeprefix("FAULT ") for line in lines(result.stderr)] == [
        f"{empty}: form: “id” is missing",
        f"{empty}: form: “version” is missing",
        f"{empty}: form: “title” is missing",
        f"{empty}: form: “sections” is missing",
        f"{binary}: is not UTF-8 text",
        "5 faults",
    ]
