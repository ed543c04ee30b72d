"""The simulator writes what the connector reads, and a timer can take files in."""

from pathlib import Path

from click.testing import CliRunner

from frontdoor_capita_one.simulator import main as simulate
from frontdoor_capita_one.take_in import main as take_in


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


def test_a_timer_tells_of_a_faulty_configuration(tmp_path: Path) -> None:
    config = tmp_path / "portal.toml"
    config.write_text("[plugins.settings.capita_one]\nindex = 5\n", encoding="utf-8")

    result = CliRunner().invoke(take_in, ["--config", str(config)])

    assert (result.exit_code, result.stderr) == (
        1,
        "Error: missing key 'drop_folder' @ $.drop_folder; must be a path, not int @ $.index\n",
    )
