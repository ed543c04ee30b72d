"""`frontdoor forms check` reads form definitions and tells every fault of every one."""

from importlib.resources import files
from pathlib import Path

from sdk.tests.cli.running import lines, run
from sdk.tests.forms.test_trials import FORM, TEST


def test_the_newest_forms_that_ship_are_sound() -> None:
    """An earlier version is there to show what was sent in it: it may lack what a form must hold today."""
    every = sorted(Path(str(files("frontdoor.forms") / "library")).glob("*.toml"))
    newest = {file.stem.rsplit("-", 2)[0]: file for file in every}

    result = run("forms", "check", *newest.values())

    assert (result.exit_code, len(lines(result.output))) == (0, len(newest))
    assert set(newest) == {"adult_concern", "cause_for_concern", "information_request"}


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


def test_what_changed_is_told_a_sentence_a_line(tmp_path: Path) -> None:
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_text(FORM, encoding="utf-8")
    new.write_text(FORM.replace("Since when?", "For how long?"), encoding="utf-8")

    results = [run("forms", "diff", old, each) for each in (new, old)]

    assert [(each.exit_code, each.output) for each in results] == [
        (0, "Question “Since when?” was reworded to “For how long?”\n"),
        (0, "Nothing that anybody could see is different.\n"),
    ]


def test_a_form_with_a_fault_cannot_be_compared(tmp_path: Path) -> None:
    sound, faulty = tmp_path / "sound.toml", tmp_path / "faulty.toml"
    sound.write_text(FORM, encoding="utf-8")
    faulty.write_text(FORM.replace('kind = "text"', 'kind = "txet"', 1), encoding="utf-8")

    result = run("forms", "diff", sound, faulty)

    assert (result.exit_code, lines(result.stderr)[-1]) == (1, "1 fault")


def test_the_tests_of_a_form_are_run_by_themselves_and_by_the_check(tmp_path: Path) -> None:
    sound, failing = tmp_path / "sound.toml", tmp_path / "failing.toml"
    sound.write_text(FORM + TEST, encoding="utf-8")
    failing.write_text(FORM + TEST.replace('given = { worried_about = ["neglect"] }', "given = {}"), encoding="utf-8")

    results = [
        run("forms", *each) for each in (("test", sound), ("check", sound), ("test", failing), ("check", failing))
    ]

    why = (
        "test “Neglect is asked about”: “Since when?” should show, but its page is asked only when “What are you "
        "worried about?” includes “Neglect”. Here “What are you worried about?” is not answered"
    )
    assert [(each.exit_code, lines(each.output)) for each in results] == [
        (0, ["passed: Neglect is asked about"]),
        (0, [f"{sound}: call 2026-11-20 is sound, 1 test passed"]),
        (1, ["fails: Neglect is asked about", f"FAULT {why}", "1 fault"]),
        (1, [f"FAULT {failing}: {why}", "1 fault"]),
    ]


def test_answers_in_json_are_judged_as_those_of_the_pages(tmp_path: Path) -> None:
    form, whole, partly, broken = (
        tmp_path / each for each in ("form.toml", "whole.json", "partly.json", "broken.json")
    )
    form.write_text(FORM, encoding="utf-8")
    whole.write_text('{"worried_about": ["neglect"], "since": "May"}', encoding="utf-8")
    partly.write_text('{"worried_about": ["nothing known"], "since": "May", "shoe_size": "3"}', encoding="utf-8")
    broken.write_text("[", encoding="utf-8")

    results = [run("forms", "judge", form, each, "--on", "2026-11-14") for each in (whole, partly, broken)]

    assert [(each.exit_code, lines(each.output)) for each in results] == [
        (0, ["call 2026-11-20 may be sent with these answers"]),
        (
            1,
            [
                "since: is not sent, since it is not asked",
                "FAULT shoe_size: the form has no such question",
                "FAULT worried_about: Select an answer to “What are you worried about?” from the list",
                "2 faults",
            ],
        ),
        (1, [f"FAULT {broken}: is not JSON", "1 fault"]),
    ]
