"""`frontdoor-portal agencies`: who may register, one by one or from a file."""

from pathlib import Path

import pytest
from reference_portal.tests.fakes import person
from reference_portal.tests.unit.portal_file import register, run

from frontdoor.domain.agency import Agency, AgencyKind
from frontdoor_portal.composition import compose
from frontdoor_portal.settings import read_settings

TEACHER = person()


def test_an_agency_is_approved(migrated: Path) -> None:
    result = run(
        migrated, "agencies", "add", "larkmead", "--name", "Larkmead Primary", "--kind", "school",
        "--domain", "larkmead.example", "--domain", "a.larkmead.example",
    )  # fmt: skip

    assert (result.exit_code, result.output) == (
        0,
        "Larkmead Primary may register with a.larkmead.example, larkmead.example.\n",
    )
    composed = compose(read_settings(migrated))
    with composed.office.work.begin() as tx:
        domains = frozenset({"larkmead.example", "a.larkmead.example"})
        assert tx.accounts.agencies() == (Agency("larkmead", "Larkmead Primary", AgencyKind.SCHOOL, domains),)
    composed.close()


@pytest.mark.parametrize(
    ("domain", "says"),
    [
        ("Larkmead.example", "Larkmead.example: write the domain alone, in lower case, like school.example\n"),
        ("hollybush.example", "larkmead: this agency, or one of its domains, is already registered\n"),
    ],
    ids=["not a domain", "taken"],
)
def test_an_agency_that_cannot_be_approved(migrated: Path, domain: str, says: str) -> None:
    register(migrated, TEACHER)

    result = run(migrated, "agencies", "add", "larkmead", "--name", "L", "--kind", "school", "--domain", domain)

    assert (result.exit_code, result.stderr) == (1, says)


CSV = "id,name,kind,own_domains\nlarkmead,Larkmead Primary,school,larkmead.example\n"


def test_agencies_are_imported_from_a_file_after_a_dry_run_and_written_out_again(
    migrated: Path, tmp_path: Path
) -> None:
    file, out = tmp_path / "agencies.csv", tmp_path / "out.csv"
    file.write_text(CSV, encoding="utf-8")

    dry, done, again = (
        run(migrated, "agencies", "import", str(file), *more).output for more in (("--dry-run",), (), ())
    )
    listed = run(migrated, "agencies", "list").output
    exported, over = (run(migrated, "agencies", "export", str(out)) for _ in range(2))

    change = (
        "New: larkmead\n  name: Larkmead Primary\n  kind: school\n  email_domains: larkmead.example\n"
        "  admission: at_once\n  takes_shared_mailboxes: no\n"
    )
    counts = "New: {}. Changed: 0. As they were: {}. Not in the file and left alone: 0.\n"
    assert dry == f"{change}{counts.format(1, 0)}Nothing was changed: this was a dry run.\n"
    assert done == f"{change}{counts.format(1, 0)}Done.\n"
    assert again == f"{counts.format(0, 1)}Done.\n"
    assert listed == "larkmead: Larkmead Primary, school, larkmead.example, people: 0\n"
    assert (exported.exit_code, over.exit_code) == (0, 1)
    assert (
        out.read_text(encoding="utf-8").splitlines()[1]
        == "larkmead,Larkmead Primary,school,larkmead.example,,at_once,,no,"
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"id,name,kind\nx,X,zoo\n", "line 2, kind: one of "),
        (b"id,name,kind\n\xff", "{file}: the file is not UTF-8; save it as \u201cCSV UTF-8\u201d\n"),
    ],
    ids=["faults", "not UTF-8"],
)
def test_a_file_of_agencies_that_cannot_be_taken(migrated: Path, tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "agencies.csv"
    file.write_bytes(content)

    result = run(migrated, "agencies", "import", str(file))

    assert (result.exit_code, result.stderr.startswith(says.format(file=file))) == (1, True)


def test_a_domain_is_removed_once(migrated: Path) -> None:
    register(migrated, TEACHER)

    first, second = (run(migrated, "agencies", "remove-domain", "agency-school", "hollybush.example") for _ in "12")

    assert (first.exit_code, first.output) == (
        0,
        "Nobody else may register with hollybush.example. Accounts with such an address stay until you disable them.\n",
    )
    assert (second.exit_code, second.stderr) == (
        1,
        "agency-school: this agency has no approved domain hollybush.example\n",
    )
