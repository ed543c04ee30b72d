"""A checksum beside a file is compared where it is there, waited for where it must be, and goes along with the file."""

from pathlib import Path

import pytest
from attrs import evolve

from frontdoor_capita_one.connector import CapitaOne
from frontdoor_capita_one.drop_folder import Taken
from frontdoor_capita_one.settings import CapitaOneSettings
from frontdoor_capita_one.simulator import write_feed, write_files


def tree(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_files_that_are_what_their_checksums_say_are_taken_in(one: CapitaOne, folder: Path) -> None:
    written = (*write_files(folder, with_checksums=True), *write_feed(folder, with_checksums=True))

    assert sorted(one.take_in_files().taken_in) == sorted(path.name for path in written)
    assert tree(folder) == {f"done/{path.name}{end}" for path in written for end in ("", ".sha256")}


@pytest.mark.parametrize("said", [b"", b"0" * 64, b"not a checksum\n", b"\xff" * 100])
def test_a_file_that_is_not_what_its_checksum_says_is_put_aside_with_it(
    one: CapitaOne, folder: Path, said: bytes
) -> None:
    name = write_files(folder, with_checksums=True)[0].name
    (folder / f"{name}.sha256").write_bytes(said)

    assert one.take_in_files().quarantined == (name,)
    told = (folder / "quarantine" / f"{name}.reason.txt").read_text(encoding="utf-8").partition(" ")[2]
    assert told == "The file is not what its .sha256 says: it may be cut short or changed\n"
    assert (folder / "quarantine" / f"{name}.sha256").read_bytes() == said


def test_a_file_that_was_cut_short_at_the_end_of_a_row_is_found_out_by_its_checksum(
    one: CapitaOne, folder: Path
) -> None:
    (path,) = (each for each in write_feed(folder, with_checksums=True) if each.name.startswith("sen"))
    rows = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(rows[:-1]))

    assert one.take_in_files().quarantined == (path.name,)


def test_capitals_in_a_checksum_make_no_difference(one: CapitaOne, folder: Path) -> None:
    name = write_files(folder, with_checksums=True)[0].name
    beside = folder / f"{name}.sha256"
    beside.write_text(beside.read_text(encoding="ascii")[:64].upper(), encoding="ascii")

    assert one.take_in_files().quarantined == ()


def test_where_checksums_are_required_a_file_waits_for_its_own(settings: CapitaOneSettings, folder: Path) -> None:
    one = CapitaOne(evolve(settings, checksum_required=True))
    names = sorted(path.name for path in write_files(folder, with_checksums=True))
    late = folder / f"{names[0]}.sha256"
    kept = late.read_bytes()
    late.unlink()
    first = one.take_in_files()
    late.write_bytes(kept)

    assert (first, one.take_in_files()) == (Taken(taken_in=tuple(names[1:])), Taken(taken_in=(names[0],)))
