"""`frontdoor-portal forms`: a form is taken in, listed, written out and published without a browser."""

from pathlib import Path

import pytest
from click.testing import Result
from reference_portal.tests.unit import portal_file
from reference_portal.tests.unit.portal_file import write
from reference_portal.tests.unit.use_cases.form_versions.office_of_forms import TEXT

from frontdoor.forms import library_forms
from frontdoor_portal.storage.migrations import upgrade

LIBRARY = [f"{form.id} {form.version}" for form in library_forms()]


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    url = f"sqlite:///{tmp_path / 'portal.db'}"
    upgrade(url)
    return write(tmp_path, database={"url": url})


def run(settings: Path, *arguments: object) -> Result:
    return portal_file.run(settings, "forms", *map(str, arguments))


def imported(settings: Path, text: str = TEXT) -> tuple[Result, str]:
    file = settings.parent / "concern.toml"
    file.write_text(text, encoding="utf-8")
    result = run(settings, "import", file)
    return result, result.output.partition(":")[0]


def test_a_form_is_taken_in_published_and_listed_as_in_force(settings: Path) -> None:
    taken, version_id = imported(settings)
    published = run(settings, "publish", version_id)
    listed = run(settings, "list").output.splitlines()
    assert (taken.exit_code, published.exit_code) == (0, 0)
    number = published.output.split()[1]
    assert [line for line in listed if " concern " in line] == [f"* concern {number} published {version_id}"]
    assert len(listed) == len(LIBRARY) + 1


def test_what_was_published_is_written_out_under_its_number(settings: Path) -> None:
    _, version_id = imported(settings)
    number = run(settings, "publish", version_id).output.split()[1]
    file = settings.parent / "out.toml"
    assert run(settings, "export", f"concern@{number}", "--into", file).exit_code == 0
    assert (f'version = "{number}"' in file.read_text("utf-8"), run(settings, "export", version_id).output) == (
        True,
        file.read_text("utf-8"),
    )


def test_faults_are_told_and_stand_in_the_way_of_publishing(settings: Path) -> None:
    taken, version_id = imported(settings, TEXT.replace('kind = "choice"', 'kind = "choise"'))
    refused = run(settings, "publish", version_id)
    assert (taken.exit_code, "did you mean “choice”?" in taken.output) == (0, True)
    assert (refused.exit_code, "did you mean “choice”?" in refused.output) == (1, True)


@pytest.mark.parametrize(
    "arguments", [("export", "nothing"), ("publish", "nothing"), ("export", "concern@2020-01"), ("publish", "library")]
)
def test_a_version_that_is_not_there_is_said_so(settings: Path, arguments: tuple[str, str]) -> None:
    refused = run(settings, *arguments)
    assert (refused.exit_code, refused.output) == (1, f"Error: There is no version {arguments[1]}\n")


def test_what_is_published_is_not_published_again(settings: Path) -> None:
    _, version_id = imported(settings)
    run(settings, "publish", version_id)
    assert run(settings, "publish", version_id).output == "Error: This version is published already\n"


def test_a_text_that_is_no_form_is_not_taken(settings: Path) -> None:
    refused, _ = imported(settings, "nothing")
    assert (refused.exit_code, refused.output) == (1, "The text must be TOML and begin with the form’s id\n")


def test_the_report_of_a_portal_where_nothing_happened_is_empty(settings: Path) -> None:
    assert run(settings, "report").output == ""
