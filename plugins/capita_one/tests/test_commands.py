"""The simulator writes what the connector reads, and a timer can take files in."""

from pathlib import Path

from click.testing import CliRunner

from frontdoor_capita_one.arrival import Kind
from frontdoor_capita_one.simulator import feed_file
from frontdoor_capita_one.simulator import main as simulate
from frontdoor_capita_one.simulator.feed_files import made_up_rows
from frontdoor_capita_one.simulator.transfer_files import made_up_pupils
from frontdoor_capita_one.take_in import main as take_in
from frontdoor_capita_one.unmatched import main as unmatched


def configure(tmp_path: Path) -> Path:
    config = tmp_path / "portal.toml"
    config.write_text(
        f'[plugins]\nload = ["capita_one"]\n[plugins.settings.capita_one]\ndrop_folder = "{tmp_path / "drop"}"\n'
        f'index = "{tmp_path / "index.sqlite3"}"\ncontacts = "{tmp_path / "contacts.toml"}"\n',
        encoding="utf-8",
    )
    return config


def simulate_into(tmp_path: Path, *more: str) -> str:
    arguments = ["--folder", str(tmp_path / "drop"), "--contacts", str(tmp_path / "contacts.toml"), *more]
    result = CliRunner().invoke(simulate, arguments)
    assert result.exit_code == 0
    return result.output


def test_the_simulator_writes_one_file_for_each_school_with_pupils(tmp_path: Path) -> None:
    assert simulate_into(tmp_path) == f"7 files in {tmp_path / 'drop'}\n"


def test_run_twice_the_simulator_overwrites_nothing(tmp_path: Path) -> None:
    simulate_into(tmp_path)
    simulate_into(tmp_path)

    assert len(list((tmp_path / "drop").iterdir())) == 14


def test_a_timer_takes_in_what_the_simulator_wrote_and_knows_what_it_saw(tmp_path: Path) -> None:
    config = configure(tmp_path)
    said = []
    for _ in range(2):
        simulate_into(tmp_path)
        said.append(CliRunner().invoke(take_in, ["--config", str(config)]).output)

    assert said == ["Taken in: 7; seen before: 0\n", "Taken in: 0; seen before: 7\n"]


def test_a_timer_tells_of_files_put_aside(tmp_path: Path) -> None:
    config = configure(tmp_path)
    simulate_into(tmp_path, "--defect", "doctype")

    result = CliRunner().invoke(take_in, ["--config", str(config)])

    names = sorted(path.name for path in (tmp_path / "drop" / "quarantine").glob("*.xml"))
    told = f"Error: Put aside, each with its reason: {', '.join(names)}\n"
    assert (result.exit_code, result.stderr) == (1, told)


def test_a_timer_tells_of_files_put_aside_and_left_together(tmp_path: Path) -> None:
    config = configure(tmp_path)
    (tmp_path / "drop" / "quarantine" / "b.xml.reason.txt").mkdir(parents=True)
    for name in ("a.xml", "b.xml"):
        (tmp_path / "drop" / name).write_bytes(b"<a/>")

    result = CliRunner().invoke(take_in, ["--config", str(config)])

    assert (result.exit_code, result.stderr) == (
        1,
        "Error: Put aside, each with its reason: a.xml; Left where they are: b.xml\n",
    )


def test_weekly_runs_with_the_feed_and_checksums_are_taken_in_the_newest_counting(tmp_path: Path) -> None:
    config = configure(tmp_path)
    said = simulate_into(tmp_path, "--feed", "--checksums", "--weeks", "3")

    result = CliRunner().invoke(take_in, ["--config", str(config)])

    assert said == f"30 files in {tmp_path / 'drop'}\n"
    assert (result.exit_code, result.output) == (0, "Taken in: 30; seen before: 0\n")


def test_a_timer_tells_of_rows_put_aside_and_of_older_snapshots(tmp_path: Path) -> None:
    config = configure(tmp_path)
    drop = tmp_path / "drop"
    simulate_into(tmp_path, "--feed")
    CliRunner().invoke(take_in, ["--config", str(config)])
    row = dict(made_up_rows(made_up_pupils())[Kind.SUSPENSIONS][0])
    rows = [row, row, {**row, "starts_on": "x"}]
    (drop / "suspensions_2026-11-19.csv").write_bytes(feed_file(Kind.SUSPENSIONS, rows))
    (drop / "suspensions_2026-11-21.csv").write_bytes(feed_file(Kind.SUSPENSIONS, [*rows, row]))

    result = CliRunner().invoke(take_in, ["--config", str(config)])

    assert (result.exit_code, result.output) == (
        0,
        "Taken in: 1; seen before: 0; older than what is held: 1\nsuspensions_2026-11-21.csv: rows put aside: 1\n",
    )


def test_whoever_stands_apart_can_be_listed_and_nobody_is_named(tmp_path: Path) -> None:
    config = configure(tmp_path)
    simulate_into(tmp_path, "--written-at", "2026-11-19T09:00:00")
    simulate_into(tmp_path, "--defect", "wrong-person", "--feed")
    CliRunner().invoke(take_in, ["--config", str(config)])

    result = CliRunner().invoke(unmatched, ["--config", str(config)])

    lines = [line.partition(" ")[2] for line in result.output.splitlines()[:-1]]
    assert result.exit_code == 0
    assert lines[0].startswith("unmatched: ")
    assert {line.partition(":")[0] for line in lines} == {"unmatched", "conflict"}
    assert "unmatched: the feed (missing_education), 2026-11-20" in lines
    assert result.output.splitlines()[-1] == f"Apart or with differences: {len(lines)}"
    words = {word for pupil in made_up_pupils() for word in (pupil.name.family, pupil.upn.value) if len(word) > 3}
    assert [word for word in words if word in result.output] == []


def test_the_list_of_whoever_stands_apart_tells_of_a_faulty_configuration(tmp_path: Path) -> None:
    config = tmp_path / "portal.toml"
    config.write_text("[plugins]\n", encoding="utf-8")

    result = CliRunner().invoke(unmatched, ["--config", str(config)])

    assert (result.exit_code, result.stderr) == (
        1,
        "Error: missing key 'drop_folder' @ $.drop_folder; missing key 'index' @ $.index\n",
    )


def test_a_timer_tells_of_a_faulty_configuration(tmp_path: Path) -> None:
    config = tmp_path / "portal.toml"
    config.write_text("[plugins.settings.capita_one]\nindex = 5\n", encoding="utf-8")

    result = CliRunner().invoke(take_in, ["--config", str(config)])

    assert (result.exit_code, result.stderr) == (
        1,
        "Error: missing key 'drop_folder' @ $.drop_folder; must be a path, not int @ $.index\n",
    )
